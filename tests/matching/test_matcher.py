"""The matcher as a whole, with and without the language model."""

import pytest

from directory.matching.matcher import NO_MODEL, NO_VECTORS, Matcher
from directory.matching.profile import Profile
from directory.search.embedding import SemanticUnavailable, load_embedder
from tests.conftest import leave_out
from tests.matching.making import VOCABULARY, make_matcher, names
from tests.search.making import HashingEmbedder, make_document, make_index

CHOIR = make_document("Choir", "singing together")
WALKS = make_document("Walks", "gentle walking")


def test_profile_that_asks_for_nothing_gets_nothing():
    found = make_matcher(CHOIR, WALKS).match(Profile(age=40))

    assert found.suggestions == ()
    assert found.considered == 2


def test_empty_catalogue_gives_nothing():
    assert make_matcher().match(Profile("singing")).suggestions == ()


@pytest.mark.parametrize(
    ("matcher", "why"),
    [
        pytest.param(Matcher(make_index(CHOIR), VOCABULARY), NO_MODEL, id="no model"),
        pytest.param(Matcher(make_index(CHOIR), VOCABULARY, HashingEmbedder()), NO_VECTORS, id="no vectors yet"),
        pytest.param(make_matcher(CHOIR), None, id="all there"),
    ],
)
def test_what_was_compared_is_told(matcher, why):
    found = matcher.match(Profile("singing"))

    assert found.semantic == (why is None)
    assert found.without_semantic == why
    assert [each.document.name for each in found.suggestions] == ["Choir"]


def test_urgent_need_is_told():
    assert make_matcher(CHOIR).match(Profile("I don't want to be here anymore")).is_urgent
    assert not make_matcher(CHOIR).match(Profile("I want to sing")).is_urgent


def test_many_profiles_get_what_each_would_get_alone():
    matcher = make_matcher(CHOIR, WALKS)
    profiles = [Profile("singing"), Profile(hobbies=("walking",)), Profile()]

    together = matcher.match_all(profiles)

    assert [each.suggestions[:1] for each in together] == [matcher.match(each).suggestions[:1] for each in profiles]


def test_no_more_than_asked_for_is_suggested():
    assert len(make_matcher(CHOIR, WALKS).match(Profile("singing and walking"), top=1).suggestions) == 1


def test_words_of_people_are_not_kept_and_the_vocabulary_is_read_once():
    embedder = HashingEmbedder()
    matcher = Matcher(make_index(CHOIR, embedder=embedder), VOCABULARY, embedder)
    matcher.prepare()
    embedder.read.clear()

    matcher.match(Profile("a secret wish"))
    renewed = matcher.renewed(make_index(CHOIR, WALKS, embedder=embedder))
    renewed.match(Profile("a secret wish"))

    assert embedder.read.count("a secret wish") == 2
    assert set(embedder.read) == {"a secret wish", CHOIR.embedded_text, WALKS.embedded_text}


def test_life_event_finds_what_helps_with_the_real_model():
    try:
        embedder = load_embedder()
    except SemanticUnavailable as missing:
        leave_out(str(missing))
    offers = [
        make_document("Grief cafe", "for people who have lost someone they love"),
        make_document("Money matters", "advice about debts and bailiffs"),
        make_document("Green fingers", "growing vegetables together"),
    ]
    matcher = Matcher(make_index(*offers, embedder=embedder), VOCABULARY, embedder)

    assert names(matcher, Profile("my husband passed away last spring"))[0] == "Grief cafe"
    assert names(matcher, Profile("letters about money I owe keep coming"))[0] == "Money matters"


def test_what_is_not_meant_neither_ranks_nor_explains():
    profile = Profile("singing and walking", not_meant=frozenset({"walking"}))

    found = make_matcher(CHOIR, WALKS).match(profile)

    assert [each.document.name for each in found.suggestions] == ["Choir"]
    assert "walking" not in {each.concept.code for each in (*found.heard, *found.sensed)}
