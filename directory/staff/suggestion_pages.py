"""What the pages about suggested changes and about the history of a listing show."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from directory.catalogue.history.listing_states import listing_state
from directory.catalogue.history.queries import PAGE_SIZE
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.services import Service, Stage
from directory.staff.listing_form import SuggestionForm, take_newest
from directory.staff.revision_words import ChangeLine, change_lines, what_was_done, when_made, who_did_it
from directory.staff.shown_states import STATE_TAGS
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

    activity: str
    organisation: str
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
    """One suggestion: what it would change, and what has changed since it was made."""

    activity: str
    organisation: str
    activity_href: str
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
    refuse_href: str


@dataclass(frozen=True)
class HistoryEntry:
    """One change in the history of a listing."""

    what: str
    who: str
    when: str
    reason: str
    note: str
    lines: tuple[ChangeLine, ...]
    take_back_href: str


@dataclass(frozen=True)
class HistoryPage:
    """What was done to a listing, newest first."""

    name: str
    organisation: str
    state: Tag
    back_href: str
    version: int
    entries: tuple[HistoryEntry, ...]
    paging: Paging


def suggestion_rows(
    revisions: Sequence[Revision], listings: Mapping[uuid.UUID, Service], names: Mapping[str, str], *, are_own: bool
) -> tuple[SuggestionRow, ...]:
    """The suggestions whose listing is still there. `names` are those of terms and places, by id."""
    return tuple(
        suggestion_row(each, listings[each.record_id], names, is_own=are_own)
        for each in revisions
        if each.record_id in listings
    )


def suggestion_row(revision: Revision, service: Service, names: Mapping[str, str], *, is_own: bool) -> SuggestionRow:
    state, colour = STATE_WORDS[RevisionState(revision.state)]
    lines = change_lines(revision.field_changes, names)
    here: dict[str, Any] = {"revision_id": revision.id}
    activity_href = where_it_is(service)
    may_withdraw = is_own and revision.state == RevisionState.WAITING
    return SuggestionRow(
        activity=service.name,
        organisation=service.organization.name,
        href=activity_href if is_own else url_for("staff.show_suggestion", **here),
        who=revision.author.name if revision.author else "",
        when=when_made(revision),
        fields=", ".join(line.name for line in lines),
        lines=lines if is_own else (),
        state=state,
        colour=colour,
        note=revision.decision_note or "",
        withdraw_href=url_for("staff.withdraw_suggestion", **here) if may_withdraw else "",
    )


def where_it_is(service: Service) -> str:
    """The page of a listing: what everybody sees or, while nobody does, the one on which it is written."""
    to = "public.show_activity" if service.stage == Stage.PUBLISHED else "staff.write_listing"
    return url_for(to, service_id=service.id)


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
    revision: Revision, service: Service, changes: Sequence[FieldChange], names: Mapping[str, str]
) -> SuggestionPage:
    """The page on which a suggestion is decided. `changes` are what it would change now."""
    first = {each.field: each.before for each in revision.field_changes}
    moved = [each for each in changes if each.before != first[each.field]]
    is_waiting = revision.state == RevisionState.WAITING
    here: dict[str, Any] = {"revision_id": revision.id}
    return SuggestionPage(
        activity=service.name,
        organisation=service.organization.name,
        activity_href=where_it_is(service),
        preview_href=url_for("staff.preview_suggestion", **here) if is_waiting else "",
        who=revision.author.name if revision.author else "",
        when=when_made(revision),
        reason=revision.reason or "",
        lines=change_lines(changes if is_waiting else revision.field_changes, names),
        moved=tuple(line.name for line in change_lines(moved, names)) if is_waiting else (),
        is_waiting=is_waiting,
        is_new=service.stage == Stage.DRAFT,
        state=STATE_WORDS[RevisionState(revision.state)][0],
        note=revision.decision_note or "",
        version=service.version,
        accept_href=url_for("staff.accept_suggestion", **here),
        refuse_href=url_for("staff.refuse_suggestion", **here),
    )


def build_history_page(
    service: Service, revisions: Sequence[Revision], total: int, page: int, names: Mapping[str, str]
) -> HistoryPage:
    """The history of a listing. Raises NotFound for a page that there is not."""
    here: dict[str, Any] = {"service_id": service.id}
    return HistoryPage(
        name=service.name,
        organisation=service.organization.name,
        state=STATE_TAGS[listing_state(service.stage, service.status)],
        back_href=url_for("staff.write_listing", **here),
        version=service.version,
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
