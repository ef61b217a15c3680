"""What a listing says, in the words of our pages."""

from datetime import UTC, date, datetime, timedelta

import pytest

from directory.catalogue.models.conditions import CostOption, ServiceCapacity
from directory.catalogue.models.services import Service
from directory.web.listing_words import cheapest_words, cost_words, current_room

TODAY = date(2026, 11, 23)


def cost(pence=None, option=None, description=None) -> CostOption:
    return CostOption(amount_pence=pence, option=option, amount_description=description)


def ended(option: CostOption) -> CostOption:
    option.valid_to = TODAY - timedelta(days=1)
    return option


def later(option: CostOption) -> CostOption:
    option.valid_from = TODAY + timedelta(days=1)
    return option


@pytest.mark.parametrize(
    ("costs", "words"),
    [
        pytest.param([], "", id="not known"),
        pytest.param([cost(description="donations welcome")], "Donations welcome", id="described only"),
        pytest.param([cost(0, "Everyone", "donations welcome")], "Free", id="free"),
        pytest.param([cost(250, None, "per session")], "£2.50 per session", id="one price"),
        pytest.param([cost(300), cost(0)], "Free or £3", id="two prices"),
        pytest.param([cost(300, "A"), cost(300, "B")], "£3", id="the same for all"),
        pytest.param([cost(300), cost(100), cost(200)], "From £1", id="many prices"),
        pytest.param([cost(300), cost(0), cost(200)], "Free or more", id="many from free"),
        pytest.param([ended(cost(100)), cost(200)], "£2", id="price of the past"),
        pytest.param([cost(100), later(cost(200))], "£1", id="price of the future"),
    ],
)
def test_cost_at_a_glance(costs, words):
    assert cheapest_words(Service(cost_options=costs), TODAY) == words


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (cost(0, "Everyone", "donations welcome"), "Everyone: free, donations welcome"),
        (cost(200, "Members", "per session"), "Members: £2 per session"),
        (cost(None, "Ask at the desk"), "Ask at the desk"),
        (cost(None, None, "pay what you can"), "pay what you can"),
        (CostOption(amount_pence=500, currency="EUR"), "5.00 EUR"),
        (CostOption(amount_pence=500, currency="gbp"), "£5"),
    ],
)
def test_each_cost_in_words(option, words):
    assert cost_words(option) == words


def test_latest_word_about_room_counts():
    at = datetime(2026, 11, 1, tzinfo=UTC)
    full = ServiceCapacity(room="full", updated=at + timedelta(days=2))
    service = Service(capacities=[full, ServiceCapacity(room="has room", updated=at)])

    assert current_room(service) is full
    assert current_room(Service(capacities=[])) is None
