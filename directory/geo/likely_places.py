"""Which postcodes somebody may have meant whose typing slipped."""

from collections.abc import Iterator
from itertools import chain

from directory.errors import WrongInput
from directory.geo.current import find_place
from directory.geo.postcodes import PostcodeNotUnderstood, parse_postcode

MOST_LIKELY = 3
# What is longer holds more than a postcode, and only its last words are looked at.
_LONGEST = 9


def likely_places(typed: str) -> tuple[str, ...]:
    """Sectors and districts that are one slip away from what was typed, or stand at its end; the likeliest first.

    No whole postcode is among them, as these are for addresses that people share.
    """
    found = (place for each in _readings(typed.upper()) if (place := _known(each)))
    likely = list(dict.fromkeys(found))[:MOST_LIKELY]
    return () if typed.strip().upper() in likely else tuple(likely)


def _readings(text: str) -> Iterator[str]:
    words = text.replace(",", " ").split()
    # Somebody gives their whole address, or the town before the postcode.
    yield from (" ".join(words[-count:]) for count in (2, 1) if len(words) > count)
    compact = "".join(words)
    if len(compact) <= _LONGEST:
        yield from chain(_swapped(compact), _shortened(compact))
        # An end that there is not: the district is near enough.
        yield from _beginning(text)


def _swapped(text: str) -> Iterator[str]:
    for place in range(len(text) - 1):
        yield text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _shortened(text: str) -> Iterator[str]:
    for place in range(len(text)):
        yield text[:place] + text[place + 1 :]


def _beginning(text: str) -> Iterator[str]:
    try:
        yield parse_postcode(text).outward
    except PostcodeNotUnderstood:
        return


def _known(text: str) -> str:
    """The sector or district of a postcode, if there is such a one."""
    try:
        sector = parse_postcode(text).sector
        return find_place(str(sector)).postcode
    except WrongInput:
        return ""
