"""What the page of an activity's notes shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from directory.catalogue.models.services import Service
from directory.champions.noting.note_models import ListingNote
from directory.champions.noting.notes import counts_on, told
from directory.staff.records.record_kinds import where_it_is
from directory.web.words import uk_short_date


@dataclass(frozen=True)
class NoteRow:
    """A note in a sentence, who gave it, and until when it counts; without addresses for who may only read it."""

    text: str
    giver: str
    review: str
    counts: bool
    renew_href: str
    take_back_href: str


@dataclass(frozen=True)
class NotesPage:
    """What colleagues should know of an activity. `give_href` is empty for who may only read it."""

    name: str
    organisation: str
    href: str
    rows: Sequence[NoteRow]
    give_href: str


def build_notes_page(service: Service, notes: Sequence[ListingNote], today: date, *, may_give: bool) -> NotesPage:
    """The notes of an activity that was read with everything about it."""
    return NotesPage(
        name=service.name,
        organisation=service.organization.name,
        href=where_it_is(service),
        rows=[note_row(each, today, may_give=may_give) for each in notes],
        give_href=url_for("staff.add_note", service_id=service.id) if may_give else "",
    )


def note_row(note: ListingNote, today: date, *, may_give: bool) -> NoteRow:
    here: dict[str, Any] = {"service_id": note.service_id, "note_id": note.id}
    return NoteRow(
        text=told(note, today),
        giver=f"{note.giver.name}, {uk_short_date(note.given_on)}",
        review=uk_short_date(note.review_on),
        counts=counts_on(note, today),
        renew_href=url_for("staff.renew_given_note", **here) if may_give else "",
        take_back_href=url_for("staff.take_back_given_note", **here) if may_give else "",
    )
