"""What each search parameter leaves, as conditions that the database judges; and `near`, which is judged here."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, not_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory import clock
from directory.api.conditions import with_narrower
from directory.api.fhir.grammar import Token, plain, read_circle, read_key, read_reference, read_span, read_token
from directory.api.judging import is_in_box_around
from directory.catalogue.history.record_rows import TABLES
from directory.catalogue.models.organizations import Organization, OrganizationIdentifier
from directory.catalogue.models.places import Address, Location
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.models.taxonomies import Attribute, Taxonomy, TaxonomyTerm
from directory.catalogue.pausing import runs_on
from directory.exchange.fhir.values import REGISTER_CODE, REGISTERS, URI_SYSTEM, system_of
from directory.geo.distance import haversine_m

Condition = ColumnElement[bool]
Text = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
Key = InstrumentedAttribute[uuid.UUID] | InstrumentedAttribute[uuid.UUID | None]
Judge = Callable[[Session, str, str], Condition]
"""From a value and its modifier to what it leaves."""
OWN = "urn:uuid:"


def by_id(key: Key) -> Judge:
    def judge(_db: Session, value: str, _modifier: str) -> Condition:
        return is_key(key, read_key(value))

    return judge


def is_key(column: Key, key: uuid.UUID | None) -> Condition:
    return false() if key is None else column == key


def by_reference(column: Key, kind: str) -> Judge:
    def judge(_db: Session, value: str, _modifier: str) -> Condition:
        return is_key(column, read_reference(value, kind))

    return judge


def by_location(_db: Session, value: str, _modifier: str) -> Condition:
    there = select(ServiceAtLocation.service_id).where(
        is_key(ServiceAtLocation.location_id, read_reference(value, "Location"))
    )
    return Service.id.in_(there)


def by_moment(column: InstrumentedAttribute[Any]) -> Judge:
    def judge(_db: Session, value: str, _modifier: str) -> Condition:
        span = read_span(value)
        within = and_(column >= span.begins, column < span.ends)
        found: dict[str, Condition] = {
            "eq": within,
            "ne": not_(within),
            "ge": column >= span.begins,
            "gt": column >= span.ends,
            "sa": column >= span.ends,
            "le": column < span.ends,
            "lt": column < span.begins,
            "eb": column < span.begins,
        }
        return found[span.prefix]

    return judge


def by_text(*columns: Text) -> Judge:
    def judge(_db: Session, value: str, modifier: str) -> Condition:
        return or_(*(matches(column, plain(value), modifier) for column in columns))

    return judge


def matches(column: Text, text: str, modifier: str) -> Condition:
    """Whether a text begins with another or holds it, in capitals or not, or is just the same."""
    if modifier == "exact":
        return column == text
    if modifier == "contains":
        return column.icontains(text, autoescape=True)
    return column.istartswith(text, autoescape=True)


def by_address(column: Text) -> Judge:
    def judge(db: Session, value: str, modifier: str) -> Condition:
        return Location.id.in_(select(Address.location_id).where(by_text(column)(db, value, modifier)))

    return judge


def by_postcode(_db: Session, value: str, modifier: str) -> Condition:
    """Postcodes are the same with and without their space."""
    column = Address.postal_code
    if modifier != "exact":
        column, value = func.replace(column, " ", ""), value.replace(" ", "")  # type: ignore[assignment]
    return Location.id.in_(select(Address.location_id).where(matches(column, plain(value), modifier)))


def by_flag(when_true: Condition) -> Judge:
    def judge(_db: Session, value: str, _modifier: str) -> Condition:
        wanted = read_token(value).code.lower()
        return {"true": when_true, "false": not_(when_true)}.get(wanted, false())

    return judge


def by_running(db: Session, value: str, modifier: str) -> Condition:
    """Whether a service runs today."""
    return by_flag(runs_on(clock.today()))(db, value, modifier)


def by_status(_db: Session, value: str, _modifier: str) -> Condition:
    """Places here are all active: those without a service are not given."""
    return true() if read_token(value).code == "active" else false()


def own_key(column: Key, token: Token) -> Condition:
    """Whether a record is the one with this identifier of ours."""
    if token.system not in (None, URI_SYSTEM) or not token.code.lower().startswith(OWN):
        return false()
    return is_key(column, read_key(token.code[len(OWN) :]))


def by_service_identifier(_db: Session, value: str, _modifier: str) -> Condition:
    return own_key(Service.id, read_token(value))


def by_location_identifier(_db: Session, value: str, _modifier: str) -> Condition:
    token = read_token(value)
    return or_(
        own_key(Location.id, token),
        and_(true() if not token.system else false(), Location.external_identifier == token.code),
    )


def by_organization_identifier(_db: Session, value: str, _modifier: str) -> Condition:
    token = read_token(value)
    registered = select(OrganizationIdentifier.organization_id).where(*registered_as(token))
    return or_(own_key(Organization.id, token), Organization.id.in_(registered))


def registered_as(token: Token) -> Iterable[Condition]:
    scheme = OrganizationIdentifier.identifier_scheme
    if token.code:
        yield OrganizationIdentifier.identifier == token.code
    if token.system == "":
        yield scheme.is_(None)
    elif token.system is not None:
        code = token.system.removeprefix(REGISTERS)
        is_register = code != token.system and REGISTER_CODE.fullmatch(code)
        yield scheme == code if is_register else false()


def by_term(column: Key, entity: str, *link_types: str) -> Judge:
    """By a term that hangs on a record."""

    def judge(db: Session, value: str, _modifier: str) -> Condition:
        return column.in_(tagged(entity, link_types, select(TaxonomyTerm.id).where(*is_term(db, value))))

    return judge


def by_category(db: Session, value: str, _modifier: str) -> Condition:
    """By the term above all those above the types of a service."""
    tops = db.scalars(select(TaxonomyTerm.id).where(TaxonomyTerm.parent_id.is_(None), *is_term(db, value)))
    found = [Service.id.in_(tagged("service", ("service_type",), with_narrower(top))) for top in tops]
    return or_(false(), *found)


def tagged(entity: str, link_types: Iterable[str], terms: Select[uuid.UUID]) -> Select[uuid.UUID]:
    return select(Attribute.link_id).where(
        Attribute.link_entity == entity,
        Attribute.link_type.in_(tuple(link_types)),
        Attribute.taxonomy_term_id.in_(terms),
    )


def is_term(db: Session, value: str) -> Iterable[Condition]:
    """Which terms have a code; one without goes by its id."""
    token = read_token(value)
    if token.code:
        without_code = or_(TaxonomyTerm.code.is_(None), TaxonomyTerm.code == "")
        yield or_(TaxonomyTerm.code == token.code, and_(without_code, is_key(TaxonomyTerm.id, read_key(token.code))))
    if token.system == "":
        yield TaxonomyTerm.taxonomy_id.is_(None)
    elif token.system is not None:
        yield TaxonomyTerm.taxonomy_id.in_(taxonomies_known_as(db, token.system))


def taxonomies_known_as(db: Session, system: str) -> list[uuid.UUID]:
    rows = db.execute(select(*TABLES["taxonomy"].c)).mappings()
    return [row[Taxonomy.__table__.c["id"]] for row in rows if system_of(dict(row)) == system]


def within_circle(db: Session, value: str) -> set[bytes]:
    """The places within a circle."""
    circle = read_circle(value)
    wanted = select(Location.id, Location.latitude, Location.longitude).where(
        is_in_box_around(circle.latitude, circle.longitude, circle.metres)
    )
    return {
        key.bytes
        for key, latitude, longitude in db.execute(wanted)
        if latitude is not None and longitude is not None
        if haversine_m(circle.latitude, circle.longitude, latitude, longitude) <= circle.metres
    }
