"""Which part of a list a page is, and the addresses of the pages around it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from directory.api.fhir.searching import Search
from directory.api.lists import Ids


@dataclass(frozen=True)
class Part:
    """So many ids from a place in a list on."""

    ids: Ids
    start: int
    count: int

    @property
    def wanted(self) -> list[uuid.UUID]:
        return self.ids.part(self.start, self.count)

    def before(self, place: int) -> uuid.UUID | None:
        """The id that stands before a place; None before the first."""
        return self.ids.part(place - 1, 1)[0] if 0 < place <= len(self.ids) else None

    def places(self) -> Iterator[tuple[str, int]]:
        """The pages that one can go to from here, by where they start."""
        total = len(self.ids)
        yield "first", 0
        if self.start:
            yield "previous", max(0, self.start - self.count)
        if self.start + self.count < total:
            yield "next", self.start + self.count
        yield "last", max(0, (total - 1) // self.count * self.count)


def part_of(ids: Ids, search: Search) -> Part:
    """The part of a list that a search asks for: what comes after an id, whether that is still there or not."""
    return Part(ids, ids.place_after(search.after) if search.after else 0, search.count)


def links_of(part: Part, search: Search, address: str) -> Iterator[tuple[str, str]]:
    """The relations of a page with their addresses: itself, and the pages around it."""
    yield "self", written(address, search, search.after)
    if search.count:
        for relation, place in part.places():
            yield relation, written(address, search, part.before(place))


def written(address: str, search: Search, after: uuid.UUID | None) -> str:
    return f"{address}?{urlencode(search.query(after), safe=':/|,')}"
