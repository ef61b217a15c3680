"""Notes of listings: a champion tells colleagues of their own scheme what no listing says, and looks at it again.

A note counts until a while after the day on which somebody should have looked at it again, and says so in between. It
is for staff alone: no page of the public, of a group or of a client, no feed and no file has it.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.audit.operations import record_act
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import Attribute
from directory.champions.keepers import champions_at_work, is_kept_by
from directory.champions.noting.note_inputs import NEED_WORDS, NoteInput
from directory.champions.noting.note_models import ListingNote, NoteKind
from directory.champions.noting.recommending import HOLDS, review_day
from directory.champions.queries import Ids, in_domains
from directory.db import add_once, new_id
from directory.errors import NotFound
from directory.matching.profile import FIRST_STEP, RING_FIRST, Noted
from directory.matching.sentences import note_words

# What nobody has looked at again for so long counts no more.
GRACE = timedelta(days=28)
# How each kind of note begins, or is told whole where it has no words.
TOLD = {
    NoteKind.FIRST_STEP: "Good for a first step",
    NoteKind.RING_FIRST: "Ring before sending",
    NoteKind.ASK_FOR: "Ask at the door for",
    NoteKind.QUIET_ON: "Quiet on",
    NoteKind.SLOW_TO_ANSWER: "They take a while to answer",
    NoteKind.NOT_NOW: "Just now not for",
}


def may_note(db: Session, actor: Actor, service_id: uuid.UUID) -> bool:
    """Whether an actor may note something of a listing: who is champion or deputy of a domain that holds it."""
    if Role.CHAMPION not in actor.roles:
        return False
    kept = in_domains(is_kept_by(actor.user_id)).where(Attribute.link_id == service_id)
    return bool(db.scalar(select(kept.exists())))


def require_note(db: Session, actor: Actor, service: Service) -> None:
    """Raises NotFound where the listing is in none of the actor's domains."""
    if not may_note(db, actor, service.id):
        raise NotFound("There is no such listing in your domains.")


def give_note(db: Session, actor: Actor, service: Service, wanted: NoteInput) -> ListingNote:
    """Note something of a listing. Of each kind one stands: other words take the place of the old ones.

    The same said again, as by a second click, is one note that is looked at again later. Raises WrongInput for a day
    that cannot be.
    """
    today = clock.today()
    note = ListingNote(
        id=new_id(),
        scheme_id=actor.scheme_id,
        service_id=service.id,
        kind=wanted.kind.value,
        words=wanted.words,
        given_by=actor.user_id,
        given_on=today,
        review_on=review_day(wanted.review_on, today),
    )
    standing = find_standing(db, note) or add_once(db, note, lambda: find_standing(db, note))[0]
    if standing is not note and standing.words == note.words:
        standing.given_by, standing.given_on, standing.review_on = actor.user_id, today, note.review_on
    elif standing is not note:
        take_back_note(db, actor, standing)
        db.flush()  # what stands is taken back before another of its kind stands there
        db.add(note)
        standing = note
    record(db, actor, "note.given", standing)
    return standing


def renew_note(db: Session, actor: Actor, note: ListingNote) -> None:
    """Say that a note is still so, for another year."""
    today = clock.today()
    note.given_by, note.given_on, note.review_on = actor.user_id, today, today + HOLDS
    record(db, actor, "note.renewed", note)


def take_back_note(db: Session, actor: Actor, note: ListingNote) -> None:
    """Note it no more."""
    note.taken_back_at = clock.now()
    record(db, actor, "note.taken_back", note)


def record(db: Session, actor: Actor, action: str, note: ListingNote) -> None:
    record_act(db, actor.user_id, actor.scheme_id, action, "listing_note", [note.id])


def find_standing(db: Session, like: ListingNote) -> ListingNote | None:
    """What is noted of the same listing already, of the same kind."""
    same = [getattr(ListingNote, name) == getattr(like, name) for name in ("scheme_id", "service_id", "kind")]
    return db.scalar(select(ListingNote).where(*same, ListingNote.taken_back_at.is_(None)).with_for_update())


def get_note(db: Session, actor: Actor, note_id: uuid.UUID) -> ListingNote:
    """A note that stands, kept from others until this is done. Raises NotFound for one of another scheme too."""
    wanted = standing(actor.scheme_id).where(ListingNote.id == note_id)
    found = db.scalar(wanted.with_for_update(of=ListingNote).execution_options(populate_existing=True))
    if found is None:
        raise NotFound("There is no such note.")
    require_note(db, actor, found.service)
    return found


def list_notes(db: Session, actor: Actor, service_id: uuid.UUID) -> Sequence[ListingNote]:
    """What is noted of a listing for the actor's scheme, whether it counts or not, by kind."""
    wanted = standing(actor.scheme_id).where(ListingNote.service_id == service_id)
    return db.scalars(wanted.order_by(ListingNote.kind)).all()


def count_counting(db: Session, actor: Actor, service_id: uuid.UUID, today: date) -> int:
    """How many notes of a listing count for the actor's scheme."""
    of_listing = (ListingNote.scheme_id == actor.scheme_id, ListingNote.service_id == service_id)
    return db.scalar(select(func.count()).select_from(ListingNote).where(*of_listing, counts(today))) or 0


def list_counting(
    db: Session, actor: Actor, today: date, service_ids: Collection[uuid.UUID] | None = None
) -> Sequence[ListingNote]:
    """What counts for the actor's scheme, of all listings or of some, always in the same order."""
    wanted = select(ListingNote).where(ListingNote.scheme_id == actor.scheme_id, counts(today))
    if service_ids is not None:
        wanted = wanted.where(ListingNote.service_id.in_(service_ids))
    return db.scalars(wanted.order_by(ListingNote.service_id, ListingNote.kind)).all()


def list_ring_first(db: Session, scheme_id: uuid.UUID, service_id: uuid.UUID, today: date) -> Sequence[ListingNote]:
    """The notes of a scheme by which somebody should ring before they send anybody to a listing."""
    of_listing = (ListingNote.scheme_id == scheme_id, ListingNote.service_id == service_id)
    return db.scalars(
        select(ListingNote).where(*of_listing, ListingNote.kind == NoteKind.RING_FIRST.value, counts(today))
    ).all()


def list_to_review(db: Session, actor: Actor, today: date, services: Ids | None = None) -> Sequence[ListingNote]:
    """What the actor should look at again, the longest waiting first: what they noted, or somebody who left it.

    `services` are those of their domains, where they are known already.
    """
    kept = in_domains(is_kept_by(actor.user_id)) if services is None else services
    givers = in_domains(is_kept_by(ListingNote.given_by)).where(Attribute.link_id == ListingNote.service_id)
    is_left = ListingNote.given_by.not_in(champions_at_work()) | ~givers.correlate(ListingNote).exists()
    theirs = or_(ListingNote.given_by == actor.user_id, is_left)
    wanted = standing(actor.scheme_id).where(ListingNote.review_on <= today, ListingNote.service_id.in_(kept), theirs)
    return db.scalars(wanted.order_by(ListingNote.review_on, ListingNote.id)).all()


def standing(scheme_id: uuid.UUID) -> Select[ListingNote]:
    whole = (joinedload(ListingNote.service).joinedload(Service.organization), joinedload(ListingNote.giver))
    of_scheme = (ListingNote.scheme_id == scheme_id, ListingNote.taken_back_at.is_(None))
    return select(ListingNote).where(*of_scheme).options(*whole)


def counts(today: date) -> ColumnElement[bool]:
    """Which notes count: not taken back, and looked at again in time or at least nearly so."""
    return ListingNote.taken_back_at.is_(None) & (ListingNote.review_on > today - GRACE)


def counts_on(note: ListingNote, today: date) -> bool:
    """Whether a note that stands still counts on a day: the rule of `counts` for one."""
    return note.review_on > today - GRACE


def is_overdue(note: ListingNote, today: date) -> bool:
    """Whether somebody should have looked at a note again."""
    return note.review_on <= today


def told(note: ListingNote, today: date | None = None) -> str:
    """A note in a sentence, which says on a day whether somebody should have looked at it again by then."""
    kind = NoteKind(note.kind)
    what, words = (f"{TOLD[kind]} {note.words}", "") if kind in NEED_WORDS else (TOLD[kind], note.words)
    return note_words(what, words, is_overdue=today is not None and is_overdue(note, today))


def told_of_kind(note: ListingNote) -> str:
    """What kind of note it is, in a sentence without its words."""
    return note_words(TOLD[NoteKind(note.kind)])


def told_to_matcher(notes: Sequence[ListingNote], today: date) -> tuple[Noted, ...]:
    """The notes that bear on a match, as the matcher is told them."""
    first = [each for each in notes if each.kind == NoteKind.FIRST_STEP]
    ring = [each for each in notes if each.kind == NoteKind.RING_FIRST]
    return (
        *(Noted(each.service_id, FIRST_STEP, each.words, is_overdue(each, today)) for each in first),
        *(Noted(each.service_id, RING_FIRST, each.words, is_overdue(each, today)) for each in ring),
    )
