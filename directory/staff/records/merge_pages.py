"""What the pages about merges show."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from directory.catalogue.duplicates.queries import Named
from directory.catalogue.models.duplicates import MergedRecord
from directory.champions.merges import PAGE_SIZE, MergePage
from directory.web.components import Paging
from directory.web.words import uk_short_date

KINDS = {"service": "Activity", "organization": "Organisation"}


@dataclass(frozen=True)
class MergeRow:
    """One merge in the list."""

    what: str
    kind: str
    who: str
    when: str
    undone: str
    href: str


@dataclass(frozen=True)
class MergesPage:
    """One page of merges, the newest first."""

    rows: tuple[MergeRow, ...]
    paging: Paging


@dataclass(frozen=True)
class MergedPage:
    """One merge, and what undoing it does."""

    what: str
    made: str
    undone: str
    old_name: str
    new_name: str
    note: str
    split_note: str
    survivor_href: str
    split_href: str


def build_merges_page(found: MergePage, names: Mapping[uuid.UUID, Named]) -> MergesPage:
    """A page of the list."""
    paging = Paging(found.page, PAGE_SIZE, found.total, lambda page: url_for("staff.show_merges", page=page))
    return MergesPage(tuple(merge_row(each, names) for each in found.merges), paging)


def merge_row(merged: MergedRecord, names: Mapping[uuid.UUID, Named]) -> MergeRow:
    return MergeRow(
        what=what_words(merged, names),
        kind=KINDS[merged.entity],
        who=merged.merger.name,
        when=uk_short_date(merged.merged_at),
        undone=undone_words(merged),
        href=url_for("staff.show_merge", merge_id=merged.id),
    )


def what_words(merged: MergedRecord, names: Mapping[uuid.UUID, Named]) -> str:
    return f"{merged.old_name} into {new_name(merged, names)}"


def undone_words(merged: MergedRecord) -> str:
    """Who undid a merge and when; nothing where it stands."""
    if merged.splitter is None or merged.split_at is None:
        return ""
    return f"Undone by {merged.splitter.name}, {uk_short_date(merged.split_at)}"


def new_name(merged: MergedRecord, names: Mapping[uuid.UUID, Named]) -> str:
    return names[merged.new_id].name if merged.new_id in names else "a listing that is itself part of another now"


def build_merged_page(merged: MergedRecord, names: Mapping[uuid.UUID, Named]) -> MergedPage:
    """The page of one merge."""
    is_shown = merged.entity == "service" and merged.new_id in names
    return MergedPage(
        what=what_words(merged, names),
        made=f"Made one on {uk_short_date(merged.merged_at)} by {merged.merger.name}",
        undone=undone_words(merged),
        old_name=merged.old_name,
        new_name=new_name(merged, names),
        note=merged.note or "",
        split_note=merged.split_note or "",
        survivor_href=url_for("public.show_activity", service_id=merged.new_id) if is_shown else "",
        split_href=url_for("staff.split_merge", merge_id=merged.id),
    )
