"""What there is any ground to suggest."""

import numpy as np
import pytest

from directory.matching.asked import Asked, Heard, Said, Sensed
from directory.matching.grounds import Grounds, is_told
from directory.matching.profile import Profile
from directory.matching.scope import scope_of
from tests.matching.making import BEREAVEMENT, LONELINESS, VOCABULARY, WALKING
from tests.search.making import make_document, make_index

TAGGED = make_document("Rose Room", "", "grief-cafe")
MEANT = make_document("Willow", "bereavement support")
OTHER = make_document("Zumba", "dancing every night")
INDEX = make_index(TAGGED, MEANT, OTHER)
SCOPE = scope_of(INDEX, Profile())
NOTHING = np.zeros(3, np.float32)


def grounded(asked, lexical=NOTHING, closeness=NOTHING):
    grounds = Grounds(INDEX, VOCABULARY)
    said = grounds.said(asked, SCOPE, lexical, grounds.offering_any(asked, SCOPE))
    rows = grounds.for_asked(asked, SCOPE, said, closeness)
    return {document.name for document, is_grounded in zip(INDEX.documents, rows, strict=True) if is_grounded}


def at(document, amount):
    amounts = NOTHING.copy()
    amounts[INDEX.row_of(document.service_id)] = amount
    return amounts


def asked(text="", **more):
    return Asked(wanted=Said(text, text), **more)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        pytest.param(asked("asdf qwer"), set(), id="nothing that means anything"),
        pytest.param(asked("dancing"), {"Zumba"}, id="a telling word"),
        pytest.param(asked("bad at night"), set(), id="an everyday word"),
        pytest.param(asked(heard=(Heard(BEREAVEMENT, ("grieving",)),)), {"Rose Room", "Willow"}, id="a need heard"),
        pytest.param(asked(sensed=(Sensed(BEREAVEMENT, 0.6, 0.7),)), {"Rose Room", "Willow"}, id="a good guess"),
        pytest.param(asked(sensed=(Sensed(BEREAVEMENT, 0.3, 0.7),)), set(), id="a poor guess"),
    ],
)
def test_what_serves_or_shares_what_was_said_may_be_suggested(said, found):
    assert grounded(said) == found


@pytest.mark.parametrize(
    ("said", "closeness", "found"),
    [
        pytest.param(asked("asdf"), 0.3, set(), id="as near as nonsense comes"),
        pytest.param(asked("asdf"), 0.4, {"Zumba"}, id="nearer"),
        pytest.param(asked("so", heard=(Heard(LONELINESS, ("lonely",)),)), 0.3, {"Zumba"}, id="a story understood"),
        pytest.param(asked("so", heard=(Heard(LONELINESS, ("lonely",)),)), 0.1, set(), id="far from that story"),
    ],
)
def test_meaning_has_to_come_nearer_where_nothing_was_understood(said, closeness, found):
    assert grounded(said, closeness=at(OTHER, closeness)) == found


def test_words_that_every_listing_uses_count_where_many_of_them_are_shared():
    assert grounded(asked("asdf"), lexical=at(MEANT, 0.8)) == {"Willow"}
    assert grounded(asked("asdf"), lexical=at(MEANT, 0.2)) == set()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param("anything with walking?", False, id="all of it was heard"),
        pytest.param("walking, and tea afterwards", True, id="something more was said"),
    ],
)
def test_a_guess_is_told_only_where_there_is_something_left_to_guess_from(said, told):
    text = Said(said, said)
    asked = Asked(text, own_words=(text,), heard=(Heard(WALKING, ("walking",)),))

    assert is_told(asked, Sensed(LONELINESS, 0.6, 0.5)) == told
