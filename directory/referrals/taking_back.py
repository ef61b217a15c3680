"""Taking back the last move of a referral that was written down by mistake. Nothing is deleted: both stay told."""

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.tellers import colleague
from directory.errors import NotAllowed
from directory.outbox import release_letters
from directory.referrals.inputs import MoveInput, TakeBackInput
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.news import call_off_news, tell_after_all
from directory.referrals.operations import MovedMeanwhile, already_referred, has_open_referral, make_move
from directory.referrals.policy import may_take_back
from directory.referrals.states import OPEN, TOLD_TO_PROVIDER, ReferralState, check_take_back


def take_back_move(db: Session, actor: Actor, referral: OnwardReferral, wanted: TakeBackInput) -> None:
    """Bring a referral back to where it was before its last move, and keep why.

    A letter that the move held back waits to leave again. The same form sent again changes nothing. Raises NotAllowed
    for somebody else's move, MovedMeanwhile where it is not the last any more, MoveNotAllowed for the first move, and
    NotReferable where another referral to the same service is open by now.
    """
    if any(wanted.submission_key and each.submission_key == wanted.submission_key for each in referral.moves):
        return
    last = referral.standing_moves[-1]
    if not may_take_back(actor, last):
        raise NotAllowed("Only who wrote this step down, or a manager, can take it back.")
    if last.number != wanted.number:
        raise MovedMeanwhile
    check_take_back(last.from_state)
    before = referral.standing_moves[-2]
    if referral.state not in OPEN and has_open_referral(db, referral.case_id, referral.service_id):
        raise already_referred(referral.service)
    referral.moves.append(taking_back(actor, referral, last, before, wanted))
    # Whoever goes back to the form of that move may send it anew, once they have seen what is written down now.
    last.submission_key = None
    referral.state, referral.state_on = before.to_state, before.happened_on
    call_off_news(db, referral)
    tell_after_all(db, referral, before, last.recorded_at)
    if last.to_state not in TOLD_TO_PROVIDER:
        release_letters(db, about_id=referral.id, held_since=last.recorded_at)
    record_act(db, actor.user_id, actor.scheme_id, "referral.taken_back", "onward_referral", [referral.id], ["state"])


def taking_back(
    actor: Actor, referral: OnwardReferral, last: ReferralMove, before: ReferralMove, wanted: TakeBackInput
) -> ReferralMove:
    news = MoveInput(
        to=ReferralState(before.to_state),
        happened_on=clock.today(),
        note=wanted.why,
        submission_key=wanted.submission_key,
    )
    move = make_move(colleague(actor), referral, ReferralState(referral.state), news)
    move.takes_back = last.number
    return move
