"""A service of a feed, with the shared records that the feed nests in it taken out.

Organizations, programmes, locations, terms and taxonomies may be nested in many services and are records of their
own: a service keeps only their keys, and its digest does not move when one of them changes.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any, cast

import msgspec

from directory.exchange.formats import TITLES, Expected, Format, tell_format
from directory.exchange.oruk1.service import translate
from directory.exchange.records.places import ServiceAtLocation
from directory.exchange.records.services import Service
from directory.exchange.records.terms import Attribute, TaxonomyTerm
from directory.exchange.shapes import Record, shape_of, walk
from directory.exchange.tabular.joining import ABOVE
from directory.exchange.values import WrongValue, find_uuid, read_key_or_none, read_moment, shown

DIGEST_BYTES = 16
# Kinds of record that are nested in many services, in the order in which they can be written.
SHARED = ("taxonomy", "taxonomy_term", "organization", "program", "location")
# What a term describes where the feed does not say, by the record it hangs on.
LINK_TYPES = {
    "service": "service_type",
    "organization": "organization_type",
    "location": "accessibility",
    "accessibility": "accessibility",
}
SERVICE = shape_of(Service)
TERM = shape_of(TaxonomyTerm)
READ_AS_1 = f"The service was read as {TITLES[Format.ORUK_1]}"
SURROGATE = re.compile("[\ud800-\udfff]")

_decode = msgspec.json.Decoder().decode
_encode = msgspec.msgpack.Encoder().encode


@dataclass(slots=True)
class Shared:
    """A record that several services may nest, and the digest of what the feed says of it here."""

    entity: str
    key: str
    record: Record
    digest: bytes


@dataclass(slots=True)
class Bundle:
    """One service of a feed. `number` is its line, or its place in the list; `shared` comes in writing order.

    `notes` is what has to be told of it although it was taken.
    """

    number: int
    key: str
    service: Service
    digest: bytes
    source_last_modified: datetime | None
    shared: list[Shared] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def records(self) -> list[Record]:
        """The service and what it brings."""
        return [self.service, *(each.record for each in self.shared)]


def read_bundle(number: int, data: bytes, expected: Expected | None = None) -> Bundle:
    """The service that an item of a feed describes. Raises WrongValue with the reason to refuse it."""
    raw = decode(data)
    if not isinstance(raw, dict):
        raise WrongValue("is not an object")
    expected = expected or Expected()
    ancestors: list[dict[str, Any]] = []
    notes: list[str] = []
    format = tell_format(raw, expected)
    if format is Format.TABULAR:
        ancestors = raw.pop(ABOVE, [])
    elif format is Format.ORUK_1:
        translated = translate(raw, expected.today)
        raw, ancestors, notes = translated.service, translated.ancestors, [READ_AS_1, *translated.notes]
    service = cast(Service, SERVICE.read(raw, notes))
    if service.key is None:
        raise WrongValue("is missing", "id")
    key, service.key = service.key, None
    moved = read_last_modified(raw)
    # A record nested several times in one service counts once, as the last of them says.
    found = [*take_out_ancestors(ancestors, notes), *take_out_shared(key, service)]
    found[:0] = take_out_ancestors(list(find_above(found, expected.terms)), notes)
    shared = {(each.entity, each.key): each for each in found}
    in_order = sorted(shared.values(), key=lambda each: SHARED.index(each.entity))
    return Bundle(number, key, service, digest_of(service), moved, in_order, notes)


def read_last_modified(raw: dict[str, Any]) -> datetime | None:
    """When the source says it changed the service: kept beside the record and no part of what it says."""
    try:
        return read_moment(raw["last_modified"]) if raw.get("last_modified") else None
    except WrongValue as wrong:
        raise wrong.inside("last_modified") from None


def digest_of(record: Record) -> bytes:
    return blake2b(_encode(record), digest_size=DIGEST_BYTES).digest()


def decode(data: bytes) -> Any:
    """What JSON says. Raises WrongValue, naming the field where text holds what no database takes."""
    try:
        raw = _decode(data)
    except RecursionError:
        raise WrongValue("is nested too deeply") from None
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as broken:
        raise explain(data, broken) from None
    if b"\\u0000" in data and (found := find_bad_text(raw)):
        raise found
    return raw


def explain(data: bytes, broken: Exception) -> WrongValue:
    """Why an item is not JSON; for a lone surrogate or a NUL, with the field it stands in."""
    try:
        raw = json.loads(data.decode("utf-8", "surrogatepass"), strict=False, parse_constant=refuse_constant)
    except WrongValue as wrong:
        return wrong
    except UnicodeDecodeError:
        return WrongValue("is not text in UTF-8")
    except (ValueError, RecursionError):
        raw = None
    told = str(broken).removeprefix("JSON is malformed: ").split(" - at ")[0]
    return find_bad_text(raw) or WrongValue(f"is not JSON: {told}")


def refuse_constant(name: str) -> None:
    raise WrongValue(f"is not JSON: {name} is no number")


def find_bad_text(raw: object, path: str = "") -> WrongValue | None:
    """A complaint about the first text that holds a NUL or half of a surrogate pair."""
    if isinstance(raw, str):
        if "\x00" in raw:
            return WrongValue("contains a NUL character", path)
        return WrongValue("contains half of a surrogate pair", path) if SURROGATE.search(raw) else None
    inner: Iterator[tuple[str, object]] = iter(())
    if isinstance(raw, dict):
        joint = "." if path else ""
        inner = ((f"{path}{joint}{name if name.isidentifier() else shown(name)}", each) for name, each in raw.items())
        if any("\x00" in name or SURROGATE.search(name) for name in raw):
            return WrongValue("has a field whose name is not text", path)
    elif isinstance(raw, list):
        inner = ((f"{path}[{position}]", each) for position, each in enumerate(raw))
    return next((found for name, each in inner if (found := find_bad_text(each, name))), None)


def take_out_shared(key: str, service: Service) -> Iterator[Shared]:
    """The records nested in a service and in what it owns; what remains in their place is a key."""
    if organization := service.organization:
        service.organization = None
        service.organization_key = own_key(organization, service.organization_key)
        yield from share(organization, service.organization_key)
    if program := service.program:
        service.program = None
        program.organization_key = program.organization_key or service.organization_key
        service.program_key = own_key(program, service.program_key, f"{service.organization_key}/{program.name}")
        yield from share(program, service.program_key)
    for place in service.service_at_locations:
        yield from take_out_location(key, place)
    yield from take_out_terms(service)


def find_above(found: list[Shared], terms: Mapping[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Of terms listed apart, those above the terms that were found."""
    seen: set[str] = set()
    for each in found:
        key = each.record.parent_key if isinstance(each.record, TaxonomyTerm) else None
        while key is not None and key in terms and key not in seen:
            seen.add(key)
            yield terms[key]
            key = read_key_or_none(terms[key].get("parent_id"))


def take_out_ancestors(ancestors: list[dict[str, Any]], notes: list[str]) -> Iterator[Shared]:
    """The terms of a service that nothing hangs on: they stand above those that do."""
    for raw in ancestors:
        term = cast(TaxonomyTerm, TERM.read(raw, notes))
        yield from take_out_term(term, None)


def take_out_location(service_key: str, place: ServiceAtLocation) -> Iterator[Shared]:
    """The location of a place. One without an id belongs to this service alone, and is known by what it says."""
    if location := place.location:
        place.location = None
        place.location_key = own_key(location, place.location_key, f"{service_key}/{digest_of(location).hex()}")
        yield from share(location, place.location_key)


def take_out_terms(record: Record) -> Iterator[Shared]:
    """The terms, and their taxonomies, that hang on a record and on what it owns."""
    for step in walk(record):
        if not isinstance(step.record, Attribute) or step.owner is None:
            continue
        attribute = step.record
        attribute.link_type = attribute.link_type or LINK_TYPES.get(step.owner.shape.table)
        if term := attribute.taxonomy_term:
            attribute.taxonomy_term = None
            *taxonomies, shared = take_out_term(term, attribute.taxonomy_term_key)
            attribute.taxonomy_term_key = shared.key
            yield from (*taxonomies, shared)


def take_out_term(term: TaxonomyTerm, other: str | None) -> Iterator[Shared]:
    """A term after its taxonomy."""
    yield from take_out_taxonomy(term)
    key = name_term(term, other)
    yield Shared("taxonomy_term", key, term, digest_of(term))


def take_out_taxonomy(term: TaxonomyTerm) -> Iterator[Shared]:
    if taxonomy := term.taxonomy:
        term.taxonomy = None
        term.taxonomy_key = own_key(taxonomy, term.taxonomy_key, f"name/{taxonomy.name}")
        yield Shared("taxonomy", term.taxonomy_key, taxonomy, digest_of(taxonomy))


def name_term(term: TaxonomyTerm, other: str | None) -> str:
    """The term's UUID. An id of another kind is unique in its taxonomy only; a term without one goes by its code."""
    key = own_key(term, other, term.code or term.name)
    if term.parent_key and not find_uuid(term.parent_key):
        term.parent_key = f"{term.taxonomy_key or ''}/{term.parent_key}"
    return key if find_uuid(key) else f"{term.taxonomy_key or ''}/{key}"


def share(record: Record, key: str) -> Iterator[Shared]:
    """A shared record, after the terms that hang on it and on what it owns."""
    yield from take_out_terms(record)
    yield Shared(record.table, key, record, digest_of(record))


def own_key(record: Record, other: str | None, last: str = "") -> str:
    """The id inside a nested record, or else the one its holder refers to it by, or else one made for it."""
    key = record.key or other or last
    record.key = None
    return key
