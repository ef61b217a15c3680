"""What another list says stands beside what was written here, and can be taken again."""

import re

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.history.local_values import keep_beside_source, local_values
from directory.catalogue.history.record_changes import apply_to_record, values_now
from directory.catalogue.history.written_records import get_record
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.places import Address, Location
from directory.catalogue.models.sources import Source, SourceRecord
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.staff.conftest import new_key


@pytest.fixture
def champion(db, sign_in):
    return sign_in(Role.CHAMPION)


@pytest.fixture
def hall(db, champion):
    """Beck Lane Hall, from the council's list; here it was moved to Mill Row, and told how to get there."""
    walking = make_term(db, "Walking")
    make_walking_domain(db, [walking], db.get(User, champion[1].user_id))
    hall = get_record(db, Location, make_service(db, terms=[walking]).places[0].location_id)
    source = Source(name="The council")
    db.add(source)
    db.flush()
    db.add(SourceRecord(source_id=source.id, entity="location", source_key="1", record_id=hall.id, digest=b"digest"))
    now = values_now(db, hall, ("address", "latitude", "longitude", "transportation"))
    moved = [{**now["address"][0], "address_1": "2 Mill Row"}]
    changes = [
        FieldChange("address", now["address"], moved),
        FieldChange("latitude", now["latitude"], 53.9),
        FieldChange("longitude", now["longitude"], -1.7),
        FieldChange("transportation", None, "Bus 4"),
    ]
    apply_to_record(db, hall, changes)
    keep_beside_source(db, champion[1].user_id, "location", hall.id, changes)
    db.flush()
    return get_record(db, Location, hall.id)


def page_of(browser, hall) -> str:
    return browser.get(f"/staff/venues/{hall.id}/write").text


def take(browser, hall, field, seen=None):
    """Press the button beside a field."""
    page = page_of(browser, hall)
    found = re.search(rf'name="field" value="{field}">\s*<input type="hidden" name="seen" value="([^"]+)"', page)
    data = {"submission_key": new_key(), "field": field, "seen": seen or found[1]}
    return browser.post(f"/staff/venues/{hall.id}/write/take-source-word", data=data)


def test_word_of_the_other_list_stands_beside_a_venue(champion, hall):
    page = page_of(champion[0], hall)

    assert "The council: what was changed here stays until you take theirs" in page
    assert "1 Beck Lane, Larkenshaw, West Yorkshire, LS11 8ND" in page
    assert page.count("Take theirs") == 2


def test_address_is_taken_with_its_point_and_nothing_else(champion, db, hall):
    answer = take(champion[0], hall, "address")

    db.expire_all()
    row = db.scalars(select(Address).where(Address.location_id == hall.id)).one()
    assert answer.status_code == 303
    assert row.address_1 == "1 Beck Lane"
    assert (hall.latitude, hall.longitude) == (53.78, -1.55)
    assert hall.transportation == "Bus 4"
    assert local_values(db, "location", hall.id).keys() == {"transportation"}


def test_place_that_was_put_online_here_is_somewhere_again_with_its_address(champion, db, hall):
    online = [FieldChange("location_type", "physical", "virtual")]
    apply_to_record(db, hall, online)
    keep_beside_source(db, champion[1].user_id, "location", hall.id, online)
    db.flush()

    answer = take(champion[0], hall, "address")

    db.expire_all()
    assert answer.status_code == 303
    assert (hall.location_type, hall.latitude) == ("physical", 53.78)


def test_what_nobody_saw_is_not_taken(champion, db, hall):
    answer = take(champion[0], hall, "address", seen="something else")

    db.expire_all()
    assert answer.status_code == 422
    assert "Somebody changed this while you were looking" in answer.text
    assert hall.latitude == 53.9


def test_others_read_it_and_cannot_take_it(sign_in, hall):
    coordinator, _ = sign_in(Role.COORDINATOR)
    page = page_of(coordinator, hall)

    answer = coordinator.post(f"/staff/venues/{hall.id}/write/take-source-word", data={"submission_key": new_key()})

    assert "1 Beck Lane" in page
    assert "Take theirs" not in page
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("part", "words", "other"), [("address", "1 Beck Lane", "Empty"), ("getting-there", "Empty", "1 Beck Lane")]
)
def test_word_of_the_other_list_stands_beside_the_part_it_is_about(champion, hall, part, words, other):
    page = champion[0].get(f"/staff/venues/{hall.id}/write/{part}").text

    beside = page.split("Elsewhere it says", 1)[1]
    assert words in beside
    assert other not in beside
