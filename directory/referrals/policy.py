"""Who may put a referral right."""

from directory.accounts.actor import Actor
from directory.referrals.models import ReferralMove


def may_take_back(actor: Actor, move: ReferralMove) -> bool:
    """Whether an actor may take back a move: their own, what the group told, or as a manager anybody's."""
    if move.scheme_id != actor.scheme_id:
        return False
    is_own = move.recorded_by in (actor.user_id, None)
    return actor.may("referrals.take_back_any") or (is_own and actor.may("referrals.take_back"))
