"""Which listings their champion has to make sure of, since no letter to their group helps."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from directory.catalogue.freshness import current_rhythm
from directory.catalogue.history.record_rows import portions
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.champions.verification.failing_addresses import forget_unused, list_failing
from directory.champions.verification.models import ToldWhy, Verification, VerificationLetterListing
from directory.champions.verification.waiting import is_open, plain_address, registered_address
from directory.outbox import OutboxMessage

Told = dict[uuid.UUID, ToldWhy]


def note_untold(db: Session, today: date, *, can_write: bool) -> Told:
    """Note which listings their champion has to ask about from today on; returns why, by service.

    Those whose group has no address that works, or whose letter did not arrive, at once; those that nobody answers for
    after some weeks. Without `can_write` no group can be written to.
    """
    silent_since = today - timedelta(weeks=current_rhythm().champion_weeks)
    told: Told = note_failing_ones(db, today)
    for why, is_so in (
        (ToldWhy.NOT_DELIVERED, Verification.id.in_(_not_delivered())),
        (
            ToldWhy.NO_ADDRESS,
            Verification.service_id.in_(_without_address()) if can_write else Verification.letters == 0,
        ),
        (ToldWhy.NO_ANSWER, and_(Verification.began_on <= silent_since, Verification.answered_on.is_(None))),
    ):
        told |= _note(db, today, why, is_so)
    return told


def note_failing_ones(db: Session, today: date) -> Told:
    """Note those that wait and are registered with an address at which no letter arrives."""
    failing = list_failing(db)
    if not failing:
        return {}
    ids = _ids_by_address(db, failing, Verification.told_on.is_(None), are_among=True)
    told: Told = {}
    for some in portions(ids):
        told |= _note(db, today, ToldWhy.ADDRESS_FAILS, Verification.id.in_(some))
    return told


def note_returned(db: Session, today: date, letter_id: uuid.UUID) -> Told:
    """Note those that one letter asked about, which came back."""
    asked = select(VerificationLetterListing.verification_id).where(VerificationLetterListing.letter_id == letter_id)
    return _note(db, today, ToldWhy.NOT_DELIVERED, Verification.id.in_(asked))


def ask_anew(db: Session, today: date) -> None:
    """Have those asked about from the beginning whose address failed and is another one by now, or works again."""
    forget_unused(db)
    is_told = Verification.told_why == ToldWhy.ADDRESS_FAILS.value
    for some in portions(_ids_by_address(db, list_failing(db), is_told, are_among=False)):
        letters = VerificationLetterListing.verification_id.in_(some)
        db.execute(delete(VerificationLetterListing).where(letters))
        untold = {"began_on": today, "letters": 0, "asked_on": None, "told_on": None, "told_why": None}
        db.execute(update(Verification).where(Verification.id.in_(some)).values(**untold))


def _ids_by_address(
    db: Session, addresses: Collection[str], only: ColumnElement[bool], *, are_among: bool
) -> Sequence[uuid.UUID]:
    """Of what waits, what is registered with one of some addresses, or with none of them."""
    wanted = (
        select(Verification.id, registered_address())
        .join(Service, Service.id == Verification.service_id)
        .join(Organization, Organization.id == Service.organization_id)
        .where(is_open(), only)
    )
    return [found for found, address in db.execute(wanted) if (plain_address(address) in addresses) is are_among]


def _note(db: Session, today: date, why: ToldWhy, is_so: ColumnElement[bool]) -> Told:
    found = db.execute(
        update(Verification)
        .where(is_open(), Verification.told_on.is_(None), is_so)
        .values(told_on=today, told_why=why.value)
        .returning(Verification.service_id)
    )
    return dict.fromkeys(found.scalars(), why)


def _not_delivered() -> Select[uuid.UUID]:
    """What was asked about in a letter that no server took, that came back, or waited for too long to be sent."""
    return (
        select(VerificationLetterListing.verification_id)
        .join(OutboxMessage, OutboxMessage.about_id == VerificationLetterListing.letter_id)
        .where(or_(OutboxMessage.gave_up_at.is_not(None), OutboxMessage.cancelled_at.is_not(None)))
    )


def _without_address() -> Select[uuid.UUID]:
    joined = select(Service.id).join(Organization, Organization.id == Service.organization_id)
    return joined.where(func.coalesce(registered_address(), "") == "")
