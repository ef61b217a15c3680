"""Gathers the messages of the source into the files that translators work on: `make words`.

A message that is new stands there without a translation; one that is used no more goes to the end of the file. Nothing
is guessed from messages that look alike: `fuzzy` marks what a person who speaks the language still has to check.
"""

import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "directory"
TRANSLATIONS = SOURCE / "translations"
KEYWORDS: Mapping[str, Any] = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "noted": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
# Files of words, and the keys in them that public pages show.
TABLES: Mapping[str, frozenset[str]] = {
    "catalogue/access/questions.toml": frozenset({"name", "named", "has", "lacks"}),
    "catalogue/vocabulary.toml": frozenset({"name"}),
    "web/help_lines.toml": frozenset({"when", "how", "number", "then"}),
}
LINE = 120


def main() -> None:
    for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")):
        update(path)
        print(f"words: {path.relative_to(ROOT)} is up to date")


def update(path: Path) -> None:
    """Bring one file of translations into step with the source."""
    path.write_bytes(in_step(path))


def in_step(path: Path) -> bytes:
    """A file of translations as it is once it has every message of the source."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parent.parent.name)
    catalog.update(gathered(), no_fuzzy_matching=True, update_creation_date=False)
    written = BytesIO()
    write_po(written, catalog, width=LINE, include_lineno=False, sort_by_file=True)
    return written.getvalue()


def gathered() -> Catalog:
    """Every message of the source, each with the files that say it."""
    template = Catalog(fuzzy=False)
    for path in sorted(SOURCE.rglob("*")):
        for message, context in messages_in(path):
            template.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)], context=context)
    return template


def messages_in(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The messages of one file: of the program, of a template, or of a table of words."""
    if path.suffix == ".toml":
        yield from ((text, None) for text in table_words(path))
    elif path.suffix in (".py", ".html"):
        method = "python" if path.suffix == ".py" else "jinja2"
        options = {"trimmed": "true", "newstyle_gettext": "true"}
        with path.open("rb") as file:
            found = extract(method, file, keywords=KEYWORDS, options=options if method == "jinja2" else None)
            yield from ((message, context) for _, message, _, context in found)


def table_words(path: Path) -> Iterator[str]:
    """What a table says under the keys that are shown."""
    shown = next((keys for name, keys in TABLES.items() if fnmatch(str(path), f"*/{name}")), None)
    if shown:
        yield from dict.fromkeys(words_under(tomllib.loads(path.read_text("utf-8")), shown))


def words_under(found: object, shown: frozenset[str]) -> Iterator[str]:
    if isinstance(found, dict):
        for key, value in found.items():
            if key in shown and isinstance(value, str):
                # What is all figures is the same in every language.
                yield from [value] if any(map(str.isalpha, value)) else ()
            else:
                yield from words_under(value, shown)
    elif isinstance(found, list):
        for each in found:
            yield from words_under(each, shown)


if __name__ == "__main__":
    main()
