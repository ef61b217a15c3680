"""Who waits for a colleague to take them on: since when, how urgent somebody judged it, and by when they are to be
reached.

Who is seen first is for people to decide. Words that sound urgent are pointed out, and change no order.
"""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.audit.operations import record_act
from directory.casework.referrals_in.answering_referrals import accept_as_new
from directory.casework.referrals_in.recognising import take_on_in_turn
from directory.casework.referrals_in.referral_details import Urgency
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import get_referral_in, list_likely_clients
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.triage.allocating import AllocationInput
from directory.casework.triage.models import ContactAttempt
from directory.casework.triage.targets import Standing, Targets, standing_on, targets_of
from directory.catalogue.timetable.calendars import current_calendars
from directory.clock import day_of

# Who has no colleague yet.
UNALLOCATED = (ReferralInState.NEW, ReferralInState.UNCONFIRMED, ReferralInState.NOT_REACHED)
MOST_AT_ONCE = 50


class QueueOrder(StrEnum):
    """What comes first."""

    DUE = "due"
    ASKED = "asked"
    URGENCY = "urgency"


class QueuePart(StrEnum):
    """Which of those who wait are shown."""

    ALL = "all"
    NOT_TRIAGED = "not triaged"
    URGENT = "urgent"
    LATE = "late"
    NOT_REACHED = "not reached"


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits, without a name: enough to sort by."""

    id: uuid.UUID
    reference: str
    state: ReferralInState
    asked_on: date
    urgency: Urgency | None
    answer_by: date
    reach_by: date

    @property
    def due_by(self) -> date:
        """The last day on which a colleague has seen to it in time: sooner where somebody judged it more urgent."""
        return min(self.answer_by, self.reach_by) if self.urgency else self.answer_by

    def is_unanswered(self, today: date) -> bool:
        """Whether managers are to hear of it: the day for an answer is over, or they are to be reached by today."""
        return self.answer_by < today or (self.urgency is not None and self.reach_by <= today)

    def answer_standing(self, today: date) -> Standing:
        return standing_on(self.answer_by, today)

    def reach_standing(self, today: date) -> Standing:
        return standing_on(self.reach_by, today)

    def is_late(self, today: date) -> bool:
        """Whether a day on which something was to be done has come."""
        return min(self.answer_by, self.reach_by) <= today


URGENCY_ORDER = {Urgency.URGENT: 0, Urgency.SOON: 1, Urgency.ROUTINE: 2, None: 3}


def own_targets(db: Session, scheme_id: uuid.UUID) -> Targets:
    """What a team has set itself, with the bank holidays of this installation's nation."""
    return targets_of(db.get_one(Scheme, scheme_id), current_calendars().nation.value)


def list_queue(db: Session, actor: Actor) -> list[Waiting]:
    """Everybody who waits for the actor's team. Nobody is named, so that nothing is recorded."""
    return waiting_of(db, actor.scheme_id)


def waiting_of(db: Session, scheme_id: uuid.UUID) -> list[Waiting]:
    targets = own_targets(db, scheme_id)
    wanted = select(Referral.id, Referral.reference, Referral.state, Referral.made_at, Referral.triaged_as).where(
        Referral.scheme_id == scheme_id, Referral.state.in_([each.value for each in UNALLOCATED])
    )
    return [waiting(targets, *row) for row in db.execute(wanted.order_by(Referral.made_at, Referral.id))]


def waiting(
    targets: Targets, id_: uuid.UUID, reference: str, state: str, made_at: datetime, urgency: str | None
) -> Waiting:
    asked_on, judged = day_of(made_at), Urgency(urgency) if urgency else None
    return Waiting(
        id_,
        reference,
        ReferralInState(state),
        asked_on,
        judged,
        targets.answer_by(asked_on),
        targets.reach_by(asked_on, judged),
    )


def part_of(queue: Sequence[Waiting], part: QueuePart, today: date) -> list[Waiting]:
    """Those of a queue that are wanted."""
    wanted: Mapping[QueuePart, Callable[[Waiting], bool]] = {
        QueuePart.ALL: lambda _: True,
        QueuePart.NOT_TRIAGED: lambda each: each.urgency is None,
        QueuePart.URGENT: lambda each: each.urgency in (Urgency.URGENT, Urgency.SOON),
        QueuePart.LATE: lambda each: each.is_late(today),
        QueuePart.NOT_REACHED: lambda each: each.state is ReferralInState.NOT_REACHED,
    }
    return [each for each in queue if wanted[part](each)]


def in_order(queue: Sequence[Waiting], order: QueueOrder) -> list[Waiting]:
    """A queue with those first that come first by an order, and the longest waiting first among equals."""
    if order is QueueOrder.DUE:
        return sorted(queue, key=lambda each: min(each.answer_by, each.reach_by))
    if order is QueueOrder.URGENCY:
        return sorted(queue, key=lambda each: URGENCY_ORDER[each.urgency])
    return list(queue)


def open_waiting(db: Session, actor: Actor, shown: Sequence[Waiting]) -> Mapping[uuid.UUID, Referral]:
    """The referrals of those who are shown, by id; recorded as listed."""
    ids = [each.id for each in shown]
    found = db.scalars(select(Referral).where(Referral.scheme_id == actor.scheme_id, Referral.id.in_(ids))).all()
    if found:
        record_act(db, actor.user_id, actor.scheme_id, "referral_in.listed", "referral", [each.id for each in found])
    return {each.id: each for each in found}


def count_tries(db: Session, actor: Actor, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, int]:
    """How often each of some who asked was tried, by id of the referral."""
    of_team = (ContactAttempt.scheme_id == actor.scheme_id, ContactAttempt.referral_id.in_(ids))
    counted = select(ContactAttempt.referral_id, func.count()).where(*of_team).group_by(ContactAttempt.referral_id)
    return {id_: number for id_, number in db.execute(counted) if id_}


@dataclass(frozen=True)
class TakenOn:
    """How many of those who were chosen are taken on, and how many are left for somebody to look at."""

    taken: int
    left: int


def take_on_many(db: Session, actor: Actor, references: Sequence[str], wanted: AllocationInput) -> TakenOn:
    """Have one coordinator support all of those chosen who are certain to be new.

    Who may be a client already is left, as somebody has to look; so is whom a friend named, who has to be asked first.
    Who was answered meanwhile counts as neither. Raises NotTheirs and WrongInput as `accept_as_new`.
    """
    taken = left = 0
    take_on_in_turn(db, actor)
    for reference in references[:MOST_AT_ONCE]:
        referral = get_referral_in(db, actor, reference, to_change=True)
        state = ReferralInState(referral.state)
        if state not in UNALLOCATED:
            continue
        if state is ReferralInState.UNCONFIRMED or list_likely_clients(db, actor, referral):
            left += 1
            continue
        accept_as_new(db, actor, referral, wanted)
        taken += 1
    return TakenOn(taken, left)
