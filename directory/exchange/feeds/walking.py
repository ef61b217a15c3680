"""The walk through a feed's pages: each is read whole, with the details it needs, before anything is kept of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from directory.catalogue.models.feeds import Walk
from directory.exchange.feeds.client import FeedClient
from directory.exchange.feeds.pages import Item, Page
from directory.exchange.feeds.staging import MOST_LISTED, Staged, Staging
from directory.exchange.fetching.failures import FetchFailed

MOST_PAGES = 20_000
# A few services that cannot be read are left for the next time; after so many one behind the other the feed is broken.
MOST_UNREAD_IN_A_ROW = 5


class WalkFailed(FetchFailed):
    """The walk led nowhere; beginning it again is all that may help."""


@dataclass(frozen=True)
class Plan:
    """How a feed is walked through: what its pages are asked for, and which of their items are wanted whole.

    `has_whole_items` where the pages give them so already.
    """

    walk: Walk
    query: dict[str, str]
    wants: Callable[[Item], bool]
    has_whole_items: bool


@dataclass(frozen=True)
class Place:
    """How far a walk has come: the page to read next, None after the last, and how long the staged files are.

    `first_page` is nought in some feeds of 1.0. `told` is how many services the feed says it has, `unread` how many of
    those it lists could not be read, `changed_until` the latest change among them.
    """

    next_page: int | None = 1
    first_page: int = 1
    staged: Staged = field(default_factory=Staged)
    total_pages: int | None = None
    told: int | None = None
    unread: int = 0
    changed_until: datetime | None = None
    problem: str | None = None


class PageWalk:
    """One walk under way."""

    def __init__(self, client: FeedClient, plan: Plan, staging: Staging) -> None:
        self.client = client
        self.plan = plan
        self.staging = staging
        self.unread_in_a_row = 0

    def go_on(self, place: Place) -> Iterator[Place]:
        """Read the pages from a place on; each place told is safe on the disk.

        Raises WalkFailed, FetchFailed, OutOfReach or ComeBackLater.
        """
        while place.next_page is not None:
            page = self.client.page(place.next_page, **self.plan.query)
            if page.counts_from_nought and place == Place():
                place = replace(place, next_page=0, first_page=0)
                continue
            place = self.keep(page, place)
            yield place

    def keep(self, page: Page, place: Place) -> Place:
        """Stage what a page holds; returns the place after it."""
        number = place.next_page or 0
        self.check_size(number)
        fresh = [item for item in page.items if item.mark not in self.staging.listed]
        wanted = [self.read(item) for item in fresh if self.plan.wants(item)]
        staged = self.staging.add(
            [each.data for each in wanted if each.data is not None], [item.mark for item in fresh]
        )
        problem = None
        if page.items and not fresh:
            problem = f"Page {number} lists nothing but what earlier pages listed."
        ends = problem is not None or page.is_last(number - place.first_page + 1)
        return replace(
            place,
            next_page=None if ends else number + 1,
            staged=staged,
            total_pages=page.total_pages,
            told=page.total_items,
            unread=place.unread + sum(each.is_unread for each in wanted),
            changed_until=max(
                (each for each in (place.changed_until, *(item.modified for item in page.items)) if each), default=None
            ),
            problem=problem,
        )

    def read(self, item: Item) -> "Read":
        """An item, whole. Raises FetchFailed where one item after the other cannot be read."""
        if self.plan.has_whole_items:
            return Read(item.data)
        try:
            data = self.client.detail_of(item)
        except FetchFailed:
            self.unread_in_a_row += 1
            if self.unread_in_a_row >= MOST_UNREAD_IN_A_ROW:
                raise
            return Read(None, is_unread=True)
        self.unread_in_a_row = 0
        return Read(data)

    def check_size(self, number: int) -> None:
        if number > MOST_PAGES or len(self.staging.listed) > MOST_LISTED:
            raise WalkFailed(
                f"The feed has more than {MOST_PAGES:,} pages or {MOST_LISTED:,} services, so that it may have no end."
            )


@dataclass(frozen=True)
class Read:
    """What came of asking for a service: nothing where it is gone, or where it could not be read."""

    data: bytes | None
    is_unread: bool = False
