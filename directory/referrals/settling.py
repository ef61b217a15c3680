"""Settling what a group answered: a colleague has seen it, and nothing else is wanted after it. It can be undone.

A person may want nothing else after a no, or no first visit after a yes. Else such an answer would stay on somebody's
day for as long as the case is open.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Case
from directory.referrals.group_answers import TO_GO_ON, is_gone_on_from, says_how_it_stands
from directory.referrals.models import OnwardReferral, ReferralMove


def find_answer(referral: OnwardReferral) -> ReferralMove | None:
    """What a group said of a referral by its link, where that is how it stands and it is for us to go on."""
    last = referral.standing_moves[-1]
    return last if last.recorded_by is None and last.to_state in TO_GO_ON else None


def waits_for_us(db: Session, referral: OnwardReferral) -> bool:
    """Whether what a group answered is on somebody's day until we go on from it, unless it is settled."""
    says = (ReferralMove.recorded_by.is_(None), says_how_it_stands())
    is_open = OnwardReferral.case.has(Case.closed_on.is_(None))
    wanted = (
        select(ReferralMove.id)
        .join(OnwardReferral, OnwardReferral.id == ReferralMove.onward_referral_id)
        .where(OnwardReferral.id == referral.id, ReferralMove.to_state.in_(TO_GO_ON), is_open, *says)
        .where(~is_gone_on_from())
    )
    return db.scalar(wanted) is not None


def settle_answer(db: Session, actor: Actor, referral: OnwardReferral, number: int) -> bool:
    """Write down that nothing else is wanted after the answer of that number; says whether it still stands.

    A second click changes nothing. The caller keeps the referral from others.
    """
    answer = find_answer(referral)
    if answer is None or answer.number != number:
        return False
    if answer.settled_at is None:
        answer.settled_at, answer.settled_by = clock.now(), actor.user_id
        record_change(db, actor, referral, "referral.answer_settled")
    return True


def unsettle_answer(db: Session, actor: Actor, referral: OnwardReferral, number: int) -> bool:
    """Have the answer of that number wait for somebody again; says whether it still stands.

    A second click changes nothing. The caller keeps the referral from others.
    """
    answer = find_answer(referral)
    if answer is None or answer.number != number:
        return False
    if answer.settled_at is not None:
        answer.settled_at = answer.settled_by = None
        record_change(db, actor, referral, "referral.answer_unsettled")
    return True


def record_change(db: Session, actor: Actor, referral: OnwardReferral, act: str) -> None:
    record_act(db, actor.user_id, actor.scheme_id, act, "onward_referral", [referral.id], ["settled_at"])
