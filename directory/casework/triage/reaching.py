"""Who was taken on and has not been reached yet, and whom somebody wants to try again.

Somebody counts as reached once a try says so, or a support session or an assessment took place. It is asked of those
who were taken on since the team writes down who takes them on.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Load, Session, aliased

from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import AssessmentState
from directory.casework.models import Case, Client
from directory.casework.queries import LISTED, in_care_of
from directory.casework.referrals_in.referral_details import Urgency
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.support_sessions.models import SupportSession
from directory.casework.support_sessions.states import SessionState
from directory.casework.triage.attempts import count_in_vain
from directory.casework.triage.kinds import AllocationReason, ContactResult
from directory.casework.triage.models import Allocation, ContactAttempt
from directory.casework.triage.queue import UNALLOCATED, own_targets
from directory.casework.triage.targets import Targets
from directory.clock import day_of

REACHED = (ContactResult.REACHED.value, ContactResult.CALL_BACK.value)
ASSESSED = (AssessmentState.HELD.value, AssessmentState.FINISHED.value)
# Of a client only what a list says is read along.
AS_LISTED = Load(Client).load_only(*LISTED)


@dataclass(frozen=True)
class NotReached:
    """A client who has not been reached since they asked, and by when they are to be.

    `asked` is the referral they came by or, of who was taken on directly, who takes them on.
    """

    client: Client
    asked: Referral | Allocation
    asked_on: date
    reach_by: date


def list_not_reached(db: Session, actor: Actor) -> list[NotReached]:
    """Who in the actor's care was taken on and has not been reached. Whoever shows them writes down that they do."""
    return not_reached_where(db, actor.scheme_id, in_care_of(actor))


def not_reached_where(db: Session, scheme_id: uuid.UUID, *conditions: ColumnElement[bool]) -> list[NotReached]:
    """Who was taken on and has not been reached: by a referral, the longest waiting first, and then directly."""
    targets = own_targets(db, scheme_id)
    referred = referred_and_not_reached(db, targets, scheme_id, *conditions)
    return referred + direct_and_not_reached(db, targets, scheme_id, *conditions)


def referred_and_not_reached(
    db: Session, targets: Targets, scheme_id: uuid.UUID, *conditions: ColumnElement[bool]
) -> list[NotReached]:
    found = []
    for client, referral in db.execute(referred(scheme_id, *conditions)):
        asked_on, judged = day_of(referral.made_at), Urgency(referral.triaged_as) if referral.triaged_as else None
        found.append(NotReached(client, referral, asked_on, targets.reach_by(asked_on, judged)))
    return found


@lru_cache
def referred(scheme_id: uuid.UUID, *conditions: ColumnElement[bool]) -> Select[Client, Referral]:
    """Who came by a referral and was not reached since. Where the conditions are kept, so is the question."""
    return (
        select(Client, Referral)
        .join(Referral, Referral.client_id == Client.id)
        .where(
            Client.scheme_id == scheme_id,
            Referral.scheme_id == scheme_id,
            Referral.state == ReferralInState.ACCEPTED.value,
            is_supported_now(),
            was_allocated(),
            ~was_reached(Referral.made_at),
            ~had_appointment(Referral.made_at),
            *conditions,
        )
        .options(AS_LISTED)
        .order_by(Referral.made_at, Referral.id)
    )


def direct_and_not_reached(
    db: Session, targets: Targets, scheme_id: uuid.UUID, *conditions: ColumnElement[bool]
) -> list[NotReached]:
    """Who came by no referral, and is in their first case. What nobody has judged is routine."""
    found: dict[uuid.UUID, NotReached] = {}
    for client, allocation, opened_on in db.execute(taken_on(scheme_id, *conditions)):
        asked_on = day_of(allocation.allocated_at)
        # Whose second record was joined into theirs was taken on twice.
        if opened_on <= asked_on and client.id not in found:
            found[client.id] = NotReached(client, allocation, asked_on, targets.reach_by(asked_on, None))
    return list(found.values())


@lru_cache
def taken_on(scheme_id: uuid.UUID, *conditions: ColumnElement[bool]) -> Select[Client, Allocation, date]:
    """Who was taken on without a referral and was never reached. Where the conditions are kept, so is the question."""
    came_before = exists().where(
        Referral.client_id == Client.id,
        Referral.state == ReferralInState.ACCEPTED.value,
        Referral.made_at <= Allocation.allocated_at,
    )
    return (
        select(Client, Allocation, Case.opened_on)
        .join(Allocation, Allocation.client_id == Client.id)
        .join(Case, Case.client_id == Client.id)
        .where(Client.scheme_id == scheme_id, Case.scheme_id == scheme_id, Case.closed_on.is_(None))
        .where(Allocation.reason == AllocationReason.TAKEN_ON.value, Allocation.from_user_id.is_(None), ~came_before)
        .where(~was_reached(None), ~had_appointment(None), *conditions)
        .options(AS_LISTED)
        .order_by(Allocation.allocated_at, Allocation.id)
    )


@cache
def is_supported_now() -> ColumnElement[bool]:
    return exists().where(Case.client_id == Client.id, Case.closed_on.is_(None))


@cache
def was_allocated() -> ColumnElement[bool]:
    """Whether it was written down who takes somebody on when they asked."""
    return exists().where(
        Allocation.client_id == Client.id,
        Allocation.reason == AllocationReason.TAKEN_ON.value,
        Allocation.allocated_at >= Referral.made_at,
    )


@cache
def was_reached(since: InstrumentedAttribute[datetime] | None) -> ColumnElement[bool]:
    """Whether somebody was reached since they asked: of a referral that came after, only what was tried for it."""
    tried = (ContactAttempt.client_id == Client.id, ContactAttempt.result.in_(REACHED))
    return exists().where(*tried, true() if since is None else ContactAttempt.recorded_at >= since)


@cache
def had_appointment(since: InstrumentedAttribute[datetime] | None) -> ColumnElement[bool]:
    """Whether somebody came to a support session or an assessment since a moment, or at all."""
    met = exists().where(
        SupportSession.client_id == Client.id,
        SupportSession.state == SessionState.HAPPENED.value,
        true() if since is None else SupportSession.starts_at >= since,
    )
    assessed = exists().where(
        Assessment.client_id == Client.id,
        Assessment.state.in_(ASSESSED),
        true() if since is None else Assessment.starts_at >= since,
    )
    return or_(met, assessed)


def was_reached_since(since: InstrumentedAttribute[datetime]) -> ColumnElement[bool]:
    """Whether a client was spoken to since a moment: by a try, or at an appointment."""
    return or_(was_reached(since), had_appointment(since))


@dataclass(frozen=True)
class TryAgain:
    """Somebody who is to be tried again on a day: a client, or who asked and waits."""

    attempt: ContactAttempt
    client: Client | None
    referral: Referral | None


def list_to_try_again(db: Session, actor: Actor, until: date) -> list[TryAgain]:
    """Whom the actor is to try again by a day: their clients, and who waits and was tried by them last.

    A manager gets those of the whole team. Who was tried since then is left out.
    """
    of_clients, of_waiting = tries_due(actor, until)
    found = [TryAgain(attempt, client, None) for attempt, client in db.execute(of_clients)]
    return found + [TryAgain(attempt, None, referral) for attempt, referral in db.execute(of_waiting)]


@lru_cache
def tries_due(actor: Actor, until: date) -> tuple[Select[ContactAttempt, Client], Select[ContactAttempt, Referral]]:
    """The last tries of clients, and those of who asked and waits, that say to try again by a day."""
    later = aliased(ContactAttempt)
    is_last = ~exists().where(
        later.person_id == ContactAttempt.person_id, later.recorded_at > ContactAttempt.recorded_at
    )
    due = (ContactAttempt.scheme_id == actor.scheme_id, ContactAttempt.again_on <= until, is_last)
    of_clients = (
        select(ContactAttempt, Client)
        .join(Client, Client.id == ContactAttempt.client_id)
        .where(*due, in_care_of(actor), is_supported_now())
        .options(AS_LISTED)
    )
    waits = Referral.state.in_([each.value for each in UNALLOCATED])
    own = true() if actor.may("casework.oversee") else ContactAttempt.tried_by == actor.user_id
    of_waiting = select(ContactAttempt, Referral).join(Referral, Referral.id == ContactAttempt.referral_id)
    return of_clients, of_waiting.where(*due, waits, own)


def list_tried_enough(db: Session, actor: Actor) -> list[tuple[Client, Case]]:
    """Whom the actor supports and tried in vain, since they were reached or seen last, as often as the team has set.

    With the case that is open.
    """
    tries: dict[uuid.UUID, list[ContactAttempt]] = {}
    for each in db.scalars(tries_since_seen(actor)):
        tries.setdefault(each.person_id, []).append(each)
    enough = db.get_one(Scheme, actor.scheme_id).contact_attempts
    given_up = [client_id for client_id, found in tries.items() if count_in_vain(found) >= enough]
    is_open = (Case.client_id == Client.id, Case.closed_on.is_(None))
    if not given_up:
        return []
    found = select(Client, Case).join(Case, and_(*is_open)).where(Client.id.in_(given_up)).order_by(Client.id)
    return [(client, case) for client, case in db.execute(found.options(AS_LISTED))]


@lru_cache
def tries_since_seen(actor: Actor) -> Select[ContactAttempt]:
    """The tries to reach those in an actor's care since they came to anything, the newest first."""
    return (
        select(ContactAttempt)
        .join(Client, Client.id == ContactAttempt.client_id)
        .where(ContactAttempt.scheme_id == actor.scheme_id, in_care_of(actor), is_supported_now())
        .where(~had_appointment(ContactAttempt.recorded_at))
        .order_by(ContactAttempt.tried_on.desc(), ContactAttempt.recorded_at.desc())
    )


def count_tries_of(db: Session, client_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, int]:
    """How often each of some clients was tried, by id."""
    if not client_ids:
        return {}
    of_clients = ContactAttempt.client_id.in_(client_ids)
    counted = select(ContactAttempt.client_id, func.count()).where(of_clients).group_by(ContactAttempt.client_id)
    return {client_id: number for client_id, number in db.execute(counted) if client_id}


def asked_ids(waiting: Sequence[TryAgain]) -> list[uuid.UUID]:
    """The referrals of those who are no clients yet."""
    return [each.referral.id for each in waiting if each.referral]
