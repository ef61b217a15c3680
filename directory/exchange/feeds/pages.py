"""A page of a feed's services: the envelope of either version, and its items, of which only the ids are read."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

import msgspec

from directory.exchange.fetching.failures import FetchFailed
from directory.exchange.formats import Format
from directory.exchange.values import WrongValue, read_key_or_none, read_moment

# The names of the same things in the envelopes of 3.0 and 1.0.
ITEMS = {Format.ORUK_3: "contents", Format.ORUK_1: "content"}
MOST_COMMAS = 3_000_000
# What a feed says beyond this is no count of services.
MOST = 100_000_000


class Envelope(msgspec.Struct):
    """A page in either version. What a feed gives for a number may be anything."""

    contents: list[msgspec.Raw] | None = None
    content: list[msgspec.Raw] | None = None
    total_items: Any = None
    total_pages: Any = None
    last_page: Any = None
    total_elements: Any = msgspec.field(name="totalElements", default=None)
    total_pages_1: Any = msgspec.field(name="totalPages", default=None)
    last: Any = None
    first: Any = None
    number: Any = None


class Head(msgspec.Struct):
    """What has to be known of an item before it is read."""

    id: Any = None
    last_modified: Any = None


@dataclass(frozen=True)
class Item:
    """A service as a page lists it. `id` is its name in addresses, `key` the same as the catalogue keeps it."""

    id: str
    key: str | None
    modified: datetime | None
    data: bytes

    @property
    def mark(self) -> str:
        """What tells it from the other items of the feed, even where it has no id that can be used."""
        return self.key or blake2b(self.data, digest_size=16).hexdigest()


@dataclass(frozen=True)
class Page:
    """What a page holds, and what it says of the whole feed: nothing, where what it says is no number."""

    kind: Format
    items: tuple[Item, ...]
    total_items: int | None
    total_pages: int | None
    says_last: bool
    counts_from_nought: bool

    def is_last(self, number: int) -> bool:
        """Whether no page follows, this being the page of that number. The number of pages counts before the mark."""
        if not self.items:
            return True
        return number >= self.total_pages if self.total_pages is not None else self.says_last


def read_page(body: bytes) -> Page:
    """A page of services. Raises FetchFailed where it is none."""
    # A page of nothing but commas would fill the memory.
    if body.count(b",") > MOST_COMMAS:
        raise FetchFailed("A page has more in it than any feed puts on a page.")
    try:
        envelope = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"), type=Envelope)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError) as broken:
        raise FetchFailed(f"A page cannot be read as one of a feed: {str(broken)[:120]}.") from None
    if envelope.contents is not None:
        kind, contents = Format.ORUK_3, envelope.contents
    elif envelope.content is not None:
        kind, contents = Format.ORUK_1, envelope.content
    else:
        raise FetchFailed("A page has no list of services, which 3.0 calls `contents` and 1.0 `content`.")
    return Page(
        kind,
        tuple(read_item(bytes(each)) for each in contents),
        read_number(envelope.total_items if kind is Format.ORUK_3 else envelope.total_elements),
        read_number(envelope.total_pages if kind is Format.ORUK_3 else envelope.total_pages_1),
        says_last=(envelope.last_page if kind is Format.ORUK_3 else envelope.last) is True,
        counts_from_nought=kind is Format.ORUK_1 and envelope.first is False and envelope.number == 1,
    )


def read_item(data: bytes) -> Item:
    """An item, on one line. One that cannot be read has no key; the import tells why."""
    # Line ends can stand between the parts of JSON only, so that nothing that is said changes.
    line = data.replace(b"\n", b" ").replace(b"\r", b" ")
    try:
        head = msgspec.json.decode(line, type=Head)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError):
        head = Head()
    key = read_key_or_none(head.id)
    return Item(str(head.id) if key else "", key, read_moment_or_none(head.last_modified), line)


def read_moment_or_none(value: object) -> datetime | None:
    try:
        return read_moment(value)
    except WrongValue:
        return None


def read_number(value: object) -> int | None:
    """A count; some feeds write it as text."""
    if isinstance(value, str) and value.isdecimal() and value.isascii():
        value = int(value[:12])
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST else None
