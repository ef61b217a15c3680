"""How a typed record is read from what JSON gave: the annotations of its fields, compiled once, say how.

A field is a value (`Annotated[date | None, read_day]`), a list of records owned by this one (`list[Schedule]`), or a
record nested for convenience (`organization: Organization | None`). Complaints name the whole path of a field.
A nested record given as bare text is read as one with that name; one that gives only its id refers to a known record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Annotated, Any, ClassVar, Self, get_args, get_origin, get_type_hints

import msgspec

from directory.exchange.notices import left_out, unusable
from directory.exchange.values import Reader, WrongValue, read_key

# More children of one kind than any honest record has.
MOST_CHILDREN = 1_000
NOTHING: tuple[object, ...] = (None, "", [], {})
# An item may hold any number of fields that nobody knows; so many of a record are told.
MOST_NOTED = 20
# They repeat where a record stands, or the record it stands in.
REPEATED = frozenset(
    {
        "contact_id",
        "cost_option_id",
        "eligibility_id",
        "last_modified",
        "link_entity",
        "link_id",
        "location_id",
        "organization_id",
        "phone_id",
        "schedule_id",
        "program_id",
        "service",
        "service_area_id",
        "service_at_location_id",
        "service_id",
        "taxonomy_id",
        "unit_id",
    }
)


@dataclass(frozen=True)
class From:
    """The names a feed uses for a field, where they are not the field's own. The first that says something counts."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Ref:
    """The field holds a source's key of a record of that table; our id of it goes into the column."""

    entity: str
    column: str


Key = Annotated[str | None, read_key, From(("id",))]


class Record(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What a feed says of one row. `key` is the id the feed gives it.

    An owned record that lacks one of its `essential` fields says nothing, and is left out without a word.
    """

    table: ClassVar[str] = ""
    essential: ClassVar[tuple[str, ...]] = ()

    key: Key = None

    def check(self) -> None:
        """Put right or refuse what only shows when several fields are looked at together."""


@dataclass(frozen=True)
class Value:
    """A field that becomes a column, or stands for one."""

    field: str
    names: tuple[str, ...]
    read: Reader
    is_required: bool
    ref: Ref | None


# Two shapes are equal only if they are the same one: comparing what they hold would hash a whole tree at each look-up.
@dataclass(frozen=True, eq=False)
class Shape:
    """A kind of record, compiled: its values, its owned lists, and the records nested in it."""

    record: type[Record]
    values: tuple[Value, ...]
    owned: tuple[tuple[str, "Shape"], ...]
    nested: tuple[tuple[str, tuple[str, ...], "Shape"], ...]

    @property
    def table(self) -> str:
        return self.record.table

    @cached_property
    def names(self) -> frozenset[str]:
        """What feeds may call the fields of this kind of record."""
        values = {name for each in self.values for name in each.names}
        return frozenset(
            values | {name for name, _ in self.owned} | {name for _, names, _ in self.nested for name in names}
        )

    @cached_property
    def expected(self) -> frozenset[str]:
        """The names that say nothing which is lost: those read, and those that repeat where the record stands."""
        return self.names | REPEATED

    def read(self, raw: object, notes: list[str], *, may_be_empty: bool = False) -> Record | None:
        """The record that `raw` describes; None for an owned one that says nothing. Raises WrongValue.

        What `raw` says beyond what is read is noted.
        """
        if not isinstance(raw, dict):
            raise WrongValue("is not an object")
        if not raw.keys() <= self.expected:
            note_unread(self.table, {each: raw[each] for each in raw.keys() - self.expected}, notes)
        given = self.read_values(raw, notes)
        for name, shape in self.owned:
            if found := raw.get(name):
                given[name] = read_list(shape, found, name, notes)
        for field, names, shape in self.nested:
            for name in names:
                if found := raw.get(name):
                    read_nested(shape, found, name, field, given, notes)
                    break
        if may_be_empty and (given.keys() <= {"key"} or any(each not in given for each in self.record.essential)):
            return None
        for value in self.values:
            if value.is_required and value.field not in given:
                raise WrongValue("is missing", value.names[0])
        record = self.record(**given)
        record.check()
        return record

    def read_values(self, raw: dict[str, Any], notes: list[str]) -> dict[str, Any]:
        given = {}
        for value in self.values:
            for name in value.names:
                found = raw.get(name)
                if found is None or found == "":
                    continue
                try:
                    taken = value.read(found)
                except WrongValue as wrong:
                    raise wrong.inside(name) from None
                if taken is not None:
                    given[value.field] = taken
                    break
                if not isinstance(found, str) or found.strip():
                    notes.append(unusable(self.table, name))
        return given


def note_unread(table: str, unread: dict[str, Any], notes: list[str]) -> None:
    """Note the fields that say something and are not read."""
    names = sorted(name for name, value in unread.items() if value not in NOTHING)
    notes += [left_out(table, each) for each in names[:MOST_NOTED]]


def read_list(shape: Shape, raw: object, name: str, notes: list[str]) -> list[Record]:
    """The records of a list, without those that say nothing."""
    if not isinstance(raw, list):
        raise WrongValue("is not a list", name)
    if len(raw) > MOST_CHILDREN:
        raise WrongValue(f"has {len(raw):,} entries; at most {MOST_CHILDREN:,} are taken", name)
    records = []
    for position, each in enumerate(raw):
        try:
            record = shape.read(each, notes, may_be_empty=True)
        except WrongValue as wrong:
            raise wrong.inside(f"{name}[{position}]") from None
        if record is not None:
            records.append(record)
    return records


def read_nested(shape: Shape, raw: object, name: str, field: str, given: dict[str, Any], notes: list[str]) -> None:
    """Add a nested record, or the key of the one it only refers to, to what is given."""
    try:
        if isinstance(raw, dict) and {each for each, value in raw.items() if value not in (None, "")} == {"id"}:
            given[f"{field}_key"] = read_key(raw["id"])
        else:
            given[field] = shape.read({"name": raw} if isinstance(raw, str) else raw, notes)
    except WrongValue as wrong:
        raise wrong.inside(name) from None


@cache
def shape_of(record: type[Record]) -> Shape:
    """The compiled shape of a kind of record."""
    hints = get_type_hints(record, include_extras=True)
    required = {each.name for each in msgspec.structs.fields(record) if each.required}
    values, owned, nested = [], [], []
    for name in record.__struct_fields__:
        plain, *marks = get_args(hints[name]) if get_origin(hints[name]) is Annotated else [hints[name]]
        if get_origin(plain) is list:
            owned.append((name, shape_of(get_args(plain)[0])))
        elif kind := find_record_kind(plain):
            names = next((each.names for each in marks if isinstance(each, From)), (name,))
            nested.append((name, names, shape_of(kind)))
        else:
            values.append(value_of(name, marks, is_required=name in required))
    return Shape(record, tuple(values), tuple(owned), tuple(nested))


def find_record_kind(hint: Any) -> type[Record] | None:
    """The record of a hint such as `Organization | None`."""
    kinds = [each for each in get_args(hint) if isinstance(each, type) and issubclass(each, Record)]
    return kinds[0] if kinds else None


def value_of(name: str, marks: list[Any], *, is_required: bool) -> Value:
    names: tuple[str, ...] = (name,)
    ref, reader = None, None
    for mark in marks:
        if isinstance(mark, From):
            names = mark.names
        elif isinstance(mark, Ref):
            ref = mark
        else:
            reader = mark
    if reader is None:
        raise TypeError(f"{name} has no reader")
    return Value(name, names, reader, is_required, ref)


@dataclass(slots=True)
class Step:
    """One record on the way through a record and what it owns, and the record that owns it."""

    shape: Shape
    record: Record
    owner: Self | None


def walk(record: Record) -> Iterator[Step]:
    """A record and everything it owns, owners first."""
    waiting = [Step(shape_of(type(record)), record, None)]
    while waiting:
        step = waiting.pop()
        yield step
        for name, shape in reversed(step.shape.owned):
            if owned := getattr(step.record, name):
                waiting += [Step(shape, each, step) for each in reversed(owned)]
