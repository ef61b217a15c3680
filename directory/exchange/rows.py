"""Which columns of its table each kind of record of a feed fills, and what it refers to."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from directory.catalogue.history.record_rows import TABLES
from directory.exchange.records.organizations import Organization, Program
from directory.exchange.records.places import Location
from directory.exchange.records.services import Service
from directory.exchange.records.terms import Taxonomy, TaxonomyTerm
from directory.exchange.shapes import Record, Shape, walk

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
