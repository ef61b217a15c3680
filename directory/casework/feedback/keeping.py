"""Writing down a complaint, thanks or an incident, and putting it right."""

import uuid
from dataclasses import asdict
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.models import Scheme
from directory.accounts.queries import list_at_work
from directory.audit.operations import record_act
from directory.casework.feedback.inputs import FactsInput, FeedbackInput, what_is_wrong
from directory.casework.feedback.kinds import CameBy, FeedbackKind, GivenBy, Severity
from directory.casework.feedback.models import Feedback
from directory.casework.feedback.rules import FeedbackDays, days_of
from directory.casework.feedback.states import FeedbackState
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.tellers import Teller
from directory.casework.triage.reminder_letters import queue_reminder
from directory.catalogue.timetable.calendars import current_calendars
from directory.db import add_once, new_id
from directory.errors import UsedBefore, WrongInput

SOMETHING_WENT_WRONG = "Somebody has complained, or something went wrong. It waits for you to look into it."


def own_days(db: Session, scheme_id: uuid.UUID) -> FeedbackDays:
    """What a team has set itself, with the bank holidays of this installation's nation."""
    return days_of(db.get_one(Scheme, scheme_id), current_calendars().nation.value)


def record_feedback(
    db: Session, teller: Teller, client: Client | None, wanted: FeedbackInput, submission_key: str
) -> tuple[Feedback, bool]:
    """Write down what somebody told, and say whether it is new: a second click writes one.

    The caller keeps the client from others, and knows that who it is about is a colleague. Managers are told of a
    complaint that no colleague took, and of what is serious. Raises UsedBefore, and WrongInput where what is told does
    not go together, or a client told it and none is named.
    """
    check(wanted, needs_client=wanted.given_by is GivenBy.CLIENT and client is None)
    known = find_sent(db, teller.scheme_id, submission_key)
    if known is not None:
        return replayed(known, client, wanted), False
    row = new_feedback(db, teller, client, wanted, submission_key)
    kept, is_new = add_once(db, row, lambda: find_sent(db, teller.scheme_id, submission_key))
    if is_new:
        record_act(db, teller.user_id, teller.scheme_id, "feedback.recorded", "feedback", [kept.id])
        tell_managers(db, kept)
    return kept, is_new


def check(wanted: FeedbackInput, *, needs_client: bool = False) -> None:
    wrong = what_is_wrong(wanted, clock.today())
    if needs_client:
        wrong["client"] = "Enter the reference of the client"
    if wrong:
        raise WrongInput("Check what you wrote down.", wrong)


def tell_managers(db: Session, feedback: Feedback) -> None:
    """Have a letter, which names nobody, tell managers of what cannot wait until they look; not whom it is about."""
    is_news = feedback.came_by == CameBy.OWN_PAGE or feedback.severity == Severity.SERIOUS
    if feedback.kind == FeedbackKind.COMPLIMENT or not is_news:
        return
    for manager in list_at_work(db, feedback.scheme_id, Role.MANAGER):
        if manager.id not in (feedback.about_user_id, feedback.recorded_by):
            queue_reminder(db, manager, feedback.id, "feedback", SOMETHING_WENT_WRONG)


def replayed(known: Feedback, client: Client | None, wanted: FeedbackInput) -> Feedback:
    told = known.client_id, known.kind, known.words
    if told != (client.id if client else None, wanted.kind.value, wanted.words):
        raise UsedBefore
    known.replays += 1
    return known


def new_feedback(
    db: Session, teller: Teller, client: Client | None, wanted: FeedbackInput, submission_key: str
) -> Feedback:
    days, own_id = own_days(db, teller.scheme_id), new_id()
    row = Feedback(
        id=own_id,
        scheme_id=teller.scheme_id,
        person_id=client.id if client else own_id,
        client_id=client.id if client else None,
        state=FeedbackState.RECEIVED.value,
        state_at=clock.now(),
        acknowledge_by=days.acknowledge_by(wanted.kind, wanted.given_by, wanted.received_on),
        answer_by=days.answer_by(wanted.kind, wanted.received_on),
        recorded_by=teller.user_id,
        recorded_at=clock.now(),
        submission_key=submission_key,
    )
    for name, value in plain(wanted).items():
        setattr(row, name, value)
    return row


def plain(wanted: FeedbackInput | FactsInput) -> dict[str, object]:
    """What was told, as the columns hold it."""
    told = {name: value.value if isinstance(value, Enum) else value for name, value in asdict(wanted).items()}
    # Thanks are not bad for anybody.
    return told | {"severity": None} if wanted.kind is FeedbackKind.COMPLIMENT else told


def find_sent(db: Session, scheme_id: uuid.UUID, submission_key: str) -> Feedback | None:
    return db.scalar(select(Feedback).where(Feedback.scheme_id == scheme_id, Feedback.submission_key == submission_key))


def put_right(db: Session, actor: Actor, feedback: Feedback, wanted: FactsInput, seen: int) -> bool:
    """Put right what is written of it, but not the words of whoever told it; says whether anything changed.

    Days that were promised stay, unless it turns out to be another kind of thing. Raises ChangedMeanwhile, or
    WrongInput where what is told does not go together.
    """
    check(whole(feedback, wanted))
    told = plain(wanted)
    changed = [each for each in told if getattr(feedback, each) != told[each]]
    if not changed:
        return False
    require_seen(feedback, seen)
    if "kind" in changed:
        days, given_by = own_days(db, feedback.scheme_id), GivenBy(feedback.given_by)
        feedback.acknowledge_by = days.acknowledge_by(wanted.kind, given_by, feedback.received_on)
        feedback.answer_by = days.answer_by(wanted.kind, feedback.received_on)
        feedback.finding = feedback.finding if wanted.kind is FeedbackKind.COMPLAINT else None
    for each in changed:
        setattr(feedback, each, told[each])
    if feedback.owner_id is not None and feedback.owner_id == feedback.about_user_id:
        # It is for somebody else to see to from now on.
        feedback.owner_id = None
    record_act(db, actor.user_id, actor.scheme_id, "feedback.put_right", "feedback", [feedback.id], changed)
    return True


def whole(feedback: Feedback, wanted: FactsInput) -> FeedbackInput:
    """What is told from now on, with what stays of it."""
    return FeedbackInput(
        given_by=GivenBy(feedback.given_by),
        came_by=CameBy(feedback.came_by),
        words=feedback.words,
        received_on=feedback.received_on,
        **vars(wanted),
    )


def require_seen(feedback: Feedback, seen: int) -> None:
    if seen != feedback.version:
        raise ChangedMeanwhile
