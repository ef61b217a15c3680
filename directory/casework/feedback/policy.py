"""Who does what with a complaint, thanks or an incident that they may read."""

from directory.accounts.actor import Actor
from directory.casework.feedback.models import Feedback


def may_see_to(actor: Actor, feedback: Feedback) -> bool:
    """Whether an actor writes down what was done about it: a manager, or who sees to it."""
    return actor.may("casework.oversee") or (feedback.owner_id is not None and feedback.owner_id == actor.user_id)


def may_put_right(actor: Actor, feedback: Feedback) -> bool:
    """Whether an actor puts right what is written of it: who sees to it, or who wrote it down."""
    is_recorder = feedback.recorded_by is not None and feedback.recorded_by == actor.user_id
    return may_see_to(actor, feedback) or is_recorder
