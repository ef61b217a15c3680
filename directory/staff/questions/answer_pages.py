"""How an answer of a champion is shown: what it names as it stands today, the advice, and when it was given."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.catalogue.models.services import Service, ServiceStatus, Stage
from directory.catalogue.pausing import status_on
from directory.champions.questions.answer_models import Answer, AnswerActivity
from directory.champions.questions.answers import activities_of, domains_of
from directory.champions.questions.circumstances import words_of
from directory.champions.questions.models import Question
from directory.clock import day_of
from directory.web.words import counted, uk_short_date

ANYWHERE = "Area not given"
NOTHING_YET = "There is nothing yet that would do."
PHONE_FIRST = "Phone first."
ENDED = "It has ended"
STANDING: Mapping[str, str] = {
    ServiceStatus.TEMPORARILY_CLOSED: "It is closed for now",
    ServiceStatus.INACTIVE: ENDED,
    ServiceStatus.DEFUNCT: ENDED,
}


@dataclass(frozen=True)
class NamedLine:
    """An activity that an answer names, as it stands today; `standing` is empty where it is simply on."""

    name: str
    organisation: str
    href: str
    note: str
    standing: str


@dataclass(frozen=True)
class AnswerCard:
    """An answer with what was asked. `said` are short sentences of the champion's, `advice` their own words."""

    href: str
    needs: str
    area: str
    think_of: Sequence[str]
    activities: Sequence[NamedLine]
    said: Sequence[str]
    advice: str
    given: str
    used: str
    asked_id: uuid.UUID
    may_say_used: bool


def answer_cards(db: Session, actor: Actor, questions: Sequence[Question]) -> list[AnswerCard]:
    """The answers of some questions as they stand, in their order."""
    answered = [(each, each.answer) for each in questions if each.answer]
    services = activities_of(db, [answer for _, answer in answered])
    domains = domains_of(db, [each for each, _ in answered])
    return [
        answer_card(question, answer, services, given_words(answer, domains[question.id]), actor)
        for question, answer in answered
    ]


def answer_card(
    question: Question, answer: Answer, services: Mapping[uuid.UUID, Service], given: str, actor: Actor
) -> AnswerCard:
    users = {each.user_id for each in question.uses}
    return AnswerCard(
        href=url_for("staff.show_question", asked_id=question.id),
        needs=needs_words(question),
        area=question.area or ANYWHERE,
        think_of=circumstance_words(question),
        activities=named_lines(answer.activities, services),
        said=said_words(answer),
        advice=answer.advice or "",
        given=given,
        used=f"Helped {counted(len(users), 'colleague')}" if users else "",
        asked_id=question.id,
        may_say_used=actor.user_id not in users and actor.user_id != answer.answered_by,
    )


def named_lines(named: Iterable[AnswerActivity], services: Mapping[uuid.UUID, Service]) -> list[NamedLine]:
    """The activities of an answer, each once: two that were made one are shown with the first note."""
    once = {each.service_id: each for each in reversed([*named])}
    return [named_line(services[each.service_id], each.note or "") for each in reversed(once.values())]


def named_line(service: Service, note: str) -> NamedLine:
    is_listed = service.stage == Stage.PUBLISHED
    stands = STANDING.get(status_on(service, clock.today()), "")
    return NamedLine(
        name=service.name,
        organisation=service.organization.name,
        href=url_for("public.show_activity", service_id=service.id) if is_listed else "",
        note=note,
        standing=stands if is_listed else "It is no longer listed",
    )


def said_words(answer: Answer) -> list[str]:
    return [NOTHING_YET] * answer.is_nothing_yet + [PHONE_FIRST] * answer.phone_first


def given_words(answer: Answer, domains: Sequence[str]) -> str:
    """Who answered, for which domains, and when."""
    by = f"{answer.answerer.name} ({', '.join(domains)})" if domains else answer.answerer.name
    return f"{by}, {uk_short_date(day_of(answer.answered_at))}"


def needs_words(question: Question) -> str:
    return ", ".join(each.name for each in question.needs)


def circumstance_words(question: Question) -> list[str]:
    """What was picked to think of, in the order of the lists."""
    return sorted(words_of(each.kind, each.code) for each in question.circumstances)
