"""On which of the coming days something usually happens."""

from datetime import date

import pytest

from directory.catalogue.timetable.ahead import DAYS_AHEAD, days_ahead
from directory.catalogue.timetable.reading import Parts

MONDAY = date(2026, 11, 23)
NOTHING = dict.fromkeys(Parts.__annotations__)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        pytest.param({"freq": "WEEKLY", "byday": "TU"}, range(1, DAYS_AHEAD, 7), id="weekly"),
        pytest.param({"dtstart": date(2026, 11, 30)}, [7], id="once"),
        pytest.param({"dtstart": date(2026, 11, 22)}, [], id="over"),
        pytest.param({"freq": "WEEKLY", "byday": "MO", "until": date(2026, 12, 1)}, [0, 7], id="a course that ends"),
        pytest.param({"freq": "WEEKLY", "byday": "MO", "valid_from": date(2027, 6, 1)}, [], id="much later"),
        pytest.param({"freq": "MONTHLY", "byday": "1MO"}, [14, 42], id="monthly"),
        pytest.param({"freq": "WEEKLY"}, [], id="no day"),
    ],
)
def test_the_days_ahead_are_those_of_the_rule(rule, days):
    assert days_ahead(Parts(**{**NOTHING, **rule}), MONDAY) == sum(1 << day for day in days)
