"""Reading what happened to listings in a week, and who wants to hear of which."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Select, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory.accounts.actor import PERMISSIONS
from directory.accounts.models import RoleGrant, User
from directory.catalogue.districts import districts_of_services, tidy_area
from directory.catalogue.history.record_rows import portions
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.revisions import Revision, RevisionKind, RevisionState
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.models.sources import Source
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm
from directory.champions.digest.models import NoWeeklyLetter, Watch, WeeklyRound
from directory.champions.digest.news import News, Step, news_of
from directory.champions.keepers import keepers_in
from directory.champions.models import ChampionDomain
from directory.champions.queries import falling_into_domains

K = TypeVar("K")
# Who may watch: who looks for activities with people, or looks after listings.
MAY_WATCH = tuple(role.value for role, may in PERMISSIONS.items() if "matching.match" in may)
# What of a place is news of the listings that happen there.
OF_A_PLACE = ("address",)


@dataclass(frozen=True)
class Listing:
    """A listing with its news, by the names that a letter calls it."""

    id: uuid.UUID
    name: str
    group: str
    news: News


@dataclass(frozen=True)
class Topic:
    """What somebody keeps or watches, by name, with the ids of the listings that belong to it."""

    name: str
    listing_ids: frozenset[uuid.UUID]


@dataclass(frozen=True)
class Reader:
    """Somebody who has something to read this week: their domains first, then what they watch."""

    user_id: uuid.UUID
    name: str
    email: str
    topics: Sequence[Topic]


def read_news(db: Session, week: WeeklyRound) -> dict[uuid.UUID, Listing]:
    """The listings of which there is news in a week, by id."""
    steps = read_steps(db, week)
    found: dict[uuid.UUID, Listing] = {}
    for some in portions(steps):
        wanted = select(Service.id, Service.name, Organization.name, Service.stage, Service.status)
        rows = db.execute(wanted.join(Organization).where(Service.id.in_(some)))
        for service_id, name, group, stage, status in rows:
            news = news_of(steps[service_id], stage=stage, status=status)
            if news is not None:
                found[service_id] = Listing(service_id, name, group, news)
    return found


def read_steps(db: Session, week: WeeklyRound) -> Mapping[uuid.UUID, Sequence[Step]]:
    """What was done in a week to each listing, and to the places where it happens, in order."""
    revisions = (
        select(Revision.entity, Revision.record_id, Revision.kind, Revision.changes, Source.name)
        .outerjoin(Source, Source.id == Revision.source_id)
        .where(
            Revision.entity.in_(("service", "location")),
            Revision.state == RevisionState.DONE.value,
            Revision.decided_at > week.after,
            Revision.decided_at <= week.until,
        )
        .order_by(Revision.decided_at, Revision.id)
    )
    rows = db.execute(revisions).all()
    at_place = services_at(db, {record_id for entity, record_id, *_ in rows if entity == "location"})
    steps: defaultdict[uuid.UUID, list[Step]] = defaultdict(list)
    for entity, record_id, kind, changes, source in rows:
        step = Step(kind, tuple(FieldChange(**each) for each in changes), source or "")
        for service_id in at_place[record_id] if entity == "location" else (record_id,):
            steps[service_id].append(step if entity == "service" else of_place(step))
    return {service_id: theirs for service_id, theirs in steps.items() if any(map(tells_something, theirs))}


def of_place(step: Step) -> Step:
    """What a change of a place is to a listing there: one of its address, if that."""
    changes = tuple(each for each in step.changes if each.field in OF_A_PLACE)
    return Step(RevisionKind.CHANGED.value, changes, step.source)


def tells_something(step: Step) -> bool:
    return bool(step.changes) or step.kind == RevisionKind.ADDED


def services_at(db: Session, location_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[uuid.UUID]]:
    """The ids of the services at some locations."""
    found: defaultdict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for some in portions(location_ids):
        at = select(ServiceAtLocation.location_id, ServiceAtLocation.service_id)
        for location_id, service_id in db.execute(at.where(ServiceAtLocation.location_id.in_(some))):
            found[location_id].append(service_id)
    return found


def list_readers(db: Session, listing_ids: Collection[uuid.UUID]) -> list[Reader]:
    """Everybody at work who keeps or watches something that some of these listings belong to, and wants letters."""
    topics: defaultdict[uuid.UUID, list[Topic]] = defaultdict(list)
    for user_id, topic in (
        *domain_topics(db, listing_ids),
        *term_topics(db, listing_ids),
        *area_topics(db, listing_ids),
    ):
        topics[user_id].append(topic)
    found = []
    for some in portions(topics):
        rows = db.execute(who_reads().where(User.id.in_(some)).order_by(User.id))
        found += [Reader(user_id, name, email, topics[user_id]) for user_id, name, email in rows]
    return found


def who_reads() -> Select[uuid.UUID, str, str]:
    """Who is at work, may watch, and has not stopped the letter: id, name and address."""
    working = select(RoleGrant.user_id).where(RoleGrant.role.in_(MAY_WATCH))
    return select(User.id, User.name, User.email).where(
        User.is_active,
        User.joined_at.is_not(None),
        User.id.in_(working),
        User.id.not_in(select(NoWeeklyLetter.user_id)),
    )


def domain_topics(db: Session, listing_ids: Collection[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Topic]]:
    """The domains that these listings fall into, for each who keeps one."""
    falls = by_key(db, falling_into_domains().distinct(), Attribute.link_id, listing_ids)
    names = {domain_id: name for domain_id, name in db.execute(select(ChampionDomain.id, ChampionDomain.name))}
    keepers = db.execute(keepers_in(true())).all()
    for domain_id, user_id in sorted(keepers, key=lambda each: names[each[0]]):
        if domain_id in falls:
            yield user_id, Topic(names[domain_id], frozenset(falls[domain_id]))


def term_topics(db: Session, listing_ids: Collection[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Topic]]:
    """The watched terms that are hung on these listings, for each who watches one."""
    watched = select(Watch.term_id).where(Watch.term_id.is_not(None))
    hung = select(Attribute.link_id, Attribute.taxonomy_term_id).where(
        Attribute.link_entity == "service", Attribute.taxonomy_term_id.in_(watched)
    )
    with_term = by_key(db, hung, Attribute.link_id, listing_ids)
    watches = select(Watch.user_id, Watch.term_id, TaxonomyTerm.name).join(TaxonomyTerm).order_by(TaxonomyTerm.name)
    for user_id, term_id, name in db.execute(watches):
        if term_id in with_term:
            yield user_id, Topic(name, frozenset(with_term[term_id]))


def area_topics(db: Session, listing_ids: Collection[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Topic]]:
    """The watched districts in which these listings happen, for each who watches one."""
    in_area: defaultdict[str, set[uuid.UUID]] = defaultdict(set)
    for text, ids in by_key(db, districts_of_services(), ServiceAtLocation.service_id, listing_ids).items():
        in_area[tidy_area(text)] |= ids
    watches = select(Watch.user_id, Watch.area).where(Watch.area.is_not(None)).order_by(Watch.area)
    for user_id, area in db.execute(watches):
        if area is not None and area in in_area:
            yield user_id, Topic(area, frozenset(in_area[area]))


def by_key(
    db: Session, pairs: Select[uuid.UUID, K], of: InstrumentedAttribute[uuid.UUID], listing_ids: Collection[uuid.UUID]
) -> dict[K, set[uuid.UUID]]:
    """Of pairs of a listing and something it belongs to, the listings by what they belong to; only these listings."""
    found: defaultdict[K, set[uuid.UUID]] = defaultdict(set)
    for some in portions(listing_ids):
        for listing_id, key in db.execute(pairs.where(of.in_(some))):
            found[key].add(listing_id)
    return dict(found)
