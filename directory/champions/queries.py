"""Reading domains, and what belongs to them."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from directory.accounts.actor import Actor, Role
from directory.accounts.models import RoleGrant
from directory.catalogue.freshness import current_rhythm
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.services import Service, ServiceAtLocation, Stage
from directory.catalogue.models.taxonomies import Attribute
from directory.catalogue.publishing import LIVE, is_on, published
from directory.catalogue.queries import for_page
from directory.champions.domains.domain_areas import lies_in_area
from directory.champions.keepers import goes_on, is_kept_by
from directory.champions.models import ChampionDomain, ChampionDomainTerm, CheckResult, CheckWay, ListingCheck
from directory.champions.policy import may_keep_domain
from directory.errors import NotFound

# Ids, known already or as a question for them.
Ids = Select[uuid.UUID] | Sequence[uuid.UUID]


@dataclass(frozen=True)
class DomainSummary:
    """A domain, how many live listings it has, and how many of those are due a check."""

    domain: ChampionDomain
    listings: int
    due: int


def list_domains(db: Session, actor: Actor, today: date) -> list[DomainSummary]:
    """The domains the actor looks after (all of them for an editor), by name, with how they stand."""
    domains = list_kept(db, actor)
    counts = count_by_domain(db, [each.id for each in domains], today)
    return [DomainSummary(each, *counts.get(each.id, (0, 0))) for each in domains]


def list_kept(db: Session, actor: Actor) -> list[ChampionDomain]:
    """The domains alone, with their keepers and terms: to count what is in them takes a look at all tags."""
    wanted = select(ChampionDomain).where(goes_on()).options(*with_people_and_terms())
    if Role.EDITOR not in actor.roles:
        wanted = wanted.where(is_kept_by(actor.user_id))
    return list(db.scalars(wanted.order_by(ChampionDomain.name)))


def count_by_domain(db: Session, domain_ids: Collection[uuid.UUID], today: date) -> Mapping[uuid.UUID, tuple[int, int]]:
    """How many live listings each of some domains has, and how many of these are due a check."""
    due_before = today - current_rhythm().due_after
    is_due = Service.assured_date.is_(None) | (Service.assured_date < due_before)
    covered = select(ChampionDomainTerm.term_id).where(ChampionDomainTerm.domain_id.in_(domain_ids))
    counted = (
        falling_into_domains()
        .with_only_columns(
            ChampionDomain.id, func.count(Service.id.distinct()), func.count(case((is_due, Service.id)).distinct())
        )
        .join(Service, Service.id == Attribute.link_id)
        .where(is_on(), ChampionDomain.id.in_(domain_ids), Attribute.taxonomy_term_id.in_(covered))
        .group_by(ChampionDomain.id)
    )
    return {domain_id: (listings, due) for domain_id, listings, due in db.execute(counted)}


def get_domain(db: Session, actor: Actor, slug: str) -> ChampionDomain:
    """A domain that the actor looks after, with who else does and its terms.

    Raises NotFound, also for others' and for one that was ended.
    """
    named = select(ChampionDomain).where(ChampionDomain.slug == slug, goes_on())
    domain = db.scalar(named.options(*with_people_and_terms()))
    if domain is None or not may_keep_domain(actor, domain):
        raise NotFound("There is no such champion domain.")
    return domain


def with_people_and_terms() -> tuple[ExecutableOption, ...]:
    """What is read with a domain: who keeps it, and the terms it covers."""
    return (
        joinedload(ChampionDomain.champion),
        selectinload(ChampionDomain.deputies),
        selectinload(ChampionDomain.terms),
    )


def in_domains(condition: ColumnElement[bool]) -> Select[uuid.UUID]:
    """The ids of the services in those champion domains that meet a condition, live or not."""
    covered = select(ChampionDomainTerm.term_id).join(ChampionDomain).where(condition)
    # The terms first: of itself SQLite looks through what all services are tagged with.
    by_terms = Attribute.taxonomy_term_id.in_(covered)
    # Domains are few: which are meant is asked once, and not for each tag.
    meant = ChampionDomain.id.in_(select(ChampionDomain.id).where(condition).correlate(None))
    return falling_into_domains().with_only_columns(Attribute.link_id).where(meant, by_terms)


def falling_into_domains() -> Select[uuid.UUID, uuid.UUID]:
    """The ids of services, and of the champion domains that each falls into: by what it is about, and by where it is.

    The one rule that says so. Other columns of `Attribute` (the tag that it falls in by) and of the domain may be
    asked for in their place.
    """
    return (
        select(Attribute.link_id, ChampionDomain.id)
        .join(ChampionDomainTerm, ChampionDomainTerm.term_id == Attribute.taxonomy_term_id)
        .join(ChampionDomain, ChampionDomain.id == ChampionDomainTerm.domain_id)
        .where(Attribute.link_entity == "service", goes_on(), lies_in_area(Attribute.link_id))
    )


def records_in_domains(entity: str, condition: ColumnElement[bool]) -> Select[uuid.UUID]:
    """The ids of the records of a kind in those champion domains: services, who runs them, or where they happen.

    Of organizations and locations those count that a published listing names: anybody may name one in a draft.
    """
    services = in_domains(condition)
    return services if entity == "service" else records_beside(entity, services)


def records_beside(entity: str, services: Ids) -> Select[uuid.UUID]:
    """The ids of the organizations that run some services, or of the locations where they happen, once published."""
    listed = (Service.id.in_(services), published())
    if entity == "organization":
        return select(Service.organization_id).where(*listed)
    return select(ServiceAtLocation.location_id).join(Service).where(*listed)


def tagged_with(domain: ChampionDomain) -> Select[Service]:
    """The services that fall into a domain, whatever their state."""
    return select(Service).where(Service.id.in_(in_domains(ChampionDomain.id == domain.id)))


def services_of(domain: ChampionDomain) -> Select[Service]:
    """The live services that fall into a domain."""
    return tagged_with(domain).where(is_on())


def list_awaited(db: Session, services: Sequence[Service]) -> frozenset[uuid.UUID]:
    """Of some services those whose publishing waits for somebody to agree."""
    new = [each.id for each in services if each.stage == Stage.DRAFT]
    waiting = select(Revision.record_id).where(
        Revision.entity == "service", Revision.state == RevisionState.WAITING, Revision.record_id.in_(new)
    )
    return frozenset(db.scalars(waiting))


def get_listing(db: Session, domain: ChampionDomain, service_id: uuid.UUID) -> Service:
    """A listing of a domain, with everything about it. Raises NotFound for one that is not in the domain."""
    service = db.scalar(services_of(domain).where(Service.id == service_id).options(*for_page()))
    if service is None:
        raise NotFound("There is no such listing in this domain.")
    return service


class CheckedBy(StrEnum):
    """What somebody does who last made sure that a listing is true. Nobody is named."""

    CHAMPION = "champion"
    STAFF = "staff"
    GROUP = "group"


def find_checker(db: Session, service: Service) -> CheckedBy | None:
    """What whoever last checked a listing does; None where it was not checked, or elsewhere by nobody knows whom."""
    return find_checkers(db, [service]).get(service.id)


def find_checkers(db: Session, services: Sequence[Service]) -> dict[uuid.UUID, CheckedBy]:
    """The same of several listings; those of which it is not known are left out."""
    is_champion = exists().where(RoleGrant.user_id == ListingCheck.checked_by, RoleGrant.role == Role.CHAMPION.value)
    made = select(ListingCheck.service_id, ListingCheck.checked_on, ListingCheck.way, is_champion).where(
        ListingCheck.service_id.in_([each.id for each in services]), ListingCheck.result != CheckResult.NO_ANSWER
    )
    days = {each.id: each.assured_date for each in services}
    found = {each.id: CheckedBy.GROUP for each in services if is_assured_by_group(each)}
    for service_id, day, way, by_champion in db.execute(made.order_by(ListingCheck.recorded_at)):
        if day != days[service_id]:
            continue
        by_staff = CheckedBy.CHAMPION if by_champion else CheckedBy.STAFF
        found[service_id] = CheckedBy.GROUP if way == CheckWay.LINK else by_staff
    return found


def is_assured_by_group(service: Service) -> bool:
    """Whether the address that is said to have checked a listing is that of its group, here or at a source."""
    assurer = (service.assurer_email or "").strip().casefold()
    return service.assured_date is not None and assurer == (service.email or "").strip().casefold() != ""


def list_checks(db: Session, service_id: uuid.UUID, most: int = 20) -> Sequence[ListingCheck]:
    """How somebody made sure of a listing, or tried to, newest first."""
    wanted = select(ListingCheck).where(ListingCheck.service_id == service_id).options(joinedload(ListingCheck.checker))
    return db.scalars(wanted.order_by(ListingCheck.recorded_at.desc(), ListingCheck.id).limit(most)).all()


def is_due(service: Service, today: date) -> bool:
    """Whether a listing was never checked, or not for so long that it is due."""
    return service.assured_date is None or service.assured_date < today - current_rhythm().due_after


def is_live(service: Service) -> bool:
    """Whether a listing is one that its champion confirms: published, and on or only closed for now."""
    return service.stage == Stage.PUBLISHED and service.status in LIVE


def list_names_kept(db: Session, user_id: uuid.UUID) -> list[str]:
    """What the domains are called that somebody is the champion or a deputy of, by name."""
    kept = select(ChampionDomain.name).where(is_kept_by(user_id)).order_by(ChampionDomain.name)
    return list(db.scalars(kept))
