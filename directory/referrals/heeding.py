"""Ringing first: what a champion noted of an activity is heeded before anybody is sent there, and kept with it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.catalogue.models.services import Service
from directory.champions.noting.note_models import ListingNote
from directory.champions.noting.notes import list_ring_first
from directory.errors import WrongInput
from directory.referrals.heeded_models import HeededNote
from directory.referrals.inputs import OnwardReferralInput
from directory.referrals.models import OnwardReferral

RING_FIRST = "Ring the group first, then tick that you did"


def require_heeded(db: Session, actor: Actor, service: Service, wanted: OnwardReferralInput) -> Sequence[ListingNote]:
    """The notes by which somebody had to ring before this referral. Raises WrongInput where one was not heeded.

    One whose words were changed meanwhile is another note, which nobody has read yet.
    """
    notes = list_ring_first(db, actor.scheme_id, service.id, clock.today())
    if not {each.id for each in notes} <= set(wanted.heeded):
        raise WrongInput(f"{RING_FIRST}.", {"heeded": RING_FIRST})
    return notes


def keep_heeded(db: Session, referral: OnwardReferral, notes: Sequence[ListingNote]) -> None:
    """Keep with a referral what its maker was warned of."""
    db.add_all(
        HeededNote(
            scheme_id=referral.scheme_id,
            client_id=referral.client_id,
            onward_referral_id=referral.id,
            note_id=each.id,
            heeded_at=clock.now(),
        )
        for each in notes
    )


def list_heeded(db: Session, referral: OnwardReferral) -> Sequence[HeededNote]:
    """What the maker of a referral was warned of, with the notes as they were read. The caller looked it up."""
    wanted = select(HeededNote).where(HeededNote.onward_referral_id == referral.id)
    return db.scalars(wanted.options(joinedload(HeededNote.note)).order_by(HeededNote.heeded_at, HeededNote.id)).all()
