"""What a listing says, in the words of our pages."""

from datetime import UTC, date, datetime, timedelta

import pytest

from directory.catalogue.models.conditions import CostOption, ServiceCapacity
from directory.catalogue.models.services import Service
from directory.web.listing_words import cheapest_words, cost_words, room_words

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


AT = datetime(2026, 11, 1, tzinfo=UTC)
SAID = (
    pytest.param({"room": "has room"}, "There is room (as of 1 November 2026)", id="room"),
    pytest.param(
        {"room": "has room", "available": 4}, "There is room, for 4 more (as of 1 November 2026)", id="so many"
    ),
    pytest.param({"room": "full"}, "It is full (as of 1 November 2026)", id="full"),
    pytest.param(
        {"room": "full", "until": date(2027, 3, 3)},
        "It is full until 3 March 2027 (as of 1 November 2026)",
        id="until a day",
    ),
)


@pytest.mark.parametrize(("said", "words"), SAID)
def test_room_in_words(said, words):
    service = Service(capacities=[ServiceCapacity(updated=AT, **said)])

    assert room_words(service, date(2026, 11, 20)) == [words]


def test_room_that_was_said_too_long_ago_is_not_told():
    service = Service(capacities=[ServiceCapacity(room="full", updated=AT)])

    assert room_words(service, date(2026, 12, 13)) == []
