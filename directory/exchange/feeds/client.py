"""Asking a feed for its pages of services, and for one service by its id."""

from dataclasses import dataclass

from directory.exchange.feeds.pages import Item, Page, read_item, read_page
from directory.exchange.fetching.addresses import WebAddress, read_address
from directory.exchange.fetching.failures import FetchFailed, NotThere
from directory.exchange.fetching.polite import PoliteFetcher

PER_PAGE = 100


class NotTheSame(FetchFailed):
    """A feed gave another service than the one it was asked for."""


@dataclass(frozen=True)
class FeedClient:
    """A feed at an address: the one that `/services` is below."""

    address: WebAddress
    fetcher: PoliteFetcher

    def page(self, number: int, **query: str) -> Page:
        """A page of its services. Raises FetchFailed, OutOfReach or ComeBackLater."""
        return self.page_of("services", number, **query)

    def page_of(self, what: str, number: int, **query: str) -> Page:
        address = self.address.below(what, **query, page=number, per_page=PER_PAGE)
        return read_page(self.fetcher.get(address).body)

    def detail(self, name: str, key: str) -> bytes | None:
        """All that the feed says of a service, on one line; None where it has no such service (any more).

        Raises FetchFailed where it cannot be read, or is another service.
        """
        try:
            answer = self.fetcher.get(self.address.below("services", name))
        except NotThere:
            return None
        item = read_item(answer.body.removeprefix(b"\xef\xbb\xbf"))
        if item.key is None:
            return None
        if item.key != key:
            raise NotTheSame("The feed gives another service than the one that was asked for.")
        return item.data

    def detail_of(self, item: Item) -> bytes | None:
        """All that the feed says of an item of its pages. Raises as `detail` does."""
        return self.detail(item.id, item.key) if item.key else item.data


def feed_address(text: str) -> WebAddress:
    """The address of a feed, whether it was given with `/services` at its end or without. Raises WrongAddress."""
    address = read_address(text)
    path = address.path.rstrip("/").removesuffix("/services")
    return WebAddress(address.scheme, address.host, address.port, path or "/")
