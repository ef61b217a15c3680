"""Stopping to try: a person decides, after enough tries, and whoever referred somebody is told. Nothing ends by itself.

Where something is known that may put somebody in danger, a manager decides.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.casework.models import Client
from directory.casework.referrals_in.answering_referrals import check_move, move_referral_in
from directory.casework.referrals_in.joined_referrals import list_joined, list_last_at_work
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.safety.queries import has_standing_concern, has_standing_risk, hears_danger
from directory.casework.triage.attempts import count_in_vain, list_attempts
from directory.casework.triage.kinds import NoticeAbout
from directory.casework.triage.telling import tell_referrer
from directory.errors import Refused


class TooFewTries(Refused):
    """Somebody has not been tried often enough yet to stop."""

    def __init__(self, tried: int, wanted: int) -> None:
        super().__init__(
            f"They were tried {tried} of {wanted} times in vain since they were reached last. Write down each try:"
            f" after {wanted} you may stop."
        )


class ManagerNeeded(Refused):
    """Something is known that may put somebody in danger, so that a manager decides."""

    def __init__(self) -> None:
        super().__init__("Here a manager decides whether to stop trying. Ask one.")


@dataclass(frozen=True)
class Tries:
    """How often somebody was tried in vain since they were reached last, and how often their team means to try."""

    in_vain: int
    wanted: int

    @property
    def are_enough(self) -> bool:
        return self.in_vain >= self.wanted


def tries_of(db: Session, person: Referral | Client) -> Tries:
    """How often somebody was tried in vain, beside what their team has set. The caller looked them up."""
    wanted = db.get_one(Scheme, person.scheme_id).contact_attempts
    return Tries(count_in_vain(list_attempts(db, person)), wanted)


def check_may_stop(db: Session, actor: Actor, person: Referral | Client, why_sooner: str | None = None) -> None:
    """Raises TooFewTries, unless a reason says why trying stops sooner, and ManagerNeeded."""
    tries = tries_of(db, person)
    if not tries.are_enough and not why_sooner:
        raise TooFewTries(tries.in_vain, tries.wanted)
    if needs_manager(db, actor, person):
        raise ManagerNeeded


def needs_manager(db: Session, actor: Actor, person: Referral | Client) -> bool:
    """Whether somebody else than the actor has to decide that nobody tries any more."""
    return not actor.may("casework.oversee") and is_in_danger(db, person)


def is_in_danger(db: Session, person: Referral | Client) -> bool:
    """Whether a risk or a concern of somebody stands, or words of danger were heard to which nobody has looked since.

    What it is, is not read.
    """
    asked = (hears_danger, has_standing_risk, has_standing_concern)
    return any(each(db, person.person_id) for each in asked)


def end_not_reached(db: Session, actor: Actor, referral: Referral, *, can_write: bool) -> None:
    """End a referral whose person nobody could reach, and have its sender told: by a colleague, unless letters leave
    here (`can_write`). A second click ends it once.

    Raises AnsweredMeanwhile, TooFewTries and ManagerNeeded. The caller keeps the referral from others.
    """
    if referral.state == ReferralInState.UNREACHABLE:
        return
    check_move(referral, ReferralInState.UNREACHABLE)
    check_may_stop(db, actor, referral)
    move_referral_in(db, actor, referral, ReferralInState.UNREACHABLE)
    for each in (referral, *list_joined(db, referral)):
        tell_referrer(db, actor, each, NoticeAbout.NOT_REACHED, may_write=can_write)


def tell_of_client_not_reached(db: Session, actor: Actor, client: Client) -> None:
    """Have a colleague tell all who referred a client last, as their work, that nobody could reach them."""
    for each in list_last_at_work(db, client):
        tell_referrer(db, actor, each, NoticeAbout.NOT_REACHED, may_write=False)
