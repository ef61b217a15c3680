"""Writing down each try to reach somebody, whoever asked or is supported already."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.referrals_in.answering_referrals import move_referral_in
from directory.casework.referrals_in.joined_referrals import find_first, list_joined
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import MOVES, ReferralInState
from directory.casework.referrals_in.telling_senders import tell_sender
from directory.casework.triage.kinds import IN_VAIN, ContactHow, ContactResult
from directory.casework.triage.models import ContactAttempt
from directory.db import add_once, new_id
from directory.errors import UsedBefore, WrongInput

S = ReferralInState


@dataclass(frozen=True)
class AttemptInput:
    """One try: how, what came of it, on which day, and when to try again, where that is known."""

    how: ContactHow
    result: ContactResult
    submission_key: str
    tried_on: date | None = None
    again_on: date | None = None
    note: str | None = None


def log_attempt(db: Session, actor: Actor, person: Referral | Client, wanted: AttemptInput) -> ContactAttempt:
    """Write down a try to reach somebody. Sent twice it is one.

    Who asked and could not be reached is known as such, until somebody reaches them. A referral that was joined to
    another meanwhile is of the same person: the try is written down with the first. Raises WrongInput for days that
    cannot be, and UsedBefore.
    """
    if isinstance(person, Referral):
        person = find_first(db, person, to_change=True)
    known = find_by_submission(db, actor, wanted.submission_key)
    if known is not None:
        return replayed(known, wanted)
    tried_on = wanted.tried_on or clock.today()
    check_days(tried_on, wanted.again_on)
    attempt = attempt_of(actor, person, wanted, tried_on)
    kept, is_new = add_once(db, attempt, lambda: find_by_submission(db, actor, wanted.submission_key))
    if not is_new:
        return replayed(kept, wanted)
    changed = [wanted.how.value, wanted.result.value]
    record_act(db, actor.user_id, actor.scheme_id, "contact.tried", "contact_attempt", [kept.id], changed)
    if isinstance(person, Referral):
        follow_result(db, actor, person, wanted.result)
        for each in (person, *list_joined(db, person)):
            tell_sender(db, each)
    return kept


def attempt_of(actor: Actor, person: Referral | Client, wanted: AttemptInput, tried_on: date) -> ContactAttempt:
    return ContactAttempt(
        id=new_id(),
        scheme_id=actor.scheme_id,
        person_id=person.person_id,
        referral_id=person.id if isinstance(person, Referral) else None,
        client_id=person.id if isinstance(person, Client) else person.client_id,
        how=wanted.how.value,
        result=wanted.result.value,
        tried_on=tried_on,
        again_on=wanted.again_on,
        note=wanted.note,
        tried_by=actor.user_id,
        recorded_at=clock.now(),
        submission_key=wanted.submission_key,
    )


def follow_result(db: Session, actor: Actor, referral: Referral, result: ContactResult) -> None:
    """Have a referral that waits say whether its person was reached the last time somebody tried."""
    state = ReferralInState(referral.state)
    to = S.NOT_REACHED if result in IN_VAIN else S.NEW
    if to == state or to not in MOVES[state] or (to is S.NEW and state is not S.NOT_REACHED):
        return
    move_referral_in(db, actor, referral, to)


def check_days(tried_on: date, again_on: date | None) -> None:
    if tried_on > clock.today():
        raise WrongInput("Check the day.", {"tried_on": "The date must be today or earlier"})
    if again_on is not None and again_on < tried_on:
        raise WrongInput("Check the day.", {"again_on": "This is before the day on which you tried"})


def replayed(attempt: ContactAttempt, wanted: AttemptInput) -> ContactAttempt:
    if (attempt.how, attempt.result) != (wanted.how.value, wanted.result.value):
        raise UsedBefore
    return attempt


def find_by_submission(db: Session, actor: Actor, submission_key: str) -> ContactAttempt | None:
    of_team = (ContactAttempt.scheme_id == actor.scheme_id, ContactAttempt.submission_key == submission_key)
    return db.scalar(select(ContactAttempt).where(*of_team))


def list_attempts(db: Session, person: Referral | Client) -> Sequence[ContactAttempt]:
    """Every try to reach somebody, newest first. The caller looked them up."""
    wanted = select(ContactAttempt).where(ContactAttempt.scheme_id == person.scheme_id, is_about(person))
    return db.scalars(wanted.order_by(ContactAttempt.tried_on.desc(), ContactAttempt.recorded_at.desc())).all()


def is_about(person: Referral | Client) -> ColumnElement[bool]:
    if isinstance(person, Client):
        return ContactAttempt.client_id == person.id
    return ContactAttempt.referral_id == person.id


def count_in_vain(attempts: Sequence[ContactAttempt]) -> int:
    """How often somebody was tried in vain since they were reached last."""
    number = 0
    for each in attempts:
        if ContactResult(each.result) not in IN_VAIN:
            break
        number += 1
    return number


def list_triers(attempts: Sequence[ContactAttempt]) -> set[uuid.UUID]:
    """Who tried, by id."""
    return {each.tried_by for each in attempts}
