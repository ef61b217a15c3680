"""How goals and actions are told to colleagues."""

from directory.casework.assessment.plan_models import Goal, PlanAction
from directory.casework.assessment.plan_states import ActionState, GoalState, Whose
from directory.web.words import uk_short_date

WHO = {Whose.PERSON: "They do it", Whose.COORDINATOR: "Their coordinator does it"}
IDEAS = {
    Whose.PERSON: "Their own idea",
    Whose.COORDINATOR: "Their coordinator’s idea",
    Whose.OTHER: "Somebody else’s idea",
}
GOAL_COLOURS = {
    GoalState.OPEN: "blue",
    GoalState.ON_HOLD: "yellow",
    GoalState.REACHED: "green",
    GoalState.LET_GO: "grey",
}
ACTION_COLOURS = {ActionState.TO_DO: "blue", ActionState.DONE: "green", ActionState.DROPPED: "grey"}
# What the button says that moves a goal or an action to a state.
GOAL_BUTTONS = {
    GoalState.OPEN: "Take it up again",
    GoalState.ON_HOLD: "Put it on hold",
    GoalState.REACHED: "It is reached",
    GoalState.LET_GO: "Let it go",
}
ACTION_BUTTONS = {ActionState.TO_DO: "Take it up again", ActionState.DONE: "Done", ActionState.DROPPED: "Drop it"}
GOAL_TOLD = {
    GoalState.OPEN: "The goal is taken up again.",
    GoalState.ON_HOLD: "The goal is on hold.",
    GoalState.REACHED: "The goal is reached. Well done to them.",
    GoalState.LET_GO: "The goal is let go. You can take it up again.",
}
ACTION_TOLD = {
    ActionState.TO_DO: "It is to do again.",
    ActionState.DONE: "It is done.",
    ActionState.DROPPED: "It is dropped. You can take it up again.",
}


def out_of_ten(number: int | None) -> str:
    return "Not asked" if number is None else f"{number} of 10"


def who_words(action: PlanAction) -> str:
    """Who does it."""
    who = Whose(action.who)
    return f"{action.who_name} does it" if who is Whose.OTHER else WHO[who]


def ratings_words(goal: Goal) -> list[str]:
    """What they said of a goal the times before, newest first."""
    return [
        f"{uk_short_date(each.rated_on)}: matters {out_of_ten(each.importance).lower()}, "
        f"sure {out_of_ten(each.confidence).lower()}"
        for each in reversed(goal.ratings[:-1])
    ]
