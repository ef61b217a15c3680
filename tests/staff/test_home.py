"""The first page after signing in."""

import html
from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.referrals.inputs import MoveInput, OnwardReferralInput
from directory.referrals.operations import move_referral, refer_onward
from directory.referrals.states import ReferralState
from tests.factories.asking import make_referral_in
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.staff.conftest import new_key


def refer(db, coordinator, name, days_ago, *, service=None):
    client = make_client(db, coordinator, name=name)
    sent_on = clock.today() - timedelta(days=days_ago)
    referral = refer_onward(
        db, coordinator, client, OnwardReferralInput((service or make_service(db)).id, new_key(), sent_on=sent_on)
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
    make_client(db, coordinator, name="Ada Okafor")

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


def test_a_champion_reads_what_to_do_next_and_presses_it_there(sign_in, db):
    browser, actor = sign_in(Role.CHAMPION)
    term = make_term(db, "Walking")
    make_walking_domain(db, [term], db.get(User, actor.user_id), name="Feet")
    service = make_service(db, "Gentle walks", terms=[term])
    db.commit()

    before = browser.get("/staff/").text
    browser.post(f"/staff/listings/feet/{service.id}/confirm")
    after = browser.get("/staff/").text

    assert "What to do next" in before
    assert "Due a check" in before
    assert "Due a check" not in after


def test_who_keeps_no_listings_has_no_such_list(sign_in):
    browser, _ = sign_in(Role.COORDINATOR)

    assert "What to do next" not in browser.get("/staff/").text
