"""What the page of a client's timeline shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby

from flask import url_for

from directory.casework.models import Client
from directory.staff.clients.timeline.entries import Kind, TimelineEntry
from directory.web.components import ListLink, Paging
from directory.web.words import counted, in_uk, uk_date

PAGE_SIZE = 30
KIND_WORDS = {
    Kind.CAME: "How they came",
    Kind.CONTACT: "Contacts",
    Kind.CASE: "Support",
    Kind.ASSESSMENT: "Assessments",
    Kind.PLAN: "Plan",
    Kind.SESSION: "Sessions",
    Kind.NOTE: "Notes",
    Kind.REFERRAL: "Referrals",
    Kind.WELLBEING: "Wellbeing",
    Kind.TOLD: "What they told us",
    Kind.AGREEMENT: "Agreements",
    Kind.SAFETY: "Safety",
    Kind.SHARED: "Shared without agreement",
    Kind.TEAM: "Handing over",
    Kind.RECORD: "The record",
}


@dataclass(frozen=True)
class ShownEntry:
    """An entry in words. `time` is empty where only the day is known."""

    time: str
    kind: str
    title: str
    lines: Sequence[str]
    href: str
    by: str
    is_void: bool


@dataclass(frozen=True)
class TimelineDay:
    """What happened on one day."""

    day: str
    entries: Sequence[ShownEntry]


@dataclass(frozen=True)
class TimelinePage:
    """A client's timeline, or one page of it. `all_href` leads to all of it on one page, to print."""

    name: str
    reference: str
    days: Sequence[TimelineDay]
    kinds: Sequence[ListLink]
    paging: Paging
    all_href: str
    is_all: bool
    said: str


def timeline_page(
    client: Client, told: Sequence[TimelineEntry], kind: Kind | None, number: int, *, is_all: bool
) -> TimelinePage:
    """The timeline of a client, newest first: a page of it, or all in one; of one kind of thing, or of every kind."""
    wanted = [each for each in told if kind in (None, each.kind)]
    here = partial(url_for, "staff.show_timeline", reference=client.reference, kind=kind.value if kind else None)
    size = max(len(wanted), 1) if is_all else PAGE_SIZE
    paging = Paging(number, size, len(wanted), lambda page: here(page=page))
    return TimelinePage(
        name=client.name,
        reference=client.reference,
        days=days_of(wanted[paging.offset : paging.offset + size]),
        kinds=kind_links(client, {each.kind for each in told}, kind),
        paging=paging,
        all_href=here(all="yes"),
        is_all=is_all,
        said=counted(len(wanted), "entry", "entries"),
    )


def kind_links(client: Client, found: set[Kind], shown: Kind | None) -> list[ListLink]:
    """Links to the kinds of things that happened; none where all is of one kind."""
    if len(found) < 2:
        return []
    whole = ListLink("Everything", url_for("staff.show_timeline", reference=client.reference), shown is None)
    return [whole, *(kind_link(client, each, is_shown=each is shown) for each in Kind if each in found)]


def kind_link(client: Client, kind: Kind, *, is_shown: bool) -> ListLink:
    href = url_for("staff.show_timeline", reference=client.reference, kind=kind.value)
    return ListLink(KIND_WORDS[kind], href, is_shown)


def days_of(entries: Sequence[TimelineEntry]) -> list[TimelineDay]:
    """Entries by the day they happened."""
    by_day = groupby(entries, key=lambda each: each.day)
    return [TimelineDay(uk_date(day), [shown_entry(each) for each in theirs]) for day, theirs in by_day]


def shown_entry(entry: TimelineEntry) -> ShownEntry:
    return ShownEntry(
        time=f"{in_uk(entry.at):%H:%M}" if isinstance(entry.at, datetime) else "",
        kind=KIND_WORDS[entry.kind],
        title=entry.title,
        lines=[each for each in entry.words.split("\n") if each.strip()],
        href=entry.href,
        by=str(entry.by or ""),
        is_void=entry.is_void,
    )
