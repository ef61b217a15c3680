"""Whether a match found what was needed."""

from types import SimpleNamespace

import pytest

from directory.matching.doubts import FullNow, WaitingList
from directory.matching.limits import LimitName
from directory.matching.reasons import NeedHeard, SharedWords
from directory.matching.unmet import UnmetBy, unmet_by

SERVES = NeedHeard("Company", (), (), ())
SHARES = SharedWords(("walk",), ("walks",))


def result(*suggestions, left_out=(), heard=("company",)):
    """A match as far as it matters here: the reasons of each suggestion, and the limits that leave something out."""
    return SimpleNamespace(
        suggestions=[SimpleNamespace(reasons=each) for each in suggestions],
        left_out=dict.fromkeys(left_out, 1),
        heard=heard,
    )


@pytest.mark.parametrize(
    ("match", "by"),
    [
        pytest.param(result(), UnmetBy.NOTHING, id="nothing at all"),
        pytest.param(result(left_out=[LimitName.COST, LimitName.TIMES]), UnmetBy.NOTHING, id="only too dear"),
        pytest.param(result((SHARES,)), UnmetBy.NOTHING, id="only something that shares a word"),
        pytest.param(result(left_out=[LimitName.AGE]), UnmetBy.NOT_FOR_THEM, id="for other ages"),
        pytest.param(result(left_out=[LimitName.ROOM, LimitName.AGE]), UnmetBy.FULL, id="full and for other ages"),
        pytest.param(result((SERVES, FullNow()), (SERVES, WaitingList())), UnmetBy.FULL, id="all of it full"),
        pytest.param(result((SERVES, FullNow()), (SERVES,)), None, id="one has room"),
        pytest.param(result(heard=()), None, id="nothing was heard"),
    ],
)
def test_how_a_match_went_without(match, by):
    assert unmet_by(match) is by
