"""What the machine looks at: of everything that is on, or of some records among it, the values of one kind."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, exists, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from directory.catalogue.models.conditions import CostOption
from directory.catalogue.models.contacts import Contact, Phone, WebAddress
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.schedules import ExceptionKind, Schedule, ScheduleException
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.publishing import is_on, published_organizations
from directory.champions.findings.costs import CostFacts
from directory.champions.findings.past_dates import Times
from directory.champions.findings.sightings import Place

# Which records are looked at; every one that is on for None.
Among = Collection[uuid.UUID] | None
SERVICE, ORGANIZATION = Service.__tablename__, Organization.__tablename__
EMAILS = (Service.email, Organization.email)
LINKS = (Service.url, Organization.website)
# Where a group is reached, as far as the record itself says so.
REACH_TEXTS = (*EMAILS, *LINKS)
# Dates are looked for where people write of what is to come.
DATED_TEXTS: tuple[InstrumentedAttribute[str | None], ...] = (
    Service.description,
    Service.easy_read,
    Service.alert,
    Service.application_process,
    Service.eligibility_description,
    Organization.description,
)


def of_these(record_id: SQLColumnExpression[uuid.UUID], among: Among) -> ColumnElement[bool]:
    return true() if among is None else record_id.in_(among)


def list_phones(db: Session, among: Among = None) -> Iterator[Place]:
    """Every telephone number of what is on, and of who runs it, also those of their contacts."""
    place, contact = aliased(ServiceAtLocation), aliased(Contact)
    contact_place = aliased(ServiceAtLocation)
    service_id = func.coalesce(Phone.service_id, place.service_id, contact.service_id, contact_place.service_id)
    organization_id = func.coalesce(Phone.organization_id, contact.organization_id)
    wanted = (
        select(service_id, organization_id, Phone.number)
        .outerjoin(place, place.id == Phone.service_at_location_id)
        .outerjoin(contact, contact.id == Phone.contact_id)
        .outerjoin(contact_place, contact_place.id == contact.service_at_location_id)
    )
    yield from owned(db, wanted, "phone", among)


def list_emails(db: Session, among: Among = None) -> Iterator[Place]:
    """Every email address of what is on, and of who runs it, also those of their contacts."""
    yield from texts(db, EMAILS, among)
    place = aliased(ServiceAtLocation)
    wanted = (
        select(func.coalesce(Contact.service_id, place.service_id), Contact.organization_id, Contact.email)
        .outerjoin(place, place.id == Contact.service_at_location_id)
        .where(Contact.email.is_not(None), Contact.email != "")
    )
    yield from owned(db, wanted, "contact_email", among)


def list_links(db: Session, among: Among = None) -> Iterator[Place]:
    """Every web page that is named of what is on, and of who runs it."""
    yield from texts(db, LINKS, among)
    pages = select(WebAddress.service_id, WebAddress.organization_id, WebAddress.url)
    yield from owned(db, pages, "web_address", among)


def list_dated_texts(db: Session, among: Among = None) -> Iterator[Place]:
    """Texts that name a year."""
    yield from texts(db, DATED_TEXTS, among, "% 20%")


def texts(
    db: Session, fields: Iterable[InstrumentedAttribute[str | None]], among: Among, like: str | None = None
) -> Iterator[Place]:
    """What stands in some fields of what is on, where anything does."""
    for field in fields:
        entity = field.class_.__tablename__
        shown = is_on() if entity == SERVICE else published_organizations()
        wanted = select(field.class_.id, field).where(
            shown, field.is_not(None), field != "", of_these(field.class_.id, among)
        )
        for record_id, text in db.execute(wanted.where(field.like(like)) if like else wanted):
            yield Place(entity, record_id, field.key, text)


def owned(db: Session, wanted: Select[Any, Any, Any], field: str, among: Among) -> Iterator[Place]:
    """Values with the service or organization that has each, of those that are on; the same value once."""
    services = set(db.scalars(select(Service.id).where(is_on(), of_these(Service.id, among))))
    groups = select(Organization.id).where(published_organizations(), of_these(Organization.id, among))
    organizations = set(db.scalars(groups))
    found = dict[Place, None]()
    for service_id, organization_id, value in db.execute(wanted):
        if service_id in services:
            found[Place(SERVICE, service_id, field, value)] = None
        elif organization_id in organizations:
            found[Place(ORGANIZATION, organization_id, field, value)] = None
    yield from found


def list_times(db: Session, today: date, among: Among = None) -> dict[Place, list[Times]]:
    """The schedules of every service that has any, its own and those of its places."""
    extra = exists().where(
        ScheduleException.schedule_id == Schedule.id,
        ScheduleException.kind == ExceptionKind.EXTRA.value,
        ScheduleException.starts_on >= today,
    )
    service_id = func.coalesce(Schedule.service_id, ServiceAtLocation.service_id)
    wanted = (
        select(
            service_id,
            Schedule.dtstart,
            Schedule.until,
            Schedule.valid_to,
            or_(Schedule.freq.is_not(None), Schedule.byday.is_not(None), Schedule.count.is_not(None)),
            extra,
        )
        .outerjoin(ServiceAtLocation, ServiceAtLocation.id == Schedule.service_at_location_id)
        .join(Service, Service.id == service_id)
        .where(is_on(), of_these(Service.id, among))
    )
    found: defaultdict[Place, list[Times]] = defaultdict(list)
    for record_id, starts, until, valid_to, repeats, has_extra in db.execute(wanted):
        ends = [each for each in (until, valid_to, None if repeats else starts) if each is not None]
        last_on = None if has_extra or not ends else min(ends) if repeats else max(ends)
        found[Place(SERVICE, record_id, "times", "")].append(Times(last_on, is_single=not repeats))
    return found


def list_costs(db: Session, today: date, among: Among = None) -> Iterator[tuple[Place, CostFacts]]:
    """What every service says of its cost, that says anything in more than one way."""
    amounts: defaultdict[uuid.UUID, list[tuple[int, str]]] = defaultdict(list)
    counting = or_(CostOption.valid_to.is_(None), CostOption.valid_to >= today)
    options = select(
        CostOption.service_id, CostOption.amount_pence, CostOption.option, CostOption.amount_description
    ).where(counting, CostOption.amount_pence.is_not(None), of_these(CostOption.service_id, among))
    for service_id, pence, option, described in db.execute(options.order_by(CostOption.id)):
        amounts[service_id].append((pence or 0, described or option or ""))
    fees = func.coalesce(Service.fees, "") + " " + func.coalesce(Service.fees_description, "")
    wanted = select(Service.id, fees, func.coalesce(Service.description, ""), func.coalesce(Service.cost_help, ""))
    speaking = or_(
        Service.cost_help.is_not(None),
        fees.icontains("free"),
        fees.contains("£"),
        Service.description.icontains("free"),
    )
    no_charge = or_(Service.description.icontains("no charge"), Service.description.icontains("no cost"))
    priced = select(CostOption.service_id).where(CostOption.amount_pence > 0)
    for service_id, said, description, cost_help in db.execute(
        wanted.where(is_on(), or_(speaking, no_charge, Service.id.in_(priced)), of_these(Service.id, among))
    ):
        facts = CostFacts(amounts.get(service_id, ()), said.strip(), description, cost_help)
        yield Place(SERVICE, service_id, "costs", ""), facts
