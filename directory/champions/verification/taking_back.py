"""Taking back that a listing is still right, on the same day: the listing is as unchecked as it was before.

That somebody said so, and took it back, stays written down.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, delete, exists, select, update
from sqlalchemy.orm import Session, aliased

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.models.services import Service
from directory.catalogue.operations import put_assurance
from directory.catalogue.versions import bump_catalogue_version
from directory.champions.models import CheckResult, ListingCheck
from directory.champions.to_do.models import CheckBefore
from directory.champions.verification.verifying import reopen_verification
from directory.errors import Conflict

MOST_SHOWN = 10


class TooLate(Conflict):
    """It was taken back before, somebody has checked the listing since, or the day is over."""

    def __init__(self) -> None:
        super().__init__("This cannot be taken back any more: somebody has looked since, or the day is over.")


@dataclass(frozen=True)
class CheckedToday:
    """A listing that the actor said is still right."""

    check_id: uuid.UUID
    name: str


def list_checked_today(db: Session, actor: Actor, today: date) -> Sequence[CheckedToday]:
    """What the actor said today and may take back, the last first."""
    wanted = open_checks(actor, today).with_only_columns(CheckBefore.check_id, Service.name)
    rows = db.execute(wanted.order_by(ListingCheck.recorded_at.desc(), ListingCheck.id).limit(MOST_SHOWN))
    return [CheckedToday(check_id, name) for check_id, name in rows]


def take_back_check(db: Session, actor: Actor, check_id: uuid.UUID, today: date) -> Service:
    """Have a listing stand as before one of the actor's own checks of today. Raises TooLate."""
    mine = open_checks(actor, today).where(CheckBefore.check_id == check_id)
    found = db.execute(mine.with_for_update(of=CheckBefore).execution_options(populate_existing=True)).first()
    if found is None:
        raise TooLate
    before, service = found
    before.taken_back_at = clock.now()
    put_assurance(db, actor, service, before.assured_on, before.assurer_email)
    bump_catalogue_version(db)
    reopen_verification(db, service, today)
    record_act(db, actor.user_id, None, "listing.check_taken_back", "service", [service.id], ["assured_date"])
    return service


def open_checks(actor: Actor, today: date) -> Select[CheckBefore, Service]:
    """The actor's checks of today that the listing still stands on."""
    later = aliased(ListingCheck)
    checked_since = exists().where(
        later.service_id == ListingCheck.service_id,
        later.recorded_at > ListingCheck.recorded_at,
        later.result != CheckResult.NO_ANSWER.value,
    )
    return (
        select(CheckBefore, Service)
        .join(CheckBefore.check)
        .join(Service, Service.id == ListingCheck.service_id)
        .where(
            ListingCheck.checked_by == actor.user_id,
            ListingCheck.checked_on == today,
            ListingCheck.result == CheckResult.STILL_RIGHT.value,
            CheckBefore.taken_back_at.is_(None),
            Service.assured_date == today,
            ~checked_since,
        )
    )


def forget_before(db: Session, today: date) -> None:
    """Let go of how listings stood before checks that nobody can take back any more.

    Of those that were taken back it stays that they were, without an address.
    """
    of_before = CheckBefore.check_id.in_(select(ListingCheck.id).where(ListingCheck.checked_on < today))
    db.execute(delete(CheckBefore).where(of_before, CheckBefore.taken_back_at.is_(None)))
    named = (of_before, CheckBefore.assurer_email.is_not(None))
    db.execute(update(CheckBefore).where(*named).values(assurer_email=None))


def list_taken_back(db: Session, service_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The ids of the checks of a listing that were taken back."""
    wanted = select(CheckBefore.check_id).join(CheckBefore.check).where(ListingCheck.service_id == service_id)
    return frozenset(db.scalars(wanted.where(CheckBefore.taken_back_at.is_not(None))))
