"""Which spell counts, which questionnaires count, and which days lie between them."""

from datetime import date, timedelta

import pytest

from directory.db import new_id
from directory.outcomes.linkage.rules import (
    Period,
    ReferredBy,
    Spell,
    first_spells,
    interval_of,
    is_in_window,
    referral_of,
)

OPENED = date(2026, 3, 2)
CLOSED = date(2026, 6, 1)
REFERRED = date(2026, 2, 20)


def spell(client_id=None, opened_on=OPENED, closed_on=CLOSED, referred_on=REFERRED) -> Spell:
    return Spell(new_id(), client_id or new_id(), opened_on, closed_on, ReferredBy(referred_on, "gp"))


@pytest.mark.parametrize(
    ("stage", "taken_on", "counts"),
    [
        pytest.param("baseline", REFERRED - timedelta(1), False, id="before they were referred"),
        pytest.param("baseline", REFERRED, True, id="on the day of the referral"),
        pytest.param("baseline", OPENED + timedelta(42), True, id="six weeks after opening"),
        pytest.param("baseline", OPENED + timedelta(43), False, id="a day later than six weeks"),
        pytest.param("exit", OPENED - timedelta(1), False, id="an end before the start"),
        pytest.param("exit", CLOSED + timedelta(42), True, id="six weeks after the end"),
        pytest.param("exit", CLOSED + timedelta(43), False, id="a day later than six weeks after the end"),
        pytest.param("review", CLOSED + timedelta(400), True, id="another stage, whenever it was"),
    ],
)
def test_a_questionnaire_counts_in_its_window(stage, taken_on, counts):
    assert is_in_window(spell(), stage, taken_on) is counts


def test_an_end_of_open_support_counts_whenever_it_was_taken():
    assert is_in_window(spell(closed_on=None), "exit", OPENED + timedelta(400))


def test_a_spell_begins_with_the_first_referral_since_the_one_before_ended():
    of_the_one_before, first, second, later = (
        ReferredBy(OPENED + timedelta(days), str(days)) for days in (-200, -20, -3, 5)
    )

    accepted = [later, second, first, of_the_one_before]

    assert referral_of(OPENED, OPENED - timedelta(100), accepted) is first
    assert referral_of(OPENED, None, accepted) is of_the_one_before
    assert referral_of(OPENED, OPENED, [later]) is None


def test_of_each_person_the_first_spell_counts():
    twice, once = new_id(), new_id()
    later = spell(twice, OPENED + timedelta(200), None, REFERRED + timedelta(200))
    first, other = spell(twice), spell(once)

    assert first_spells([later, other, first]) == sorted([first, other], key=lambda each: str(each.case_id))


@pytest.mark.parametrize(
    ("baseline", "exit_", "closed_on", "days"),
    [
        pytest.param(3, 60, CLOSED, (3, 60), id="both"),
        pytest.param(None, 60, CLOSED, (0, 60), id="no start"),
        pytest.param(3, None, CLOSED, (3, 91), id="no end"),
        pytest.param(3, None, None, (3, 100), id="still open"),
        pytest.param(30, 20, CLOSED, (30, 30), id="an end before the start"),
    ],
)
def test_the_interval_runs_from_the_start_to_the_end(baseline, exit_, closed_on, days):
    day = [each if each is None else OPENED + timedelta(each) for each in (baseline, exit_)]

    found = interval_of(spell(closed_on=closed_on), *day, OPENED + timedelta(100))

    assert found == Period(OPENED + timedelta(days[0]), OPENED + timedelta(days[1]))
