"""Notes of the team about a client: writing one, putting one right with its history kept, and reading them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.record.inputs import NoteCorrectionInput, NoteInput
from directory.casework.record.models import ClientNote
from directory.db import new_id
from directory.errors import NotFound, UsedBefore, WrongInput


@dataclass(frozen=True)
class KeptNote:
    """A note as it stands now, and what it said before, the newest of that first."""

    now: ClientNote
    before: Sequence[ClientNote]

    @property
    def first(self) -> ClientNote:
        """How it was written down first."""
        return self.before[-1] if self.before else self.now

    @property
    def is_taken_out(self) -> bool:
        """Whether it does not belong into this record."""
        return self.now.is_taken_out


def write_note(db: Session, actor: Actor, client: Client, wanted: NoteInput) -> ClientNote:
    """Write a note down. Sent again it is kept once. The caller keeps the client from others.

    Raises WrongInput for a day to come, and UsedBefore.
    """
    known = find_by_key(db, client, wanted.submission_key)
    if known is not None:
        if (known.words, known.happened_on) != (wanted.words, wanted.happened_on):
            raise UsedBefore
        known.replays += 1
        return known
    check_day(wanted.happened_on)
    note = new_note(client, actor, wanted.submission_key)
    note.words, note.happened_on, note.is_shared = wanted.words, wanted.happened_on, wanted.is_shared
    db.add(note)
    record_act(db, actor.user_id, actor.scheme_id, "note.written", "client_note", [note.id])
    return note


def correct_note(
    db: Session, actor: Actor, client: Client, note: ClientNote, wanted: NoteCorrectionInput
) -> ClientNote:
    """Put a note right by another one in its place; what it said stays to be read. Sent again it is kept once.

    Raises ChangedMeanwhile where somebody else put it right first. The caller keeps the client from others.
    """
    known = find_by_key(db, client, wanted.submission_key)
    if known is not None:
        if (known.corrects_id, known.words) != (note.id, wanted.words):
            raise UsedBefore
        known.replays += 1
        return known
    if db.scalar(select(ClientNote.id).where(ClientNote.corrects_id == note.id)) is not None:
        raise ChangedMeanwhile
    corrected = new_note(client, actor, wanted.submission_key)
    corrected.corrects_id, corrected.happened_on = note.id, note.happened_on
    corrected.words, corrected.why, corrected.is_shared = wanted.words, wanted.why, wanted.is_shared
    db.add(corrected)
    if wanted.words is None:
        for each in list_chain(db, note):
            each.is_taken_out = True
        corrected.is_taken_out = True
    act = "note.corrected" if wanted.words else "note.taken_out"
    record_act(db, actor.user_id, actor.scheme_id, act, "client_note", [corrected.id])
    return corrected


def list_chain(db: Session, note: ClientNote) -> list[ClientNote]:
    """A note, and all that it stands in the place of."""
    chain = [note]
    while chain[-1].corrects_id is not None:
        chain.append(db.get_one(ClientNote, chain[-1].corrects_id))
    return chain


def new_note(client: Client, actor: Actor, submission_key: str) -> ClientNote:
    return ClientNote(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        submission_key=submission_key,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )


def check_day(day: date) -> None:
    if day > clock.today():
        raise WrongInput("Check the date.", {"happened_on": "The date must be today or earlier"})


def find_by_key(db: Session, client: Client, submission_key: str) -> ClientNote | None:
    return db.scalar(
        select(ClientNote).where(ClientNote.client_id == client.id, ClientNote.submission_key == submission_key)
    )


def list_notes(db: Session, client: Client) -> list[KeptNote]:
    """The notes about a client as they stand, of the latest day first. The caller looked the client up."""
    notes = db.scalars(
        select(ClientNote)
        .where(ClientNote.scheme_id == client.scheme_id, ClientNote.client_id == client.id)
        .options(joinedload(ClientNote.recorder))
    ).all()
    by_id = {each.id: each for each in notes}
    corrected = {each.corrects_id for each in notes}
    kept = [KeptNote(each, before_of(each, by_id)) for each in notes if each.id not in corrected]
    return sorted(kept, key=lambda each: (each.now.happened_on, each.first.recorded_at), reverse=True)


def before_of(note: ClientNote, by_id: dict[uuid.UUID, ClientNote]) -> list[ClientNote]:
    """What a note stands in the place of, the newest first."""
    before = []
    while note.corrects_id is not None:
        note = by_id[note.corrects_id]
        before.append(note)
    return before


def get_note(db: Session, client: Client, note_id: uuid.UUID) -> KeptNote:
    """A note as it stands now, by the id of any of its versions. Raises NotFound for one of somebody else."""
    for each in list_notes(db, client):
        if note_id in (each.now.id, *(before.id for before in each.before)):
            return each
    raise NotFound("There is no such note.")
