"""Why a spell of support ends, as one table: the reasons by their group, and the end state that follows from each.

After the reasons that the Ministry of Justice's Refer and Monitor keeps, and its three end states.
"""

from collections.abc import Mapping
from enum import StrEnum


class ClosureReason(StrEnum):
    """Why a case ended."""

    COMPLETED = "completed"
    COMPLETED_EARLY = "completed early"
    MOVED = "moved away"
    NEEDS_MET = "needs met another way"
    WORK_OR_CARE = "work or caring"
    DOES_NOT_WANT = "does not want it"
    NOT_ENGAGED = "did not take part"
    NOT_REACHED = "unable to contact"
    NEEDS_MORE = "needs more than this service"
    NOT_ELIGIBLE = "not eligible"
    DIED = "died"
    MISTAKE = "mistaken or double"
    OTHER = "other"


class EndState(StrEnum):
    """How far support came. It follows from the reason and is kept nowhere."""

    COMPLETED = "completed"
    ENDED_EARLY = "ended early"
    CANCELLED = "cancelled"


class ReasonGroup(StrEnum):
    """Which kind of reason it is, as a heading over reasons."""

    FINISHED = "Support is finished"
    PERSON = "They ended it"
    NO_CONTACT = "We lost contact"
    NOT_FOR_THEM = "It is not the right service"
    OTHER = "Something else"


R, G, E = ClosureReason, ReasonGroup, EndState
REASONS: Mapping[ClosureReason, tuple[ReasonGroup, EndState, str]] = {
    R.COMPLETED: (G.FINISHED, E.COMPLETED, "What was planned is done"),
    R.COMPLETED_EARLY: (G.FINISHED, E.COMPLETED, "They got there sooner than planned"),
    R.MOVED: (G.PERSON, E.ENDED_EARLY, "They moved away"),
    R.NEEDS_MET: (G.PERSON, E.ENDED_EARLY, "They found what they need another way"),
    R.WORK_OR_CARE: (G.PERSON, E.ENDED_EARLY, "Work or caring leaves them no time"),
    R.DOES_NOT_WANT: (G.PERSON, E.ENDED_EARLY, "They do not want it any more"),
    R.NOT_ENGAGED: (G.NO_CONTACT, E.ENDED_EARLY, "They did not take part"),
    R.NOT_REACHED: (G.NO_CONTACT, E.ENDED_EARLY, "We could not reach them"),
    R.NEEDS_MORE: (G.NOT_FOR_THEM, E.ENDED_EARLY, "They need more than this service can give"),
    R.NOT_ELIGIBLE: (G.NOT_FOR_THEM, E.CANCELLED, "This service is not for them"),
    R.DIED: (G.OTHER, E.ENDED_EARLY, "They have died"),
    R.MISTAKE: (G.OTHER, E.CANCELLED, "It was opened by mistake, or twice"),
    R.OTHER: (G.OTHER, E.ENDED_EARLY, "Another reason"),
}
# That somebody has died is written down on a page of its own, which closes their case too.
CHOSEN = tuple(reason for reason in REASONS if reason is not R.DIED)


def group_of(reason: ClosureReason) -> ReasonGroup:
    return REASONS[reason][0]


def end_state_of(reason: ClosureReason) -> EndState:
    return REASONS[reason][1]


def words_of(reason: ClosureReason) -> str:
    """The reason as a sentence without its stop, such as "They moved away"."""
    return REASONS[reason][2]
