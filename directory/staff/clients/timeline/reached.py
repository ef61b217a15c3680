"""Each try to reach somebody, and who supported them from when on."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.queries import names_of_users
from directory.casework.models import Client
from directory.casework.triage.allocating import list_allocations
from directory.casework.triage.attempts import list_attempts
from directory.casework.triage.kinds import AllocationReason, ContactHow, ContactResult
from directory.staff.clients.timeline.entries import Kind, TimelineEntry
from directory.staff.triage.triage_words import REASON_WORDS, RESULT_WORDS
from directory.web.words import uk_short_date


def list_reached(db: Session, _actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    href = url_for("staff.show_support", reference=client.reference)
    for each in list_attempts(db, client):
        title = f"{ContactHow(each.how).capitalize()}: {RESULT_WORDS[ContactResult(each.result)].lower()}"
        again = f"To be tried again on {uk_short_date(each.again_on)}." if each.again_on else ""
        words = "\n".join(filter(None, (again, each.note)))
        yield TimelineEntry(each.tried_on, Kind.CONTACT, title, words, href, each.tried_by)


def list_supporters(db: Session, _actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    allocations = list_allocations(db, client)
    names = names_of_users(db, {each.to_user_id for each in allocations})
    href = url_for("staff.show_support", reference=client.reference)
    for each in allocations:
        title = f"Supported by {names.get(each.to_user_id, 'a colleague')} from here on"
        words = "\n".join(filter(None, (REASON_WORDS[AllocationReason(each.reason)], each.note)))
        yield TimelineEntry(each.allocated_at, Kind.TEAM, title, words, href, each.by_user_id)
