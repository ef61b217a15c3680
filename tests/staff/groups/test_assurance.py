"""How a group keeps people safe, on the pages of staff and where somebody is referred."""

import html
import json
import re

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.champions.assurance.models import Assurance
from directory.champions.assurance.rules import LACK_WORDS, Lack, require_assurance
from directory.referrals.models import OnwardReferral
from tests.factories.assurance import make_assurance, make_lapsed
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.staff.conftest import agreed_to_group, new_key


@pytest.fixture
def walks(db):
    return make_service(db, "Walking group", email="walks@becklane.example")


def plain(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(answer.text)).split())


def page_of(service) -> str:
    return f"/staff/organisations/{service.organization_id}/assurance"


def test_an_editor_writes_down_what_they_saw(sign_in, db, walks):
    browser, _ = sign_in(Role.EDITOR)
    assert "not checked" in plain(browser.get(f"/staff/organisations/{walks.organization_id}"))
    typed = {"policy": "yes", "insurance": "yes", "insurance_millions": "5", "lead": "The secretary", "way": "seen"}

    browser.post(page_of(walks), data={**typed, "checked_on": "2026-01-09", "submission_key": new_key()})

    assert db.scalars(select(Assurance)).one().insurance_pence == 500_000_000
    page = plain(browser.get(page_of(walks)))
    assert "Yes, £5,000,000" in page
    assert "The secretary" in page


def test_what_cannot_be_is_asked_again_with_everything_typed(sign_in, walks):
    browser, _ = sign_in(Role.MANAGER)

    answer = browser.post(
        page_of(walks),
        data={"insured_until": "2027-01-09", "lead": "The secretary", "way": "seen", "submission_key": new_key()},
    )

    assert answer.status_code == 422
    assert "Say that they are insured" in plain(answer)
    assert 'value="The secretary"' in answer.text


def test_nobody_has_seen_the_papers_before_they_say_so(sign_in, db, walks):
    browser, _ = sign_in(Role.EDITOR)

    page = browser.get(f"{page_of(walks)}/new").text
    answer = browser.post(page_of(walks), data={"policy": "yes", "submission_key": new_key()})

    ways = re.findall(r'<input[^>]*name="way"[^>]*>', page)
    assert ways
    assert not [each for each in ways if "checked" in each]
    assert "Choose how you know" in plain(answer)
    assert db.scalars(select(Assurance)).all() == []


def test_a_coordinator_reads_it_and_is_offered_no_form(sign_in, db, walks):
    make_assurance(db, walks.organization)
    browser, _ = sign_in(Role.COORDINATOR)

    page = plain(browser.get(page_of(walks)))

    assert "Pat Ferrier" in page
    assert "Write down a new check" not in page


def test_nothing_of_it_is_public(app, db, walks):
    make_lapsed(db, walks.organization)
    browser = app.test_client()

    for path in (f"/activities/{walks.id}", f"/organisations/{walks.organization_id}", f"/api/services/{walks.id}"):
        shown = browser.get(path).text
        assert "Ferrier" not in shown
        assert "holds no more" not in shown


def refer(sign_in, db, service):
    browser, actor = sign_in(Role.COORDINATOR)
    client = make_client(db, actor)
    sent = {"client": client.reference, "service_id": str(service.id), "submission_key": new_key()}
    check = plain(browser.post("/staff/referrals/check", data=sent))
    made = browser.post("/staff/referrals", data={**sent, **agreed_to_group()}, follow_redirects=True)
    return check, plain(made), db.scalars(select(OnwardReferral)).one()


def test_what_lapsed_warns_at_a_referral_and_is_kept_with_it(sign_in, db, walks):
    make_lapsed(db, walks.organization)

    check, made, referral = refer(sign_in, db, walks)

    assert LACK_WORDS[Lack.LAPSED] in check
    assert "You may refer all the same" in check
    assert json.loads(referral.warned_of) == [Lack.LAPSED]
    assert LACK_WORDS[Lack.LAPSED] in made


def test_that_nobody_looked_is_told_and_kept_too(sign_in, db, walks):
    check, _, referral = refer(sign_in, db, walks)

    assert f"Warning {LACK_WORDS[Lack.NOT_CHECKED]}" not in check
    assert LACK_WORDS[Lack.NOT_CHECKED] in check
    assert json.loads(referral.warned_of) == [Lack.NOT_CHECKED]


def test_nobody_is_warned_of_a_group_that_was_checked(sign_in, db, walks):
    make_assurance(db, walks.organization)

    check, made, referral = refer(sign_in, db, walks)

    assert "You may refer all the same" not in check
    assert "What you were warned of" not in made
    assert referral.warned_of is None


def match(sign_in) -> str:
    browser, _ = sign_in(Role.COORDINATOR)
    return plain(browser.post("/staff/match", data={"hobbies": "walking", "within": "3"}, follow_redirects=True))


def test_a_match_tells_what_lapsed(sign_in, db, walks):
    make_lapsed(db, walks.organization)

    assert LACK_WORDS[Lack.LAPSED] in match(sign_in)


@pytest.mark.parametrize("required", [False, True])
def test_a_match_tells_where_nobody_looked_only_where_that_is_required(sign_in, db, walks, required):
    require_assurance(required=required)
    try:
        assert (LACK_WORDS[Lack.NOT_CHECKED] in match(sign_in)) == required
    finally:
        require_assurance(required=False)
