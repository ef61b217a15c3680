"""Pairs that may be listed twice, as far as they are an actor's to decide.

A champion decides where either of the two is in one of their domains; for organizations, where either runs such a
listing. An editor decides all.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import Session, selectinload

from directory.accounts.actor import Actor, Role
from directory.catalogue.models.duplicates import CandidateState, DuplicateCandidate
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import Source, SourceRecord
from directory.champions.keepers import is_kept_by
from directory.champions.models import ChampionDomain
from directory.champions.queries import Ids, in_domains
from directory.errors import NotFound

PAGE_SIZE = 25


@dataclass(frozen=True)
class PairFilter:
    """Which pairs are wanted: of one kind, in one domain, given by one source; in one state."""

    entity: str | None = None
    domain: str | None = None
    source_id: uuid.UUID | None = None
    state: CandidateState = CandidateState.OPEN


@dataclass(frozen=True)
class PairPage:
    """One page of pairs, the most likely first."""

    pairs: Sequence[DuplicateCandidate]
    total: int
    page: int


def list_pairs(db: Session, actor: Actor, wanted: PairFilter, page: int = 1, size: int = PAGE_SIZE) -> PairPage:
    """The pairs the actor may decide. Raises NotFound for a page below 1."""
    if page < 1:
        raise NotFound("There is no such page.")
    conditions = (DuplicateCandidate.state == wanted.state.value, are_there(), is_theirs(actor), *filtered(wanted))
    total = db.scalar(select(func.count()).select_from(DuplicateCandidate).where(*conditions)) or 0
    pairs = db.scalars(
        select(DuplicateCandidate)
        .where(*conditions)
        .order_by(DuplicateCandidate.score.desc(), DuplicateCandidate.id)
        .limit(size)
        .offset((page - 1) * size)
    ).all()
    return PairPage(pairs, total, page)


def list_pairs_with(db: Session, actor: Actor, entity: str, record_id: uuid.UUID) -> Sequence[DuplicateCandidate]:
    """The open pairs that a record is in and that are the actor's to decide, the most likely first."""
    is_in = or_(DuplicateCandidate.first_id == record_id, DuplicateCandidate.second_id == record_id)
    is_open = DuplicateCandidate.state == CandidateState.OPEN.value
    wanted = select(DuplicateCandidate).where(
        DuplicateCandidate.entity == entity, is_in, is_open, are_there(), is_theirs(actor)
    )
    return db.scalars(wanted.order_by(DuplicateCandidate.score.desc(), DuplicateCandidate.id).limit(PAGE_SIZE)).all()


def get_pair(db: Session, actor: Actor, pair_id: uuid.UUID, *, to_decide: bool = False) -> DuplicateCandidate:
    """A pair with who decided it. Raises NotFound, also for somebody else's.

    `to_decide` keeps others from deciding it before this is done.
    """
    wanted = (
        select(DuplicateCandidate)
        .where(DuplicateCandidate.id == pair_id, is_theirs(actor))
        .options(selectinload(DuplicateCandidate.decider))
    )
    if to_decide:
        wanted = wanted.with_for_update(of=DuplicateCandidate).execution_options(populate_existing=True)
    found = db.scalar(wanted)
    if found is None:
        raise NotFound("There is no such pair.")
    return found


def are_there() -> ColumnElement[bool]:
    """Whether both records of a pair are still in the catalogue."""
    first, second = DuplicateCandidate.first_id, DuplicateCandidate.second_id
    return or_(
        *(
            and_(
                DuplicateCandidate.entity == model.__tablename__,
                *(exists().where(model.id == each).correlate(DuplicateCandidate) for each in (first, second)),
            )
            for model in (Service, Organization)
        )
    )


def is_theirs(actor: Actor, services: Ids | None = None) -> ColumnElement[bool]:
    """Whether a pair is the actor's to decide. `services` are those of their domains, where they are known already."""
    if Role.EDITOR in actor.roles:
        return true()
    return touches(in_domains(is_kept_by(actor.user_id)) if services is None else services)


def filtered(wanted: PairFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.entity:
        conditions.append(DuplicateCandidate.entity == wanted.entity)
    if wanted.domain:
        conditions.append(touches(in_domains(ChampionDomain.slug == wanted.domain)))
    if wanted.source_id:
        given = select(SourceRecord.record_id).where(
            SourceRecord.source_id == wanted.source_id, SourceRecord.entity == DuplicateCandidate.entity
        )
        conditions.append(either_in(given))
    return conditions


def touches(services: Ids) -> ColumnElement[bool]:
    """Whether either of a pair is one of these services, or runs one."""
    # Each is looked for twice: which they are is planned and asked once.
    found = select(Service.id, Service.organization_id).where(Service.id.in_(services)).cte()
    is_service = DuplicateCandidate.entity == "service"
    own, groups = select(found.c.id), select(found.c.organization_id)
    return or_(and_(is_service, either_in(own)), and_(~is_service, either_in(groups)))


def either_in(ids: Select[uuid.UUID]) -> ColumnElement[bool]:
    return or_(DuplicateCandidate.first_id.in_(ids), DuplicateCandidate.second_id.in_(ids))


def list_all_sources(db: Session) -> Sequence[Source]:
    """Every source that gives records, by name, to choose from."""
    return db.scalars(select(Source).order_by(Source.name)).all()
