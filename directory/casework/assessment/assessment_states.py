"""The states of an assessment and the moves between them, as one table; and what may be left to ask."""

from enum import StrEnum


class AssessmentState(StrEnum):
    """How far an assessment has come."""

    PLANNED = "planned"
    HELD = "held"
    FINISHED = "finished"
    NOT_HELD = "not held"


class Topic(StrEnum):
    """What an assessment asks about, and what may be left for another time."""

    RISKS = "risks"
    HEALTH = "health"
    HOME = "home"
    MONEY = "money"
    PEOPLE = "people"
    CARING = "caring"
    WORK = "work"
    TRAVEL = "travel"


class CopyPart(StrEnum):
    """The parts of an assessment that a person gets to see, unless their coordinator leaves them off."""

    STRENGTHS = "strengths"
    NEEDS = "needs"
    CONCERNS = "concerns"


S = AssessmentState
# What was finished can be opened again. One that was not held is followed by a new one.
ASSESSMENT_MOVES: dict[AssessmentState, frozenset[AssessmentState]] = {
    S.PLANNED: frozenset({S.HELD, S.NOT_HELD}),
    S.HELD: frozenset({S.FINISHED}),
    S.FINISHED: frozenset({S.HELD}),
    S.NOT_HELD: frozenset(),
}
OPEN_STATES = frozenset({S.PLANNED, S.HELD})
