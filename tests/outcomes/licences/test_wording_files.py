"""Reading a file of words."""

import pytest

from directory.errors import WrongInput
from directory.outcomes.licences.wording_files import kept_wording, read_wording
from tests.factories.licences import words_file


def test_each_item_has_its_words_and_the_answers_of_all():
    answers = 'answers = ["Bare", "Brown", "Mixed", "Green", "Lush"]'

    wording = read_wording(words_file(more=answers).encode())

    assert (wording.questionnaire, wording.language, len(wording.items)) == ("swemwbs", "en", 7)
    assert wording.items[0].words == "How green is your garden?"
    assert {each.answers for each in wording.items} == {("Bare", "Brown", "Mixed", "Green", "Lush")}


def test_an_item_may_have_answers_of_its_own():
    own = words_file(code="ucla3").replace("number = 1", 'number = 1\nanswers = ["Bare", "Mixed", "Green"]')

    wording = read_wording(own.encode())

    assert [len(each.answers) for each in wording.items] == [3, 0, 0]


def test_what_is_kept_is_read_as_it_was():
    wording = read_wording(words_file(more='answers = ["Bare", "Lush"]').encode())

    assert kept_wording(wording.as_text()) == wording


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(b"\xff\xfe", "UTF-8", id="no text"),
        pytest.param(b"questionnaire = ", "not TOML", id="no TOML"),
        pytest.param(words_file().replace("swemwbs", "phq9").encode(), "one of", id="unknown questionnaire"),
        pytest.param(words_file(language="xx").encode(), "language", id="unknown language"),
        pytest.param(words_file().replace("copyright", "owner").encode(), "“owner”", id="strange name"),
        pytest.param(words_file().replace("number = 7", "number = 8").encode(), "1 to 7", id="missing item"),
        pytest.param(words_file(more='answers = ["a", "b", "c"]').encode(), "5 answers", id="too few answers"),
        pytest.param(words_file(first=" ").encode(), "Item 1 needs", id="no words"),
        pytest.param(words_file(first="a\\u0007").encode(), "printed", id="not printable"),
        pytest.param(b"#" * 100_001, "100,000", id="too large"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(content, why):
    with pytest.raises(WrongInput, match=why) as refused:
        read_wording(content)

    assert "file" in refused.value.fields
