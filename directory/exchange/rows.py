"""Which table and columns each kind of record fills, what owns what, and what refers to what."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Table

from directory.catalogue.models import (
    conditions,
    contacts,
    organizations,
    places,
    schedules,
    services,
    sources,
    taxonomies,
)
from directory.db import Base
from directory.exchange.records import Location, Organization, Program, Service, Taxonomy, TaxonomyTerm
from directory.exchange.shapes import Record, Shape, shape_of, walk

Row = dict[str, Any]
Rows = dict[str, dict[uuid.UUID, Row]]
"""Rows by table and id."""

MODELS: tuple[type[Base], ...] = (
    taxonomies.Taxonomy,
    taxonomies.TaxonomyTerm,
    organizations.Organization,
    organizations.OrganizationIdentifier,
    services.Program,
    places.Location,
    places.Address,
    places.Accessibility,
    services.Service,
    services.ServiceAtLocation,
    contacts.Contact,
    contacts.Phone,
    contacts.Language,
    schedules.Schedule,
    conditions.CostOption,
    conditions.Funding,
    conditions.ServiceArea,
    conditions.RequiredDocument,
    conditions.ServiceCapacity,
    taxonomies.Attribute,
    sources.SourceRecord,
)
# In an order in which rows can be inserted: what is referred to comes first.
TABLES: dict[str, Table] = {each.__tablename__: cast(Table, each.__table__) for each in MODELS}
LOCAL_VALUE = cast(Table, sources.LocalValue.__table__)
RANK = {name: position for position, name in enumerate(TABLES)}
ENTITIES: dict[str, type[Record]] = {
    each.table: each for each in (Taxonomy, TaxonomyTerm, Organization, Program, Location, Service)
}


@dataclass(frozen=True)
class Column:
    """A column and the field it is filled from; `entity` where the field holds a source's key of another record."""

    name: str
    field: str
    entity: str | None
    is_required: bool


@cache
def columns_of(shape: Shape) -> tuple[Column, ...]:
    """The columns that a kind of record fills by itself."""
    known = TABLES[shape.table].c
    named = ((each, each.ref.column if each.ref else each.field) for each in shape.values)
    return tuple(
        Column(name, each.field, each.ref.entity if each.ref else None, not known[name].nullable)
        for each, name in named
        if name in known
    )


@cache
def references_of(shape: Shape) -> tuple[Column, ...]:
    return tuple(each for each in columns_of(shape) if each.entity)


class Reference(NamedTuple):
    """That a record needs, or would like, another one to be known."""

    entity: str
    key: str
    is_required: bool


def references(record: Record) -> Iterator[Reference]:
    """What a record and all it owns refer to."""
    for step in walk(record):
        for column in references_of(step.shape):
            if key := getattr(step.record, column.field):
                yield Reference(str(column.entity), key, column.is_required)


@cache
def owned_pairs(entity: str) -> tuple[tuple[str, str], ...]:
    """Each table of an entity's rows with a table whose rows those own, in an order in which they can be loaded."""
    waiting, pairs = [shape_of(ENTITIES[entity])], set[tuple[str, str]]()
    while waiting:
        shape = waiting.pop()
        fresh = [child for _, child in shape.owned if (shape.table, child.table) not in pairs]
        pairs.update((shape.table, child.table) for child in fresh)
        waiting += fresh
    return tuple(sorted(pairs, key=lambda pair: (RANK[pair[0]], RANK[pair[1]])))


@cache
def owner_columns(table: str) -> tuple[str, ...]:
    """The columns in which the rows of an owned table can name their owner."""
    owners = {f"{owner}_id" for entity in ENTITIES for owner, child in owned_pairs(entity) if child == table}
    return tuple(sorted(owners & set(TABLES[table].c.keys())))
