"""A question to the matcher that was asked a while ago, and what is changed in it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.kept_questions import find_question
from directory.casework.models import Client
from directory.staff.matching.match_question import MatchQuestion, question_of
from directory.staff.records.records import get_client
from directory.web.pages import tell


@dataclass(frozen=True)
class AskedBefore:
    """What was asked, and about whom; nobody in particular where `client` is none."""

    question: MatchQuestion
    client: Client | None


def find_asked(db: Session, actor: Actor, question_id: uuid.UUID) -> AskedBefore | None:
    """What the actor asked, with a record that its client was looked at; None where it is no longer kept."""
    asked = find_question(db, actor, question_id)
    if asked is None:
        return None
    question = question_of(asked)
    return AskedBefore(question, get_client(db, actor, question.client) if question.client else None)


def ask_anew() -> ResponseReturnValue:
    """What is answered where a question is no longer kept."""
    tell("That match is no longer kept. Please ask again.")
    return redirect(url_for("staff.match"), 303)


def taken_out(question: MatchQuestion, code: str) -> MatchQuestion:
    """The question where a concept that was heard or chosen is not meant."""
    return replace(
        question,
        needs=without(question.needs, code),
        added=without(question.added, code),
        not_meant=(*without(question.not_meant, code), code),
    )


def put_back(question: MatchQuestion, code: str) -> MatchQuestion:
    """The question where a concept that was heard is meant after all."""
    return replace(question, not_meant=without(question.not_meant, code))


def added(question: MatchQuestion, code: str) -> MatchQuestion:
    """The question with a concept that was not heard."""
    return replace(put_back(question, code), added=(*without(question.added, code), code))


def not_refused(question: MatchQuestion, words: str) -> MatchQuestion:
    """The question where something was not turned down after all."""
    return replace(question, not_refused=(*without(question.not_refused, words), words))


def refused_again(question: MatchQuestion, words: str) -> MatchQuestion:
    """The question where something was turned down, as it was heard at first."""
    return replace(question, not_refused=without(question.not_refused, words))


def without(values: Iterable[str], value: str) -> tuple[str, ...]:
    return tuple(each for each in values if each != value)


def not_learnt(question: MatchQuestion, code: str) -> MatchQuestion:
    """The question where something learnt from what they tried does not count."""
    return replace(question, not_learnt=(*without(question.not_learnt, code), code))


def learnt_again(question: MatchQuestion, code: str) -> MatchQuestion:
    """The question where it counts after all."""
    return replace(question, not_learnt=without(question.not_learnt, code))


def tried_again(question: MatchQuestion, service_id: str) -> MatchQuestion:
    """The question where an activity that was tried may be suggested again."""
    return replace(question, again=(*without(question.again, service_id), service_id))


def left_out_again(question: MatchQuestion, service_id: str) -> MatchQuestion:
    """The question where it is left out after all."""
    return replace(question, again=without(question.again, service_id))
