"""Every word that a public page says of its own is one that can be translated; words of groups are marked as theirs."""

import re
from collections.abc import Collection

import pytest

from tests.house.access import TABLE
from tests.house.made_up_language import circled, walk
from tests.house.public_pages import TYPED
from tests.house.said_on_pages import Said, said_on
from tests.staff.conftest import app, postcodes, words

__all__ = ["app", "postcodes", "walk", "words"]

# What anybody may open or send, but for files: those that hold words for people are opened all the same.
PAGES = {
    endpoint
    for _method, endpoint in TABLE
    if endpoint.startswith(("public.", "widget.")) and not endpoint.partition(".")[2].startswith("download_")
}
# What only pages hold on which somebody writes something that is sent.
WRITTEN_ON = ("<textarea", 'name="carried"', 'name="shown_at"')
# Names that are the same in every language, postcodes, references, and addresses of letters and pages.
SAME_EVERYWHERE = re.compile(
    r"\S+@\S+|https?://\S+|\(becklane\.example\)"
    r"|\b[A-Z]{1,2}\d{1,2}( \d[A-Z]{0,2})?\b|\b[0-9A-Z]{10}\b|\bLynchpin\b"
)


def untranslated(said: Said, names: Collection[str]) -> set[str]:
    """The words of a line that were not translated. Names of groups need no mark where none can be."""
    text = SAME_EVERYWHERE.sub("", said.text)
    for typed in TYPED:
        text = text.replace(typed, "")
    return set(re.findall("[A-Za-z]+", text)) - (set() if said.is_text else set(names))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_page_says_what_cannot_be_translated(walk):
    found = {}

    for name, page in walk.pages.items():
        for said in said_on(page):
            if untranslated(said, walk.names):
                found.setdefault((said.where, said.text), name)

    assert [f"{name}: {where}: {text}" for (where, text), name in found.items()] == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_page_was_looked_at(walk):
    assert sorted(PAGES - walk.endpoints) == [], "open it in tests/house/public_pages.py, in each of its states"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_whoever_writes_something_is_told_whom_to_ring_in_danger(walk):
    with_boxes = {name: page for name, page in walk.pages.items() if any(each in page for each in WRITTEN_ON)}

    assert [name for name, page in with_boxes.items() if "tel:116123" not in page] == []
    assert len(with_boxes) > 40


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param("<p>Go on</p>", {"Go", "on"}, id="text"),
        pytest.param(f"<p>{circled('Go on')}</p>", set(), id="translated"),
        pytest.param('<p lang="en">Walks</p>', set(), id="marked"),
        pytest.param("<p>Walks</p>", {"Walks"}, id="not marked"),
        pytest.param('<p><b lang="en">Walks</b> near</p>', {"near"}, id="marked in part"),
        pytest.param("<title>Walks</title>", set(), id="a name where there is no mark"),
        pytest.param('<a aria-label="More Walks">', {"More"}, id="attribute"),
        pytest.param('<p data-added="It is on">', {"It", "is", "on"}, id="for scripts"),
        pytest.param('<p data-module="go-on"><script>go on</script>', set(), id="of programs"),
    ],
)
def test_what_is_not_translated_is_found(page, found):
    lines = said_on(f'<html lang="ar">{page}')

    assert set().union(*(untranslated(each, {"Walks"}) for each in lines)) == found
