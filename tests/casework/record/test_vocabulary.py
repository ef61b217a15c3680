"""The questions of a client's record."""

import pytest

from directory.casework.record.vocabulary import WOULD_NOT_SAY, vocabulary
from directory.errors import NotFound

QUESTIONS = [(section.code, question) for section in vocabulary().sections for question in section.questions]

# The fields of the Social Prescribing standard (PRSB, DAPB4066, version 1.1) that this part of the record holds.
OF_THE_STANDARD = {
    "first_name", "family_name", "preferred_name", "pronoun", "gender", "ethnicity", "orientation", "religion",
    "gp_code", "gp_name", "important_to_me", "people", "communicate", "wellness", "please_do", "support_me",
    "worth_knowing", "written_with", "caring", "adjustments", "adjustments_detail", "impairments", "mobility",
    "other_needs",
}  # fmt: skip


def test_fields_of_the_standard_are_asked():
    assert {question.code for _, question in QUESTIONS} >= OF_THE_STANDARD


def test_ethnic_group_has_the_nineteen_groups_of_the_census():
    [ethnicity] = [question for _, question in QUESTIONS if question.code == "ethnicity"]

    assert len(ethnicity.answers) == 19


@pytest.mark.parametrize("question", [pytest.param(each, id=each.code) for _, each in QUESTIONS])
def test_every_question_is_written_or_has_answers_and_offers_not_to_say(question):
    assert question.kind in {"line", "text", "one", "many"}
    assert question.is_chosen == bool(question.answers)
    assert WOULD_NOT_SAY not in (question.answers or {})
    assert question.words_of(WOULD_NOT_SAY) == "They would rather not say"


def test_code_of_a_question_is_used_once_in_all_sections():
    codes = [question.code for _, question in QUESTIONS]

    assert len(codes) == len(set(codes))


def test_section_that_there_is_not_is_not_found():
    with pytest.raises(NotFound):
        vocabulary().get("gossip")


def test_answer_of_an_older_list_is_told_by_its_code():
    [gender] = [question for _, question in QUESTIONS if question.code == "gender"]

    assert gender.words_of("gone") == "gone"
