"""The pages about what may be listed twice: the list, two side by side, deciding, and undoing."""

import html
import json
import re
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.models.contacts import Contact
from directory.catalogue.models.duplicates import DuplicateCandidate, MergedRecord
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.referrals.operations import refer_onward
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_organization, make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.duplicates import give_by_source, make_candidate
from tests.factories.referrals import wanted_referral
from tests.staff.conftest import hidden, new_key

REASONS = [
    ["alike names", 0.9, "Walking group | The walking grp"],
    ["same phone", 0.35, "01134960000"],
    ["near", 0.25, "120"],
    ["other times", -0.25, "TU 10:30 | FR 14:00"],
]


@pytest.fixture
def walking(db):
    return make_term(db, "Walking")


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR)[0]


@pytest.fixture
def champion(db, sign_in, walking):
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, [walking], db.get(User, actor.user_id), "Walking and paths")
    return browser


@pytest.fixture
def kept(db, walking):
    return make_service(db, "Walking group", terms=[walking], email="walks@becklane.example")


@pytest.fixture
def old(db):
    return make_service(db, "The walking grp", description="We walk along the beck, then tea.", alert="Bring boots")


@pytest.fixture
def pair(db, kept, old):
    return make_candidate(db, kept, old, reasons=REASONS)


def side_of(pair, record) -> str:
    return "first" if pair.first_id == record.id else "second"


def told(answer) -> str:
    return html.unescape(answer.text)


def check(browser, pair, **chosen):
    return browser.get(f"/staff/duplicates/{pair.id}/check", query_string=chosen)


def merge(browser, pair, page, **more):
    """Press the button of a page that shows what would come of it."""
    carried = {name: html.unescape(hidden(page.text, name)) for name in ("keep", "seen", "choices", "take")}
    return browser.post(f"/staff/duplicates/{pair.id}/merge", data={**carried, "submission_key": new_key(), **more})


def test_list_names_both_and_says_why(editor, pair):
    page = told(editor.get("/staff/duplicates"))

    assert "1 pair, the most likely first" in page
    for said in (
        "Names alike: Walking group and The walking grp",
        "Same telephone number: 01134960000",
        "120 metres apart",
        "Against:</strong> Other days or times",
        "Likely",
    ):
        assert said in page


def test_the_most_likely_comes_first(editor, db, pair, kept):
    make_candidate(db, kept, make_service(db, "Walkers together"), score=1.9)

    page = told(editor.get("/staff/duplicates"))

    assert page.index("Walkers together") < page.index("The walking grp")
    assert "Very likely" in page


def test_champion_sees_pairs_of_their_domains_only(champion, db, pair):
    make_candidate(db, make_service(db, "Choir"), make_service(db, "The choir"))

    page = told(champion.get("/staff/duplicates"))

    assert "The walking grp" in page
    assert "The choir" not in page


def test_organizations_that_run_a_listing_of_the_domain_are_theirs(champion, db, kept):
    make_candidate(db, kept.organization, make_organization(db, "Beck Lane Ctr"))
    make_candidate(db, make_organization(db, "Makers"), make_organization(db, "The makers"))
    db.flush()

    page = told(champion.get("/staff/duplicates"))

    assert "Beck Lane Ctr" in page
    assert "The makers" not in page


def test_somebody_elses_pair_does_not_exist(sign_in, db, pair):
    browser, _ = sign_in(Role.CHAMPION)

    for then in ("", "/check?keep=first"):
        assert browser.get(f"/staff/duplicates/{pair.id}{then}").status_code == 404
    for then in ("merge", "dismiss", "reopen"):
        assert browser.post(f"/staff/duplicates/{pair.id}/{then}", data={"note": "No"}).status_code == 404


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ({"kind": "service"}, True),
        ({"kind": "organization"}, False),
        ({"state": "dismissed"}, False),
        ({"kind": "nonsense"}, True),
    ],
)
def test_list_by_kind_and_state(editor, pair, query, is_there):
    page = told(editor.get("/staff/duplicates", query_string=query))

    assert ("The walking grp" in page) == is_there


def test_list_by_domain_and_by_source(editor, db, champion, pair, kept):
    source = give_by_source(db, kept, "The council")
    slug = make_walking_domain(db, [], name="Empty").slug

    def shown(**query):
        return "The walking grp" in told(editor.get("/staff/duplicates", query_string=query))

    assert shown(domain="walking-and-paths")
    assert not shown(domain=slug)
    assert shown(source=str(source.id))
    assert not shown(source=str(give_by_source(db, make_service(db, "Choir"), "Another").id))


def test_a_limit_that_leaves_nothing_says_so(editor, pair):
    assert "No pairs like that" in told(editor.get("/staff/duplicates?kind=organization"))


def test_an_empty_list_says_so(editor, db):
    assert "Nothing seems to be listed twice" in told(editor.get("/staff/duplicates"))


def test_the_list_has_pages(editor, db, kept):
    for number in range(26):
        make_candidate(db, kept, make_service(db, f"Walk {number:02}"), score=2 - number / 100)

    assert "Walk 25" not in told(editor.get("/staff/duplicates?kind=service"))
    second = told(editor.get("/staff/duplicates?kind=service&page=2"))
    assert "Walk 25" in second
    assert "kind=service" in second
    assert editor.get("/staff/duplicates?page=3").status_code == 404


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER, Role.COMMISSIONER, Role.ADMINISTRATOR])
def test_other_roles_may_not_look(sign_in, pair, role):
    browser, _ = sign_in(role)

    assert browser.get("/staff/duplicates").status_code == 403
    assert browser.get("/staff/duplicates/merged").status_code == 403


def test_two_side_by_side_with_what_differs_and_what_does_not(editor, db, pair, kept):
    give_by_source(db, kept, "The council")

    page = told(editor.get(f"/staff/duplicates/{pair.id}"))

    assert "Are these two one activity?" in page
    assert "The council" in page
    assert re.search(r'name="description" type="radio"', page)
    assert not re.search(r'name="status" type="radio"', page)
    assert "The same in both" in page
    assert "Says nothing" in page


def test_what_would_be_chosen_is_marked(editor, pair, kept, old):
    page = told(editor.get(f"/staff/duplicates/{pair.id}"))

    def is_marked(name, record):
        return f'id="{name}-{side_of(pair, record)}"' in re.sub(r"<input(?![^>]* checked)[^>]*>", "", page)

    assert is_marked("description", old), "the longer description"
    assert is_marked("alert", old), "the only one that says something"
    assert is_marked("email", kept), "the only one that says something"


def test_check_shows_what_would_come_of_it(editor, db, pair, kept, old):
    answer = check(editor, pair, keep=side_of(pair, kept), alert=side_of(pair, old), name=side_of(pair, kept))

    page = told(answer)
    assert answer.status_code == 200
    assert "What Walking group says then" in page
    assert "Bring boots" in page
    assert db.get(Service, old.id) is not None


def test_check_without_a_choice_goes_back(editor, pair):
    assert check(editor, pair, keep="both").location.endswith(f"/staff/duplicates/{pair.id}")


def test_going_back_from_the_check_keeps_the_choices(editor, pair, kept, old):
    page = check(editor, pair, keep=side_of(pair, kept), email=side_of(pair, old), take="times")

    back = html.unescape(re.search(r'<a href="([^"]*)" class="govuk-back-link"', page.text)[1])

    again = told(editor.get(back))

    assert f'id="email-{side_of(pair, old)}" name="email" type="radio" value="{side_of(pair, old)}" checked' in again


def test_two_are_made_one(editor, db, pair, kept, old):
    kept_id, old_id = kept.id, old.id
    page = check(editor, pair, keep=side_of(pair, kept), alert=side_of(pair, old))

    answer = merge(editor, pair, page, note="Rang them")
    shown = told(editor.get(answer.location))

    db.expire_all()
    assert answer.status_code == 303
    assert "is now part of the one that stayed" in shown
    assert "Rang them" in shown
    assert "Undo it" in shown
    assert db.get(Service, old_id) is None
    assert db.get(Service, kept_id).alert == "Bring boots"
    assert editor.get(f"/activities/{old_id}").location == f"/activities/{kept_id}"
    assert "Nothing seems to be listed twice" in told(editor.get("/staff/duplicates"))


def test_champion_makes_two_one(champion, db, pair, kept, old):
    page = check(champion, pair, keep=side_of(pair, old))

    answer = merge(champion, pair, page)

    assert champion.get(answer.location).status_code == 200
    assert db.scalars(select(MergedRecord.old_name)).all() == ["Walking group"]


def test_organizations_are_made_one(editor, db):
    one, other = make_organization(db), make_organization(db, "Beck Lane Ctr", website="https://becklane.example")
    db.flush()
    pair = make_candidate(db, one, other)
    one_id, other_id = one.id, other.id
    assert "Are these two one organisation?" in told(editor.get(f"/staff/duplicates/{pair.id}"))

    answer = merge(editor, pair, check(editor, pair, keep=side_of(pair, one), website=side_of(pair, other)))

    db.expire_all()
    assert answer.status_code == 303
    assert db.get(Organization, other_id) is None
    assert db.get(Organization, one_id).website == "https://becklane.example"


def test_whom_to_ask_of_two_organizations_is_compared(editor, db):
    one = make_organization(db, contacts=[Contact(name="Ada", title="Front desk")])
    candidate = make_candidate(db, one, make_organization(db, "Beck Lane Ctr"))

    assert "Ada, Front desk" in told(editor.get(f"/staff/duplicates/{candidate.id}"))


def test_the_second_of_two_people_is_told_who_was_quicker(editor, sign_in, pair, kept):
    second, _ = sign_in(Role.EDITOR)
    page = check(second, pair, keep=side_of(pair, kept))
    editor.post(f"/staff/duplicates/{pair.id}/dismiss", data={"note": "One is for men", "submission_key": new_key()})

    answer = merge(second, pair, page)

    assert answer.status_code == 409
    assert "Editor Example has decided this pair already: they are two." in told(answer)


def test_what_changed_meanwhile_is_looked_at_again(editor, db, pair, kept):
    page = check(editor, pair, keep=side_of(pair, kept))
    kept.name = "Renamed meanwhile"
    db.flush()

    answer = merge(editor, pair, page)

    assert answer.status_code == 409
    assert "changed one of the two" in told(answer)


def test_an_open_referral_to_each_is_told_on_the_page(editor, db, pair, kept, old):
    coordinator = make_actor(db)
    client = make_client(db, coordinator)
    for service, key in ((kept, "one-of-two"), (old, "two-of-two")):
        refer_onward(db, coordinator, client, wanted_referral(service.id, key))
    page = check(editor, pair, keep=side_of(pair, kept))

    answer = merge(editor, pair, page, note="Typed by hand")

    assert answer.status_code == 422
    assert "close one of the two first" in told(answer)
    assert "Typed by hand" in told(answer)
    assert db.scalars(select(DuplicateCandidate.state)).all() == ["open"]


@pytest.mark.parametrize(
    "tampered",
    [
        pytest.param({"choices": "[1]"}, id="choices are a list"),
        pytest.param({"choices": "{"}, id="choices are no JSON"),
        pytest.param({"choices": json.dumps({"name": "third"})}, id="no such side"),
        pytest.param({"take": json.dumps(["everything"])}, id="no such part"),
        pytest.param({"keep": "third"}, id="keep no side"),
        pytest.param({"note": "x" * 1_001}, id="too long"),
    ],
)
def test_what_was_tampered_with_breaks_nothing(editor, db, pair, kept, tampered):
    page = check(editor, pair, keep=side_of(pair, kept))

    answer = merge(editor, pair, page, **tampered)

    assert answer.status_code in (303, 422)
    assert len(db.scalars(select(Service.id)).all()) == (2 if answer.status_code == 422 or "keep" in tampered else 1)


def test_two_that_are_two_leave_the_list(editor, db, pair):
    answer = editor.post(
        f"/staff/duplicates/{pair.id}/dismiss", data={"note": "One is for men", "submission_key": new_key()}
    )

    assert answer.status_code == 303
    assert "They stay two" in told(editor.get(answer.location))
    assert "The walking grp" in told(editor.get("/staff/duplicates?state=dismissed"))
    assert "said that these are two" in told(editor.get(f"/staff/duplicates/{pair.id}"))


def test_who_says_they_are_two_says_why(editor, db, pair):
    answer = editor.post(f"/staff/duplicates/{pair.id}/dismiss", data={"note": " ", "submission_key": new_key()})

    assert answer.status_code == 422
    assert "how you know that they are two" in told(answer)


def test_a_pair_comes_back_on_the_list(editor, db, pair):
    editor.post(f"/staff/duplicates/{pair.id}/dismiss", data={"note": "One is for men", "submission_key": new_key()})

    answer = editor.post(f"/staff/duplicates/{pair.id}/reopen")

    shown = told(editor.get(answer.location))
    assert "They are one" in shown
    assert "One is for men" in shown


def test_a_pair_that_is_one_leads_to_what_was_made_one(editor, pair, kept):
    merge(editor, pair, check(editor, pair, keep=side_of(pair, kept)))

    assert editor.get(f"/staff/duplicates/{pair.id}").location.endswith("/staff/duplicates/merged")


def test_a_merge_is_undone(editor, db, pair, kept, old):
    kept_id, old_id = kept.id, old.id
    done = merge(editor, pair, check(editor, pair, keep=side_of(pair, kept)))
    address = urlsplit(done.location).path
    assert "The walking grp into Walking group" in told(editor.get("/staff/duplicates/merged"))

    answer = editor.post(f"{address}/split", data={"note": "Two after all", "submission_key": new_key()})

    shown = told(editor.get(answer.location))
    assert "The walking grp stands by itself again" in shown
    assert "Undone by Editor Example" in shown
    assert "Two after all" in shown
    assert editor.get(f"/activities/{old_id}").status_code == 200
    assert editor.get(f"/activities/{kept_id}").status_code == 200


def test_the_second_to_undo_is_told(editor, pair, kept):
    address = urlsplit(merge(editor, pair, check(editor, pair, keep=side_of(pair, kept))).location).path
    editor.post(f"{address}/split", data={"submission_key": new_key()})

    answer = editor.post(f"{address}/split", data={"submission_key": new_key()})

    assert answer.status_code == 409
    assert "undone this already" in told(answer)


def test_somebody_elses_merge_does_not_exist(editor, sign_in, pair, old):
    address = urlsplit(merge(editor, pair, check(editor, pair, keep=side_of(pair, old))).location).path
    browser, _ = sign_in(Role.CHAMPION)

    assert browser.get(address).status_code == 404
    assert browser.post(f"{address}/split").status_code == 404
    assert "Nothing was made one yet" in told(browser.get("/staff/duplicates/merged"))


def test_hostile_names_are_shown_as_words(editor, db, kept):
    pair = make_candidate(db, kept, make_service(db, "<script>alert(1)</script>"))

    for then in ("", f"/{pair.id}", f"/{pair.id}/check?keep=first"):
        assert "<script>alert(1)" not in editor.get(f"/staff/duplicates{then}").text
