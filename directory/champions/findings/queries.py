"""Findings as far as they are an actor's to decide: a champion's of the domains they keep, an editor's all."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true
from sqlalchemy.orm import Session, selectinload

from directory.accounts.actor import Actor, Role
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.champions.findings.models import WRONG_LINKS, Finding, FindingKind, FindingState, Found
from directory.champions.keepers import is_kept_by
from directory.champions.models import ChampionDomain
from directory.champions.queries import records_in_domains
from directory.errors import NotFound

PAGE_SIZE = 50
ENTITIES = (Service.__tablename__, Organization.__tablename__)
# A page that has moved is still found by who follows its address.
DEAD = tuple(each for each in WRONG_LINKS if each is not Found.MOVED)
IN_ORDER = case({kind.value: place for place, kind in enumerate(FindingKind)}, value=Finding.kind)


@dataclass(frozen=True)
class FindingFilter:
    """Which findings are wanted: of one kind, in one domain; in one state."""

    kind: str | None = None
    domain: str | None = None
    state: FindingState = FindingState.OPEN


@dataclass(frozen=True)
class NamedFinding:
    """A finding with what its record is called, and who runs that."""

    finding: Finding
    name: str
    organization: str


@dataclass(frozen=True)
class FindingsPage:
    """One page of findings, kind by kind, the longest known first."""

    findings: Sequence[NamedFinding]
    total: int
    page: int


def list_findings(
    db: Session, actor: Actor, wanted: FindingFilter, page: int = 1, size: int = PAGE_SIZE
) -> FindingsPage:
    """The findings the actor may decide. Raises NotFound for a page below 1."""
    if page < 1:
        raise NotFound("There is no such page.")
    conditions = (is_theirs(actor), Finding.state == wanted.state.value, *filtered(wanted))
    total = db.scalar(with_names(func.count()).where(*conditions)) or 0
    rows = db.execute(
        with_names(Finding, Service.name, Organization.name)
        .where(*conditions)
        .options(selectinload(Finding.decider))
        .order_by(IN_ORDER, Finding.first_seen_on, Finding.id)
        .limit(size)
        .offset((page - 1) * size)
    )
    return FindingsPage([named(*each) for each in rows], total, page)


def get_finding(db: Session, actor: Actor, finding_id: uuid.UUID, *, to_decide: bool = False) -> NamedFinding:
    """A finding with who decided it. Raises NotFound, also for somebody else's.

    `to_decide` keeps others from deciding it before this is done.
    """
    wanted = with_names(Finding, Service.name, Organization.name).where(Finding.id == finding_id, is_theirs(actor))
    wanted = wanted.options(selectinload(Finding.decider))
    if to_decide:
        wanted = wanted.with_for_update(of=Finding).execution_options(populate_existing=True)
    found = db.execute(wanted).first()
    if found is None:
        raise NotFound("This is not found any more.")
    return named(*found)


def named(finding: Finding, service: str | None, organization: str) -> NamedFinding:
    return NamedFinding(finding, service or organization, organization if service else "")


def with_names(*columns: Any) -> Select[Any]:
    """A query of findings whose records are in the catalogue, joined to them and to who runs them."""
    is_service = and_(Finding.entity == Service.__tablename__, Service.id == Finding.record_id)
    organization_id = func.coalesce(Service.organization_id, Finding.record_id)
    return (
        select(*columns)
        .select_from(Finding)
        .outerjoin(Service, is_service)
        .join(Organization, Organization.id == organization_id)
    )


def is_theirs(actor: Actor) -> ColumnElement[bool]:
    """Whether a finding is the actor's to decide."""
    return true() if Role.EDITOR in actor.roles else of_records_in(is_kept_by(actor.user_id))


def of_records_in(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a finding is about a listing of those domains, or about who runs one."""
    return or_(
        *(
            and_(Finding.entity == entity, Finding.record_id.in_(records_in_domains(entity, condition)))
            for entity in ENTITIES
        )
    )


def filtered(wanted: FindingFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.kind:
        conditions.append(Finding.kind == wanted.kind)
    if wanted.domain:
        conditions.append(of_records_in(ChampionDomain.slug == wanted.domain))
    return conditions


def has_dead_link() -> ColumnElement[bool]:
    """Whether a listing leads to a page that is gone, its own or that of who runs it."""
    dead = select(Finding.record_id).where(
        Finding.kind == FindingKind.LINK.value, Finding.state == FindingState.OPEN.value, Finding.found.in_(DEAD)
    )
    return or_(Service.id.in_(dead), Service.organization_id.in_(dead))
