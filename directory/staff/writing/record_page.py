"""What the pages about a record that is being written show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalogue.history.edits import drafted_values, find_awaited, find_draft
from directory.catalogue.history.queries import names_of
from directory.catalogue.history.record_changes import rebased
from directory.catalogue.history.written_records import WrittenRecord, is_written_at_once
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.services import Service, Stage
from directory.catalogue.organization_queries import count_listed
from directory.champions.suggesting.group_suggestions import find_suggestion_of
from directory.champions.writing import may_keep
from directory.staff.domains.shown_states import tag_of
from directory.staff.records.record_kinds import kind_of, name_of, where_it_is, words_beside
from directory.staff.records.revision_words import ChangeLine, change_lines
from directory.staff.records.source_words import SourceWords, find_source_words
from directory.staff.writing.about import ABOUT
from directory.staff.writing.about_organization import ABOUT_ORGANIZATION
from directory.staff.writing.access import ACCESS
from directory.staff.writing.address import ADDRESS
from directory.staff.writing.contacts import CONTACTS, CONTACTS_OF_ORGANIZATION
from directory.staff.writing.costs import COSTS
from directory.staff.writing.easy_read import EASY_READ
from directory.staff.writing.getting_there import GETTING_THERE
from directory.staff.writing.joining import JOINING
from directory.staff.writing.parts import Part
from directory.staff.writing.photographs.rows import PHOTOGRAPHS
from directory.staff.writing.registrations import REGISTRATIONS
from directory.staff.writing.tags import TAGS
from directory.staff.writing.times.all_times import TIMES
from directory.staff.writing.times.venues import find_venues
from directory.staff.writing.web_pages import WEB_PAGES, WEB_PAGES_OF_ORGANIZATION
from directory.staff.writing.where import WHERE
from directory.web.components import Tag, Task
from directory.web.navigation import NavItem

PARTS: Mapping[type[WrittenRecord], tuple[Part[Any], ...]] = {
    Service: (ABOUT, EASY_READ, JOINING, WHERE, TIMES, COSTS, CONTACTS, WEB_PAGES, PHOTOGRAPHS, TAGS),
    Location: (GETTING_THERE, ADDRESS, ACCESS),
    Organization: (ABOUT_ORGANIZATION, REGISTRATIONS, CONTACTS_OF_ORGANIZATION, WEB_PAGES_OF_ORGANIZATION),
}


@dataclass(frozen=True)
class RecordPage:
    """A record part by part. `moved` is what somebody else changed in what the actor is writing about.

    `is_new` says that it is a listing which was never published, `is_at_once` that what is saved stands at once,
    because nobody else sees the record yet. `decide_href` leads to the request to publish it, where that waits for the
    actor, and `suggested_href` to what the public told of it. `elsewhere` is what other lists say instead.
    """

    name: str
    beside: str
    noun: str
    state: Tag | None
    tasks: tuple[Task, ...]
    moved: tuple[ChangeLine, ...]
    is_new: bool
    is_at_once: bool
    is_awaited: bool
    is_archived: bool
    has_something: bool
    may_publish: bool
    decide_href: str
    suggested_href: str
    preview_href: str
    publish_href: str
    send_href: str
    give_up_href: str
    archive_href: str
    history_href: str
    public_href: str
    run_by: NavItem | None
    venues: tuple[NavItem, ...]
    elsewhere: SourceWords


@dataclass(frozen=True)
class ConfirmPage:
    """A question before something is put away. `also` names what nobody sees any more either."""

    name: str
    noun: str
    is_new: bool
    back_href: str
    do_href: str
    also: str = ""


def build_record_page(db: Session, actor: Actor, record: WrittenRecord) -> RecordPage:
    """The task list of a record that was read with everything about it."""
    kind, draft, awaited = kind_of(record), find_draft(db, actor, record), find_awaited(db, record)
    stage = record.stage if isinstance(record, Service) else Stage.PUBLISHED
    is_new, is_archived, keeps = stage == Stage.DRAFT, stage == Stage.ARCHIVED, may_keep(db, actor, record)
    has_something = (bool(draft) or (is_new and awaited is None)) and not is_archived
    return RecordPage(
        name=drafted_name(record, draft),
        beside=words_beside(record),
        noun=kind.noun,
        state=tag_of(record, is_awaited=awaited is not None),
        tasks=() if is_archived else tasks_of(db, record, draft),
        moved=moved_lines(db, record, draft),
        is_new=is_new,
        is_at_once=is_written_at_once(db, actor, record),
        is_awaited=awaited is not None,
        is_archived=is_archived,
        has_something=has_something,
        may_publish=keeps,
        decide_href=url_for("staff.show_suggestion", revision_id=awaited.id) if awaited and keeps else "",
        suggested_href=suggested_href(db, actor, record) if is_new else "",
        preview_href=kind.href("staff.preview_record", record.id),
        publish_href=kind.href("staff.publish_record", record.id),
        send_href=kind.href("staff.send_record", record.id),
        give_up_href=kind.href("staff.confirm_giving_up", record.id) if has_something else "",
        archive_href=archive_href(record) if keeps else "",
        history_href=kind.href("staff.show_history", record.id) if keeps else "",
        public_href=public_href(record),
        run_by=run_by(record),
        venues=venues_of(db, record),
        elsewhere=find_source_words(db, actor, record),
    )


def archive_href(record: WrittenRecord) -> str:
    """Where a published listing is put away."""
    if not isinstance(record, Service) or record.stage != Stage.PUBLISHED:
        return ""
    return url_for("staff.confirm_archiving", service_id=record.id)


def suggested_href(db: Session, actor: Actor, record: WrittenRecord) -> str:
    found = find_suggestion_of(db, actor, record.id)
    return url_for("staff.show_group_suggestion", group_suggestion_id=found) if found else ""


def public_href(record: WrittenRecord) -> str:
    if isinstance(record, Organization):
        return where_it_is(record)
    if not isinstance(record, Service) or record.stage != Stage.PUBLISHED:
        return ""
    return url_for("public.show_activity", service_id=record.id)


def run_by(record: WrittenRecord) -> NavItem | None:
    """Who runs a listing, with the page that staff have of it."""
    if not isinstance(record, Service):
        return None
    return NavItem(record.organization.name, where_it_is(record.organization))


def venues_of(db: Session, record: WrittenRecord) -> tuple[NavItem, ...]:
    """Where a listing is to happen, each place with its own page."""
    if not isinstance(record, Service):
        return ()
    places = {each.id: NavItem(name_of(each), where_it_is(each)) for each in find_venues(db, record).locations.values()}
    return tuple(sorted(places.values(), key=lambda each: each.text))


def drafted_name(record: WrittenRecord, draft: Revision | None) -> str:
    """What the record is to be called."""
    drafted = {each.field: each.after for each in draft.field_changes} if draft else {}
    return str(drafted.get("name") or name_of(record))


def tasks_of(db: Session, record: WrittenRecord, draft: Revision | None) -> tuple[Task, ...]:
    """The parts as lines of the task list."""
    parts = PARTS[type(record)]
    values = drafted_values(db, record, draft, tuple(field for part in parts for field in part.fields))
    names = names_of(db, [FieldChange(name, None, value) for name, value in values.items()])
    changed = {each.field for each in draft.field_changes} if draft else set()
    return tuple(task_of(part, record, part.summary(values, names), changed) for part in parts)


def task_of(part: Part[Any], record: WrittenRecord, said: str, changed: set[str]) -> Task:
    is_changed = not changed.isdisjoint(part.fields)
    state, colour = ("Changed", "blue") if is_changed else ("", "") if said else ("Not said yet", "grey")
    return Task(part.title, part.href(record.id), said, state, colour)


def moved_lines(db: Session, record: WrittenRecord, draft: Revision | None) -> tuple[ChangeLine, ...]:
    """What of the draft somebody else changed since it was begun: what stands there now, and what was written."""
    if draft is None:
        return ()
    first = {each.field: each.before for each in draft.field_changes}
    moved = [each for each in rebased(db, record, draft.field_changes) if each.before != first[each.field]]
    return change_lines(moved, names_of(db, moved))


def build_give_up_page(record: WrittenRecord) -> ConfirmPage:
    """The question before a draft is thrown away."""
    kind = kind_of(record)
    return ConfirmPage(
        name=name_of(record),
        noun=kind.noun,
        is_new=isinstance(record, Service) and record.stage == Stage.DRAFT,
        back_href=kind.href("staff.write_record", record.id),
        do_href=kind.href("staff.give_up_record", record.id),
    )


def build_archive_page(db: Session, service: Service) -> ConfirmPage:
    """The question before a listing is put away."""
    kind = kind_of(service)
    is_last = count_listed(db, [service.organization_id]).get(service.organization_id) == 1
    return ConfirmPage(
        name=service.name,
        noun=kind.noun,
        is_new=service.stage == Stage.DRAFT,
        back_href=kind.href("staff.write_record", service.id),
        do_href=url_for("staff.archive_listing", service_id=service.id),
        also=service.organization.name if is_last and service.stage == Stage.PUBLISHED else "",
    )
