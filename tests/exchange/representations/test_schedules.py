from datetime import date

import pytest

from directory.exchange.representations.schedules import WALL_TIME_NOTE, mend_schedule

CASES = {
    "whole as it is": ({"freq": "WEEKLY", "byday": "TU"}, {"freq": "WEEKLY", "byday": "TU"}),
    "days without a frequency": ({"byday": "TU,TH"}, {"description": "Some Tuesdays and Thursdays; ask which ones."}),
    "a numbered day of a week": (
        {"freq": "WEEKLY", "byday": "2MO"},
        {"description": "Some Mondays; ask which ones."},
    ),
    "a numbered day of a month": ({"freq": "MONTHLY", "byday": "-1FR"}, {"freq": "MONTHLY", "byday": "-1FR"}),
    "a day of the month, by the week": (
        {"freq": "WEEKLY", "bymonthday": "15"},
        {"bymonthday": "15", "freq": "MONTHLY"},
    ),
    "once, whatever day that is": ({"byday": "TU", "dtstart": "2026-03-03"}, {"dtstart": "2026-03-03"}),
    "every second week from when it holds": (
        {"freq": "WEEKLY", "byday": "TU", "interval": 2, "valid_from": date(2026, 3, 5)},
        {"freq": "WEEKLY", "byday": "TU", "interval": 2, "valid_from": date(2026, 3, 5), "dtstart": date(2026, 3, 17)},
    ),
    "every second week with a first one": (
        {"freq": "WEEKLY", "interval": 2, "dtstart": "2026-03-03"},
        {"freq": "WEEKLY", "interval": 2, "dtstart": "2026-03-03"},
    ),
    "every second week without": (
        {"freq": "WEEKLY", "byday": "TU", "interval": 2, "description": "In the hall."},
        {"description": "In the hall. Tuesday, every 2 weeks; ask which ones."},
    ),
    "every third month without": (
        {"freq": "MONTHLY", "interval": 3},
        {"description": "Every 3 months; ask which ones."},
    ),
    "no times": ({"description": "By arrangement"}, {"description": "By arrangement"}),
    "times": ({"opens_at": "10:30"}, {"opens_at": "10:30", "notes": WALL_TIME_NOTE}),
    "times with notes": (
        {"closes_at": "12:00", "notes": "Not in August."},
        {"closes_at": "12:00", "notes": f"Not in August. {WALL_TIME_NOTE}"},
    ),
    "times that came from a feed of ours": (
        {"opens_at": "10:30", "notes": WALL_TIME_NOTE},
        {"opens_at": "10:30", "notes": WALL_TIME_NOTE},
    ),
}


@pytest.mark.parametrize(("schedule", "mended"), CASES.values(), ids=CASES)
def test_what_no_program_could_follow_is_put_right(schedule, mended):
    mend_schedule(schedule)

    assert schedule == mended
