"""Reasons and costs in the words of residents."""

import pytest

from directory.catalogue.models.conditions import CostOption
from directory.catalogue.models.services import Service
from directory.clock import today
from directory.matching.reasons import Away, CloseInMeaning, MentionsRefused, NeedHeard, NeedSensed, SharedWords
from directory.public.cards import shortened, why_words
from directory.public.listing_words import cheapest_words, cost_words

LONELY = NeedHeard("Loneliness", ("lonely",), ("Befriending", "Loneliness"), ())


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        pytest.param([LONELY], ("You said “lonely”: they offer befriending",), id="heard"),
        pytest.param(
            [NeedHeard("Loneliness", ("lonely",), ("Loneliness",), ())],
            ("You said “lonely”: it is meant for loneliness",),
            id="tagged with the need and nothing else",
        ),
        pytest.param([NeedHeard("Singing", (), ("Singing",), ())], ("They offer singing",), id="chosen"),
        pytest.param(
            [NeedSensed("Grief", ("Peer support",), ())],
            ("It may help with grief: they offer peer support",),
            id="sensed",
        ),
        pytest.param(
            [SharedWords(("walks",), ("walking",))], ("You said “walks”: they mention walking",), id="shared words"
        ),
        pytest.param(
            [LONELY, SharedWords(("lonely",), ("lonely",))],
            ("You said “lonely”: they offer befriending",),
            id="a shared word adds nothing to a need",
        ),
        pytest.param([CloseInMeaning()], ("It may be close to what you said",), id="close"),
        pytest.param([Away(10.0), MentionsRefused(("dogs",))], (), id="what a chip or note says already"),
    ],
)
def test_reasons_speak_to_the_person(reasons, words):
    assert why_words(reasons) == words


def cost(pence=None, option=None, description=None) -> CostOption:
    return CostOption(amount_pence=pence, option=option, amount_description=description)


@pytest.mark.parametrize(
    ("costs", "words"),
    [
        pytest.param([], "", id="not known"),
        pytest.param([cost(description="ask")], "", id="described only"),
        pytest.param([cost(0, "Everyone", "donations welcome")], "Free", id="free"),
        pytest.param([cost(250, None, "per session")], "£2.50 per session", id="one price"),
        pytest.param([cost(300), cost(0)], "Free or £3", id="two prices"),
        pytest.param([cost(300, "A"), cost(300, "B")], "£3", id="the same for all"),
        pytest.param([cost(300), cost(100), cost(200)], "From £1", id="many prices"),
        pytest.param([cost(300), cost(0), cost(200)], "Free or more", id="many from free"),
    ],
)
def test_cost_at_a_glance(costs, words):
    assert cheapest_words(Service(cost_options=costs), today()) == words


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


def test_long_text_is_cut_at_a_word():
    assert shortened("Tea, cake and company", 12) == "Tea, cake…"
    assert shortened("Tea and cake", 12) == "Tea and cake"
