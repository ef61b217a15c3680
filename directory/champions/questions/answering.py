"""Answering a question: with activities, notes and advice; changing that, asking back, and what becomes of it."""

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.audit.operations import record_act
from directory.catalogue.queries import services_by_id
from directory.champions.questions.answer_models import Answer, AnswerActivity, AnswerUse
from directory.champions.questions.inputs import AnswerInput, NamedActivity
from directory.champions.questions.letters import queue_answered, queue_asked_back
from directory.champions.questions.models import Question
from directory.champions.questions.who_is_asked import list_first_asked
from directory.db import new_id
from directory.errors import Conflict, WrongInput

MOST_ACTIVITIES = 8
NOTHING_SAID = "Choose an activity, write some advice, or say that there is nothing yet"
GONE = "One of these activities is no longer there. Look at them again."
NOTHING_AND_SOMETHING = "You named an activity and say that there is nothing yet. Take one of the two out"


class AskedBackWhy(StrEnum):
    """Why an answer did not do. Picked from this list, so that nobody writes of the person."""

    FULL = "full"
    TOO_FAR = "too far"
    NOT_SUITED = "not suited"
    NO_REPLY = "no reply"
    SAY_MORE = "say more"


class AnsweredMeanwhile(Conflict):
    """Somebody else answered, or changed the answer, first."""

    def __init__(self) -> None:
        super().__init__("Somebody answered this while you had it open. Yours is not saved: look at theirs first.")


class AskedBackBefore(Conflict):
    """One question is asked back once."""

    def __init__(self) -> None:
        super().__init__("You can ask back once there is an answer, and only once. Ask a new question if you need to.")


class NothingToOffer(Conflict):
    """There is no answer yet that could be confirmed or taken out."""

    def __init__(self) -> None:
        super().__init__("There is no answer yet.")


def answer_question(db: Session, actor: Actor, question: Question, wanted: AnswerInput) -> Answer:
    """Answer a question, or amend its answer; what was answered before is kept. Whoever asked is told.

    The question was read for a change. Raises AnsweredMeanwhile where the actor has not seen the answer as it stands,
    and WrongInput where nothing is said.
    """
    if wanted.seen != number_of(question):
        raise AnsweredMeanwhile
    check_answer(db, wanted)
    answer = Answer(
        id=new_id(),
        question_id=question.id,
        number=number_of(question) + 1,
        answered_by=actor.user_id,
        answered_at=clock.now(),
        advice=wanted.advice or None,
        phone_first=wanted.phone_first,
        is_nothing_yet=wanted.is_nothing_yet,
        activities=[named_activity(place, each) for place, each in enumerate(wanted.activities)],
    )
    db.add(answer)
    question.first_answered_at = question.first_answered_at or clock.now()
    question.confirmed_at = clock.now()
    question.waits_since = question.passed_on_at = question.taken_out_at = question.taken_out_by = None
    record_act(db, actor.user_id, question.scheme_id, "question.answered", "question", [question.id], ["answer"])
    queue_answered(db, question, answer)
    return answer


def number_of(question: Question) -> int:
    """The number of the answer as it stands; nought where there is none."""
    return question.answer.number if question.answer else 0


def check_answer(db: Session, wanted: AnswerInput) -> None:
    """Raises WrongInput where an answer says nothing, or both something and nothing, or names what is gone."""
    if not (wanted.activities or wanted.advice or wanted.is_nothing_yet):
        raise WrongInput(NOTHING_SAID, {"advice": NOTHING_SAID})
    if wanted.activities and wanted.is_nothing_yet:
        raise WrongInput(NOTHING_AND_SOMETHING, {"says": NOTHING_AND_SOMETHING})
    ids = {each.service_id for each in wanted.activities}
    if len(services_by_id(db, ids)) < len(ids):
        raise WrongInput(GONE)


def named_activity(place: int, named: NamedActivity) -> AnswerActivity:
    return AnswerActivity(place=place, service_id=named.service_id, note=named.note or None)


def ask_back(db: Session, actor: Actor, question: Question, why: AskedBackWhy) -> None:
    """Ask once more, as the answer did not do. Raises AskedBackBefore where that was done, or there is no answer."""
    if question.is_waiting or question.asked_back_at is not None:
        raise AskedBackBefore
    question.asked_back_at = question.waits_since = clock.now()
    question.asked_back_why = why.value
    question.passed_on_at = None
    record_act(db, actor.user_id, question.scheme_id, "question.asked_back", "question", [question.id])
    for user in who_answers_again(db, question):
        queue_asked_back(db, question, user)


def who_answers_again(db: Session, question: Question) -> Sequence[User]:
    """Whoever answered, if they can still sign in, and who is asked first."""
    answerer = question.answer.answerer if question.answer else None
    first = list_first_asked(db, [each.id for each in question.needs], question.area)
    return list(dict.fromkeys([*([answerer] if answerer and answerer.is_active else []), *first]))


def note_use(db: Session, actor: Actor, question: Question) -> bool:
    """Note that the actor went by an answer. Said twice, it counts once; returns whether it was news.

    The question was read for a change, so that nobody else says it meanwhile. Raises NothingToOffer where there is no
    answer.
    """
    if question.answer is None:
        raise NothingToOffer
    if db.get(AnswerUse, (question.id, actor.user_id)) is not None:
        return False
    db.add(AnswerUse(question_id=question.id, user_id=actor.user_id, used_at=clock.now()))
    record_act(db, actor.user_id, question.scheme_id, "question.used", "question", [question.id])
    return True


def confirm_answer(db: Session, actor: Actor, question: Question) -> None:
    """Say that an answer is still right, so that it is offered for another year. Raises NothingToOffer."""
    if question.answer is None:
        raise NothingToOffer
    question.confirmed_at = clock.now()
    record_act(db, actor.user_id, question.scheme_id, "question.confirmed", "question", [question.id])


def take_out_answer(db: Session, actor: Actor, question: Question) -> None:
    """Offer an answer no more. Raises NothingToOffer. Done twice, the first time counts."""
    if question.answer is None:
        raise NothingToOffer
    if question.taken_out_at is None:
        question.taken_out_at, question.taken_out_by = clock.now(), actor.user_id
        record_act(db, actor.user_id, question.scheme_id, "question.taken_out", "question", [question.id])


def put_back_answer(db: Session, actor: Actor, question: Question) -> None:
    """Offer an answer again that was taken out; it counts as looked at today."""
    if question.taken_out_at is not None:
        question.taken_out_at = question.taken_out_by = None
        question.confirmed_at = clock.now()
        record_act(db, actor.user_id, question.scheme_id, "question.put_back", "question", [question.id])
