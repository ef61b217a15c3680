"""Access at a place in prompted questions, and what a place is called and how to get there."""

import html

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.models.places import Accessibility, Location
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.services import ServiceAtLocation
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.staff.conftest import hidden, new_key


@pytest.fixture
def walking(db):
    return make_term(db, "Walking")


@pytest.fixture
def champion(db, sign_in, walking):
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, [walking], db.get(User, actor.user_id))
    return browser, actor


@pytest.fixture
def place(db, walking):
    listing = make_service(db, "Walking group", terms=[walking])
    location = listing.places[0].location
    db.add(Accessibility(location_id=location.id, accessibility="present", description="A prayer room"))
    db.add(Accessibility(location_id=location.id, accessibility="present", description="Step-free entrance"))
    db.flush()
    return location


def address(place, then="") -> str:
    return f"/staff/venues/{place.id}/write{then}"


def save(browser, place, part, **answers):
    page = browser.get(address(place, part)).text
    data = {"submission_key": new_key(), "seen": hidden(page, "seen"), **answers}
    return browser.post(address(place, part), data=data)


def publish(browser, place):
    page = browser.get(address(place)).text
    return browser.post(
        address(place, "/publish"), data={"submission_key": new_key(), "version": hidden(page, "version")}
    )


def facts_at(db, place):
    db.expire_all()
    rows = db.scalars(select(Accessibility).where(Accessibility.location_id == place.id)).all()
    return {(each.question, each.accessibility, each.description, each.details) for each in rows}


OWN = (None, "present", "A prayer room", None)


def test_answers_are_published_as_words_with_who_gave_them_and_when(champion, db, place):
    browser, actor = champion

    save(browser, place, "/access", step_free_entrance="no", lift="unknown", door_width="78", door_width_details="Side")
    before = facts_at(db, place)
    publish(browser, place)

    assert before == {OWN, (None, "present", "Step-free entrance", None)}
    assert facts_at(db, place) == {
        OWN,
        ("step-free-entrance", "missing", "No step-free entrance", None),
        ("door-width", "present", "Narrowest door 78 cm wide", "Side"),
        ("lift", None, None, None),
    }
    asked = db.scalars(select(Accessibility).where(Accessibility.question == "door-width")).one()
    assert (asked.width_cm, asked.answered_by, asked.answered_on) == (78, actor.user_id, clock.today())


def test_what_was_never_asked_stays_unsaid_and_what_came_from_elsewhere_is_shown(champion, db, place):
    browser, _ = champion
    page = browser.get(address(place, "/access")).text

    answer = save(browser, place, "/access", step_free_entrance="yes")

    assert 'name="step_free_entrance" type="radio" value="yes" checked' in page.replace("\n", " ")
    assert answer.status_code == 303
    assert facts_at(db, place) == {OWN, (None, "present", "Step-free entrance", None)}
    assert db.scalars(select(Revision).where(Revision.state == "draft")).all() == []


@pytest.mark.parametrize("width", ["wide", "0", "4000"])
def test_width_is_a_number_of_centimetres(champion, place, width):
    answer = save(champion[0], place, "/access", door_width=width, lift="yes")

    assert answer.status_code == 422
    assert "Enter a whole number" in answer.text


def test_how_many_activities_happen_there_is_said_before_anything_is_changed(champion, place):
    for part in ("/access", "/getting-there"):
        assert "1 activity happens here" in champion[0].get(address(place, part)).text


def test_others_send_what_they_know_and_the_champion_decides(champion, sign_in, db, place):
    coordinator, _ = sign_in(Role.COORDINATOR)
    save(coordinator, place, "/getting-there", name="Beck Lane Hall", transportation="Bus 4 stops outside")
    look = coordinator.post(address(place, "/preview"), data={"submission_key": new_key()}).text
    coordinator.post(address(place, "/send"), data={"submission_key": new_key(), "reason": "I was there"})
    revision = db.scalars(select(Revision).where(Revision.state == "waiting")).one()
    suggestion = f"/staff/suggestions/{revision.id}"
    page = html.unescape(champion[0].get(suggestion).text)

    champion[0].post(f"{suggestion}/accept", data={"submission_key": new_key(), "version": hidden(page, "version")})

    db.expire_all()
    assert "Bus 4 stops outside" in look
    assert "Change the venue" in page
    assert db.get(Location, place.id).transportation == "Bus 4 stops outside"


def test_venue_says_how_many_questions_are_answered_and_its_listing_leads_to_it(champion, db, place):
    listing_id = db.scalar(select(ServiceAtLocation.service_id).where(ServiceAtLocation.location_id == place.id))

    assert "1 of 14 questions answered" in champion[0].get(address(place)).text
    assert f'href="{address(place)}"' in champion[0].get(f"/staff/activities/{listing_id}/write").text
