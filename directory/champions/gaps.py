"""Gaps: asking the champions about what the directory does not have, answering, and counting what is missing.

A champion sees what touches their domains, an editor everything, a manager what their own team asked, and whoever
asked their own. Nothing of the person is known here.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, false, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.audit.operations import record_act
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.champions.domain_areas import is_asked_in_area, is_asked_outside, note_district
from directory.champions.keepers import goes_on, is_kept_by
from directory.champions.models import ChampionDomain, ChampionDomainTerm, Gap, GapNeed, GapReason
from directory.champions.queries import with_people_and_terms
from directory.db import new_id
from directory.errors import Conflict, NotFound, WrongInput

MOST_SHOWN = 100
NO_NEED = "First say under “What we heard” what they need, so that a champion can be asked"


class AnsweredMeanwhile(Conflict):
    """Somebody else answered first."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody answered this while you had it open. Yours is not saved: if you know more, tell whoever asked."
        )


@dataclass(frozen=True)
class GapCount:
    """How often something was missing in an area for a reason, and how often nobody has answered yet."""

    need: str
    area: str | None
    reason: str
    asked: int
    unanswered: int


def ask_champion(db: Session, actor: Actor, needs: Sequence[TaxonomyTerm], area: str | None, reason: GapReason) -> Gap:
    """Write down that nothing would do, for the champions to answer. Raises WrongInput where no need is known."""
    if not needs:
        raise WrongInput(NO_NEED)
    gap = Gap(
        id=new_id(),
        scheme_id=actor.scheme_id,
        asked_by=actor.user_id,
        asked_at=clock.now(),
        area=area,
        reason=reason.value,
        needs=list(needs),
    )
    db.add(gap)
    note_district(db, area)
    record_act(db, actor.user_id, actor.scheme_id, "gap.asked", "gap", [gap.id])
    return gap


def answer_gap(db: Session, actor: Actor, gap: Gap, answer: str) -> None:
    """Tell whoever asked what there is. Raises AnsweredMeanwhile where it was answered."""
    if not gap.is_open:
        raise AnsweredMeanwhile
    gap.answer, gap.answered_by, gap.answered_at = answer, actor.user_id, clock.now()
    record_act(db, actor.user_id, gap.scheme_id, "gap.answered", "gap", [gap.id], ["answer"])


def get_gap(db: Session, actor: Actor, gap_id: uuid.UUID, *, to_answer: bool = False) -> Gap:
    """A gap that the actor may know of, or may answer. Raises NotFound for any other.

    `to_answer` keeps others from answering it before this is done.
    """
    if to_answer:
        theirs = with_everything().where(Gap.id == gap_id, is_theirs_to_answer(actor))
        gap = db.scalar(theirs.with_for_update(of=Gap).execution_options(populate_existing=True))
    else:
        gap = find_gap(db, actor, gap_id)
    if gap is None:
        raise NotFound("There is no such question.")
    return gap


def find_gap(db: Session, actor: Actor, gap_id: uuid.UUID) -> Gap | None:
    """A gap that the actor may know of, if it is still there."""
    return db.scalar(with_everything().where(Gap.id == gap_id, is_known_to(actor)))


def may_answer_gap(db: Session, actor: Actor, gap_id: uuid.UUID) -> bool:
    """Whether this gap is the actor's to answer."""
    return db.scalar(select(Gap.id).where(Gap.id == gap_id, is_theirs_to_answer(actor))) is not None


def list_gaps(db: Session, actor: Actor, *, is_open: bool, most: int = MOST_SHOWN) -> Sequence[Gap]:
    """The gaps an actor may know of: the open ones longest waiting first, the others last answered first."""
    order = Gap.asked_at if is_open else Gap.answered_at.desc()
    wanted = with_everything().where(is_known_to(actor), Gap.answer.is_(None) == is_open)
    return db.scalars(wanted.order_by(order, Gap.id).limit(most)).all()


def count_gaps(db: Session, actor: Actor) -> list[GapCount]:
    """What is missing where and why, of what the actor may know of: the most often asked first."""
    asked = func.count(Gap.id)
    unanswered = func.sum(case((Gap.answer.is_(None), 1), else_=0))
    rows = db.execute(
        select(TaxonomyTerm.name, Gap.area, Gap.reason, asked, unanswered)
        .join(GapNeed, GapNeed.term_id == TaxonomyTerm.id)
        .join(Gap, Gap.id == GapNeed.gap_id)
        .where(is_known_to(actor))
        .group_by(TaxonomyTerm.name, Gap.area, Gap.reason)
        .order_by(asked.desc(), TaxonomyTerm.name, Gap.area, Gap.reason)
    )
    return [GapCount(need, area, reason, count, int(open_)) for need, area, reason, count, open_ in rows]


def list_domains_for(db: Session, term_ids: Collection[uuid.UUID], outward: str | None) -> Sequence[ChampionDomain]:
    """The domains in which these needs fall in a postcode district, with who keeps them, by name."""
    falls = select(ChampionDomainTerm.domain_id).where(ChampionDomainTerm.term_id.in_(term_ids))
    wanted = select(ChampionDomain).where(ChampionDomain.id.in_(falls), goes_on()).options(*with_people_and_terms())
    domains = db.scalars(wanted.order_by(ChampionDomain.name)).all()
    return [each for each in domains if not is_asked_outside(db, each, outward)]


def with_everything() -> Select[Gap]:
    return select(Gap).options(selectinload(Gap.needs), joinedload(Gap.asker), joinedload(Gap.answerer))


def is_theirs_to_answer(actor: Actor) -> ColumnElement[bool]:
    """The gaps an actor may answer, as a condition: a champion those of their domains, an editor all."""
    if Role.EDITOR in actor.roles:
        return true()
    theirs = asked_in_domains(is_kept_by(actor.user_id))
    return Gap.id.in_(theirs) if Role.CHAMPION in actor.roles else false()


def asked_in_domains(condition: ColumnElement[bool]) -> Select[uuid.UUID]:
    """The ids of the gaps that fall into those champion domains that meet a condition, by need and by area."""
    return (
        select(GapNeed.gap_id)
        .join(ChampionDomainTerm, ChampionDomainTerm.term_id == GapNeed.term_id)
        .join(ChampionDomain, ChampionDomain.id == ChampionDomainTerm.domain_id)
        .join(Gap, Gap.id == GapNeed.gap_id)
        .where(condition, goes_on(), is_asked_in_area())
    )


def is_known_to(actor: Actor) -> ColumnElement[bool]:
    """The gaps an actor may know of, as a condition."""
    own = Gap.asked_by == actor.user_id
    of_team = Gap.scheme_id == actor.scheme_id if Role.MANAGER in actor.roles else own
    return or_(own, of_team, is_theirs_to_answer(actor))
