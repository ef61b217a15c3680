"""A group asks before it answers: what it wants to know about somebody, and what the team says to that."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from marshmallow import Schema, fields, post_load, validate
from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.queries import has_died, in_care_of
from directory.casework.sight import in_scope
from directory.db import add_once, new_id
from directory.errors import Conflict, NotFound, Refused, UsedBefore
from directory.outbox import queue_letter
from directory.referrals.letters import letter_of_answer, may_be_told
from directory.referrals.models import OnwardReferral
from directory.referrals.question_models import ReferralQuestion
from directory.referrals.replies import SharedReferral, find_to_share
from directory.referrals.states import TOLD_TO_PROVIDER

LONGEST = 1_000


class AnsweredMeanwhile(Conflict):
    """Somebody else answered a question first."""

    def __init__(self) -> None:
        super().__init__("Somebody else answered this meanwhile. What you typed was not sent.")


class NobodyToTell(Refused):
    """The group cannot be told an answer any more."""

    def __init__(self) -> None:
        super().__init__("The referral or their agreement has ended, so that the group is told nothing more.")


@dataclass(frozen=True)
class WordsInput:
    """A question, or the answer to one."""

    words: str
    submission_key: str = ""


def words_field(message: str) -> fields.String:
    return fields.String(
        required=True,
        validate=validate.Length(1, LONGEST, error=f"Keep it to {LONGEST:,} characters"),
        error_messages={"required": message},
    )


class QuestionSchema(Schema):
    """Loads a question into WordsInput."""

    words = words_field("Write your question")
    submission_key = fields.String(required=True, validate=validate.Length(8, 64))

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> WordsInput:
        return WordsInput(data["words"].strip(), data["submission_key"])


class AnswerSchema(Schema):
    """Loads an answer into WordsInput."""

    words = words_field("Write your answer")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> WordsInput:
        return WordsInput(data["words"].strip())


def ask_team(db: Session, shared: SharedReferral, wanted: WordsInput) -> ReferralQuestion:
    """Keep what a group asks, for the team to see. The same form sent again asks once. Raises UsedBefore."""
    referral = shared.referral
    question = ReferralQuestion(
        id=new_id(),
        scheme_id=referral.scheme_id,
        client_id=referral.client_id,
        onward_referral_id=referral.id,
        link_id=shared.link.id,
        submission_key=wanted.submission_key,
        question=wanted.words,
        asked_at=clock.now(),
    )
    kept, is_new = add_once(db, question, lambda: find_asked(db, referral, wanted.submission_key))
    if not is_new and kept.question != wanted.words:
        raise UsedBefore
    if is_new:
        record_act(db, None, referral.scheme_id, "referral.asked", "onward_referral", [referral.id])
    return kept


def find_asked(db: Session, referral: OnwardReferral, submission_key: str) -> ReferralQuestion | None:
    return db.scalar(
        select(ReferralQuestion).where(
            ReferralQuestion.onward_referral_id == referral.id, ReferralQuestion.submission_key == submission_key
        )
    )


def list_questions(db: Session, referral: OnwardReferral) -> Sequence[ReferralQuestion]:
    """What a group asked about a referral, and what it was told, in that order. The caller looked the referral up."""
    wanted = select(ReferralQuestion).where(ReferralQuestion.onward_referral_id == referral.id)
    by_time = wanted.order_by(ReferralQuestion.asked_at, ReferralQuestion.id)
    return db.scalars(by_time.options(joinedload(ReferralQuestion.answerer))).all()


def answer_question(
    db: Session, actor: Actor, referral: OnwardReferral, question_id: uuid.UUID, wanted: WordsInput
) -> None:
    """Answer a group; a letter without a word of it brings it a new link to the page where it stands.

    The same answer given again changes nothing. The caller keeps the referral from others. Raises NotFound,
    AnsweredMeanwhile, or NobodyToTell.
    """
    question = db.get(ReferralQuestion, question_id)
    if question is None or question.onward_referral_id != referral.id:
        raise NotFound("There is no such question.")
    if question.answered_at is not None:
        if question.answer != wanted.words:
            raise AnsweredMeanwhile
        return
    shared = find_to_share(db, referral.id)
    if shared is None or not may_be_told(shared):
        raise NobodyToTell
    question.answer, question.answered_by, question.answered_at = wanted.words, actor.user_id, clock.now()
    record_act(db, actor.user_id, actor.scheme_id, "referral.answered", "onward_referral", [referral.id])
    letter = letter_of_answer(shared, shared.service, shared.client, actor.scheme_name, question.id)
    if letter is not None and shared.is_written_to:
        queue_letter(db, referral.client_id, referral.id, letter)


def list_asking(db: Session, actor: Actor) -> Sequence[ReferralQuestion]:
    """What groups asked and nobody answered, longest first, of referrals that go on, in the actor's care.

    Whoever asks writes down whose they are.
    """
    return db.scalars(asking_of(actor)).all()


@lru_cache
def asking_of(actor: Actor) -> Select[ReferralQuestion]:
    of_whom = OnwardReferral.client.has(and_(in_scope(actor), in_care_of(actor), ~has_died()))
    goes_on = OnwardReferral.state.in_([each.value for each in TOLD_TO_PROVIDER])
    return (
        select(ReferralQuestion)
        .join(ReferralQuestion.referral)
        .where(ReferralQuestion.scheme_id == actor.scheme_id, ReferralQuestion.answered_at.is_(None), of_whom, goes_on)
        .options(
            joinedload(ReferralQuestion.referral).options(
                joinedload(OnwardReferral.service),
                joinedload(OnwardReferral.client).options(selectinload(Client.deaths)),
            )
        )
        .order_by(ReferralQuestion.asked_at)
    )
