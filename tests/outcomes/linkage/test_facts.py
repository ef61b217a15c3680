"""What figures are split by, read from people's records."""

from datetime import date

import pytest

from directory.casework.record.vocabulary import WOULD_NOT_SAY, vocabulary
from directory.db import new_id
from directory.outcomes.ethnicities import GROUPS
from directory.outcomes.linkage.facts import ETHNIC_GROUPS, SEXES, facts_of
from directory.outcomes.linkage.rules import Spell

SPELL = Spell(new_id(), new_id(), date(2026, 3, 2), None)


def answers_to(code):
    questions = {each.code: each for each in vocabulary().get("identity").questions}
    return set(questions[code].answers)


def test_every_answer_of_the_record_has_its_group():
    assert answers_to("ethnicity") | {WOULD_NOT_SAY} == set(ETHNIC_GROUPS)
    assert answers_to("gender") == set(SEXES)
    assert set(ETHNIC_GROUPS.values()) <= set(GROUPS)


def test_age_is_that_on_the_first_day():
    assert facts_of(SPELL, date(1976, 3, 2), {}).age == 50
    assert facts_of(SPELL, date(1976, 3, 3), {}).age == 49


@pytest.mark.parametrize(
    ("given", "disability"),
    [
        pytest.param({}, None, id="nobody asked"),
        pytest.param({"impairments": ["sight"]}, "yes", id="an impairment"),
        pytest.param({"adjustments": "yes"}, "yes", id="adjustments"),
        pytest.param({"adjustments": "no"}, "no", id="no adjustments"),
        pytest.param({"impairments": WOULD_NOT_SAY}, None, id="would rather not say"),
    ],
)
def test_a_disability_is_known_as_far_as_it_was_asked(given, disability):
    assert facts_of(SPELL, None, given).disability == disability


@pytest.mark.parametrize(("answer", "carer"), [("no", "no"), ("some", "yes"), (WOULD_NOT_SAY, None), (None, None)])
def test_who_looks_after_somebody(answer, carer):
    assert facts_of(SPELL, None, {"caring": answer} if answer else {}).carer == carer
