"""What the pages about suggested changes and about the history of a record show."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from directory.catalogue.history.queries import PAGE_SIZE
from directory.catalogue.history.written_records import WrittenRecord
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.services import Service, Stage
from directory.staff.domains.listing_form import SuggestionForm, take_newest
from directory.staff.domains.shown_states import tag_of
from directory.staff.records.record_kinds import kind_of, name_of, where_it_is, words_beside
from directory.staff.records.revision_words import (
    ChangeLine,
    author_of,
    change_lines,
    what_was_done,
    when_made,
    who_did_it,
)
from directory.web.components import Fact, Paging, Tag
from directory.web.words import uk_short_date

STATE_WORDS = {
    RevisionState.WAITING: ("Waiting", "yellow"),
    RevisionState.DONE: ("Accepted", "green"),
    RevisionState.REFUSED: ("Not taken", "red"),
    RevisionState.WITHDRAWN: ("Withdrawn", "grey"),
}


@dataclass(frozen=True)
class SuggestionRow:
    """A suggestion in a list. `lines` say to its author what they wrote."""

    name: str
    beside: str
    href: str
    who: str
    when: str
    fields: str
    lines: tuple[ChangeLine, ...]
    state: str
    colour: str
    note: str
    withdraw_href: str


@dataclass(frozen=True)
class SuggestPage:
    """A listing as somebody would have it."""

    name: str
    organisation: str
    activity_href: str
    save_href: str
    newest: tuple[Fact, ...]


@dataclass(frozen=True)
class SuggestionPage:
    """One suggestion: what it would change, and what has changed since it was made. `noun` is what it is about.

    There is a `photographs_href`, where pictures are deleted, if it speaks of photographs; `is_from_list` where a
    list that somebody else keeps says it.
    """

    name: str
    beside: str
    noun: str
    record_href: str
    photographs_href: str
    is_public: bool
    who: str
    when: str
    reason: str
    lines: tuple[ChangeLine, ...]
    moved: tuple[str, ...]
    is_waiting: bool
    is_new: bool
    state: str
    note: str
    version: int
    preview_href: str
    accept_href: str
    draft_href: str
    otherwise_href: str
    refuse_href: str
    is_from_list: bool


@dataclass(frozen=True)
class HistoryEntry:
    """One change in the history of a record."""

    what: str
    who: str
    when: str
    reason: str
    note: str
    lines: tuple[ChangeLine, ...]
    take_back_href: str


@dataclass(frozen=True)
class HistoryPage:
    """What was done to a record, newest first."""

    name: str
    beside: str
    noun: str
    state: Tag | None
    back_href: str
    version: int
    entries: tuple[HistoryEntry, ...]
    paging: Paging


def suggestion_rows(
    revisions: Sequence[Revision],
    records: Mapping[uuid.UUID, WrittenRecord],
    names: Mapping[str, str],
    *,
    are_own: bool,
) -> tuple[SuggestionRow, ...]:
    """The suggestions whose record is still there. `names` are those of terms and places, by id."""
    return tuple(
        suggestion_row(each, records[each.record_id], names, is_own=are_own)
        for each in revisions
        if each.record_id in records
    )


def suggestion_row(
    revision: Revision, record: WrittenRecord, names: Mapping[str, str], *, is_own: bool
) -> SuggestionRow:
    state, colour = STATE_WORDS[RevisionState(revision.state)]
    lines = change_lines(revision.field_changes, names)
    here: dict[str, Any] = {"revision_id": revision.id}
    may_withdraw = is_own and revision.state == RevisionState.WAITING
    return SuggestionRow(
        name=name_of(record),
        beside=words_beside(record),
        href=where_it_is(record) if is_own else url_for("staff.show_suggestion", **here),
        who=author_of(revision),
        when=when_made(revision),
        fields=", ".join(line.name for line in lines),
        lines=lines if is_own else (),
        state=state,
        colour=colour,
        note=revision.decision_note or "",
        withdraw_href=url_for("staff.withdraw_suggestion", **here) if may_withdraw else "",
    )


def build_suggest_page(service: Service, form: SuggestionForm) -> SuggestPage:
    """The page on which somebody says what is wrong with a listing."""
    return SuggestPage(
        name=service.name,
        organisation=service.organization.name,
        activity_href=url_for("public.show_activity", service_id=service.id),
        save_href=url_for("staff.suggest_change", service_id=service.id),
        newest=take_newest(form, service),
    )


def build_suggestion_page(
    revision: Revision, record: WrittenRecord, changes: Sequence[FieldChange], names: Mapping[str, str]
) -> SuggestionPage:
    """The page on which a suggestion is decided. `changes` are what it would change now."""
    first = {each.field: each.before for each in revision.field_changes}
    moved = [each for each in changes if each.before != first[each.field]]
    is_waiting = revision.state == RevisionState.WAITING
    here: dict[str, Any] = {"revision_id": revision.id}
    return SuggestionPage(
        name=name_of(record),
        beside=words_beside(record),
        noun=kind_of(record).noun,
        record_href=where_it_is(record),
        photographs_href=url_for("staff.write_photographs", service_id=record.id) if "photograph" in first else "",
        is_public=isinstance(record, Service) and record.stage == Stage.PUBLISHED,
        preview_href=url_for("staff.preview_suggestion", **here) if is_waiting else "",
        who=author_of(revision),
        when=when_made(revision),
        reason=revision.reason or "",
        lines=change_lines(changes if is_waiting else revision.field_changes, names),
        moved=tuple(line.name for line in change_lines(moved, names)) if is_waiting else (),
        is_waiting=is_waiting,
        is_new=isinstance(record, Service) and record.stage == Stage.DRAFT,
        state=STATE_WORDS[RevisionState(revision.state)][0],
        note=revision.decision_note or "",
        version=record.version,
        accept_href=url_for("staff.accept_suggestion", **here),
        draft_href=url_for("staff.draft_suggestion", **here),
        otherwise_href=url_for("staff.accept_otherwise", **here),
        refuse_href=url_for("staff.refuse_suggestion", **here),
        is_from_list=revision.source is not None,
    )


def build_history_page(
    record: WrittenRecord, revisions: Sequence[Revision], total: int, page: int, names: Mapping[str, str]
) -> HistoryPage:
    """The history of a record. Raises NotFound for a page that there is not."""
    kind = kind_of(record)
    here: dict[str, Any] = {"kind": kind.path, "record_id": record.id}
    return HistoryPage(
        name=name_of(record),
        beside=words_beside(record),
        noun=kind.noun,
        state=tag_of(record),
        back_href=kind.href("staff.write_record", record.id),
        version=record.version,
        entries=tuple(history_entry(each, names, here) for each in revisions),
        paging=Paging(page, PAGE_SIZE, total, lambda number: url_for("staff.show_history", page=number, **here)),
    )


def history_entry(revision: Revision, names: Mapping[str, str], here: Mapping[str, Any]) -> HistoryEntry:
    return HistoryEntry(
        what=what_was_done(revision),
        who=who_did_it(revision),
        when=uk_short_date(revision.decided_at),
        reason=revision.reason or "",
        note=revision.decision_note or "",
        lines=change_lines(revision.field_changes, names),
        take_back_href=url_for("staff.take_back_change", revision_id=revision.id, **here) if revision.changes else "",
    )
