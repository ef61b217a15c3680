"""No longer agreeing, from one's own page: it counts at once, stops what waits, and a second click changes nothing."""

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.agreeing import give_consent
from directory.casework.inputs import AnswerInput
from directory.casework.models import Consent, Purpose
from directory.casework.own_page.models import OwnPageMessage
from directory.casework.queries import get_client
from directory.casework.rules import has_consent
from tests.factories.catalogue import make_service
from tests.factories.links import make_reply_link, sent_letters
from tests.factories.referrals import make_referral
from tests.own_page.conftest import seen_on, text_of


def agrees(db, coordinator, person, purpose) -> bool:
    db.expire_all()
    return has_consent(get_client(db, coordinator, person.reference).consents, purpose, clock.today())


@pytest.fixture
def agrees_to_all(db, coordinator, person):
    client = get_client(db, coordinator, person.reference)
    for purpose in (Purpose.EVALUATION, Purpose.FEEDBACK):
        give_consent(db, coordinator, client, AnswerInput(clock.today(), purpose))
    db.commit()


@pytest.mark.parametrize("purpose", Purpose)
def test_before_they_take_it_back_they_read_the_words_and_what_follows(link, opened, agrees_to_all, purpose):
    page = seen_on(opened.get(f"{link}/agreements/{purpose}"))

    assert "You said yes to this:" in page
    assert "From now on" in page
    assert "I no longer agree" in page


@pytest.mark.parametrize("purpose", Purpose)
def test_it_counts_at_once_and_is_theirs(db, coordinator, person, link, opened, agrees_to_all, purpose):
    answer = opened.post(f"{link}/agreements/{purpose}")

    assert (answer.status_code, answer.location) == (303, link)
    others = [each for each in Purpose if each is not purpose]
    assert [agrees(db, coordinator, person, each) for each in (purpose, *others)] == [False, True, True, True]
    event = db.scalars(select(AuditEvent).where(AuditEvent.action == "consent.withdrawn")).one()
    assert (event.actor_id, event.origin, event.scheme_id) == (None, "127.0.0.1", coordinator.scheme_id)
    assert "You have not agreed any more since" in seen_on(opened.get(link))


def test_a_second_click_changes_nothing(db, link, opened):
    answers = [opened.post(f"{link}/agreements/referral").status_code for _ in range(2)]

    assert answers == [303, 303]
    assert len(db.scalars(select(OwnPageMessage)).all()) == 1
    assert len(db.scalars(select(Consent).where(Consent.withdrawn_on.is_not(None))).all()) == 1
    assert opened.get(f"{link}/agreements/referral").status_code == 303


def test_looking_at_the_question_takes_nothing_back(db, coordinator, person, link, opened):
    opened.get(f"{link}/agreements/referral")
    opened.head(f"{link}/agreements/referral")

    assert agrees(db, coordinator, person, Purpose.REFERRAL)


def test_letters_to_groups_that_wait_stay_here_and_their_links_end_and_their_own_goes_on(
    db, app, coordinator, person, link, opened
):
    client = get_client(db, coordinator, person.reference)
    told = make_referral(db, coordinator, client=client, service=make_service(db, "Choir", email="c@choir.example"))
    of_group = make_reply_link(db, told)
    db.commit()
    before = app.test_client().get(f"/replies/{of_group}").status_code

    opened.post(f"{link}/agreements/referral")

    assert (before, app.test_client().get(f"/replies/{of_group}").status_code) == (200, 404)
    assert sent_letters() == []
    assert opened.get(link).status_code == 200
    assert "Send me a code" in text_of(app.test_client().get(link))


def test_who_no_longer_wants_letters_gets_none_not_even_a_code_that_waits(app, link, opened):
    app.test_client().post(f"{link}/codes")

    opened.post(f"{link}/agreements/contact")

    assert sent_letters() == []
    assert app.test_client().post(f"{link}/codes").status_code == 404


def test_letters_to_groups_leave_although_they_want_none_themselves(db, coordinator, person, link, opened):
    client = get_client(db, coordinator, person.reference)
    make_referral(db, coordinator, client=client, service=make_service(db, "Choir", email="c@choir.example"))
    db.commit()

    opened.post(f"{link}/agreements/contact")

    assert [each["To"] for each in sent_letters()] == ["c@choir.example"]


def test_their_team_finds_it_on_the_first_page_and_on_theirs(db, sign_in, person, link, opened):
    opened.post(f"{link}/agreements/contact")
    staff, _ = sign_in(Role.MANAGER, scheme=db.get_one(Scheme, person.scheme_id))

    home, page = (text_of(staff.get(each)) for each in ("/staff/", f"/staff/clients/{person.reference}"))

    assert "They no longer agree to something" in home
    assert "They no longer agree: ring or write to them." in page


@pytest.mark.parametrize("purpose", ["referral", "unknown", "%00", "contact'--"])
def test_who_has_not_shown_the_code_takes_nothing_back(db, browser, coordinator, person, link, purpose):
    answer = browser.post(f"{link}/agreements/{purpose}")

    assert answer.status_code in (303, 400, 404)
    assert agrees(db, coordinator, person, Purpose.REFERRAL)


def test_an_agreement_that_there_is_not_is_not_found(link, opened):
    assert [opened.open(f"{link}/agreements/unknown", method=each).status_code for each in ("GET", "POST")] == [404] * 2
