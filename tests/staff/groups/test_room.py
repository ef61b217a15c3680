"""Staff write down what a group said of its room."""

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.catalogue.models.conditions import ServiceCapacity
from directory.champions.capacity.room_models import RoomSaid
from tests.factories.catalogue import make_service


@pytest.fixture
def service(db):
    found = make_service(db)
    db.commit()
    return found


def test_coordinator_writes_down_what_was_said_on_the_telephone(db, sign_in, service):
    browser, _ = sign_in(Role.COORDINATOR)
    today = clock.today()
    sent = {"room": "full", "way": "phone", "said_by": "office", "said_on": today.isoformat()}

    answer = browser.post(f"/staff/activities/{service.id}/room", data=sent)

    db.expire_all()
    page = browser.get(answer.location).text
    [said] = db.scalars(select(RoomSaid))
    assert (said.room, said.way, said.said_by, said.said_on) == ("full", "phone", "office", today)
    assert db.scalar(select(ServiceCapacity.room)) == "full"
    assert "It is full" in page
    assert "By telephone: their office" in page


def test_nobody_writes_down_as_staff_what_only_a_link_says(db, sign_in, service):
    sent = {"room": "full", "way": "link", "said_on": clock.today().isoformat()}

    browser, _ = sign_in(Role.COORDINATOR)
    answer = browser.post(f"/staff/activities/{service.id}/room", data=sent)

    assert answer.status_code == 422
    assert db.scalar(select(RoomSaid)) is None
