"""What is said of a cost in two places, and differs."""

import pytest

from directory.champions.findings.costs import CostFacts, contradictions
from directory.champions.findings.models import Found
from directory.champions.findings.sightings import Place
from directory.db import new_id


def found_in(amounts=(), fees="", description="", cost_help=""):
    facts = CostFacts([(pence, said) for pence, said in amounts], fees, description, cost_help)
    return [each.found for each in contradictions(Place("service", new_id(), "costs", ""), facts)]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"amounts": [(300, "Free")]}, [Found.FREE_AND_PRICE]),
        ({"amounts": [(300, "Everyone")], "fees": "Free"}, [Found.FREE_IN_WORDS]),
        ({"amounts": [(300, "Everyone")], "description": "All sessions are free of charge."}, [Found.FREE_IN_WORDS]),
        ({"amounts": [(0, "Everyone")], "fees": "£2.50 a week"}, [Found.PRICE_IN_WORDS]),
        ({"amounts": [(0, "Everyone")], "cost_help": "Ask about free places"}, [Found.HELP_WITHOUT_COST]),
        ({"cost_help": "Ask about free places"}, [Found.HELP_WITHOUT_COST]),
    ],
)
def test_a_contradiction_is_found(facts, found):
    assert found_in(**facts) == found


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"amounts": [(0, "Children"), (300, "Adults")], "fees": "Free for some"}, id="free for some"),
        pytest.param({"amounts": [(300, "Everyone")], "description": "The first session is free."}, id="a taster"),
        pytest.param({"amounts": [(300, "Everyone")], "description": "Parking is free of charge"}, id="parking"),
        pytest.param({"amounts": [(300, "Everyone")], "description": "Feel free to come"}, id="feel free"),
        pytest.param({"amounts": [(0, "Everyone")], "cost_help": "Your bus fare is paid"}, id="fares"),
        pytest.param({"amounts": [(300, "Everyone")], "cost_help": "Ask about free places"}, id="help with a price"),
        pytest.param({"cost_help": "Half price for students", "fees": "£4"}, id="a price in words"),
        pytest.param({"fees": "Free"}, id="no cost option"),
    ],
)
def test_what_agrees_is_left_alone(facts):
    assert found_in(**facts) == []
