"""How much waits for each of those who keep domains, counted: so that what is too much for one is seen, and shared."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal, select, union
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor, Role
from directory.accounts.models import User
from directory.catalogue.history.written_records import MODELS
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.models.taxonomies import Attribute
from directory.catalogue.publishing import published
from directory.champions.keepers import is_kept_by, keepers_in
from directory.champions.messages.models import ListingMessage
from directory.champions.models import ChampionDomain
from directory.champions.queries import falling_into_domains
from directory.champions.questions.asking import about_domains
from directory.champions.questions.models import Question
from directory.champions.standing import Shown, standing_so
from directory.champions.suggesting.suggestions import WAITING


@dataclass(frozen=True)
class Queue:
    """What waits for one person: listings due a check, those nobody answers for, and what others wrote."""

    due: int = 0
    silent: int = 0
    suggestions: int = 0
    messages: int = 0
    questions: int = 0


@dataclass(frozen=True)
class Workload:
    """Somebody who keeps domains, which ones, by name, and what waits for them in these."""

    person: User
    domains: tuple[str, ...]
    queue: Queue


def list_workloads(db: Session, actor: Actor, today: date) -> list[Workload]:
    """Everybody at work who keeps one of the domains that the actor looks after (of all for an editor), by name."""
    theirs = ChampionDomain.id.is_not(None) if Role.EDITOR in actor.roles else is_kept_by(actor.user_id)
    keepers = keepers_in(theirs).subquery()
    named = select(User, ChampionDomain.name).join(keepers, keepers.c.user_id == User.id)
    named = named.join(ChampionDomain, ChampionDomain.id == keepers.c.domain_id)
    found: defaultdict[User, list[str]] = defaultdict(list)
    for person, name in db.execute(named.order_by(User.name, User.id, ChampionDomain.name)):
        found[person].append(name)
    queues = count_queues(db, theirs, today)
    return [Workload(person, tuple(names), queues.get(person.id, Queue())) for person, names in found.items()]


def count_queues(db: Session, condition: ColumnElement[bool], today: date) -> Mapping[uuid.UUID, Queue]:
    """What waits for each of those who keep the champion domains that meet a condition, in these."""
    keepers = keepers_in(condition).subquery()
    queues = _count_listings(db, keepers, today)
    for name, counts in (
        ("suggestions", _count_suggestions(db, keepers)),
        ("messages", _count_messages(db, keepers)),
        ("questions", _count_questions(db, keepers)),
    ):
        for user_id, number in counts.items():
            queues[user_id] = replace(queues.get(user_id, Queue()), **{name: number})
    return queues


def _kept_by(keepers: Subquery, *among: ColumnElement[bool]) -> Subquery:
    """Who keeps which listings, each once, among those that the tags they fall in by are of."""
    return (
        falling_into_domains()
        .with_only_columns(keepers.c.user_id, Attribute.link_id.label("listing_id"))
        .join(keepers, keepers.c.domain_id == ChampionDomain.id)
        .where(*among)
        .distinct()
        .subquery()
    )


def _count_listings(db: Session, keepers: Subquery, today: date) -> dict[uuid.UUID, Queue]:
    kept = _kept_by(keepers)
    states = (func.count(case((standing_so(each, today), 1))) for each in (Shown.DUE, Shown.SILENT))
    counted = select(kept.c.user_id, *states).join(Service, Service.id == kept.c.listing_id)
    rows = db.execute(counted.group_by(kept.c.user_id))
    return {user_id: Queue(due, silent) for user_id, due, silent in rows}


def _count_suggestions(db: Session, keepers: Subquery) -> dict[uuid.UUID, int]:
    # Few wait: of these is asked whose they are, and not of all listings what waits.
    waiting = {entity: select(Revision.record_id).where(*WAITING, Revision.entity == entity) for entity in MODELS}
    listed = select(Service.id).where(published(), Service.organization_id.in_(waiting["organization"]))
    placed = select(ServiceAtLocation.service_id).where(ServiceAtLocation.location_id.in_(waiting["location"]))
    touched = union(waiting["service"], listed, placed)
    # It is asked for three times below, and answered once.
    kept = select(_kept_by(keepers, Attribute.link_id.in_(touched))).cte()
    named = (kept.c.listing_id == Service.id, published())
    records = union(
        select(kept.c.user_id, literal("service").label("entity"), kept.c.listing_id.label("record_id")),
        select(kept.c.user_id, literal("organization"), Service.organization_id).where(*named),
        select(kept.c.user_id, literal("location"), ServiceAtLocation.location_id).where(
            *named, ServiceAtLocation.service_id == Service.id
        ),
    ).subquery()
    is_of_them = and_(Revision.entity == records.c.entity, Revision.record_id == records.c.record_id)
    counted = select(records.c.user_id, func.count(Revision.id)).join(Revision, is_of_them).where(*WAITING)
    return {user_id: number for user_id, number in db.execute(counted.group_by(records.c.user_id))}


def _count_messages(db: Session, keepers: Subquery) -> dict[uuid.UUID, int]:
    is_open = ListingMessage.closed_at.is_(None)
    kept = _kept_by(keepers, Attribute.link_id.in_(select(ListingMessage.service_id).where(is_open)))
    is_of_them = ListingMessage.service_id == kept.c.listing_id
    counted = select(kept.c.user_id, func.count(ListingMessage.id)).join(ListingMessage, is_of_them).where(is_open)
    return {user_id: number for user_id, number in db.execute(counted.group_by(kept.c.user_id))}


def _count_questions(db: Session, keepers: Subquery) -> dict[uuid.UUID, int]:
    asked = (
        about_domains(Question.waits_since.is_not(None))
        .add_columns(keepers.c.user_id)
        .join(keepers, keepers.c.domain_id == ChampionDomain.id)
        .distinct()
        .subquery()
    )
    counted = select(asked.c.user_id, func.count()).group_by(asked.c.user_id)
    return {user_id: number for user_id, number in db.execute(counted)}
