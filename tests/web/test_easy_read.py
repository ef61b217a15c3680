"""Text in easy read, a sentence a line."""

import pytest

from directory.translation import FIRST, LAST
from directory.web.easy_read import easy_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(None, (), id="nothing"),
        pytest.param("We walk.\n\n  We   talk. \n", ("We walk.", "We talk."), id="lines as they are"),
        pytest.param(
            "We walk. We talk! Will you come? Yes", ("We walk.", "We talk!", "Will you come?", "Yes"), id="one"
        ),
        pytest.param("Ask Dr. Patel or Mrs. Cole.", ("Ask Dr. Patel or Mrs. Cole.",), id="titles"),
        pytest.param("It costs £2.50 at 10.30am. We pay.", ("It costs £2.50 at 10.30am.", "We pay."), id="numbers"),
        pytest.param("Bring a coat, e.g. for rain", ("Bring a coat, e.g. for rain",), id="short for"),
        pytest.param(
            f"On Mondays. {FIRST}Not in May. Or in June.{LAST}",
            ("On Mondays.", f"{FIRST}Not in May.{LAST}", f"{FIRST}Or in June.{LAST}"),
            id="words of others",
        ),
    ],
)
def test_each_sentence_has_a_line_of_its_own(text, lines):
    assert easy_lines(text) == lines
