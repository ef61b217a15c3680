"""A language in which every letter that was translated is a letter in a circle: what is not, was never translated.

It is read from the right, and its dates are written in no Latin letter.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from babel.messages.catalog import Catalog

from directory import translation
from directory.web.languages import LANGUAGES, Language

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
