"""What is said of words that may be misspelt: how they were read, and what else may be meant."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from directory.geo.likely_places import likely_places
from directory.geo.postcode_layout import PostcodeFileUnusable
from directory.matching.matcher import Matcher
from directory.matching.suggestions import Found
from directory.public.filters import href_of
from directory.public.search_form import LONGEST_QUESTION, SearchForm, WhatsOnForm
from directory.web.activity_card import shortened

WORD = re.compile(r"[^\W\d_]+")
MOST_SHOWN = 60


@dataclass(frozen=True)
class OtherWords:
    """Words that may be meant, and the search for them."""

    text: str
    href: str


@dataclass(frozen=True)
class Spelling:
    """The words that were searched for in place of those typed, if other ones were, and what else may be meant."""

    read_as: str
    typed: str
    typed_href: str
    others: tuple[OtherWords, ...]


def build_spelling(form: SearchForm, matcher: Matcher, found: Found) -> Spelling | None:
    """What to say of how the words are spelled; None where nothing is.

    What no known word is near to is asked about only where little was found: most such words are names.
    """
    asked = (form.q.data or "")[:LONGEST_QUESTION]
    mendings = matcher.mendings(asked)
    read = {each.said: each.read_as for each in mendings if each.read_as}
    is_little = found.is_only_close or not found.choices.total
    meant = [
        (each.said, other)
        for each in mendings
        if each.read_as or is_little
        for other in ((each.read_as, *each.others) if form.is_as_typed else each.others)
        if other
    ]
    is_read = bool(read) and not form.is_as_typed
    others = tuple(other_words(form, with_words(asked, {**read, said: other})) for said, other in meant)
    if not (is_read or others):
        return None
    return Spelling(
        read_as=shortened(with_words(asked, read), MOST_SHOWN) if is_read else "",
        typed=shortened(asked, MOST_SHOWN),
        typed_href=href_of(form, as_typed=asked),
        others=others,
    )


def other_words(form: SearchForm, words: str) -> OtherWords:
    return OtherWords(shortened(words, MOST_SHOWN), href_of(form, q=words, as_typed=""))


def with_words(text: str, others: Mapping[str, str]) -> str:
    """A text with other words in the place of some of its own; all else stays as it was typed."""
    return WORD.sub(lambda found: others.get(found.group().lower(), found.group()), text)


def places_meant(form: SearchForm | WhatsOnForm, href: Callable[[str], str]) -> tuple[OtherWords, ...]:
    """Where somebody may have meant whose postcode cannot be used, and the address of the same near there."""
    if not form.place.errors or not form.place.data:
        return ()
    try:
        likely = likely_places(form.place.data)
    except PostcodeFileUnusable:
        return ()
    return tuple(OtherWords(each, href(each)) for each in likely)
