"""What component macros are given: small typed values for page objects to hold."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from directory.errors import NotFound
from directory.translation import gettext

LAST_PAGE_EVER = 10_000


@dataclass(frozen=True)
class Tag:
    """A chip on a card. `icon` is one of calendar, pin, pound, clock, people, or nothing."""

    text: str
    icon: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Fact:
    """One row of a summary list. An empty value is shown as not known; a list as lines; `href` adds a link."""

    name: str
    value: Any = ""
    href: str = ""
    action: str = "Change"


@dataclass(frozen=True)
class Card:
    """One result: where its heading leads, who runs it, what is good to know at a glance, and why it is here.

    `unknown` names what the listing does not say, because silence is not a no. `id` is that of an activity which
    may go on a shortlist from here. `points` are the places to go to that may be shown, each "latitude,longitude".
    """

    title: str
    href: str
    organisation: str = ""
    summary: str = ""
    id: uuid.UUID | None = None
    tags: Sequence[Tag] = ()
    reasons: Sequence[str] = ()
    notes: Sequence[str] = ()
    unknown: Sequence[str] = ()
    points: Sequence[str] = ()


@dataclass(frozen=True)
class Task:
    """One line of a task list: where it leads, what is there so far, and how it stands."""

    title: str
    href: str
    hint: str = ""
    state: str = ""
    colour: str = ""


@dataclass(frozen=True)
class Moment:
    """One line of a history: when, what, why and by whom. `is_void` where it was taken back later."""

    when: str
    what: str
    detail: str = ""
    who: str = ""
    is_void: bool = False


@dataclass(frozen=True)
class ListLink:
    """A link to a part of a list, an order of it, or another day or person; `is_shown` where that is shown now."""

    text: str
    href: str
    is_shown: bool = False


@dataclass(frozen=True)
class Paging:
    """Which page of a list is shown. `href` gives the address of a page."""

    number: int
    size: int
    total: int
    href: Callable[[int], str] = field(compare=False)

    def __post_init__(self) -> None:
        if not 1 <= self.number <= max(1, self.last):
            raise NotFound(gettext("There is no such page."))

    @property
    def last(self) -> int:
        return ceil(self.total / self.size)

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * self.size

    @property
    def shown(self) -> list[int]:
        """The pages to link to: first, last and those around this one; 0 stands for a gap."""
        near = {1, self.last, *range(self.number - 1, self.number + 2)}
        pages = sorted(each for each in near if 1 <= each <= self.last)
        with_gaps: list[int] = []
        for each in pages:
            if with_gaps and each - with_gaps[-1] > 1:
                with_gaps.append(0)
            with_gaps.append(each)
        return with_gaps
