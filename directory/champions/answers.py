"""Answers of champions, kept: found by words, need and area, and offered where similar needs are heard.

An answer belongs to the scheme in which it was asked for, and is read and offered there alone.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.champions.circumstances import words_of
from directory.champions.models import ChampionDomain, ChampionDomainTerm
from directory.champions.question_models import Question, QuestionNeed
from directory.champions.questions import is_shared_with, with_everything
from directory.errors import WrongInput
from directory.geo.current import find_place
from directory.geo.distance import haversine_m
from directory.search.text import stems

# A year's word, as what champions recommend.
OFFERED_FOR = timedelta(days=365)
NEAR_M = 8_000
MOST_OFFERED = 3
MOST_FOUND = 50
# So many answers are looked through at most, the newest first.
MOST_LOOKED_THROUGH = 2_000


@dataclass(frozen=True)
class AnswerSearch:
    """What is looked for among answers: words, a need by its id, the first half of a postcode; each may be empty."""

    words: str = ""
    need: uuid.UUID | None = None
    area: str = ""


def find_answers(db: Session, actor: Actor, wanted: AnswerSearch) -> list[Question]:
    """The answers of the actor's team that have all of the words, the need and the area; the newest first."""
    asked = set(stems(wanted.words))
    found = select_shared(actor)
    if wanted.need:
        found = found.where(Question.id.in_(about_terms([wanted.need])))
    if wanted.area:
        found = found.where(Question.area == wanted.area)
    questions = db.scalars(found.limit(MOST_LOOKED_THROUGH if asked else MOST_FOUND)).all()
    names = names_of_named(db, questions) if asked else {}
    return [each for each in questions if asked <= stems_in(each, names)][:MOST_FOUND]


def offer_answers(
    db: Session, actor: Actor, term_ids: Collection[uuid.UUID], area: str | None, now: datetime
) -> list[Question]:
    """The answers of the actor's team to similar needs: the same, wider or narrower ones, in the same area or near.

    Those that share most come first, then those of the same area, then the newest. What nobody looked at for a year is
    left out, and what is asked back about. An area that is not known is near to all.
    """
    if not term_ids:
        return []
    shared = func.sum(case((QuestionNeed.term_id.in_(term_ids), 1), else_=0))
    similar = (
        select(Question.id, Question.area, shared)
        .join(QuestionNeed, QuestionNeed.question_id == Question.id)
        .where(is_shared_with(actor), Question.confirmed_at > now - OFFERED_FOR, Question.waits_since.is_(None))
        .where(QuestionNeed.term_id.in_(related_terms(db, term_ids)))
        .group_by(Question.id, Question.area, Question.confirmed_at)
        .order_by(shared.desc(), Question.confirmed_at.desc(), Question.id)
    )
    found = [(each, where, shares) for each, where, shares in db.execute(similar.limit(MOST_LOOKED_THROUGH))]
    near = {where: are_near(where, area) for where in {where for _, where, _ in found}}
    # Sorting keeps the newest first among equals.
    best = sorted((row for row in found if near[row[1]]), key=lambda row: (-row[2], row[1] != area))[:MOST_OFFERED]
    wanted = with_everything().where(Question.id.in_([each for each, _, _ in best]))
    questions = {each.id: each for each in db.scalars(wanted)}
    return [questions[each] for each, _, _ in best]


def related_terms(db: Session, term_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Terms with those right above and below them."""
    wider = db.scalars(select(TaxonomyTerm.parent_id).where(TaxonomyTerm.id.in_(term_ids)))
    narrower = db.scalars(select(TaxonomyTerm.id).where(TaxonomyTerm.parent_id.in_(term_ids)))
    return {*term_ids, *narrower, *(each for each in wider if each)}


def are_near(area: str | None, other: str | None) -> bool:
    """Whether two districts are the same or lie near each other, by their middles; one not known is near to all."""
    if not area or not other or area == other:
        return True
    try:
        here, there = find_place(area), find_place(other)
    except WrongInput:
        return False
    return haversine_m(here.latitude, here.longitude, there.latitude, there.longitude) <= NEAR_M


def select_shared(actor: Actor) -> Select[Question]:
    return with_everything().where(is_shared_with(actor)).order_by(Question.confirmed_at.desc(), Question.id)


def about_terms(term_ids: Collection[uuid.UUID]) -> Select[uuid.UUID]:
    return select(QuestionNeed.question_id).where(QuestionNeed.term_id.in_(term_ids))


def list_asked_terms(db: Session, actor: Actor) -> Sequence[TaxonomyTerm]:
    """The needs that answers of the actor's team are about, by name."""
    shared = select(Question.id).where(is_shared_with(actor))
    about = select(QuestionNeed.term_id).where(QuestionNeed.question_id.in_(shared))
    return db.scalars(select(TaxonomyTerm).where(TaxonomyTerm.id.in_(about)).order_by(TaxonomyTerm.name)).all()


def names_of_named(db: Session, questions: Iterable[Question]) -> dict[uuid.UUID, str]:
    """The names of the activities that answers name, by id."""
    ids = {each.service_id for question in questions if question.answer for each in question.answer.activities}
    return {each: name for each, name in db.execute(select(Service.id, Service.name).where(Service.id.in_(ids)))}


def stems_in(question: Question, names: Mapping[uuid.UUID, str]) -> set[str]:
    """The stems of all words of a question and of its answer as it stands."""
    answer = question.answer
    activities = answer.activities if answer else ()
    said = [
        *(each.name for each in question.needs),
        *(words_of(each.kind, each.code) for each in question.circumstances),
        (answer.advice or "") if answer else "",
        *(f"{names.get(each.service_id, '')} {each.note or ''}" for each in activities),
    ]
    return set(stems(" ".join(said)))


def domains_of(db: Session, questions: Iterable[Question]) -> dict[uuid.UUID, list[str]]:
    """The names of the champion domains in which the needs of each question fall, by the id of the question."""
    ids = [each.id for each in questions]
    named = (
        select(QuestionNeed.question_id, ChampionDomain.name)
        .join(ChampionDomainTerm, ChampionDomainTerm.term_id == QuestionNeed.term_id)
        .join(ChampionDomain, ChampionDomain.id == ChampionDomainTerm.domain_id)
        .where(QuestionNeed.question_id.in_(ids))
        .order_by(ChampionDomain.name)
    )
    found: dict[uuid.UUID, list[str]] = {each: [] for each in ids}
    for question_id, name in db.execute(named.distinct()):
        found[question_id].append(name)
    return found
