"""What is heard in what people say."""

import pytest

from directory.matching.hearing import Hearing
from directory.matching.profile import Profile
from tests.matching.making import VOCABULARY, hear

CRY_WITH_A_SLIP = "I don't want to be here anymroe"


@pytest.mark.parametrize(
    ("statement", "heard"),
    [
        pytest.param("My wife died in spring.", {"bereavement": "my wife died"}, id="phrase"),
        pytest.param("my wife of 40 years died", {"bereavement": "my wife of 40 years died"}, id="words between"),
        pytest.param("GRIEVED for months", {"bereavement": "grieved"}, id="other form of a word"),
        pytest.param("my wife is well. The dog died", {}, id="not across sentences"),
        pytest.param("she died before my wife came", {}, id="not out of order"),
        pytest.param("my wife met a man whose old neighbour in Leeds died", {}, id="not far apart"),
        pytest.param("I can't sleep", {"sleep": "can't sleep"}, id="phrase with a no"),
        pytest.param("I cannot really sleep", {"sleep": "cannot really sleep"}, id="other ways of saying no"),
        pytest.param("I sleep well", {}, id="without its no"),
        pytest.param("I'm on my own", {"loneliness": "on my own"}, id="little words in a row"),
        pytest.param("on the way to my job I own a car", {}, id="little words apart"),
        pytest.param("not lonely, only bored", {}, id="denied"),
        pytest.param("a card game", {"cards": "card game"}, id="longer phrase alone"),
        pytest.param("a card game or any other game", {"cards": "card game", "games": "game"}, id="both said"),
        pytest.param("I don’t want to be here any more", {"crisis": "don't want to be here any more"}, id="any more"),
        pytest.param("the national team", {}, id="areas are no wishes"),
        pytest.param("", {}, id="nothing said"),
    ],
)
def test_phrases_are_heard(statement, heard):
    assert hear(statement) == heard


def test_what_is_refused_is_not_heard():
    asked = Hearing(VOCABULARY).read(Profile(statement="I'm lonely but not keen on walking"))

    assert [each.concept.code for each in asked.heard] == ["loneliness"]
    assert [each.words for each in asked.refused] == [("walking",)]
    assert asked.wanted.text == "i'm lonely but"


@pytest.mark.parametrize("statement", ["music, no walking please", "nae walking", "music but not walking"])
def test_pastime_after_a_no_is_refused(statement):
    asked = Hearing(VOCABULARY).read(Profile(statement=statement))

    assert [each.words for each in asked.refused] == [("walking",)]
    assert asked.heard == ()


@pytest.mark.parametrize("statement", ["I cannae sleep", "I canna sleep"])
def test_no_in_dialect_is_heard_as_no(statement):
    assert list(hear(statement)) == ["sleep"]


def test_crisis_is_never_taken_for_a_refusal():
    asked = Hearing(VOCABULARY).read(Profile(statement="I don't want to be here anymore"))

    assert [each.concept.code for each in asked.heard] == ["crisis"]
    assert asked.refused == ()


def test_needs_chosen_by_code_or_name_are_heard_without_words():
    asked = Hearing(VOCABULARY).read(Profile(needs=("bereavement", "Card games"), hobbies=("a walking group",)))

    assert [(each.concept.code, each.words) for each in asked.heard] == [
        ("walking", ("walking",)),
        ("bereavement", ()),
        ("cards", ()),
    ]
    assert [each.text for each in asked.terms] == ["a walking group", "bereavement", "card games"]
    assert [each.text for each in asked.own_words if each.text] == ["a walking group"]


def test_spelling_is_put_right_for_hearing_and_words_said_are_kept():
    asked = Hearing(VOCABULARY).read(
        Profile(statement="so lonley"), spell=lambda text: text.replace("lonley", "lonely")
    )

    assert [each.concept.code for each in asked.heard] == ["loneliness"]
    assert (asked.wanted.text, asked.wanted.spelled) == ("so lonley", "so lonely")


@pytest.mark.parametrize("said", [{"statement": CRY_WITH_A_SLIP}, {"hobbies": (CRY_WITH_A_SLIP,)}])
def test_words_meant_as_typed_are_not_put_right_but_danger_in_them_is_heard(said):
    asked = Hearing(VOCABULARY).read(
        Profile(is_as_typed=True, needs=("so lonley",), **said),
        spell=lambda text: text.replace("lonley", "lonely").replace("anymroe", "anymore"),
    )

    assert [each.concept.urgent for each in asked.heard] == [True]
    assert all(each.text == each.spelled for each in asked.texts)


def test_statement_of_little_words_is_still_looked_for():
    assert Hearing(VOCABULARY).read(Profile(statement="I just can't go on")).is_anything


def test_blank_profile_asks_for_nothing():
    assert not Hearing(VOCABULARY).read(Profile(statement="  ", hobbies=("",))).is_anything


def test_what_is_not_meant_is_set_aside_with_its_words():
    asked = Hearing(VOCABULARY).read(Profile("I'm lonely and fond of walking", not_meant=frozenset({"walking"})))

    assert [each.concept.code for each in asked.heard] == ["loneliness"]
    assert [(each.concept.code, each.words) for each in asked.set_aside] == [("walking", ("walking",))]
    assert asked.wanted.text == "i'm lonely and fond of"


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"needs": ("walking",)}, id="a code"),
        pytest.param({"hobbies": ("Walking",)}, id="a name"),
    ],
)
def test_what_was_chosen_and_is_not_meant_is_not_looked_for(given):
    asked = Hearing(VOCABULARY).read(Profile("lonely", not_meant=frozenset({"walking"}), **given))

    assert asked.terms == ()
    assert [each.concept.code for each in asked.heard] == ["loneliness"]


def test_words_that_tell_something_meant_too_stay():
    asked = Hearing(VOCABULARY).read(Profile("a card game", not_meant=frozenset({"games"})))

    assert [each.concept.code for each in asked.heard] == ["cards"]
    assert asked.wanted.text == "a card game"


def test_danger_stays_heard_whatever_is_not_meant():
    asked = Hearing(VOCABULARY).read(Profile("I don't want to be here anymore", not_meant=frozenset({"crisis"})))

    assert [each.concept.code for each in asked.heard] == ["crisis"]
    assert asked.set_aside == ()


def test_what_was_not_turned_down_after_all_is_heard():
    asked = Hearing(VOCABULARY).read(Profile("not keen on walking", not_refused=frozenset({"walking"})))

    assert asked.refused == ()
    assert [each.concept.code for each in asked.heard] == ["walking"]


def test_words_of_a_need_that_somebody_has_not_are_not_looked_for():
    read = Hearing(VOCABULARY).read

    assert read(Profile("I'm not lonely, just like walking")).wanted.text == "i'm not , just like walking"
    assert read(Profile("I'm not lonely but on my own")).heard[0].concept.code == "loneliness"


def test_interest_that_is_turned_down_is_known_by_its_code():
    read = Hearing(VOCABULARY).read

    assert read(Profile("lonely, but no card games")).refused_codes == {"cards"}
    assert read(Profile("no card games, well, I like a card game")).refused_codes == set()
