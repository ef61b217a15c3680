"""The ids of each list in their order, kept while the catalogue stays as it is.

Any page is then cut out of an array and its records are read by their keys, so that the last page costs what the first
does. A hundred thousand ids take 1.6 MB; each worker keeps its own.
"""

import threading
import uuid
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

from directory.api.editions import Edition

EXTENSION = "lynchpin_feed_lists"
ID_BYTES = 16
MOST_BYTES = 32 * 1024 * 1024
# What a question and its place in the table take beside the ids, roughly.
ENTRY_BYTES = 1024


@dataclass(frozen=True)
class Ids:
    """The ids of a list, one after the other."""

    packed: bytes

    def __len__(self) -> int:
        return len(self.packed) // ID_BYTES

    def __contains__(self, key: object) -> bool:
        """Whether an id is in the list, which is in the order of ids."""
        if not isinstance(key, uuid.UUID):
            return False
        place = bisect_left(range(len(self)), key.bytes, key=self._at)
        return place < len(self) and self._at(place) == key.bytes

    def place_after(self, key: uuid.UUID) -> int:
        """How many ids come no later than this one, which need not be in the list."""
        return bisect_right(range(len(self)), key.bytes, key=self._at)

    def _at(self, place: int) -> bytes:
        return self.packed[place * ID_BYTES : (place + 1) * ID_BYTES]

    def part(self, start: int, count: int) -> list[uuid.UUID]:
        """So many ids from a place on; fewer, or none, at the end."""
        first = start * ID_BYTES
        chosen = self.packed[first : first + count * ID_BYTES]
        return [uuid.UUID(bytes=chosen[at : at + ID_BYTES]) for at in range(0, len(chosen), ID_BYTES)]

    def batches(self, size: int) -> Iterator[list[uuid.UUID]]:
        for start in range(0, len(self), size):
            yield self.part(start, size)


def pack_texts(texts: Iterable[str], chosen: Sequence[Collection[bytes]] = ()) -> Ids:
    """Ids as a database writes them, with or without dashes; only those in each of the chosen sets."""
    packed = bytes.fromhex("".join(texts).replace("-", ""))
    if not chosen:
        return Ids(packed)
    each = (packed[at : at + ID_BYTES] for at in range(0, len(packed), ID_BYTES))
    return Ids(b"".join(key for key in each if all(key in keys for keys in chosen)))


def pack_keys(keys: Iterable[uuid.UUID]) -> Ids:
    """Ids in their order."""
    return Ids(b"".join(sorted(key.bytes for key in keys)))


class Lists:
    """What is kept of one edition. Lists that nobody asked for of late go first when it grows too large."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._edition: Edition | None = None
        self._kept: OrderedDict[Hashable, Ids] = OrderedDict()
        self._bytes = 0

    def ids(self, edition: Edition, name: Hashable, find: Callable[[], Ids]) -> Ids:
        """The list of this name in this edition, found once."""
        with self._lock:
            self._begin(edition)
            if name in self._kept:
                self._kept.move_to_end(name)
                return self._kept[name]
        found = find()
        with self._lock:
            if self._edition == edition and name not in self._kept:
                self._keep(name, found)
        return found

    def _begin(self, edition: Edition) -> None:
        if edition != self._edition:
            self._edition = edition
            self._kept.clear()
            self._bytes = 0

    def _keep(self, name: Hashable, found: Ids) -> None:
        self._kept[name] = found
        self._bytes += len(found.packed) + ENTRY_BYTES
        while self._bytes > self._most_bytes:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= len(gone.packed) + ENTRY_BYTES


def init_lists(app: Flask) -> None:
    """Give an app lists of its own."""
    app.extensions[EXTENSION] = Lists()


def current_lists() -> Lists:
    lists: Lists = current_app.extensions[EXTENSION]
    return lists
