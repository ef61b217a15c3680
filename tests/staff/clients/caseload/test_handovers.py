"""A manager hands the clients of a colleague over, sees what came of it, and takes it back."""

import html

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.casework.models import Client
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_term
from tests.factories.champions import make_domain
from tests.factories.support_sessions import in_days, make_visit
from tests.factories.triage import make_profile
from tests.staff.conftest import new_key


def text_of(answer) -> str:
    return html.unescape(answer.text)


@pytest.fixture
def manager(sign_in):
    return sign_in(Role.MANAGER)


@pytest.fixture
def team(db, manager):
    """Somebody who leaves, and two colleagues of theirs."""
    scheme = db.get_one(Scheme, manager[1].scheme_id)
    return [make_actor(db, scheme=scheme) for _ in range(3)]


def address(leaver) -> str:
    return f"/staff/caseloads/{leaver.user_id}/hand-over"


def answers(*to, **more) -> dict:
    data = {"reason": "colleague left", "everybody": "", "submission_key": new_key(), **more}
    for number, (client, colleague) in enumerate(to):
        data |= {f"rows-{number}-row_id": str(client.id), f"rows-{number}-to": str(colleague.user_id)}
    return data


def again(db, client) -> Client:
    db.expire_all()
    return db.get_one(Client, client.id)


def test_the_page_names_everybody_with_whom_we_would_ask_first(db, manager, team):
    leaver, near, _ = team
    make_client(db, leaver, name="Ada Okafor", postcode="LS11 8ND")
    make_profile(db, near, areas="LS11")
    db.commit()

    page = text_of(manager[0].get(address(leaver)))

    assert "Ada Okafor" in page
    assert f"We would ask {db.get_one(User, near.user_id).name} first: Works in LS11" in page
    assert f'<option value="{near.user_id}" selected' in page


def test_people_are_shared_out_rather_than_all_given_to_the_first(db, manager, team):
    leaver, one, other = team
    for name in ("Ada Okafor", "Bill Shaw"):
        make_client(db, leaver, name=name)
    db.commit()

    page = text_of(manager[0].get(address(leaver)))

    for each in (one, other):
        assert page.count(f'<option value="{each.user_id}" selected') == 1


def test_they_go_to_who_was_chosen_and_the_page_says_how_to_tell_them(db, manager, team):
    browser, _ = manager
    leaver, one, other = team
    ada, bill = (make_client(db, leaver, name=name) for name in ("Ada Okafor", "Bill Shaw"))
    ada.contact_by = "phone"
    db.commit()

    answer = browser.post(address(leaver), data=answers((ada, one), (bill, other)))

    page = text_of(browser.get(answer.location))
    assert (again(db, ada).coordinator_id, again(db, bill).coordinator_id) == (one.user_id, other.user_id)
    assert "2 people are with somebody else from now on." in page
    assert "By phone" in page
    assert "so I support you from now on" in page


def test_everybody_goes_to_one_colleague_where_that_is_chosen(db, manager, team):
    leaver, one, other = team
    ada, bill = (make_client(db, leaver, name=name) for name in ("Ada Okafor", "Bill Shaw"))
    db.commit()

    manager[0].post(address(leaver), data=answers((ada, one), (bill, one), everybody=str(other.user_id)))

    assert {again(db, each).coordinator_id for each in (ada, bill)} == {other.user_id}


def test_who_is_left_for_now_stays_and_the_page_leads_on_to_them(db, manager, team):
    browser, _ = manager
    leaver, one, _ = team
    ada, bill = (make_client(db, leaver, name=name) for name in ("Ada Okafor", "Bill Shaw"))
    db.commit()

    data = {**answers((ada, one), (bill, one)), "rows-1-to": ""}
    page = text_of(browser.get(browser.post(address(leaver), data=data).location))

    assert again(db, bill).coordinator_id == leaver.user_id
    assert "1 person given; 1 person is still with them." in page
    assert address(leaver) in page


def test_what_is_missing_is_told_and_what_was_chosen_stays(db, manager, team):
    leaver, one, other = team
    ada = make_client(db, leaver, name="Ada Okafor")
    db.commit()

    answer = manager[0].post(address(leaver), data={**answers((ada, other)), "reason": ""})

    page = text_of(answer)
    assert answer.status_code == 422
    assert "Choose why" in page
    assert f'<option value="{other.user_id}" selected' in page
    assert again(db, ada).coordinator_id == leaver.user_id
    assert one.name in page


def test_it_is_taken_back_with_one_press(db, manager, team):
    browser, _ = manager
    leaver, one, _ = team
    ada = make_client(db, leaver, name="Ada Okafor")
    db.commit()
    made = browser.post(address(leaver), data=answers((ada, one))).location

    before = text_of(browser.get(made))
    answer = browser.post(f"{made}/undo")

    assert "Was it a mistake?" in before
    assert "It was taken back on" in text_of(browser.get(answer.location))
    assert again(db, ada).coordinator_id == leaver.user_id


def test_domains_and_visits_are_not_forgotten(db, manager, team):
    leaver, one, _ = team
    make_domain(db, "Walking", None, db.get_one(User, leaver.user_id), [make_term(db, code="walking")])
    make_visit(db, one, make_client(db, one), leaver, in_days(2))
    db.commit()

    page = text_of(manager[0].get(address(leaver)))

    assert "Nobody is with them" in page
    assert "keeps Walking" in page
    assert "is the buddy of a home visit" in page


def test_a_new_coordinator_reads_whom_to_tell_on_their_first_page(db, manager, team, sign_in):
    leaver, _, _ = team
    browser, receiver = sign_in(scheme=db.get_one(Scheme, leaver.scheme_id))
    ada = make_client(db, leaver, name="Ada Okafor")
    db.commit()

    manager[0].post(address(leaver), data=answers((ada, receiver)))

    page = text_of(browser.get("/staff/"))
    assert "Tell them that you support them from now on" in page
    assert "Ada Okafor" in page


def test_a_manager_reads_on_the_first_page_who_has_left_with_people_still(db, manager, team):
    leaver, _, _ = team
    make_client(db, leaver)
    db.get_one(User, leaver.user_id).is_active = False
    db.commit()

    page = text_of(manager[0].get("/staff/"))

    assert "Has left, with 1 open case: hand them over" in page
    assert address(leaver) in page


@pytest.mark.parametrize("may", [True, False], ids=["manager too", "administrator alone"])
def test_disabling_an_account_says_who_is_with_them_first(db, sign_in, may):
    browser, admin = sign_in(Role.ADMINISTRATOR)
    scheme = db.get_one(Scheme, admin.scheme_id)
    if may:
        browser, _ = sign_in(Role.ADMINISTRATOR, Role.MANAGER, scheme=scheme)
    leaver = make_actor(db, scheme=scheme)
    make_client(db, leaver)
    db.commit()

    page = text_of(browser.get(f"/staff/people/{leaver.user_id}/disable"))

    assert "They support 1 person" in page
    assert (address(leaver) in page) is may
    assert ("Ask a manager of your team" in page) is not may
