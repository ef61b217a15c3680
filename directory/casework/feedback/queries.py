"""Reading complaints, thanks and incidents. What is read is written down, and whose name is shown."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.feedback.kinds import FeedbackKind, GivenBy
from directory.casework.feedback.models import Feedback, FeedbackStep
from directory.casework.feedback.sight import is_readable
from directory.casework.feedback.states import OPEN, FeedbackState, needs_answer
from directory.casework.models import Client
from directory.casework.sight import in_scope
from directory.errors import NotFound

# After that somebody is reminded of what is only to be passed on, or closed.
A_WEEK = timedelta(days=7)
PEOPLE = (joinedload(Feedback.about_user), joinedload(Feedback.owner), joinedload(Feedback.recorder))


@dataclass(frozen=True)
class FeedbackDue:
    """Something that is to be done about one by a day: its acknowledgement, its next step, or its answer."""

    feedback: Feedback
    what: str
    due_on: date


def get_feedback(db: Session, actor: Actor, feedback_id: uuid.UUID, *, to_change: bool = False) -> Feedback:
    """One, with who it is about and who sees to it, recorded as read. Raises NotFound for who may not read it.

    `to_change` keeps others who would change it waiting until the end of the transaction.
    """
    wanted = select(Feedback).where(Feedback.id == feedback_id, is_readable(actor)).options(*PEOPLE)
    if to_change:
        wanted = wanted.with_for_update(of=Feedback).execution_options(populate_existing=True)
    found = db.scalar(wanted)
    if found is None:
        raise NotFound("There is no such page.")
    record_act(db, actor.user_id, actor.scheme_id, "feedback.viewed", "feedback", [found.id])
    return found


def list_feedback(db: Session, actor: Actor, kind: FeedbackKind | None, *, only_open: bool) -> Sequence[Feedback]:
    """All that the actor may read of one kind or of all, the newest first, recorded as listed."""
    wanted = select(Feedback).where(is_readable(actor)).options(*PEOPLE)
    if kind is not None:
        wanted = wanted.where(Feedback.kind == kind.value)
    if only_open:
        wanted = wanted.where(Feedback.state.in_([each.value for each in OPEN]))
    found = db.scalars(wanted.order_by(Feedback.received_on.desc(), Feedback.recorded_at.desc(), Feedback.id)).all()
    if found:
        record_act(db, actor.user_id, actor.scheme_id, "feedback.listed", "feedback", [each.id for each in found])
    return found


def list_steps(db: Session, feedback: Feedback) -> Sequence[FeedbackStep]:
    """What was done about one, the newest first."""
    of_it = select(FeedbackStep).where(FeedbackStep.feedback_id == feedback.id)
    newest_first = of_it.order_by(FeedbackStep.recorded_at.desc(), FeedbackStep.id)
    return db.scalars(newest_first.options(joinedload(FeedbackStep.recorder))).all()


def clients_shown(db: Session, actor: Actor, feedback: Collection[Feedback]) -> dict[uuid.UUID, Client]:
    """Whom some are about, by id, as far as the actor may see those clients; recorded as listed.

    Who sees to a complaint need not be one who sees that record: they read what was told, and no name.
    """
    ids = {each.client_id for each in feedback if each.client_id}
    if not ids:
        return {}
    clients = db.scalars(select(Client).where(Client.id.in_(ids), in_scope(actor))).all()
    if clients:
        record_act(db, actor.user_id, actor.scheme_id, "client.listed", "client", [each.id for each in clients])
    return {each.id: each for each in clients}


def list_of_client(db: Session, actor: Actor, client: Client) -> Sequence[Feedback]:
    """What the actor may read that is about a client whom they looked up, the newest first, recorded as listed."""
    wanted = select(Feedback).where(is_readable(actor), Feedback.client_id == client.id).options(*PEOPLE)
    found = db.scalars(wanted.order_by(Feedback.received_on.desc(), Feedback.id)).all()
    if found:
        record_act(db, actor.user_id, actor.scheme_id, "feedback.listed", "feedback", [each.id for each in found])
    return found


def list_due(db: Session, actor: Actor) -> list[FeedbackDue]:
    """What is to be done about open ones: their own of who sees to them; of managers the whole team's.

    Who is both reads what they see to themself, and what nobody sees to yet.
    """
    found = db.scalars(open_for(actor)).all()
    if found:
        record_act(db, actor.user_id, actor.scheme_id, "feedback.listed", "feedback", [each.id for each in found])
    return [due for each in found for due in due_of(each)]


@lru_cache
def open_for(actor: Actor) -> Select[Feedback]:
    wanted = select(Feedback).where(is_readable(actor), Feedback.state.in_([each.value for each in OPEN]))
    if not actor.may("casework.write"):
        return wanted
    own = Feedback.owner_id == actor.user_id
    return wanted.where(own | Feedback.owner_id.is_(None) if actor.may("casework.oversee") else own)


def last_day(feedback: Feedback) -> date:
    return feedback.answered_on or feedback.received_on


def due_of(feedback: Feedback) -> list[FeedbackDue]:
    """What is to be done about one, and by when: at most what was promised, and what comes next."""
    due = []
    if feedback.acknowledge_by and feedback.acknowledged_on is None:
        due.append(FeedbackDue(feedback, "Tell them that we have it", feedback.acknowledge_by))
    is_answered = feedback.state == FeedbackState.ANSWERED
    if feedback.answer_by and not is_answered:
        is_waited_for = needs_answer(FeedbackKind(feedback.kind), GivenBy(feedback.given_by))
        due.append(FeedbackDue(feedback, "Answer it" if is_waited_for else "Look into it", feedback.answer_by))
    if feedback.next_step_on:
        due.append(FeedbackDue(feedback, feedback.next_step, feedback.next_step_on))
    if not due:
        due.append(FeedbackDue(feedback, "Close it, or say what comes next", last_day(feedback) + A_WEEK))
    return due
