"""Notes of the team, and what was written down of who a client is and how they live."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.record.notes import KeptNote, list_notes
from directory.casework.record.sections import list_versions
from directory.casework.record.vocabulary import vocabulary
from directory.clock import day_of
from directory.staff.clients.timeline.entries import Kind, TimelineEntry


def list_written(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    yield from (note_entry(client, each) for each in list_notes(db, client))
    titles = {each.code: each.title for each in vocabulary().sections}
    for section in list_versions(db, client):
        title = titles.get(section.section, section.section)
        words = f"Written down: {title.lower()}" if section.number == 1 else f"Changed: {title.lower()}"
        href = url_for("staff.show_about", reference=client.reference, _anchor=section.section)
        yield TimelineEntry(section.recorded_at, Kind.RECORD, words, "", href, section.recorded_by)


def note_entry(client: Client, note: KeptNote) -> TimelineEntry:
    first = note.first
    title = "A note for the team and the person" if note.now.is_shared else "A note"
    words = "It was taken out of this record" if note.is_taken_out else note.now.words or ""
    href = url_for("staff.show_client_notes", reference=client.reference, _anchor=f"note-{note.now.id}")
    is_of_then = day_of(first.recorded_at) == note.now.happened_on
    at = first.recorded_at if is_of_then else note.now.happened_on
    return TimelineEntry(at, Kind.NOTE, title, words, href, first.recorded_by, note.is_taken_out)
