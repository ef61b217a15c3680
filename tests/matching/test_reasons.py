"""Reasons are sentences a person can read."""

import pytest

from directory.matching.doubts import MentionsRefused, NotKnown
from directory.matching.left_out import Closed, NotListed, RankedBelow, TooFar, WrongAge
from directory.matching.reasons import (
    AgeFits,
    Away,
    CloseInMeaning,
    ComesToYou,
    NeedHeard,
    NeedSensed,
    RecommendedBy,
    SharedWords,
)


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        pytest.param(
            NeedHeard("Bereavement", ("wife", "died"), ("Grief cafes",), ("grief",)),
            "Heard “wife died”: bereavement; they offer grief cafes.",
            id="need heard, tagged",
        ),
        pytest.param(
            NeedHeard("Bereavement", (), (), ("grief", "loss")),
            "For bereavement; they mention grief and loss.",
            id="need chosen, in words",
        ),
        pytest.param(
            NeedSensed("LGBT+ groups", (), ("trans",)),
            "This may be about LGBT+ groups; they mention trans.",
            id="need sensed",
        ),
        pytest.param(
            SharedWords(("gardening",), ("gardens", "allotment")),
            "You said “gardening”; they mention gardens and allotment.",
            id="shared words",
        ),
        pytest.param(CloseInMeaning(), "Close in meaning to what was said.", id="meaning"),
        pytest.param(
            RecommendedBy("Men", "Loneliness", "They wait at the door"),
            "The champion for Men recommends it for loneliness: They wait at the door.",
            id="recommended",
        ),
        pytest.param(
            RecommendedBy("Men", "LGBT+ groups", "Nobody asks!"),
            "The champion for Men recommends it for LGBT+ groups: Nobody asks!",
            id="recommended, ending as it likes",
        ),
        pytest.param(Away(1_287.5), "0.8 miles away.", id="near"),
        pytest.param(ComesToYou(("phone",)), "By telephone.", id="by telephone"),
        pytest.param(ComesToYou(("home visit", "online")), "At your home and online.", id="two ways"),
        pytest.param(Away(10), "Under 0.1 miles away.", id="at the door"),
        pytest.param(AgeFits(18.0, None), "For ages 18 and over.", id="from an age"),
        pytest.param(AgeFits(None, 25.0), "For ages up to 25.", id="up to an age"),
        pytest.param(AgeFits(11.0, 18.0), "For ages 11 to 18.", id="between ages"),
        pytest.param(NotKnown("place"), "Place not known.", id="no place"),
        pytest.param(NotKnown("ages"), "Age limits not stated.", id="no ages"),
        pytest.param(MentionsRefused(("church",)), "Not wanted, but they mention church.", id="refused"),
        pytest.param(NotListed(), "It is not in the directory.", id="not listed"),
        pytest.param(Closed("inactive"), "It is not open: its status is “inactive”.", id="closed"),
        pytest.param(TooFar(11_587.3, 4_828), "Too far: 7.2 miles away, and the limit is 3 miles.", id="too far"),
        pytest.param(WrongAge(16, 18.0, None), "It is for ages 18 and over, and the age given is 16.", id="wrong age"),
        pytest.param(
            RankedBelow(43, False, False), "Ranked 43rd: shares no words with what was said.", id="no shared words"
        ),
        pytest.param(
            RankedBelow(11, True, False),
            "Ranked 11th: shares some words with what was said, but others suit better.",
            id="others suit better",
        ),
        pytest.param(RankedBelow(2, True, True), "It was suggested, in place 2.", id="suggested after all"),
    ],
)
def test_reasons_are_told_in_a_sentence(reason, sentence):
    assert reason.sentence == sentence
    assert reason.kind
