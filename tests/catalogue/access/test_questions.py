"""The questions about access, as their file has them."""

from directory.catalogue.access.questions import GROUPS, QUESTIONS, Answer

EVERY = [each for group in GROUPS for each in group.questions]


def test_every_question_has_a_code_and_words_of_its_own():
    words = [said for each in EVERY for said in (each.has, each.lacks) if said]

    assert len(QUESTIONS) == len(EVERY)
    assert len({each.casefold() for each in words}) == len(words)


def test_every_question_is_one_and_says_what_to_tell_beside_it():
    assert all(each.asks.endswith("?") and each.prompt.endswith("?") for each in EVERY)


def test_answers_say_what_there_is_and_what_there_is_not():
    lift = QUESTIONS["lift"]

    assert [lift.words(each) for each in (Answer.YES, Answer.NO, Answer.UNKNOWN)] == ["Lift", "No lift", None]


def test_width_stands_in_the_words_of_its_answer():
    assert QUESTIONS["door-width"].words(Answer.YES, 78) == "Narrowest door 78 cm wide"
