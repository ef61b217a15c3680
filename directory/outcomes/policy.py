"""Who may see figures of small groups: those who may open the records behind them anyway."""

from directory.accounts.actor import Actor


def may_see_small_groups(actor: Actor) -> bool:
    """Whether an actor may see figures of groups so small that somebody could be recognised."""
    return actor.may("casework.read")


def may_evaluate_exactly(actor: Actor) -> bool:
    """Whether an actor may have an evaluation of the internal kind: exact, and of small groups too."""
    return actor.may("outcomes.evaluate_exactly")
