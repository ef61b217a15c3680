"""What a card says at a glance."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from directory.catalogue.models.conditions import CostOption, ServiceCapacity
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.staff.activity_words import cost_words, room_of, when_next

TODAY = date(2026, 11, 23)


def cost(pence=None, words=None, **more) -> CostOption:
    return CostOption(amount_pence=pence, amount_description=words, **more)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param([], "", id="not known"),
        pytest.param([cost(0)], "Free", id="free"),
        pytest.param([cost(250, "per session")], "£2.50 per session", id="amount and what for"),
        pytest.param([cost(words="Donations welcome")], "Donations welcome", id="words alone"),
        pytest.param([cost(0), cost(300)], "Free or £3", id="two prices"),
        pytest.param([cost(300), cost(300)], "£3", id="the same price twice"),
        pytest.param([cost(100), cost(200), cost(300), cost(400)], "£1, and other prices", id="many prices"),
        pytest.param([cost(100, valid_to=TODAY - timedelta(days=1)), cost(200)], "£2", id="price of the past"),
        pytest.param([cost(100), cost(200, valid_from=TODAY + timedelta(days=1))], "£1", id="price of the future"),
    ],
)
def test_cost_is_told_in_words(options, said):
    assert cost_words(options, TODAY) == said


def test_next_date_is_the_first_of_all_places():
    tuesdays = Schedule(freq="WEEKLY", byday="TU", opens_at=time(10, 30))
    once = Schedule(dtstart=TODAY, opens_at=time(14))
    service = Service(schedules=[tuesdays], places=[ServiceAtLocation(schedules=[once])])

    assert when_next(service, TODAY) == "Monday 23 November, 2pm"
    assert when_next(service, TODAY + timedelta(days=1)) == "Tuesday 24 November, 10:30am"


def test_date_that_does_not_follow_from_the_schedules_is_empty():
    assert when_next(Service(schedules=[], places=[]), TODAY) == ""


def test_latest_word_about_room_counts():
    at = datetime(2026, 11, 1, tzinfo=UTC)
    service = Service(
        capacities=[
            ServiceCapacity(room="full", updated=at + timedelta(days=2)),
            ServiceCapacity(room="has room", updated=at),
        ]
    )

    assert room_of(service) == "full"
    assert room_of(Service(capacities=[])) is None
