"""Ways into the directory for who has no words for it yet: by interest, by need, and for whom, each with how many."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from directory.matching.narrowing import Choices
from directory.matching.vocabulary import Vocabulary
from directory.translation import gettext

# So many of each are seen at once; the others are one press away.
FIRST_SHOWN = 8


@dataclass(frozen=True)
class WayIn:
    """Something to look among, and how many there are."""

    name: str
    count: int
    href: str


@dataclass(frozen=True)
class WaysIn:
    """What there is most of, and the rest, each by name."""

    first: tuple[WayIn, ...]
    rest: tuple[WayIn, ...]


@dataclass(frozen=True)
class AllWaysIn:
    """What people like to do, what would help, and whom it is for. The addresses lead to just as many as are told."""

    interests: WaysIn
    needs: WaysIn
    people: WaysIn


def list_ways_in(choices: Choices, vocabulary: Vocabulary, place: str) -> AllWaysIn:
    """Every way in that leads to something, near a place if one is given."""
    return AllWaysIn(
        interests=ways_by("kinds", choices.kinds, vocabulary, place),
        needs=ways_by("helps", choices.helps, vocabulary, place),
        people=ways_by("people", choices.people, vocabulary, place),
    )


def ways_by(name: str, counts: Mapping[str, int], vocabulary: Vocabulary, place: str) -> WaysIn:
    """The ways by one question of the search, most first and then by name, without what there is none of."""
    most = sorted((code for code, count in counts.items() if count), key=lambda code: (-counts[code], code))
    ways = [WayIn(gettext(vocabulary.concepts[code].name), counts[code], href_of(name, code, place)) for code in most]
    shown, rest = ways[:FIRST_SHOWN], ways[FIRST_SHOWN:]
    return WaysIn(in_order(shown), in_order(rest))


def in_order(ways: list[WayIn]) -> tuple[WayIn, ...]:
    return tuple(sorted(ways, key=lambda each: each.name.casefold()))


def href_of(name: str, code: str, place: str) -> str:
    asked: dict[str, Any] = {"place": place or None, name: code}
    return url_for("public.search", **asked)
