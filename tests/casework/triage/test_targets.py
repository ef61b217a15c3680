"""By when somebody is to be answered and reached, in working days."""

from datetime import date

import pytest

from directory.casework.referrals_in.referral_details import Urgency
from directory.casework.triage.targets import Standing, Targets, standing_on

TARGETS = Targets(answer_days=2, contact_days=5, soon_days=3, urgent_days=1, escalate_days=2, nation="england")
# The Friday before Good Friday's week; 3 and 6 April 2026 are bank holidays.
FRIDAY, MAUNDY_THURSDAY = date(2026, 3, 27), date(2026, 4, 2)


@pytest.mark.parametrize(
    ("asked_on", "urgency", "by"),
    [
        pytest.param(FRIDAY, None, date(2026, 4, 7), id="nobody has judged it yet"),
        pytest.param(FRIDAY, Urgency.ROUTINE, date(2026, 4, 7), id="routine, over Easter"),
        pytest.param(FRIDAY, Urgency.SOON, date(2026, 4, 1), id="soon"),
        pytest.param(FRIDAY, Urgency.URGENT, date(2026, 3, 30), id="urgent, over a weekend"),
        pytest.param(MAUNDY_THURSDAY, Urgency.URGENT, date(2026, 4, 7), id="urgent, over Easter"),
    ],
)
def test_somebody_is_to_be_reached_by_a_working_day(asked_on, urgency, by):
    assert TARGETS.reach_by(asked_on, urgency) == by


def test_managers_are_told_some_working_days_after_that():
    assert TARGETS.answer_by(FRIDAY) == date(2026, 3, 31)
    assert TARGETS.escalated_on(date(2026, 4, 2)) == date(2026, 4, 8)


def test_a_target_is_ahead_due_or_overdue():
    due = date(2026, 4, 1)

    standings = [standing_on(due, date(2026, day.month, day.day)) for day in (date(2026, 3, 31), due, MAUNDY_THURSDAY)]

    assert standings == [Standing.AHEAD, Standing.DUE, Standing.OVERDUE]
