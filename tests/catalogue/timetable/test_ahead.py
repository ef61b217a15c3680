"""On which of the coming days something usually happens."""

from datetime import date, time

import pytest

from directory.catalogue.timetable.ahead import DAYS_AHEAD, days_ahead, days_by_hours
from directory.catalogue.timetable.moments import Occurrence
from directory.catalogue.timetable.occurrences import ExceptionFacts, Timing, with_exceptions
from directory.catalogue.timetable.patterns import find_rule
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


TWO, SIX = time(14), time(18)
USUAL, UNUSUAL = (TWO, None), (SIX, None)
WEEKS = {day: 1 << day for day in range(0, DAYS_AHEAD, 7)}
IN_A_WEEK, ON_FRIDAY = date(2026, 11, 30), date(2026, 11, 27)


@pytest.mark.parametrize(
    ("exception", "days"),
    [
        pytest.param(
            ExceptionFacts("closed", IN_A_WEEK, IN_A_WEEK, None, None),
            {USUAL: sum(WEEKS.values()) - WEEKS[7]},
            id="one",
        ),
        pytest.param(
            ExceptionFacts("closed", MONDAY, date(2026, 12, 6), None, None),
            {USUAL: sum(WEEKS.values()) - WEEKS[0] - WEEKS[7]},
            id="season",
        ),
        pytest.param(
            ExceptionFacts("extra", ON_FRIDAY, ON_FRIDAY, None, None), {USUAL: sum(WEEKS.values()) | 1 << 4}, id="extra"
        ),
        pytest.param(
            ExceptionFacts("extra", IN_A_WEEK, IN_A_WEEK, SIX, None),
            {USUAL: sum(WEEKS.values()) - WEEKS[7], UNUSUAL: WEEKS[7]},
            id="another hour",
        ),
        pytest.param(ExceptionFacts("closed", MONDAY, date(2027, 12, 31), None, None), {}, id="closed for long"),
    ],
)
def test_what_is_left_out_and_added_once_changes_the_days(exception, days):
    rule = find_rule(Parts(**{**NOTHING, "freq": "WEEKLY", "byday": "MO"}))
    timing = with_exceptions(Timing(rule, Occurrence(date.min, *USUAL)), [exception], ())

    assert days_by_hours(timing, MONDAY) == days
