"""Answers of champions, kept: found by words, need and area, and offered where similar needs are heard.

An answer belongs to the scheme in which it was asked for, and is read and offered there alone.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from directory.accounts.actor import Actor
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.catalogue.publishing import is_on
from directory.champions.keepers import goes_on
from directory.champions.models import ChampionDomain, ChampionDomainTerm
from directory.champions.questions.answer_models import Answer, AnswerActivity
from directory.champions.questions.asking import is_shared_with, with_everything
from directory.champions.questions.circumstances import words_of
from directory.champions.questions.models import Question, QuestionCircumstance, QuestionNeed
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
    found = select(Question.id).where(is_shared_with(actor))
    if wanted.need:
        found = found.where(Question.id.in_(about_terms([wanted.need])))
    if wanted.area:
        found = found.where(Question.area == wanted.area)
    newest_first = found.order_by(Question.confirmed_at.desc(), Question.id)
    ids = list(db.scalars(newest_first.limit(MOST_LOOKED_THROUGH)))
    if asked := set(stems(wanted.words)):
        said = said_in(db, found)
        ids = [each for each in ids if asked <= set(stems(" ".join(said[each])))]
    return in_this_order(db, ids[:MOST_FOUND])


def in_this_order(db: Session, ids: Sequence[uuid.UUID]) -> list[Question]:
    questions = {each.id: each for each in db.scalars(with_everything().where(Question.id.in_(ids)))}
    return [questions[each] for each in ids]


def said_in(db: Session, found: Select[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[str]]:
    """By question, all that was asked, and answered as it stands. Read without the rest: it is looked through whole."""
    stands, of_them = is_last(), Answer.question_id.in_(found)
    named = select(Answer.question_id, Service.name, AnswerActivity.note).where(of_them, stands)
    said: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    for rows in (
        select(QuestionNeed.question_id, TaxonomyTerm.name)
        .join(TaxonomyTerm, TaxonomyTerm.id == QuestionNeed.term_id)
        .where(QuestionNeed.question_id.in_(found)),
        select(Answer.question_id, Answer.advice).where(of_them, stands),
        named.join(AnswerActivity, AnswerActivity.answer_id == Answer.id).join(
            Service, Service.id == AnswerActivity.service_id
        ),
    ):
        for question_id, *words in db.execute(rows):
            said[question_id] += filter(None, words)
    picked = select(QuestionCircumstance).where(QuestionCircumstance.question_id.in_(found))
    for each in db.scalars(picked):
        said[each.question_id].append(words_of(each.kind, each.code))
    return said


def offer_answers(
    db: Session, actor: Actor, term_ids: Collection[uuid.UUID], area: str | None, now: datetime
) -> list[Question]:
    """The answers of the actor's team to similar needs: the same, wider or narrower ones, in the same area or near.

    Those that share most come first, then those of the same area, then the newest. What nobody looked at for a year is
    left out, what is asked back about, and what names only activities that are no longer on. An area that is not known
    is near to all.
    """
    if not term_ids:
        return []
    shared = func.sum(case((QuestionNeed.term_id.in_(term_ids), 1), else_=0))
    similar = (
        select(Question.id, Question.area, shared)
        .join(QuestionNeed, QuestionNeed.question_id == Question.id)
        .where(is_shared_with(actor), Question.confirmed_at > now - OFFERED_FOR, Question.waits_since.is_(None))
        .where(QuestionNeed.term_id.in_(related_terms(db, term_ids)), leads_somewhere())
        .group_by(Question.id, Question.area, Question.confirmed_at)
        .order_by(shared.desc(), Question.confirmed_at.desc(), Question.id)
    )
    found = [(each, where, shares) for each, where, shares in db.execute(similar.limit(MOST_LOOKED_THROUGH))]
    near = {where: are_near(where, area) for where in {where for _, where, _ in found}}
    # Sorting keeps the newest first among equals.
    best = sorted((row for row in found if near[row[1]]), key=lambda row: (-row[2], row[1] != area))[:MOST_OFFERED]
    return in_this_order(db, [each for each, _, _ in best])


def related_terms(db: Session, term_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Terms with those right above and below them."""
    there = or_(TaxonomyTerm.id.in_(term_ids), TaxonomyTerm.parent_id.in_(term_ids))
    found = db.execute(select(TaxonomyTerm.id, TaxonomyTerm.parent_id).where(there)).all()
    wider = {parent_id for term_id, parent_id in found if term_id in term_ids and parent_id}
    return {*term_ids, *wider, *(term_id for term_id, _ in found)}


def leads_somewhere() -> ColumnElement[bool]:
    """The questions whose answer names an activity that is on, or none at all, as a condition."""
    named = (
        select(AnswerActivity.id)
        .join(Answer, Answer.id == AnswerActivity.answer_id)
        .where(Answer.question_id == Question.id, is_last())
        .correlate(Question)
    )
    there = named.join(Service, Service.id == AnswerActivity.service_id).where(is_on())
    return or_(~named.exists(), there.exists())


def is_last() -> ColumnElement[bool]:
    """The answers that hold: not those that were amended since, as a condition."""
    later = aliased(Answer)
    amended = exists().where(later.question_id == Answer.question_id, later.number > Answer.number)
    return ~amended.correlate(Answer)


def are_near(area: str | None, other: str | None) -> bool:
    """Whether two districts are the same or lie near each other, by their middles; one not known is near to all."""
    if not area or not other or area == other:
        return True
    try:
        here, there = find_place(area), find_place(other)
    except WrongInput:
        return False
    return haversine_m(here.latitude, here.longitude, there.latitude, there.longitude) <= NEAR_M


def about_terms(term_ids: Collection[uuid.UUID]) -> Select[uuid.UUID]:
    return select(QuestionNeed.question_id).where(QuestionNeed.term_id.in_(term_ids))


def list_asked_terms(db: Session, actor: Actor) -> Sequence[TaxonomyTerm]:
    """The needs that answers of the actor's team are about, by name."""
    shared = select(Question.id).where(is_shared_with(actor))
    about = select(QuestionNeed.term_id).where(QuestionNeed.question_id.in_(shared))
    return db.scalars(select(TaxonomyTerm).where(TaxonomyTerm.id.in_(about)).order_by(TaxonomyTerm.name)).all()


def activities_of(db: Session, answers: Iterable[Answer]) -> Mapping[uuid.UUID, Service]:
    """The activities that some answers name, by id, with who runs each and nothing else of them."""
    ids = {named.service_id for answer in answers for named in answer.activities}
    wanted = select(Service).where(Service.id.in_(ids)).options(joinedload(Service.organization))
    return {each.id: each for each in db.scalars(wanted)}


def domains_of(db: Session, questions: Iterable[Question]) -> dict[uuid.UUID, list[str]]:
    """The names of the champion domains in which the needs of each question fall, by the id of the question."""
    ids = [each.id for each in questions]
    named = (
        select(QuestionNeed.question_id, ChampionDomain.name)
        .join(ChampionDomainTerm, ChampionDomainTerm.term_id == QuestionNeed.term_id)
        .join(ChampionDomain, ChampionDomain.id == ChampionDomainTerm.domain_id)
        .where(QuestionNeed.question_id.in_(ids), goes_on())
        .order_by(ChampionDomain.name)
    )
    found: dict[uuid.UUID, list[str]] = {each: [] for each in ids}
    for question_id, name in db.execute(named.distinct()):
        found[question_id].append(name)
    return found
