"""A listing and its times, as a coordinator writes them."""

import pytest

from directory.accounts.actor import Role
from directory.catalogue.history.edits import drafted_values, find_draft
from tests.factories.catalogue import make_service
from tests.staff.conftest import hidden, new_key

TABLES = ("schedule", "schedule_exception", "schedule_observance")


@pytest.fixture
def coordinator(sign_in):
    return sign_in(Role.COORDINATOR)


@pytest.fixture
def listing(db):
    """A listing that is on every Tuesday at half past ten, as the factory has it."""
    return make_service(db, "Walking group")


@pytest.fixture
def drafted(db, coordinator):
    """`drafted(service)` is what the coordinator would have its times be, by table."""

    def find(service):
        db.expire_all()
        return drafted_values(db, service, find_draft(db, coordinator[1], service), TABLES)

    return find


def times_of(service) -> str:
    return f"/staff/activities/{service.id}/write/times"


@pytest.fixture
def send(coordinator):
    """`send(address, **answers)` opens a time, and sends its form with what a browser fills in by itself."""

    def do(address, to="", **answers):
        page = coordinator[0].get(address).text
        usual = {"attending_type": "venue", "submission_key": new_key(), "seen": hidden(page, "seen")}
        return coordinator[0].post(f"{address}{to}", data={**usual, **answers})

    return do


def different(number, /, **answers):
    """The boxes of a date that differs."""
    boxes = {}
    for name, value in answers.items():
        boxes[f"different-{number}-{name}"] = value.split() if name in ("starts_on", "ends_on", "moved_to") else value
    return boxes
