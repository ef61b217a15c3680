"""The words of public pages in the language in which somebody reads them.

English stands in the source and is what everything says unless told otherwise: staff pages, commands and letters are
English. A request for a Welsh page is answered inside `speaking("cy")`. What is translated stands in
`directory/translations`; `make words` gathers it, and `docs/guides/translating.md` says how to write it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import cast

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import LazyProxy, NullTranslations, Translations

ENGLISH = "en"
# The signs of Unicode around words that stand by themselves among others: those of somebody else, in our sentences.
FIRST, LAST = "\u2068", "\u2069"
FOLDER = Path(__file__).parent / "translations"

_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)


def current_language() -> str:
    """The code of the language that is spoken just now."""
    return _spoken.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything inside this block in a language."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def gettext(message: str, **named: object) -> str:
    """A message in the language that is spoken now, with what it names put in: `gettext("Near %(place)s", place=…)`."""
    said = translations(current_language()).ugettext(message)
    return said % named if named else said


def ngettext(one: str, many: str, number: int, **named: object) -> str:
    """The message for one or for many; `%(num)s` in it is the number, with commas between thousands."""
    said = translations(current_language()).ungettext(one, many, number)
    return said % {"num": f"{number:,}", **named}


def pgettext(context: str, message: str, **named: object) -> str:
    """A message that means something else elsewhere; the context says what is meant here."""
    said = translations(current_language()).upgettext(context, message)
    return said % named if named else said


def lazy_gettext(message: str, **named: object) -> str:
    """A message that is translated each time it is shown, for what is made once when the program starts."""
    return cast(str, LazyProxy(gettext, message, enable_cache=False, **named))


def noted(message: str) -> str:
    """A message as it stands, gathered for translators: whoever shows it calls `gettext` on it."""
    return message


def theirs(text: str) -> str:
    """What somebody else wrote, which is English on every page, to stand among words of ours in another language."""
    return text if not text or current_language() == ENGLISH else f"{FIRST}{without_signs(text)}{LAST}"


def without_signs(text: str) -> str:
    """A text without the signs that tell whose words are whose."""
    return text.replace(FIRST, "").replace(LAST, "")


@lru_cache(maxsize=8)
def translations(language: str) -> NullTranslations:
    """What a language says instead of the English; for English, or where nothing is translated, the English itself."""
    catalog = read_catalog(language)
    if catalog is None:
        return NullTranslations()
    compiled = BytesIO()
    # A draft is better than English amid Welsh: pages say that it is one.
    write_mo(compiled, catalog, use_fuzzy=True)
    compiled.seek(0)
    return Translations(compiled)


@lru_cache(maxsize=8)
def is_draft(language: str) -> bool:
    """Whether some of a language's messages still wait for a person who speaks it: they are marked fuzzy."""
    catalog = read_catalog(language)
    return catalog is not None and any(message.fuzzy for message in catalog if message.id)


def read_catalog(language: str) -> Catalog | None:
    """The file of a language as people write it."""
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=language)
