"""Danger is noticed by meaning where it lies nearer than anything else that people say."""

import numpy as np
import pytest

from directory.matching.alarm import Alarm
from directory.matching.profile import Profile
from directory.matching.vocabulary import Concept, Vocabulary
from directory.search.embedding import DIMENSIONS
from tests.matching.making import make_matcher
from tests.search.making import make_document

DANGER = Concept("danger", "Danger", "needs", phrases=("he hits/beats me",), urgent=True)
GARDENS = Concept("gardens", "Gardens", "interests", phrases=("my garden",))


def pointing(**amounts):
    vector = np.zeros(DIMENSIONS, np.float32)
    for place, name in enumerate(("danger", "gardens", "weather")):
        vector[place] = amounts.get(name, 0)
    return vector / np.linalg.norm(vector)


MEANINGS = {"he hits me": pointing(danger=1), "my garden": pointing(gardens=1)}


@pytest.mark.parametrize(
    ("sentences", "noticed"),
    [
        pytest.param([pointing(danger=3, weather=1)], DANGER, id="near danger"),
        pytest.param([pointing(gardens=1), pointing(danger=1, weather=1)], DANGER, id="in one sentence of two"),
        pytest.param([pointing(danger=1, weather=3)], None, id="far from everything"),
        pytest.param([pointing(danger=2, gardens=2)], None, id="as near to something else"),
        pytest.param([], None, id="nothing said"),
    ],
)
def test_danger_is_noticed(sentences, noticed):
    assert Alarm(Vocabulary([DANGER, GARDENS]), MEANINGS).noticed(sentences) == noticed


def test_nothing_is_noticed_where_nothing_is_urgent():
    assert Alarm(Vocabulary([GARDENS]), MEANINGS).noticed([pointing(danger=1)]) is None


def test_alarm_brings_out_help_and_is_not_told_as_heard():
    matcher = make_matcher(make_document("Choir", "singing"))

    found = matcher.match(Profile("of my husband so scared"))

    assert found.urgent_codes == ("safety",)
    assert not found.is_urgent


def test_nothing_is_guessed_where_danger_was_denied():
    matcher = make_matcher(make_document("Choir", "singing"))

    assert matcher.match(Profile("I am not afraid of my husband")).urgent_codes == ()
