"""What the pages about spreadsheets show."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from directory.catalogue.models.sent_sheets import SentSheet, SheetState
from directory.exchange.sheets.mistakes import Mistake
from directory.exchange.sheets.previews import Offered, Preview, Status
from directory.exchange.sheets.sending import digest_of
from directory.staff.records.revision_words import ChangeLine
from directory.web.components import Paging, Tag
from directory.web.words import counted, uk_short_date

STATE_TAGS = {
    SheetState.WAITING: Tag("Waiting for you", tone="yellow"),
    SheetState.ACCEPTED: Tag("Taken in", tone="green"),
    SheetState.GIVEN_UP: Tag("Given up", tone="grey"),
}
TITLES = {
    SheetState.WAITING: "What this spreadsheet would do",
    SheetState.ACCEPTED: "This spreadsheet is taken in",
    SheetState.GIVEN_UP: "This spreadsheet was given up",
}
# What needs a person comes first.
ORDER = [Status.WRONG, Status.CHANGED, Status.NEW, Status.UNCHANGED]
# So many of a kind stand on the first page of a sheet; the rest has pages of its own.
SHOWN_FIRST = 20
PAGE_SIZE = 50


@dataclass(frozen=True)
class SheetRow:
    """A sheet in the list of those that somebody sent."""

    file_name: str
    source: str
    sent: str
    state: Tag
    href: str


@dataclass(frozen=True)
class SheetsPage:
    """Sending a sheet, and those sent before. `limits` are the tags a champion's rows need; none for an editor."""

    rows: tuple[SheetRow, ...]
    sources: tuple[str, ...]
    megabytes: int
    is_limited: bool
    limits: tuple[str, ...]


@dataclass(frozen=True)
class OfferRow:
    """An activity of a sheet: where it stands, what of it changes, and what it may be already."""

    rows: str
    name: str
    group: str
    lines: tuple[ChangeLine, ...]
    twins: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """The activities of a sheet of which the same becomes. `all_words` lead to those that have no room here."""

    kind: str
    total: int
    mistakes: tuple[Mistake, ...]
    offers: tuple[OfferRow, ...]
    all_words: str
    all_href: str
    paging: Paging | None


@dataclass(frozen=True)
class SheetPage:
    """One sheet: what taking it in would do, or has done."""

    title: str
    file_name: str
    source: str
    sent: str
    is_waiting: bool
    counts: tuple[tuple[str, int], ...]
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    more_missing: int
    notices: tuple[str, ...]
    sheet_id: uuid.UUID
    accept_words: str
    accept_href: str
    give_up_href: str
    seen: str
    first_href: str


def build_sheets_page(
    sheets: Sequence[SentSheet], sources: Sequence[str], megabytes: int, limits: Sequence[str] | None
) -> SheetsPage:
    """The page on which a sheet is sent. `limits` is None for somebody who decides on everything."""
    return SheetsPage(
        rows=tuple(map(sheet_row, sheets)),
        sources=tuple(sources),
        megabytes=megabytes,
        is_limited=limits is not None,
        limits=tuple(limits or ()),
    )


def sheet_row(sheet: SentSheet) -> SheetRow:
    return SheetRow(
        file_name=sheet.file_name,
        source=sheet.source_name,
        sent=uk_short_date(sheet.sent_at),
        state=STATE_TAGS[SheetState(sheet.state)],
        href=url_for("staff.show_sheet", sheet_id=sheet.id),
    )


def build_sheet_page(sheet: SentSheet, shown: Preview | None, kind: str, number: int) -> SheetPage:
    """The page of a sheet: the first of each kind or, where a kind is asked for, a page of all of that kind.

    Raises NotFound for a page that there is not.
    """
    here: dict[str, Any] = {"sheet_id": sheet.id}
    shown = shown or Preview(sheet.source_name, [], [], [])
    is_waiting = sheet.state == SheetState.WAITING
    chosen = [Status(kind)] if kind in ORDER else ORDER
    parts = [part_of(shown, each, here, number if len(chosen) == 1 else None) for each in chosen]
    return SheetPage(
        title=TITLES[SheetState(sheet.state)],
        file_name=sheet.file_name,
        source=sheet.source_name,
        sent=uk_short_date(sheet.sent_at),
        is_waiting=is_waiting,
        counts=counts_of(shown) if sheet.shown else (),
        parts=tuple(part for part in parts if part.total),
        missing=tuple(shown.missing[:SHOWN_FIRST]),
        more_missing=max(0, len(shown.missing) - SHOWN_FIRST),
        notices=tuple(shown.notices),
        sheet_id=sheet.id,
        accept_words=accept_words(shown) if is_waiting and shown.wanted else "",
        accept_href=url_for("staff.accept_sheet", **here),
        give_up_href=url_for("staff.give_up_sheet", **here),
        seen=digest_of(sheet),
        first_href=url_for("staff.show_sheet", **here) if len(chosen) == 1 else "",
    )


def counts_of(shown: Preview) -> tuple[tuple[str, int], ...]:
    """How many there are of each kind, with what becomes of them."""
    names = {Status.NEW: "New", Status.CHANGED: "Changed", Status.UNCHANGED: "As before", Status.WRONG: "To put right"}
    return tuple((name, shown.count(status)) for status, name in names.items())


def part_of(shown: Preview, status: Status, here: dict[str, Any], number: int | None) -> Part:
    """The activities of one kind: the first of them or, where a page is asked for, that page."""
    offers = [each for each in shown.offered if each.status is status]
    told = shown.mistakes if status is Status.WRONG else []
    total = len(told) or len(offers)
    paging = None
    start, end = 0, 0 if status is Status.UNCHANGED else SHOWN_FIRST
    if number is not None:
        paging = Paging(
            number, PAGE_SIZE, total, lambda page: url_for("staff.show_sheet", show=status.value, page=page, **here)
        )
        start, end = paging.offset, paging.offset + PAGE_SIZE
    is_cut = number is None and total > end
    return Part(
        kind=status.value,
        total=total,
        mistakes=tuple(told[start:end]),
        offers=() if told else tuple(map(offer_row, offers[start:end])),
        all_words=f"See all {total:,}" if end else f"See the {counted(total, 'activity', 'activities')} as before",
        all_href=url_for("staff.show_sheet", show=status.value, **here) if is_cut else "",
        paging=paging,
    )


def offer_row(offer: Offered) -> OfferRow:
    lines = [
        ChangeLine(
            each.heading, tuple((each.before or "Empty").split("\n")), tuple((each.after or "Empty").split("\n"))
        )
        for each in offer.differences
    ]
    return OfferRow(", ".join(map(str, offer.rows)), offer.name, offer.group, tuple(lines), tuple(offer.twins))


def accept_words(shown: Preview) -> str:
    """What the button says that takes the sheet in."""
    one = "activity"
    return f"Take in {'the other ' if shown.mistakes else ''}{counted(shown.wanted, one, 'activities')}"
