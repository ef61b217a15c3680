"""What public pages say is translated, as far as a file counts as finished."""

import re

import pytest
from babel.messages.catalog import Catalog, Message

from deploy.words import TRANSLATIONS, gathered
from directory.translation import read_catalog
from directory.web.languages import LANGUAGES

NAMED = re.compile(r"%\((\w+)\)[sd]")
TRANSLATED = sorted(code for code, language in LANGUAGES.items() if language.prefix)


@pytest.fixture(scope="module")
def source() -> Catalog:
    return gathered()


def forms_of(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def catalog_of(code: str) -> Catalog:
    found = read_catalog(code)
    assert found is not None
    return found


def test_each_language_has_its_file():
    assert sorted(path.parent.parent.name for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")) == TRANSLATED


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated(source, code):
    catalog = catalog_of(code)

    missing = [
        message.id
        for message in source
        if message.id
        if not (found := catalog.get(message.id, message.context)) or not all(forms_of(found))
    ]

    assert missing == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_names_what_its_message_names(code):
    wrong = []
    for message in catalog_of(code):
        if not message.id or not any(forms_of(message)):
            continue
        ids = (message.id,) if isinstance(message.id, str) else message.id
        allowed = {name for each in ids for name in NAMED.findall(each)}
        # The form for one may tell the number in a word.
        needed = allowed - {"num", "count"}
        for form in filter(None, forms_of(message)):
            named = set(NAMED.findall(form))
            if not needed <= named <= allowed:
                wrong.append((ids[0], form))

    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_pattern_of_tags_is_kept(code):
    """A link or an emphasis that the English has is not lost on the way, nor one added."""
    tags = re.compile(r"<(/?\w+)")
    wrong = [
        message.id
        for message in catalog_of(code)
        if isinstance(message.id, str) and message.id and message.string
        if sorted(tags.findall(message.id)) != sorted(tags.findall(message.string))
    ]

    assert wrong == []
