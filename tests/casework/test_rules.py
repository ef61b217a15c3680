"""When agreement counts."""

from datetime import date, timedelta

import pytest

from directory.casework.models import Consent, Purpose
from directory.casework.rules import has_consent, what_is_wrong_with_agreement, what_is_wrong_with_birth

GIVEN = date(2026, 3, 10)
A_DAY = timedelta(days=1)


def consent(given_on=GIVEN, withdrawn_on=None, purpose=Purpose.REFERRAL.value) -> Consent:
    return Consent(purpose=purpose, given_on=given_on, withdrawn_on=withdrawn_on)


@pytest.mark.parametrize(
    ("consents", "on", "counts"),
    [
        pytest.param([], GIVEN, False, id="never given"),
        pytest.param([consent()], GIVEN - A_DAY, False, id="the day before"),
        pytest.param([consent()], GIVEN, True, id="the day it is given"),
        pytest.param([consent()], GIVEN + 1000 * A_DAY, True, id="years later"),
        pytest.param([consent(withdrawn_on=date(2026, 4, 1))], date(2026, 3, 31), True, id="the day before withdrawal"),
        pytest.param([consent(withdrawn_on=date(2026, 4, 1))], date(2026, 4, 1), False, id="the day of withdrawal"),
        pytest.param([consent(withdrawn_on=date(2026, 4, 1))], date(2026, 4, 2), False, id="the day after withdrawal"),
        pytest.param([consent(withdrawn_on=GIVEN)], GIVEN, False, id="given and withdrawn the same day"),
        pytest.param(
            [consent(withdrawn_on=date(2026, 4, 1)), consent(date(2026, 4, 1))],
            date(2026, 4, 1),
            True,
            id="withdrawn and given again the same day",
        ),
        pytest.param(
            [consent(date(2026, 5, 1)), consent(withdrawn_on=date(2026, 4, 1))],
            date(2026, 4, 15),
            False,
            id="between two agreements",
        ),
        pytest.param([consent(purpose="research")], GIVEN, False, id="for something else"),
    ],
)
def test_agreement_counts(consents, on, counts):
    assert has_consent(consents, Purpose.REFERRAL, on) is counts
    assert has_consent(list(reversed(consents)), Purpose.REFERRAL, on) is counts


@pytest.mark.parametrize(
    ("born_on", "problem"),
    [
        pytest.param(None, "", id="not known"),
        pytest.param(date(2026, 3, 27), "", id="today"),
        pytest.param(date(2026, 3, 28), "in the past", id="tomorrow"),
        pytest.param(date(1901, 1, 1), "", id="125 years ago"),
        pytest.param(date(1900, 12, 31), "nobody is older", id="older than anybody"),
    ],
)
def test_when_somebody_can_have_been_born(born_on, problem):
    said = what_is_wrong_with_birth(born_on, date(2026, 3, 27))

    assert problem in said
    assert bool(problem) == bool(said)


@pytest.mark.parametrize(
    ("given_on", "born_on", "problem"),
    [
        pytest.param(date(2026, 3, 27), None, "", id="today"),
        pytest.param(date(2026, 3, 28), None, "today or earlier", id="tomorrow"),
        pytest.param(date(1950, 1, 2), date(1950, 1, 2), "", id="on the day they were born"),
        pytest.param(date(1950, 1, 1), date(1950, 1, 2), "before they were born", id="before they were born"),
    ],
)
def test_when_somebody_can_have_agreed(given_on, born_on, problem):
    said = what_is_wrong_with_agreement(given_on, born_on, date(2026, 3, 27))

    assert problem in said
    assert bool(problem) == bool(said)
