"""What may be answered to the questions of a client's record."""

import pytest

from directory.casework.record.inputs import LONGEST_TEXT, read_answers
from directory.casework.record.vocabulary import WOULD_NOT_SAY, vocabulary
from directory.errors import WrongInput


def read(code: str, **given):
    return read_answers(vocabulary().get(code), given)


def test_what_was_not_asked_is_not_kept():
    assert read("identity", first_name=" Edith ", pronoun="", gender=None) == {"first_name": "Edith"}


def test_not_to_say_is_an_answer():
    assert read("identity", religion=WOULD_NOT_SAY) == {"religion": WOULD_NOT_SAY}


def test_several_answers_are_kept_once_each():
    assert read("circumstances", household=["alone", "alone"]) == {"household": ["alone"]}


def test_code_of_a_practice_is_taken_as_people_write_it():
    assert read("identity", gp_code="b86 001") == {"gp_code": "B86001"}


@pytest.mark.parametrize(
    ("code", "question", "given", "message"),
    [
        pytest.param("identity", "ethnicity", "martian", "Choose one of the answers", id="no such answer"),
        pytest.param("identity", "gp_code", "12345", "one letter and five digits", id="no practice code"),
        pytest.param("circumstances", "household", ["alone", WOULD_NOT_SAY], "and not both", id="both"),
        pytest.param("about_me", "wellness", "a" * (LONGEST_TEXT + 1), "keep it to", id="too long"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_question(code, question, given, message):
    with pytest.raises(WrongInput) as refused:
        read(code, **{question: given})

    assert message in refused.value.fields[question]
