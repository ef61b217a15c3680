"""What the pages about a listing that is being written show."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalogue.history.edits import drafted_values, find_awaited, find_draft
from directory.catalogue.history.listing_states import listing_state
from directory.catalogue.history.queries import names_of
from directory.catalogue.history.record_changes import rebased
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.services import Service, Stage
from directory.champions.writing import may_keep
from directory.staff.revision_words import ChangeLine, change_lines
from directory.staff.shown_states import STATE_TAGS
from directory.staff.writing.about import ABOUT
from directory.staff.writing.contacts import CONTACTS
from directory.staff.writing.costs import COSTS
from directory.staff.writing.joining import JOINING
from directory.staff.writing.parts import Part
from directory.staff.writing.tags import TAGS
from directory.staff.writing.times.all_times import TIMES
from directory.web.activity_page import ActivityPage, build_activity_page
from directory.web.components import Tag, Task

PARTS: tuple[Part, ...] = (ABOUT, JOINING, TIMES, COSTS, CONTACTS, TAGS)


@dataclass(frozen=True)
class ListingPage:
    """A listing part by part. `moved` is what somebody else changed in what the actor is writing about.

    `decide_href` leads to the request to publish it, where that waits for the actor.
    """

    name: str
    organisation: str
    state: Tag
    tasks: tuple[Task, ...]
    moved: tuple[ChangeLine, ...]
    is_new: bool
    is_awaited: bool
    is_archived: bool
    has_something: bool
    may_publish: bool
    decide_href: str
    preview_href: str
    publish_href: str
    send_href: str
    give_up_href: str
    archive_href: str
    history_href: str
    public_href: str


@dataclass(frozen=True)
class PreviewPage:
    """The public page of a draft, with the way back."""

    activity: ActivityPage
    back_href: str


@dataclass(frozen=True)
class ConfirmPage:
    """A question before something is put away."""

    name: str
    is_new: bool
    back_href: str
    do_href: str


def build_listing_page(db: Session, actor: Actor, service: Service) -> ListingPage:
    """The task list of a listing that was read with everything about it."""
    draft, awaited = find_draft(db, actor, service.id), find_awaited(db, service)
    is_new, is_archived = service.stage == Stage.DRAFT, service.stage == Stage.ARCHIVED
    keeps = may_keep(db, actor, service.id)
    here: dict[str, Any] = {"service_id": service.id}
    has_something = bool(draft) or (is_new and awaited is None)
    return ListingPage(
        name=name_of(service, draft),
        organisation=service.organization.name,
        state=STATE_TAGS[listing_state(service.stage, service.status, is_awaited=awaited is not None)],
        tasks=() if is_archived else tasks_of(db, service, draft),
        moved=moved_lines(db, service, draft),
        is_new=is_new,
        is_awaited=awaited is not None,
        is_archived=is_archived,
        has_something=has_something and not is_archived,
        may_publish=keeps,
        decide_href=url_for("staff.show_suggestion", revision_id=awaited.id) if awaited and keeps else "",
        preview_href=url_for("staff.preview_listing", **here),
        publish_href=url_for("staff.publish_listing", **here),
        send_href=url_for("staff.send_listing", **here),
        give_up_href=url_for("staff.confirm_giving_up", **here) if has_something else "",
        archive_href=url_for("staff.confirm_archiving", **here) if keeps and not is_new and not is_archived else "",
        history_href=url_for("staff.show_history", **here) if keeps else "",
        public_href=url_for("public.show_activity", **here) if service.stage == Stage.PUBLISHED else "",
    )


def name_of(service: Service, draft: Revision | None) -> str:
    """What the listing is to be called."""
    drafted = {each.field: each.after for each in draft.field_changes} if draft else {}
    return str(drafted.get("name", service.name))


def tasks_of(db: Session, service: Service, draft: Revision | None) -> tuple[Task, ...]:
    """The parts as lines of the task list."""
    values = drafted_values(db, service, draft, tuple(field for part in PARTS for field in part.fields))
    names = names_of(db, [FieldChange(name, None, value) for name, value in values.items()])
    changed = {each.field for each in draft.field_changes} if draft else set()
    return tuple(task_of(part, service, part.summary(values, names), changed) for part in PARTS)


def task_of(part: Part, service: Service, said: str, changed: set[str]) -> Task:
    is_changed = not changed.isdisjoint(part.fields)
    state, colour = ("Changed", "blue") if is_changed else ("", "") if said else ("Not said yet", "grey")
    return Task(part.title, url_for(part.endpoint, service_id=service.id), said, state, colour)


def moved_lines(db: Session, service: Service, draft: Revision | None) -> tuple[ChangeLine, ...]:
    """What of the draft somebody else changed since it was begun: what stands there now, and what was written."""
    if draft is None:
        return ()
    first = {each.field: each.before for each in draft.field_changes}
    moved = [each for each in rebased(db, service, draft.field_changes) if each.before != first[each.field]]
    return change_lines(moved, names_of(db, moved))


def build_preview_page(service: Service, today: date) -> PreviewPage:
    """The public page of a listing that says what is drafted."""
    return PreviewPage(build_activity_page(service, today), url_for("staff.write_listing", service_id=service.id))


def build_give_up_page(service: Service) -> ConfirmPage:
    """The question before a draft is thrown away."""
    return ConfirmPage(
        name=service.name,
        is_new=service.stage == Stage.DRAFT,
        back_href=url_for("staff.write_listing", service_id=service.id),
        do_href=url_for("staff.give_up_listing", service_id=service.id),
    )


def build_archive_page(service: Service) -> ConfirmPage:
    """The question before a listing is put away."""
    return ConfirmPage(
        name=service.name,
        is_new=service.stage == Stage.DRAFT,
        back_href=url_for("staff.write_listing", service_id=service.id),
        do_href=url_for("staff.archive_listing", service_id=service.id),
    )
