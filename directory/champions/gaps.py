"""Gaps: what the directory does not have, written down as a champion is asked about it, and counted.

A champion sees what touches their domains, an editor everything, a manager what their own team asked, and whoever
asked their own. Nothing of the person is known here.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.audit.operations import record_act
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.champions.domains.domain_areas import is_asked_in_area
from directory.champions.keepers import goes_on, is_kept_by
from directory.champions.models import ChampionDomain, ChampionDomainTerm, Gap, GapNeed, GapReason
from directory.champions.questions.models import Question
from directory.db import new_id


@dataclass(frozen=True)
class GapCount:
    """How often something was missing in an area for a reason, and how often nobody has answered yet."""

    need: str
    area: str | None
    reason: str
    asked: int
    unanswered: int


def record_gap(db: Session, actor: Actor, needs: Sequence[TaxonomyTerm], area: str | None, reason: GapReason) -> Gap:
    """Write down that nothing would do."""
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
    record_act(db, actor.user_id, actor.scheme_id, "gap.asked", "gap", [gap.id])
    return gap


def count_gaps(db: Session, actor: Actor) -> list[GapCount]:
    """What is missing where and why, of what the actor may know of: the most often asked first."""
    asked = func.count(Gap.id)
    unanswered = func.sum(case((Question.first_answered_at.is_(None), 1), else_=0))
    rows = db.execute(
        select(TaxonomyTerm.name, Gap.area, Gap.reason, asked, unanswered)
        .join(GapNeed, GapNeed.term_id == TaxonomyTerm.id)
        .join(Gap, Gap.id == GapNeed.gap_id)
        .outerjoin(Question, Question.gap_id == Gap.id)
        .where(is_known_to(actor))
        .group_by(TaxonomyTerm.name, Gap.area, Gap.reason)
        .order_by(asked.desc(), TaxonomyTerm.name, Gap.area, Gap.reason)
    )
    return [GapCount(need, area, reason, count, int(open_)) for need, area, reason, count, open_ in rows]


def is_unanswered() -> ColumnElement[bool]:
    """The gaps that no champion has answered for yet, as a condition."""
    return ~exists().where(Question.gap_id == Gap.id, Question.first_answered_at.is_not(None))


def touches_theirs(actor: Actor) -> ColumnElement[bool]:
    """The gaps an actor's domains are about, as a condition; an editor's all."""
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
        .where(condition, goes_on(), is_asked_in_area(Gap.area))
    )


def is_known_to(actor: Actor) -> ColumnElement[bool]:
    """The gaps an actor may know of, as a condition."""
    own = Gap.asked_by == actor.user_id
    of_team = Gap.scheme_id == actor.scheme_id if Role.MANAGER in actor.roles else own
    return or_(own, of_team, touches_theirs(actor))
