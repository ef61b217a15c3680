"""What facts about access answer, whether they were asked here or came from elsewhere."""

import pytest

from directory.catalogue.access.facts import AccessFact, read_fact
from directory.catalogue.access.questions import QUESTIONS, Answer
from directory.catalogue.models.places import Accessibility


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("answer", [Answer.YES, Answer.NO])
def test_words_of_an_answer_answer_the_question_wherever_they_come_from(question, answer):
    words = question.words(answer, 78)
    if not words:
        return
    fact = read_fact(Accessibility(accessibility=words, description=f" {words.upper()}. "))

    assert (fact.code, fact.answer) == (question.code, answer)
    assert fact.width_cm == (78 if question.unit else None)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        pytest.param(
            {"accessibility": "present", "description": "A ramp", "details": "At the side"},
            AccessFact(None, Answer.YES, "A ramp", "At the side"),
            id="words of its own",
        ),
        pytest.param(
            {"accessibility": "missing", "description": "No stair lift"},
            AccessFact(None, Answer.NO, "No stair lift", ""),
            id="what is missing",
        ),
        pytest.param(
            {"accessibility": "No parking"}, AccessFact(None, Answer.NO, "No parking", ""), id="a no from elsewhere"
        ),
        pytest.param({"details": "Ask first"}, AccessFact(None, Answer.YES, "", "Ask first"), id="only details"),
        pytest.param(
            {"question": "lift", "details": "The warden was away"},
            AccessFact("lift", Answer.UNKNOWN, "", "The warden was away"),
            id="nobody knew",
        ),
        pytest.param(
            {"question": "lift", "accessibility": "present", "description": "A lift for two"},
            AccessFact("lift", Answer.YES, "A lift for two", ""),
            id="asked in words of its own",
        ),
        pytest.param(
            {"question": "gone", "accessibility": "present", "description": "Lift"},
            AccessFact("lift", Answer.YES, "Lift", ""),
            id="a question of before",
        ),
        pytest.param(
            {"question": "door-width", "description": "Narrow door", "accessibility": "present", "width_cm": 71},
            AccessFact("door-width", Answer.YES, "Narrow door", "", 71),
            id="a width",
        ),
    ],
)
def test_a_fact_says(row, told):
    assert read_fact(Accessibility(**row)) == told


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        (AccessFact("lift", Answer.YES, "Lift", "To all floors"), "Lift: To all floors"),
        (AccessFact("lift", Answer.YES, "Lift", ""), "Lift"),
        (AccessFact(None, Answer.YES, "", "Ask first"), "Ask first"),
    ],
)
def test_details_follow_the_words(fact, line):
    assert fact.line == line
