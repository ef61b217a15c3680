"""Services put together from the rows of a package, as Open Referral writes them nested."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from directory.exchange.shapes import Record, shape_of
from directory.exchange.tabular.store import Cells, Store, decode
from directory.exchange.tabular.tables import TABLES

# The record that a column refers to, and the name under which it is nested, by the kind of record that has the column.
REFERENCES = {
    "service": {"organization_id": ("organization", "organization"), "program_id": ("program", "program")},
    "service_at_location": {"location_id": ("location", "location")},
    "attribute": {"taxonomy_term_id": ("taxonomy_term", "taxonomy_term")},
    "taxonomy_term": {"taxonomy_id": ("taxonomy", "taxonomy_detail")},
    "service_capacity": {"unit_id": ("unit", "unit")},
}
# Records that many services nest are put together once for those that come soon after one another.
KEPT = 500
DEEPEST = 50
ABOVE = "taxonomy_terms"
"""The name under which a joined service carries the terms above those that hang on it."""


class TooLong(Exception):
    """A service with all that hangs on it is longer than an item may be."""


@dataclass(frozen=True, slots=True)
class Part:
    """A record that several services may nest: its JSON, and the ids of the terms above those in it."""

    data: msgspec.Raw
    above: frozenset[str]


class Joiner:
    """Puts services together, one after the other. `most_bytes` is the most that one may be."""

    def __init__(self, store: Store, most_bytes: int) -> None:
        self.store = store
        self.most_bytes = most_bytes
        self._parts: OrderedDict[tuple[str, str], Part | None] = OrderedDict()

    def join(self, key: str, cells: Cells) -> bytes:
        """The JSON of a service. Raises TooLong."""
        joining = Joining(self)
        raw = joining.record("service", key, cells)
        terms = [part.data for each in sorted(joining.above) if (part := self.part("taxonomy_term", each))]
        data = msgspec.json.encode({**raw, ABOVE: terms} if terms else raw)
        if len(data) > self.most_bytes:
            raise TooLong
        return data

    def part(self, kind: str, key: str) -> Part | None:
        """A record that is nested in several others; None where it is not in the package."""
        name = (kind, key)
        if name in self._parts:
            self._parts.move_to_end(name)
            return self._parts[name]
        cells = self.store.find(kind, key)
        part = None
        if cells is not None:
            joining = Joining(self)
            data = msgspec.json.encode(joining.record(kind, key, decode(cells)))
            part = Part(msgspec.Raw(data), frozenset(joining.above))
        self._parts[name] = part
        if len(self._parts) > KEPT:
            self._parts.popitem(last=False)
        return part


class Joining:
    """One record being put together: what it may still grow by, and the terms above those met on the way."""

    def __init__(self, joiner: Joiner) -> None:
        self.joiner = joiner
        self.store = joiner.store
        self.left = joiner.most_bytes
        self.above: set[str] = set()

    def record(self, kind: str, key: str, cells: Cells) -> dict[str, Any]:
        """A record with all that hangs on it and with what it refers to."""
        raw: dict[str, Any] = dict(cells)
        lists = lists_of(kind)
        if lists:
            for child, child_key, child_cells in self.store.hung_on(kind, key):
                self.left -= len(child_cells)
                if self.left < 0:
                    raise TooLong
                raw.setdefault(lists[child], []).append(self.record(child, child_key, decode(child_cells)))
        for column, (other, name) in REFERENCES.get(kind, {}).items():
            if column in cells and (part := self.joiner.part(other, cells[column])):
                raw[name] = part.data
                self.above |= part.above
        if kind == "taxonomy_term":
            self.above |= self.ancestors(cells)
        return raw

    def ancestors(self, cells: Cells) -> set[str]:
        """The ids of the terms above a term."""
        found: set[str] = set()
        for _ in range(DEEPEST):
            parent = cells.get("parent_id")
            data = self.store.find("taxonomy_term", parent) if parent and parent not in found else None
            if parent is None or data is None:
                break
            found.add(parent)
            cells = decode(data)
        return found


@cache
def lists_of(kind: str) -> dict[str, str]:
    """The name of the list in which a record holds what hangs on it, by the kind of that."""
    record: type[Record] = TABLES[kind].record
    return {shape.table: name for name, shape in shape_of(record).owned}
