"""The list of places, and adding one after a look whether it is there already."""

import html
import re

import pytest
from sqlalchemy import func, select

from directory.accounts.actor import Role
from directory.catalogue.models.places import Location
from directory.catalogue.models.revisions import Revision
from tests.factories.catalogue import make_service
from tests.staff.conftest import PLACES, new_key

NEW = "/staff/venues/new"
HERE = {"location_type": "physical", "address_1": "1 Beck Lane", "city": "Larkenshaw"}


@pytest.fixture
def coordinator(sign_in):
    return sign_in(Role.COORDINATOR)


@pytest.fixture
def hall(db):
    return make_service(db).places[0].location


def add(browser, name, **answers):
    return browser.post(NEW, data={"submission_key": new_key(), "name": name, **HERE, **answers})


def number_of_places(db) -> int:
    db.expire_all()
    return db.scalar(select(func.count()).select_from(Location))


def test_list_shows_places_with_how_much_happens_there(coordinator, hall):
    found = coordinator[0].get("/staff/venues?q=beck").text
    other = coordinator[0].get("/staff/venues?q=nowhere").text

    assert f'href="/staff/venues/{hall.id}/write"' in found
    assert re.search(r'data-label="Activities"[^<]*1|>1<', found)
    assert "No venue found" in other


def test_page_that_there_is_not_is_not_found(coordinator, hall):
    assert coordinator[0].get("/staff/venues?page=7").status_code == 404


def test_new_place_gets_the_point_of_its_postcode_and_its_author(coordinator, db):
    browser, actor = coordinator

    answer = add(browser, "Hillside Hall", postal_code="m11ae")

    place = db.scalars(select(Location).where(Location.name == "Hillside Hall")).one()
    assert answer.location.endswith(f"/venues/{place.id}/write")
    assert (place.latitude, place.longitude) == pytest.approx(PLACES["M1 1AE"])
    assert db.scalars(select(Revision).where(Revision.record_id == place.id)).one().author_id == actor.user_id


def test_address_that_nobody_may_know_is_kept_off_from_the_first_moment(coordinator, db, hall):
    asked = add(coordinator[0], "Beck Lane Hall", postal_code="LS11 8ND", hides_address="yes")
    add(coordinator[0], "Beck Lane Hall", postal_code="LS11 8ND", same="none", hides_address="yes")

    kept = db.scalars(select(Location).where(Location.id != hall.id)).one()
    assert re.search(r'type="hidden" name="hides_address" value="yes"', asked.text)
    assert kept.hides_address


def test_its_author_writes_about_it_at_once_until_an_activity_names_it(coordinator, db):
    browser, _ = coordinator
    href = add(browser, "Hillside Hall", postal_code="M1 1AE").location

    assert "What you save stands at once" in browser.get(href).text


def test_place_that_may_be_there_already_is_asked_about_first(coordinator, db, hall):
    answer = add(coordinator[0], "Beck Lane Hall", postal_code="LS11 9XX")

    assert answer.status_code == 200
    assert "Is it one of these?" in answer.text
    assert "It is called so too" in answer.text
    assert f'name="same" value="{hall.id}"' in answer.text
    assert number_of_places(db) == 1


def test_choosing_the_known_place_adds_none(coordinator, db, hall):
    answer = add(coordinator[0], "Beck Lane Hall", postal_code="LS11 8ND", same=hall.id)

    assert answer.location.endswith(f"/venues/{hall.id}/write")
    assert number_of_places(db) == 1


def test_saying_that_it_is_none_of_these_adds_it(coordinator, db, hall):
    answer = add(coordinator[0], "Beck Lane Hall", postal_code="LS11 8ND", same="none")

    assert answer.status_code == 303
    assert number_of_places(db) == 2


def test_changing_what_was_typed_shows_it_again(coordinator, db, hall):
    answer = add(coordinator[0], "Beck Lane & Hall", postal_code="LS11 8ND", same="change")

    assert answer.status_code == 200
    assert 'value="Beck Lane & Hall"' in html.unescape(answer.text)
    assert number_of_places(db) == 1


def test_form_sent_twice_adds_one_place(coordinator, db):
    key = new_key()

    answers = [add(coordinator[0], "Hillside Hall", postal_code="M1 1AE", submission_key=key) for _ in range(2)]

    assert answers[0].location == answers[1].location
    assert number_of_places(db) == 1


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        pytest.param({"name": ""}, "Enter what it is called", id="no name"),
        pytest.param({"postal_code": "LS11"}, "Enter a whole postcode", id="half a postcode"),
        pytest.param({"same": "nonsense"}, "no longer there", id="a place that is gone"),
    ],
)
def test_what_cannot_be_a_place_is_told(coordinator, db, answers, words):
    answer = add(coordinator[0], **{"name": "Hillside Hall", "postal_code": "M1 1AE", **answers})

    assert answer.status_code == 422
    assert words in answer.text
    assert number_of_places(db) == 0
