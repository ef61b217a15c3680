"""A language in which every letter that was translated is a letter in a circle: what is not, was never translated.

It is read from the right, and its dates are written in no Latin letter.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from unittest import mock

import pytest
from babel.messages.catalog import Catalog

from directory import translation
from directory.web.languages import LANGUAGES, Language
from tests.house.public_pages import Visitor, names_in

CODE = "ar"
PREFIX = f"/{CODE}"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
CIRCLED = "".join(chr(0x24D0 + each) for each in range(26)) + "".join(chr(0x24B6 + each) for each in range(26))
INTO_CIRCLES, OUT_OF_CIRCLES = str.maketrans(PLAIN, CIRCLED), str.maketrans(CIRCLED, PLAIN)
# A value that is put in, a tag, or a sign that is written as a word.
LEFT_ALONE = re.compile(r"(%\(\w+\)[sd]|\{\w+\}|<[^>]*>|&\w+;)")
STEP_LENGTH = 2


def circled(message: str) -> str:
    """A message as this language says it."""
    parts = LEFT_ALONE.split(message)
    return "".join(
        part.translate(INTO_CIRCLES) if not number % STEP_LENGTH else part for number, part in enumerate(parts)
    )


def in_letters(text: str) -> str:
    """What was said, in the letters of the English."""
    return text.translate(OUT_OF_CIRCLES)


def made_up_catalog(known: Catalog) -> Catalog:
    """The translation of every message that another catalog has."""
    catalog = Catalog(locale=CODE, fuzzy=False)
    for message in known:
        if isinstance(message.id, str):
            catalog.add(message.id, circled(message.id), context=message.context)
        elif message.id:
            many = circled(message.id[1])
            catalog.add(message.id, (many,) * catalog.num_plurals, context=message.context)
    return catalog


@contextmanager
def made_up_language() -> Iterator[None]:
    """Have the site know the language inside this block."""
    read = translation.read_catalog
    known = read("cy")
    assert known is not None

    def read_this_too(code: str) -> Catalog | None:
        return made_up_catalog(known) if code == CODE else read(code)

    with (
        mock.patch.dict(LANGUAGES, {CODE: Language(CODE, CODE, CODE.translate(INTO_CIRCLES))}),
        mock.patch.object(translation, "read_catalog", read_this_too),
    ):
        translation.translations.cache_clear()
        yield
    translation.translations.cache_clear()
    translation.is_draft.cache_clear()


@dataclass(frozen=True)
class Walk:
    """Every page in this language, by its name; the endpoints that were asked, and what names of groups are made of."""

    pages: Mapping[str, str]
    endpoints: frozenset[str]
    names: frozenset[str]


# Walking takes a while, and nothing that tests look at changes on the way: once is enough.
WALKED: list[Walk] = []


@pytest.fixture
def walk(app, words, db) -> Walk:
    """All that is shown in this language to somebody without an account."""
    if not WALKED:
        visitor = Visitor(app, db, PREFIX)
        with made_up_language():
            answers = list(visitor.look_everywhere())
        pages = {name: answer.text for name, answer in answers if answer.mimetype == "text/html"}
        WALKED.append(Walk(pages, frozenset(visitor.seen), frozenset(names_in(db))))
    return WALKED[0]
