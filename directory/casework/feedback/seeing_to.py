"""What is done about a complaint, thanks or an incident: steps, who sees to it, and what comes next."""

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.models import User
from directory.accounts.queries import list_colleagues
from directory.audit.operations import record_act
from directory.casework.feedback.inputs import FollowUpInput, StepInput, what_is_wrong_next
from directory.casework.feedback.keeping import require_seen
from directory.casework.feedback.kinds import FeedbackKind, GivenBy
from directory.casework.feedback.models import Feedback, FeedbackStep
from directory.casework.feedback.states import FeedbackState, moves_of
from directory.db import new_id
from directory.errors import Refused, UsedBefore, WrongInput


class MoveNotAllowed(Refused):
    """A complaint, thanks or an incident cannot come to stand like this from where it stands."""


def record_step(
    db: Session, actor: Actor, feedback: Feedback, wanted: StepInput, seen: int, submission_key: str
) -> None:
    """Write down what was done, and how it stands from now on. A second click writes one.

    Raises UsedBefore, ChangedMeanwhile, MoveNotAllowed, and WrongInput where a complaint is answered or closed and
    nobody says what was found.
    """
    known = db.scalar(
        select(FeedbackStep).where(
            FeedbackStep.feedback_id == feedback.id, FeedbackStep.submission_key == submission_key
        )
    )
    if known is not None:
        if known.words != wanted.words:
            raise UsedBefore
        return
    require_seen(feedback, seen)
    check_step(feedback, wanted)
    db.add(
        FeedbackStep(
            id=new_id(),
            feedback_id=feedback.id,
            person_id=feedback.person_id,
            to_state=wanted.to_state.value if wanted.to_state else None,
            is_acknowledged=wanted.is_acknowledged,
            words=wanted.words,
            recorded_by=actor.user_id,
            recorded_at=clock.now(),
            submission_key=submission_key,
        )
    )
    act = f"feedback.{wanted.to_state.name.lower()}" if wanted.to_state else "feedback.noted"
    follow(feedback, wanted)
    record_act(db, actor.user_id, actor.scheme_id, act, "feedback", [feedback.id])


def check_step(feedback: Feedback, wanted: StepInput) -> None:
    kind, state = FeedbackKind(feedback.kind), FeedbackState(feedback.state)
    if wanted.to_state is None:
        return
    if wanted.to_state not in moves_of(kind, GivenBy(feedback.given_by), state):
        raise MoveNotAllowed(f"It is {state} now, and cannot come to be {wanted.to_state} from there.")
    is_over = wanted.to_state in (FeedbackState.ANSWERED, FeedbackState.CLOSED)
    if kind is FeedbackKind.COMPLAINT and is_over and not (wanted.finding or feedback.finding):
        raise WrongInput("Check what you found.", {"finding": "Say what you found"})


def follow(feedback: Feedback, wanted: StepInput) -> None:
    """Have the row say what a step says."""
    today = clock.today()
    if wanted.is_acknowledged and feedback.acknowledged_on is None:
        feedback.acknowledged_on = today
    if wanted.finding is not None and feedback.kind == FeedbackKind.COMPLAINT:
        feedback.finding = wanted.finding.value
    if wanted.learning is not None:
        feedback.learning = wanted.learning
    # Each step is a change of the whole, so that whoever looked before notices it.
    feedback.state_at = clock.now()
    if wanted.to_state is None:
        return
    feedback.state = wanted.to_state.value
    if wanted.to_state is FeedbackState.ANSWERED:
        feedback.answered_on = today
        feedback.acknowledged_on = feedback.acknowledged_on or today
    elif wanted.to_state is FeedbackState.CLOSED:
        feedback.next_step = feedback.next_step_on = None


def arrange(db: Session, actor: Actor, feedback: Feedback, wanted: FollowUpInput, seen: int) -> bool:
    """Say who sees to it, what comes next and by when; says whether that was news.

    Raises ChangedMeanwhile, and WrongInput for somebody who is no colleague, or whom it is about.
    """
    told = asdict(wanted)
    changed = [name for name, value in told.items() if getattr(feedback, name) != value]
    if not changed:
        return False
    require_seen(feedback, seen)
    wrong = what_is_wrong_next(wanted, feedback.received_on)
    if wrong:
        raise WrongInput("Check what comes next.", wrong)
    if wanted.owner_id and wanted.owner_id not in {each.id for each in list_owners(db, actor, feedback)}:
        raise WrongInput("Check who sees to it.", {"owner_id": "Choose one of your team whom it is not about"})
    for each in changed:
        setattr(feedback, each, told[each])
    record_act(db, actor.user_id, actor.scheme_id, "feedback.arranged", "feedback", [feedback.id], changed)
    return True


def list_owners(db: Session, actor: Actor, feedback: Feedback) -> list[User]:
    """Who of the team may see to it, managers first: nobody whom it is about."""
    found = [*list_colleagues(db, actor, Role.MANAGER), *list_colleagues(db, actor, Role.COORDINATOR)]
    return [each for each in dict.fromkeys(found) if each.id != feedback.about_user_id]
