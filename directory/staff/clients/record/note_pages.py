"""What the pages of notes about a client show."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.record.models import ClientNote
from directory.casework.record.notes import KeptNote
from directory.web.words import uk_date, uk_short_date

TAKEN_OUT = "Taken out of this record"


@dataclass(frozen=True)
class EarlierNote:
    """What a note said before, who wrote that when, and why it was put right after."""

    when: str
    lines: Sequence[str]
    why: str


@dataclass(frozen=True)
class NoteLine:
    """A note as it stands, with what it said before. `why_out` says why it does not belong here, where it does not."""

    id: uuid.UUID
    day: str
    lines: Sequence[str]
    is_shared: bool
    who: str
    why_out: str
    earlier: Sequence[EarlierNote]
    correct_href: str


@dataclass(frozen=True)
class NotesPage:
    """The notes about a client, those of the latest day first, or only those that the person may see."""

    name: str
    reference: str
    notes: Sequence[NoteLine]
    is_only_shared: bool
    may_write: bool


@dataclass(frozen=True)
class NotePage:
    """One note, to be put right."""

    name: str
    reference: str
    note: NoteLine


def notes_page(actor: Actor, client: Client, notes: Sequence[KeptNote], *, only_shared: bool) -> NotesPage:
    shown = [each for each in notes if each.now.is_shared or not only_shared]
    may_write = actor.may("casework.write")
    lines = [note_line(client, each, may_write=may_write) for each in shown]
    return NotesPage(client.name, client.reference, lines, only_shared, may_write)


def note_page(client: Client, note: KeptNote) -> NotePage:
    return NotePage(client.name, client.reference, note_line(client, note, may_write=True))


def note_line(client: Client, note: KeptNote, *, may_write: bool) -> NoteLine:
    now, first = note.now, note.first
    who = f"{first.recorder.name}, written down {uk_short_date(first.recorded_at)}"
    if note.before and not note.is_taken_out:
        who = f"{who}; put right by {now.recorder.name}, {uk_short_date(now.recorded_at)}"
    may_correct = may_write and not note.is_taken_out
    return NoteLine(
        id=now.id,
        day=uk_date(now.happened_on),
        lines=[TAKEN_OUT] if now.words is None else now.words.split("\n"),
        is_shared=now.is_shared,
        who=who,
        why_out=out_words(now) if note.is_taken_out else "",
        # What is about somebody else is not shown any more.
        earlier=[] if note.is_taken_out else earlier_of(note),
        correct_href=url_for("staff.edit_client_note", reference=client.reference, client_note_id=now.id)
        if may_correct
        else "",
    )


def out_words(now: ClientNote) -> str:
    return f"{now.recorder.name}, {uk_short_date(now.recorded_at)}: {now.why}"


def earlier_of(note: KeptNote) -> list[EarlierNote]:
    """What a note said before, the newest first, each with why the next one was put in its place."""
    later = [note.now, *note.before]
    return [
        EarlierNote(
            f"{each.recorder.name}, {uk_short_date(each.recorded_at)}",
            (each.words or "").split("\n"),
            after.why or "",
        )
        for after, each in zip(later, note.before, strict=False)
    ]
