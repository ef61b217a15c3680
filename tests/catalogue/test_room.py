"""How long it is known what room an activity has."""

from datetime import UTC, date, datetime

import pytest

from directory.catalogue.freshness import Rhythm, use_rhythm
from directory.catalogue.models.conditions import ServiceCapacity
from directory.catalogue.models.services import Service
from directory.catalogue.room import known_room, last_said, unknown_from

SAID_AT = datetime(2026, 11, 1, 10, tzinfo=UTC)
FULL = {"room": "full", "updated": SAID_AT}
DAYS = (
    pytest.param({}, date(2026, 11, 1), True, id="the same day"),
    pytest.param({}, date(2026, 12, 12), True, id="the last day"),
    pytest.param({}, date(2026, 12, 13), False, id="six weeks later"),
    pytest.param({"until": date(2027, 2, 1)}, date(2027, 2, 1), True, id="until a day, on that day"),
    pytest.param({"until": date(2027, 2, 1)}, date(2027, 2, 2), False, id="until a day, on the next"),
    pytest.param({"until": date(2026, 11, 3)}, date(2026, 11, 4), False, id="until a day that was soon"),
)


@pytest.mark.parametrize(("more", "today", "is_known"), DAYS)
def test_room_is_known_for_six_weeks_or_as_long_as_the_group_says(more, today, is_known):
    service = Service(capacities=[ServiceCapacity(**FULL, **more)])

    assert (known_room(service, today) is not None) is is_known


def test_what_was_said_last_counts():
    before = ServiceCapacity(room="has room", updated=datetime(2026, 10, 1, tzinfo=UTC))
    full = ServiceCapacity(**FULL)

    assert last_said(Service(capacities=[full, before])) is full
    assert last_said(Service(capacities=[])) is None


def test_an_hour_before_midnight_in_summer_is_the_next_day_here():
    late = ServiceCapacity(room="full", updated=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))

    assert known_room(Service(capacities=[late]), date(2026, 8, 12)) is late
    assert known_room(Service(capacities=[late]), date(2026, 8, 13)) is None


def test_an_installation_chooses_after_how_many_days_nobody_knows():
    use_rhythm(Rhythm(room_days=7))
    try:
        assert unknown_from(date(2026, 11, 1), None) == date(2026, 11, 8)
    finally:
        use_rhythm(Rhythm())
