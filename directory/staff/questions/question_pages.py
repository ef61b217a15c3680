"""What the pages of questions show: what waits, what was asked, and one question with all that became of it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.champions.models import GapReason
from directory.champions.questions.answer_models import Answer
from directory.champions.questions.answer_times import AnswerTime
from directory.champions.questions.answering import AskedBackWhy
from directory.champions.questions.answers import activities_of
from directory.champions.questions.models import Question
from directory.clock import day_of
from directory.staff.matching.no_match import REASON_WORDS
from directory.staff.questions.answer_pages import (
    ANYWHERE,
    AnswerCard,
    NamedLine,
    answer_cards,
    circumstance_words,
    named_lines,
    needs_words,
    said_words,
)
from directory.web.components import Fact
from directory.web.words import uk_short_date

NOT_SURE = "They do not know where to send them"
WHY_BACK_WORDS: Mapping[AskedBackWhy, str] = {
    AskedBackWhy.FULL: "What you named is full",
    AskedBackWhy.TOO_FAR: "It is too far away",
    AskedBackWhy.NOT_SUITED: "It does not suit them",
    AskedBackWhy.NO_REPLY: "We cannot reach them",
    AskedBackWhy.SAY_MORE: "Please say more",
}


@dataclass(frozen=True)
class QuestionRow:
    """A question in a list. `who` is empty where another team asked."""

    href: str
    needs: str
    area: str
    when: str
    who: str
    state: str


@dataclass(frozen=True)
class TimeRow:
    """How long answers of a domain take."""

    domain: str
    usual: str
    answers: int


@dataclass(frozen=True)
class QuestionsPage:
    """What waits for the actor's answer, what they or their team asked, and how long answers take."""

    may_answer: bool
    waiting: Sequence[QuestionRow]
    asked: Sequence[QuestionRow]
    times: Sequence[TimeRow]


@dataclass(frozen=True)
class OldAnswer:
    """An answer that was amended since."""

    given: str
    said: Sequence[str]
    advice: str
    activities: Sequence[NamedLine]


@dataclass(frozen=True)
class QuestionPage:
    """A question, its answer as it stands and as it was before, and what the actor may do about it."""

    asked_id: uuid.UUID
    facts: Sequence[Fact]
    waits: bool
    card: AnswerCard | None
    history: Sequence[OldAnswer]
    may_answer: bool
    may_ask_back: bool
    is_taken_out: bool


def build_questions_page(
    actor: Actor, waiting: Sequence[Question], asked: Sequence[Question], times: Mapping[str, AnswerTime]
) -> QuestionsPage:
    return QuestionsPage(
        may_answer=actor.may("catalogue.edit"),
        waiting=[question_row(each, actor) for each in waiting],
        asked=[question_row(each, actor) for each in asked],
        times=[TimeRow(name, each.words, each.answers) for name, each in times.items()],
    )


def question_row(question: Question, actor: Actor) -> QuestionRow:
    return QuestionRow(
        href=url_for("staff.show_question", asked_id=question.id),
        needs=needs_words(question),
        area=question.area or ANYWHERE,
        when=uk_short_date(day_of(question.waits_since or question.asked_at)),
        who=asker_words(question, actor),
        state=state_words(question),
    )


def state_words(question: Question) -> str:
    if question.is_waiting:
        return "Asked back" if question.answer else "No answer yet"
    return "Answered"


def asker_words(question: Question, actor: Actor) -> str:
    """Who asked, for their own team alone."""
    return question.asker.name if question.scheme_id == actor.scheme_id else ""


def build_question_page(db: Session, actor: Actor, question: Question, *, may_answer: bool) -> QuestionPage:
    is_own = question.asked_by == actor.user_id
    cards = answer_cards(db, actor, [question])
    return QuestionPage(
        asked_id=question.id,
        facts=list(facts_of(question, actor, is_close=is_own or may_answer or actor.may("casework.oversee"))),
        waits=question.is_waiting,
        card=cards[0] if cards else None,
        history=old_answers(db, question),
        may_answer=may_answer,
        may_ask_back=is_own and bool(cards) and question.asked_back_at is None,
        is_taken_out=question.taken_out_at is not None,
    )


def facts_of(question: Question, actor: Actor, *, is_close: bool) -> list[Fact]:
    """What was asked. `is_close` for those whose business it is who asked, and why."""
    why = REASON_WORDS[GapReason(question.gap.reason)] if question.gap else NOT_SURE
    facts = [Fact("Needed", needs_words(question)), Fact("Area", question.area or ANYWHERE)]
    if think_of := circumstance_words(question):
        facts.append(Fact("To think of", think_of))
    if not is_close:
        return facts
    who = asker_words(question, actor)
    asked = uk_short_date(day_of(question.asked_at)) + (f", {who}" if who else "")
    facts += [Fact("Why they ask", why), Fact("Asked", asked)]
    if question.asked_back_at and question.asked_back_why:
        back = WHY_BACK_WORDS[AskedBackWhy(question.asked_back_why)]
        facts.append(Fact("Asked once more", f"{back}, {uk_short_date(day_of(question.asked_back_at))}"))
    return facts


def old_answers(db: Session, question: Question) -> list[OldAnswer]:
    """What was answered before, the newest first."""
    old = question.answers[:-1]
    services = activities_of(db, old)
    return [
        OldAnswer(old_words(each), said_words(each), each.advice or "", named_lines(each.activities, services))
        for each in reversed(old)
    ]


def old_words(answer: Answer) -> str:
    return f"{answer.answerer.name}, {uk_short_date(day_of(answer.answered_at))}"
