"""What a feed honours of the parameters that make mirroring cheap: tried, because feeds ignore what they do not know.

`full`: a page gives each service whole. `minimal`: a page gives ids and times of change only. `modified_after`: only
what changed since.
"""

from datetime import datetime
from typing import Any

import msgspec

from directory.exchange.feeds.client import FeedClient
from directory.exchange.feeds.pages import Item, Page
from directory.exchange.fetching.failures import FetchFailed
from directory.exchange.formats import Format

FAR_FUTURE = "2999-01-01T00:00:00Z"
# Services to compare with their details; the first may have nothing nested that could be missing.
COMPARED = 3
MOST_MINIMAL_FIELDS = 4


def gives_whole_items(client: FeedClient) -> bool:
    """Whether the pages say all that a detail says, so that nothing has to be asked for one by one."""
    try:
        page = client.page(1, full="true")
        compared = [each for each in page.items if each.key][:COMPARED]
        return page.kind is Format.ORUK_3 and all(says_as_much(each, client.detail_of(each)) for each in compared)
    except FetchFailed:
        return False


def says_as_much(item: Item, detail: bytes | None) -> bool:
    """Whether an item has every field that its detail has. A feed without details has nothing more to say."""
    return detail is None or fields_of(detail) <= fields_of(item.data)


def gives_minimal_items(client: FeedClient, whole: Page) -> bool:
    """Whether the feed lists all its services by id and time of change alone."""
    try:
        page = client.page(1, minimal="true")
    except FetchFailed:
        return False
    is_all = page.total_items == whole.total_items and bool(page.items)
    return is_all and all(
        each.key and each.modified and len(fields_of(each.data)) <= MOST_MINIMAL_FIELDS for each in page.items
    )


def honours_modified_after(client: FeedClient, whole: Page) -> bool:
    """Whether the feed, asked for what changed in the far future, has nothing to give."""
    try:
        page = client.page(1, modified_after=FAR_FUTURE)
    except FetchFailed:
        return False
    return bool(whole.items) and not page.items and page.total_items in (0, None)


def written(moment: datetime) -> str:
    """A moment as feeds read it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def fields_of(data: bytes) -> set[str]:
    """The names of the fields of an item that say something."""
    try:
        raw: Any = msgspec.json.decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return set()
    return {name for name, value in raw.items() if value not in (None, "", [], {})} if isinstance(raw, dict) else set()
