"""When agreement counts."""

from datetime import date, timedelta

import pytest

from directory.casework.models import Consent, GivenBy, Purpose
from directory.casework.rules import (
    Standing,
    has_consent,
    standing_of,
    what_is_wrong_with_agreement,
    what_is_wrong_with_birth,
    what_is_wrong_with_giver,
)

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


def a_no(on=GIVEN) -> Consent:
    return Consent(purpose=Purpose.REFERRAL.value, given_on=on, withdrawn_on=on, answer="no")


@pytest.mark.parametrize(
    ("consents", "standing"),
    [
        pytest.param([], Standing.NOT_ASKED, id="never asked"),
        pytest.param([consent(purpose="contact")], Standing.NOT_ASKED, id="asked for something else"),
        pytest.param([consent(GIVEN + 9 * A_DAY)], Standing.NOT_ASKED, id="asked only later"),
        pytest.param([consent()], Standing.AGREES, id="yes"),
        pytest.param([a_no()], Standing.SAID_NO, id="no"),
        pytest.param([consent(withdrawn_on=GIVEN + A_DAY)], Standing.TOOK_IT_BACK, id="taken back"),
        pytest.param([a_no(), consent(GIVEN)], Standing.AGREES, id="no, then yes the same day"),
        pytest.param([consent(withdrawn_on=GIVEN), a_no(GIVEN + A_DAY)], Standing.SAID_NO, id="taken back, then no"),
    ],
)
def test_how_somebody_stands_to_it(consents, standing):
    assert standing_of(consents, Purpose.REFERRAL, GIVEN + 2 * A_DAY) is standing
    assert standing_of(list(reversed(consents)), Purpose.REFERRAL, GIVEN + 2 * A_DAY) is standing


@pytest.mark.parametrize(
    ("given_by", "age", "note", "field"),
    [
        pytest.param(GivenBy.THEMSELF, None, None, None, id="themself, age not known"),
        pytest.param(GivenBy.THEMSELF, 16, None, None, id="themself at 16"),
        pytest.param(GivenBy.THEMSELF, 15, None, "note", id="themself at 15"),
        pytest.param(GivenBy.THEMSELF, 15, "Understands", None, id="themself at 15, known to understand"),
        pytest.param(GivenBy.PARENT, 15, "Her mum", None, id="a parent at 15"),
        pytest.param(GivenBy.PARENT, 15, None, "note", id="a parent who is not named"),
        pytest.param(GivenBy.PARENT, 16, "Her mum", "given_by", id="a parent at 16"),
        pytest.param(GivenBy.PARENT, None, "Her mum", "given_by", id="a parent, age not known"),
        pytest.param(GivenBy.BEST_INTERESTS, 16, "Dr Shah", None, id="best interests at 16"),
        pytest.param(GivenBy.BEST_INTERESTS, 15, "Dr Shah", "given_by", id="best interests at 15"),
        pytest.param(GivenBy.BEST_INTERESTS, None, "Dr Shah", "given_by", id="best interests, age not known"),
        pytest.param(GivenBy.ATTORNEY, 18, "Joan", None, id="power of attorney at 18"),
        pytest.param(GivenBy.ATTORNEY, 17, "Joan", "given_by", id="power of attorney at 17"),
        pytest.param(GivenBy.ATTORNEY, None, "Joan", None, id="power of attorney, age not known"),
    ],
)
def test_who_may_agree_for_whom(given_by, age, note, field):
    problem = what_is_wrong_with_giver(given_by, note, age)

    assert (problem[0] if problem else None) == field


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
