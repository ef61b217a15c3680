"""What the site says of its own can be read at about nine, on every page: docs/guides/plain-words.md."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pytest

from directory.translation import read_catalog
from tests.house.made_up_language import in_letters, walk
from tests.house.reading_age import grade_of, long_words, sentences_in
from tests.house.said_on_pages import said_on
from tests.staff.conftest import app, postcodes, words

__all__ = ["app", "postcodes", "walk", "words"]

# Of all pages together, and of the hardest page: grade 4 is that of children of nine.
OF_ALL, OF_A_PAGE = 3.0, 4.0
LONGEST_SENTENCE = 18
# Words of the field that everybody who comes here meets elsewhere too; each stands in docs/guides/plain-words.md.
NEEDED = {
    *("accessibility", "accessible", "activities", "activity", "anybody", "directory", "everybody"),
    *("emergency", "information", "interpreter", "interpreters", "organisation"),
    # Asked of who refers people as their work, who has to know what is meant.
    "safeguarding",
}
# What people look for is called what people call it: names of interests, needs, languages and months.
NAMES_OF_THINGS = ("catalogue/",)
# Fewer words than this are a label or a button.
FEWEST_WORDS = 4
NOT_OURS = re.compile(r"[A-Za-z\u0600-\u06ff]\S*")
IN_A_MESSAGE = re.compile(r"%\(\w+\)s|%?\{\w+\}|<[^>]+>")


def whole_sentences(lines: Iterable[str]) -> list[list[str]]:
    """The sentences of what ends as one: headings, labels and buttons would make a page look easier than it is."""
    return sentences_in(each for each in lines if each.rstrip(" ”)").endswith((".", "!", "?")))


@pytest.fixture
def own_lines(walk) -> Mapping[str, set[str]]:
    """What each page says of its own in any of its states, each line once. Names and figures are left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, page in walk.pages.items():
        for said in said_on(page):
            line = in_letters(NOT_OURS.sub("", said.text))
            if said.is_text and len(re.findall("[A-Za-z]+", line)) >= FEWEST_WORDS:
                found[re.split("[ ?,]", name)[0]].add(line)
    return found


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_page_can_be_read_at_nine(own_lines):
    grades = {page: round(grade_of(whole_sentences(lines)), 2) for page, lines in own_lines.items()}
    whole = grade_of(whole_sentences(set().union(*own_lines.values())))

    print("\n".join(f"{page:28}{grade:5.2f}" for page, grade in sorted(grades.items())), f"\nall{whole:30.2f}")
    assert {page: grade for page, grade in grades.items() if grade > OF_A_PAGE} == {}
    assert whole <= OF_ALL


def messages() -> list[str]:
    """Every message that a public page may show, as a translation has them, with its values as one short word."""
    catalog = read_catalog("cy")
    assert catalog is not None
    found = [
        message.id if isinstance(message.id, str) else message.id[1]
        for message in catalog
        if message.id
        and not all(place.removeprefix("directory/").startswith(NAMES_OF_THINGS) for place, _ in message.locations)
    ]
    return [IN_A_MESSAGE.sub(lambda tag: "" if tag[0].startswith("<") else "it", each) for each in found]


def test_no_sentence_is_long():
    sentences = sentences_in(messages())

    assert [" ".join(each) for each in sentences if len(each) > LONGEST_SENTENCE] == []


def test_long_words_are_those_that_are_needed():
    assert long_words(sentences_in(messages()), NEEDED) == set()


def test_all_messages_together_can_be_read_at_nine():
    assert grade_of(whole_sentences(messages())) <= OF_ALL


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        pytest.param("The cat sat on the mat.", -1.46, -1.44, id="as published"),
        pytest.param("The cat sat on the mat. The cat sat on the mat.", -1.46, -1.44, id="twice is as hard"),
        pytest.param(
            "The team keeps your name, what you told them and what was arranged, so that they can help.",
            4.0,
            6.0,
            id="one",
        ),
        pytest.param("The organisation facilitates participation in community activities.", 15, 40, id="for nobody"),
    ],
)
def test_the_measure_tells_hard_from_easy(text, least, most):
    assert least <= grade_of(sentences_in([text])) <= most
