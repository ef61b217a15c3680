"""Questions: asking the champions where to send somebody, and who may know of what was asked.

Whoever keeps a domain sees what touches it, an editor everything, and all champions what nobody keeps; a manager what
their own team asked, and whoever asked their own. Colleagues of the same team see what was answered, until it is taken
out. Nothing of the person is known here.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.audit.operations import record_act
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.champions.domains.domain_areas import is_asked_in_area, note_district
from directory.champions.gaps import record_gap
from directory.champions.keepers import goes_on, is_kept, is_kept_by
from directory.champions.models import ChampionDomain, ChampionDomainTerm
from directory.champions.questions.answer_models import Answer
from directory.champions.questions.circumstances import check_listed
from directory.champions.questions.inputs import QuestionInput
from directory.champions.questions.letters import queue_question
from directory.champions.questions.models import Question, QuestionCircumstance, QuestionNeed
from directory.champions.questions.who_is_asked import list_first_asked
from directory.db import add_once, new_id
from directory.errors import NotFound, WrongInput

MOST_SHOWN = 100
NO_NEED = "First say under “What we heard” what they need, so that a champion can be asked"


def ask_question(db: Session, actor: Actor, needs: Sequence[TaxonomyTerm], wanted: QuestionInput) -> Question:
    """Ask the champions, and tell them by letter. What somebody asked and waits for already is not asked again.

    Where something is missing, that counts as a gap in the directory too. Raises WrongInput where no need is known.
    """
    if not needs:
        raise WrongInput(NO_NEED, {"needs": NO_NEED})
    check_listed(wanted.circumstances)
    question = Question(
        id=new_id(),
        scheme_id=actor.scheme_id,
        asked_by=actor.user_id,
        asked_at=clock.now(),
        waits_since=clock.now(),
        area=wanted.area,
        sameness=sameness_of(needs, wanted),
        needs=list(needs),
        circumstances=[QuestionCircumstance(kind=kind.value, code=code) for kind, code in set(wanted.circumstances)],
    )
    asked, is_new = add_once(db, question, lambda: find_waiting(db, actor, question.sameness))
    if is_new:
        if wanted.missing is not None:
            question.gap_id = record_gap(db, actor, needs, wanted.area, wanted.missing).id
        record_act(db, actor.user_id, actor.scheme_id, "question.asked", "question", [question.id])
        note_district(db, wanted.area)
        for user in list_first_asked(db, [each.id for each in needs], wanted.area):
            queue_question(db, question, user)
    return asked


def sameness_of(needs: Iterable[TaxonomyTerm], wanted: QuestionInput) -> str:
    """The same for the same question, in whatever order things were picked."""
    picked = sorted(f"{kind.value}:{code}" for kind, code in wanted.circumstances)
    parts = [*sorted(str(each.id) for each in needs), wanted.area or "", *picked]
    return sha256("\n".join(parts).encode()).hexdigest()


def find_waiting(db: Session, actor: Actor, sameness: str) -> Question | None:
    """A question that the actor asked before, and that nobody answered yet."""
    theirs = (Question.scheme_id == actor.scheme_id, Question.asked_by == actor.user_id)
    return db.scalar(select(Question).where(*theirs, Question.sameness == sameness, never_answered()))


def never_answered() -> ColumnElement[bool]:
    return Question.first_answered_at.is_(None)


def get_question(db: Session, actor: Actor, question_id: uuid.UUID) -> Question:
    """A question that the actor may know of, with everything. Raises NotFound for any other."""
    return found_or_refused(find_question(db, actor, question_id))


def find_question(db: Session, actor: Actor, question_id: uuid.UUID) -> Question | None:
    """A question that the actor may know of, with everything, if it is still there."""
    return db.scalar(with_everything().where(Question.id == question_id, is_known_to(actor)))


def get_to_answer(db: Session, actor: Actor, question_id: uuid.UUID, *, to_change: bool = False) -> Question:
    """A question that is the actor's to answer. Raises NotFound for any other.

    `to_change` keeps others from answering it before this is done.
    """
    return found_or_refused(find_with(db, question_id, is_theirs_to_answer(actor), to_change=to_change))


def get_known_to_change(db: Session, actor: Actor, question_id: uuid.UUID) -> Question:
    """A question that the actor may know of, kept from others until this is done. Raises NotFound for any other."""
    return found_or_refused(find_with(db, question_id, is_known_to(actor), to_change=True))


def get_own(db: Session, actor: Actor, question_id: uuid.UUID) -> Question:
    """A question that the actor asked, kept from others until this is done. Raises NotFound for any other."""
    return found_or_refused(find_with(db, question_id, is_own(actor), to_change=True))


def find_with(
    db: Session, question_id: uuid.UUID, condition: ColumnElement[bool], *, to_change: bool
) -> Question | None:
    wanted = with_everything().where(Question.id == question_id, condition)
    if to_change:
        # The joined rows are nobody's to wait for: only the question itself is kept.
        wanted = wanted.with_for_update(of=Question).execution_options(populate_existing=True)
    return db.scalar(wanted)


def found_or_refused(question: Question | None) -> Question:
    if question is None:
        raise NotFound("There is no such question.")
    return question


def may_answer(db: Session, actor: Actor, question_id: uuid.UUID) -> bool:
    """Whether this question is the actor's to answer."""
    return db.scalar(select(Question.id).where(Question.id == question_id, is_theirs_to_answer(actor))) is not None


def list_to_answer(db: Session, actor: Actor, most: int = MOST_SHOWN) -> Sequence[Question]:
    """What waits for the actor's answer, the longest waiting first."""
    waiting = with_everything().where(is_theirs_to_answer(actor), Question.waits_since.is_not(None))
    return db.scalars(waiting.order_by(Question.waits_since, Question.id).limit(most)).all()


def count_to_answer(db: Session, actor: Actor) -> int:
    """How many questions wait for the actor's answer."""
    waiting = select(func.count(Question.id)).where(is_theirs_to_answer(actor), Question.waits_since.is_not(None))
    return db.scalar(waiting) or 0


def list_asked(db: Session, actor: Actor, most: int = MOST_SHOWN) -> Sequence[Question]:
    """What the actor asked, and a manager's team, the newest first."""
    asked = with_everything().where(or_(is_own(actor), is_of_team(actor)))
    return db.scalars(asked.order_by(Question.asked_at.desc(), Question.id).limit(most)).all()


def list_waiting_since(db: Session, since: datetime, most: int) -> Sequence[Question]:
    """Questions that wait since a moment or longer and that nobody was told of yet, kept from others until then.

    What another worker holds is left to it.
    """
    waiting = select(Question).where(Question.waits_since <= since, Question.passed_on_at.is_(None))
    held = waiting.order_by(Question.waits_since, Question.id).limit(most).with_for_update(skip_locked=True)
    return db.scalars(held.options(selectinload(Question.needs))).all()


def with_everything() -> Select[Question]:
    answers = selectinload(Question.answers).options(joinedload(Answer.answerer), selectinload(Answer.activities))
    return select(Question).options(
        selectinload(Question.needs),
        selectinload(Question.circumstances),
        joinedload(Question.asker),
        joinedload(Question.gap),
        selectinload(Question.uses),
        answers,
    )


def is_own(actor: Actor) -> ColumnElement[bool]:
    """The questions that an actor asked in the team they work in, as a condition."""
    return and_(Question.asked_by == actor.user_id, Question.scheme_id == actor.scheme_id)


def is_of_team(actor: Actor) -> ColumnElement[bool]:
    """The questions that a manager's team asked, as a condition."""
    return Question.scheme_id == actor.scheme_id if Role.MANAGER in actor.roles else false()


def is_theirs_to_answer(actor: Actor) -> ColumnElement[bool]:
    """The questions an actor may answer, as a condition: a domain's keepers its own, every champion what is nobody's.

    A domain belongs to the installation, so that its keepers answer every team.
    """
    if Role.EDITOR in actor.roles:
        return true()
    if Role.CHAMPION not in actor.roles:
        return false()
    return or_(Question.id.in_(about_domains(is_kept_by(actor.user_id))), is_nobodys())


def is_nobodys() -> ColumnElement[bool]:
    """The questions of which no need falls in a domain that anybody at work keeps, as a condition."""
    return Question.id.not_in(about_domains(is_kept()))


def about_domains(condition: ColumnElement[bool]) -> Select[uuid.UUID]:
    """The ids of the questions that fall into those champion domains that meet a condition, by need and by area."""
    return (
        select(QuestionNeed.question_id)
        .join(ChampionDomainTerm, ChampionDomainTerm.term_id == QuestionNeed.term_id)
        .join(ChampionDomain, ChampionDomain.id == ChampionDomainTerm.domain_id)
        .join(Question, Question.id == QuestionNeed.question_id)
        .where(condition, goes_on(), is_asked_in_area(Question.area))
    )


def is_known_to(actor: Actor) -> ColumnElement[bool]:
    """The questions an actor may know of, as a condition."""
    return or_(is_own(actor), is_of_team(actor), is_theirs_to_answer(actor), is_shared_with(actor))


def is_shared_with(actor: Actor) -> ColumnElement[bool]:
    """The questions that colleagues of an actor asked and that have an answer which stands, as a condition."""
    return and_(
        Question.scheme_id == actor.scheme_id,
        Question.first_answered_at.is_not(None),
        Question.taken_out_at.is_(None),
    )
