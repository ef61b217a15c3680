"""Letting go of who asked for support and was not taken on: after half a year, or when somebody asks for it.

Of whom a friend named and who has said nothing themselves, what is kept goes sooner. Who still waits for the first
answer of a team is never let go of by the clock.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.feedback.models import Feedback
from directory.casework.feedback.states import FeedbackState
from directory.casework.references import read_reference
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ANSWERED_OTHERWISE, ReferralInState, ReferralSource
from directory.casework.tombstones import ErasedPerson, ErasureReason
from directory.errors import Refused, WrongInput
from directory.referrals.joining_models import JoinRequest
from directory.rights.erased_tables import delete_rows

S = ReferralInState
# So long somebody may come back and find what they told; it is told on the page before they send it.
KEPT_FOR = timedelta(days=182)
# Nobody agreed yet to be known to us.
UNCONFIRMED_FOR = timedelta(days=90)
# The link in the letter to the group works for 30 days; a group that is slow gets in touch after it.
ASKED_GROUP_FOR = timedelta(days=60)


class TakenOn(Refused):
    """The person of a referral is a client, so that their whole record would have to be erased."""

    def __init__(self) -> None:
        super().__init__("They were taken on meanwhile. What is kept of them is erased from their own page.")


def is_over(now: datetime) -> ColumnElement[bool]:
    """The referrals whose time is over, as a condition."""
    ended = (S.DECLINED, S.NOT_REACHED, *ANSWERED_OTHERWISE)
    is_answered = Referral.state.in_([each.value for each in ended])
    is_friends = Referral.source == ReferralSource.FRIEND.value
    long_ago = Referral.state_at <= now - KEPT_FOR
    return and_(is_answered, or_(long_ago, and_(is_friends, Referral.state_at <= now - UNCONFIRMED_FOR)))


def count_over(db: Session, now: datetime) -> tuple[int, date | None]:
    """How many referrals are over their time, and since when the oldest is there."""
    number, oldest = db.execute(select(func.count(), func.min(Referral.made_at)).where(is_over(now))).one()
    return number, oldest.date() if oldest else None


def let_go_of_untaken(db: Session, now: datetime) -> Sequence[uuid.UUID]:
    """Take out the referrals whose time is over. Returns whose keys are to be destroyed once that is kept."""
    going = db.scalars(select(Referral).where(is_over(now)).with_for_update()).all()
    return [take_out_referral(db, None, each, ErasureReason.TIME_OVER) for each in going]


def are_over(now: datetime) -> ColumnElement[bool]:
    """The requests to come to an activity whose time is over, as a condition."""
    return JoinRequest.made_at <= now - ASKED_GROUP_FOR


def count_requests_over(db: Session, now: datetime) -> tuple[int, date | None]:
    """How many requests to come to an activity are over their time, and since when the oldest is there."""
    number, oldest = db.execute(select(func.count(), func.min(JoinRequest.made_at)).where(are_over(now))).one()
    return number, oldest.date() if oldest else None


def let_go_of_requests(db: Session, now: datetime) -> Sequence[uuid.UUID]:
    """Take out what groups were asked long ago. Returns whose keys are to be destroyed once that is kept."""
    people = db.scalars(select(JoinRequest.person_id).where(are_over(now)).with_for_update()).all()
    for each in people:
        take_out_request(db, each, ErasureReason.TIME_OVER)
    return people


def feedback_over(now: datetime, years: int) -> ColumnElement[bool]:
    """What we were told about nobody whom we support, and was closed as long ago as records of care are kept."""
    is_closed = Feedback.state == FeedbackState.CLOSED.value
    # A few leap days are no matter here.
    return and_(Feedback.client_id.is_(None), is_closed, Feedback.state_at <= now - timedelta(days=366 * years))


def count_feedback_over(db: Session, now: datetime, years: int) -> tuple[int, date | None]:
    """How many complaints, thanks and incidents are over their time, and since when the oldest is there."""
    wanted = select(func.count(), func.min(Feedback.state_at)).where(feedback_over(now, years))
    number, oldest = db.execute(wanted).one()
    return number, oldest.date() if oldest else None


def let_go_of_feedback(db: Session, now: datetime, years: int) -> Sequence[uuid.UUID]:
    """Take out what was told long ago about nobody we support. Returns which keys are to be destroyed after it."""
    keys = db.scalars(select(Feedback.person_id).where(feedback_over(now, years)).with_for_update()).all()
    for each in keys:
        take_out_request(db, each, ErasureReason.TIME_OVER)
    return keys


def erase_request(db: Session, actor: Actor, typed: str) -> uuid.UUID:
    """Erase what somebody asked a group, because they want it. Returns whose key is to be destroyed after it.

    Raises WrongInput where the actor's team may see no request with the reference that was typed.
    """
    of_team = (JoinRequest.team_id == actor.scheme_id, JoinRequest.reference == read_reference(typed.strip()))
    found = db.execute(select(JoinRequest.id, JoinRequest.person_id).where(*of_team).with_for_update()).one_or_none()
    if found is None:
        raise WrongInput("Check the reference.", {"typed": "There is no request with this reference"})
    request_id, person_id = found
    why = [ErasureReason.ASKED.value]
    record_act(db, actor.user_id, actor.scheme_id, "join_request.erased", "join_request", [request_id], why)
    take_out_request(db, person_id, ErasureReason.ASKED)
    return person_id


def take_out_request(db: Session, person_id: uuid.UUID, reason: ErasureReason) -> None:
    db.add(ErasedPerson(person_id=person_id, erased_at=clock.now(), reason=reason.value))
    db.flush()
    delete_rows(db, person_id)


def erase_referral_in(db: Session, actor: Actor, referral: Referral, typed: str) -> uuid.UUID:
    """Erase who asked and was not taken on, because they want it. Returns whose key is to be destroyed after it.

    Raises WrongInput where the reference that was typed is not theirs, and TakenOn.
    """
    if referral.client_id is not None:
        raise TakenOn
    if read_reference(typed.strip()) != referral.reference:
        raise WrongInput("Check the reference.", {"typed": "This is not the reference of this person"})
    return take_out_referral(db, actor, referral, ErasureReason.ASKED)


def take_out_referral(db: Session, actor: Actor | None, referral: Referral, reason: ErasureReason) -> uuid.UUID:
    person_id = referral.person_id
    stone = ErasedPerson(
        person_id=person_id,
        scheme_id=referral.scheme_id,
        reference=referral.reference,
        erased_at=clock.now(),
        reason=reason.value,
    )
    db.add(stone)
    by, why = actor.user_id if actor else None, [reason.value.replace(" ", "_")]
    record_act(db, by, referral.scheme_id, "referral_in.erased", "referral", [referral.id], why)
    db.flush()
    delete_rows(db, person_id)
    db.expunge(referral)
    return person_id
