"""Reasons in the words of residents."""

import pytest

from directory.matching.doubts import MentionsRefused
from directory.matching.reasons import Away, CloseInMeaning, NeedHeard, NeedSensed, RecommendedBy, SharedWords
from directory.public.cards import why_words

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
        pytest.param(
            [RecommendedBy("Men", "Loneliness", "They wait at the door")],
            ("The champion for Men recommends it for loneliness: They wait at the door",),
            id="recommended",
        ),
        pytest.param([CloseInMeaning()], ("It may be close to what you said",), id="close"),
        pytest.param([Away(10.0), MentionsRefused(("dogs",))], (), id="what a chip or note says already"),
    ],
)
def test_reasons_speak_to_the_person(reasons, words):
    assert why_words(reasons) == words
