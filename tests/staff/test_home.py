"""The first page after signing in."""

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.referrals.inputs import MoveInput
from directory.referrals.operations import move_referral, refer_onward
from directory.referrals.states import ReferralState
from tests.factories.asking import make_referral_in
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.referrals import wanted_referral
from tests.factories.support_sessions import in_days, make_support_session
from tests.staff.conftest import new_key


def refer(db, coordinator, name, days_ago, *, service=None):
    client = make_client(db, coordinator, name=name)
    make_support_session(db, coordinator, client, in_days(30))  # or My day asks for the next one, and names them too
    sent_on = clock.today() - timedelta(days=days_ago)
    referral = refer_onward(
        db, coordinator, client, wanted_referral((service or make_service(db)).id, new_key(), sent_on=sent_on)
    )
    db.flush()
    return referral


def test_longest_wait_stands_first(sign_in, db):
    browser, coordinator = sign_in()
    refer(db, coordinator, "Bill Shaw", 2)
    refer(db, coordinator, "Ada Okafor", 6)

    page = browser.get("/staff/").text

    assert page.index("Ada Okafor") < page.index("Bill Shaw")
    assert "6 days" in page


def test_manager_reads_whether_anybody_of_the_team_waits(sign_in):
    browser, _ = sign_in(Role.MANAGER)

    assert "Nobody whom your team supports is waiting" in browser.get("/staff/").text


def test_answered_referrals_and_those_of_colleagues_do_not_wait_here(sign_in, db):
    browser, coordinator = sign_in()
    _, colleague = sign_in(scheme=db.get(Scheme, coordinator.scheme_id))
    refer(db, colleague, "Bill Shaw", 6)
    answered = refer(db, coordinator, "Ada Okafor", 6)
    move_referral(db, coordinator, answered, MoveInput(ReferralState.ACCEPTED, clock.today()))
    db.flush()

    page = browser.get("/staff/").text

    assert "None of your clients is waiting" in page
    assert "Bill Shaw" not in page
    assert "Ada Okafor" not in page


def test_manager_sees_who_waits_in_the_whole_team(sign_in, db):
    _, coordinator = sign_in()
    browser, _ = sign_in(Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))
    refer(db, coordinator, "Bill Shaw", 6)

    assert "Bill Shaw" in browser.get("/staff/").text


def test_clients_who_have_not_agreed_are_named(sign_in, db):
    browser, coordinator = sign_in()
    make_client(db, coordinator, name="Bill Shaw", consent_given_on=None)
    make_support_session(db, coordinator, make_client(db, coordinator, name="Ada Okafor"), in_days(30))

    page = browser.get("/staff/").text

    assert "Bill Shaw" in page
    assert "Ada Okafor" not in page


@pytest.mark.parametrize(
    ("role", "offered", "not_offered"),
    [
        (Role.COORDINATOR, "Add a client", "Outcomes"),
        (Role.CHAMPION, "Listings", "Add a client"),
        (Role.COMMISSIONER, "Outcomes", "Waiting for an answer"),
        (Role.ADMINISTRATOR, "Who of your team can sign in", "Add a client"),
    ],
)
def test_each_role_finds_what_it_may_do(sign_in, db, role, offered, not_offered):
    browser, _ = sign_in(role)

    page = html.unescape(browser.get("/staff/").text)

    assert offered in page
    assert not_offered not in page


def test_the_first_page_says_how_many_people_asked_for_support(sign_in, db):
    browser, actor = sign_in()
    for _ in range(2):
        make_referral_in(db, actor)
    db.commit()

    page = browser.get("/staff/").text

    assert "2 people wait for a first answer" in page
    assert "Noor" not in page


@pytest.fixture
def walks(sign_in, db):
    """A champion's browser, and a listing of theirs that is due."""
    browser, actor = sign_in(Role.CHAMPION)
    term = make_term(db, "Walking")
    make_walking_domain(db, [term], db.get(User, actor.user_id), name="Feet")
    service = make_service(db, "Gentle walks", terms=[term], point=None)
    db.commit()
    return browser, service


def press_on(browser, action: str):
    """Press the first button of the first page that leads to such an address."""
    page = html.unescape(browser.get("/staff/").text)
    return browser.post(re.search(rf'action="([^"]*{action}[^"]*)"', page)[1])


def test_a_champion_does_what_is_next_on_the_first_page_and_comes_back_to_its_place(walks):
    browser, _ = walks
    before = browser.get("/staff/").text

    answer = press_on(browser, "/confirm")

    assert "What to do next" in before
    assert "Due a check" in before
    assert answer.location.endswith("/staff/#do-1")
    after = browser.get("/staff/").text
    assert "Nothing waits for you now" in after
    assert "You checked today" in after


def test_a_slip_is_taken_back_where_it_was_made_and_a_second_press_harms_nothing(walks, db):
    browser, service = walks
    press_on(browser, "/confirm")
    page = browser.get("/staff/").text
    href = re.search(r'action="([^"]*/take-back)"', page)[1]

    answers = [browser.post(href).status_code for _ in range(2)]

    db.refresh(service)
    assert answers == [303, 303]
    assert service.assured_date is None
    assert "cannot be taken back any more" in browser.get("/staff/").text


def test_what_is_put_off_stands_below_until_it_is_had_back(walks):
    browser, _ = walks

    press_on(browser, "/later")
    put_off = browser.get("/staff/").text
    press_on(browser, "/now")
    had_back = browser.get("/staff/").text

    assert "put it off until" in put_off
    assert "Still right" not in put_off
    assert "put it off until" not in had_back
    assert "Still right" in had_back


@pytest.mark.parametrize("move", ["later", "now"])
def test_what_is_done_or_somebody_elses_cannot_be_put_off(sign_in, walks, move):
    _, service = walks
    browser, _ = sign_in(Role.CHAMPION)

    answer = browser.post(f"/staff/to-do/due/{service.id}/{move}")

    assert answer.status_code == 303
    assert "That is done already" in browser.get("/staff/").text


def test_who_keeps_no_listings_has_no_such_list(sign_in):
    browser, _ = sign_in(Role.COORDINATOR)

    assert "What to do next" not in browser.get("/staff/").text


def test_the_first_ten_are_shown_and_all_where_that_is_wished(walks, db):
    browser, service = walks
    service.assured_date = clock.today()
    [term] = db.scalars(select(TaxonomyTerm).where(TaxonomyTerm.name == "Walking"))
    for number in range(12):
        make_service(db, f"Walk {number}", terms=[term], point=None)
    db.commit()

    first, everything = browser.get("/staff/").text, browser.get("/staff/?all=yes").text

    assert (first.count("Due a check"), everything.count("Due a check")) == (10, 12)
    assert "There are 2 more." in first
    assert "more." not in everything.split('id="to-do"')[1].split("</section>")[0]
