"""A champion's first visit: a list to take along, and where what was found goes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.audit.models import AuditEvent
from directory.catalogue.models.places import Accessibility
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.services import Service
from directory.champions.models import ListingCheck
from directory.champions.onboarding.visit_models import ListingVisit
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.staff.conftest import new_key


@pytest.fixture
def walking(db):
    return make_term(db, "Walking")


@pytest.fixture
def champion(db, sign_in, walking):
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, [walking], db.get(User, actor.user_id), "Walking and paths")
    return browser, actor


@pytest.fixture
def listing(db, champion, walking):
    return make_service(db, "Walking group", terms=[walking])


@pytest.fixture
def address(listing):
    return f"/staff/listings/walking-and-paths/{listing.id}/visit"


@pytest.fixture
def send(champion, address):
    """`send(**answers)` writes down a visit of today where everything was right."""
    key = new_key()

    def press(**more):
        today = clock.today()
        day = {"visited_on": [str(today.day), str(today.month), str(today.year)]}
        return champion[0].post(address, data={**day, "is_right": "right", "submission_key": key, **more})

    return press


def access_of(db, listing):
    db.expire_all()
    found = db.scalars(select(Accessibility).where(Accessibility.question.is_not(None)))
    return {each.question: (each.accessibility, each.answered_on) for each in found}


def test_list_says_what_to_look_at_and_ask(champion, address):
    page = champion[0].get(address).text

    for words in (
        "How people arrive",
        "Who opens the door",
        "newcomers",
        "safeguarding policy",
        "insurance",
    ):
        assert words in page
    assert "Nobody has been there yet" in page


def test_what_was_found_is_kept_sealed_with_the_day_and_who(champion, db, listing, address, send):
    send(door="worry", door_note="Bell is broken, ask for Mo", welcome="well")

    visit = db.scalars(select(ListingVisit)).one()
    assert (visit.visited_by, visit.visited_on) == (champion[1].user_id, clock.today())
    assert b"broken" not in visit.found_sealed
    page = champion[0].get(address).text
    assert "Something is wrong: Bell is broken, ask for Mo" in page
    assert db.scalars(select(AuditEvent).where(AuditEvent.action == "listing.visits_read")).first()


def test_visit_counts_as_a_check_and_moves_nothing_else(db, listing, send):
    changed = listing.last_modified

    send(spoke_to="The leader")

    db.expire_all()
    [check] = db.scalars(select(ListingCheck)).all()
    assert (check.way, check.result, check.spoke_to) == ("visit", "still right", "The leader")
    again = db.get(Service, listing.id)
    assert (again.assured_date, again.last_modified) == (clock.today(), changed)


def test_visit_that_found_a_change_leads_on_to_write_it_down_and_is_no_check(db, listing, send):
    answer = send(is_right="changed")

    assert answer.location.endswith(f"{listing.id}/edit")
    assert db.scalars(select(ListingCheck)).all() == []


def test_what_was_seen_of_getting_in_stands_with_the_place(db, listing, send):
    send(seen_step_free_entrance="yes", seen_accessible_toilet="no", seen_seats="unknown")

    assert access_of(db, listing) == {
        "step-free-entrance": ("present", clock.today()),
        "accessible-toilet": ("missing", clock.today()),
        "seats": (None, clock.today()),
    }
    assert db.scalars(select(Revision.entity).where(Revision.entity == "location")).all() == ["location"]


def test_answer_that_is_known_keeps_what_stands_beside_it(db, listing, send):
    send(seen_seats="yes", submission_key=new_key())
    fact = db.scalars(select(Accessibility).where(Accessibility.question == "seats")).one()
    fact.details = "Twelve chairs"
    db.commit()

    send(seen_seats="yes", seen_hearing_loop="no", submission_key=new_key())

    db.expire_all()
    assert db.scalars(select(Accessibility.details).where(Accessibility.question == "seats")).all() == ["Twelve chairs"]
    assert access_of(db, listing).keys() == {"seats", "hearing-loop"}


def test_form_sent_twice_is_one_visit(db, send):
    send(door="well")
    send(door="well")

    assert len(db.scalars(select(ListingVisit)).all()) == len(db.scalars(select(ListingCheck)).all()) == 1


def test_visit_that_is_still_to_come_is_none(db, champion, address):
    day = clock.today() + timedelta(days=1)
    data = {"visited_on": [str(day.day), str(day.month), str(day.year)], "is_right": "right"}

    answer = champion[0].post(address, data=data)

    assert answer.status_code == 422
    assert "The day must be today or earlier" in answer.text
    assert db.scalars(select(ListingVisit)).all() == []


def test_listing_of_another_champion_has_no_list(sign_in, address):
    stranger, _ = sign_in(Role.CHAMPION)

    assert stranger.get(address).status_code == 404


def test_check_page_leads_to_the_list(champion, address):
    assert address in champion[0].get(address.removesuffix("visit") + "check").text
