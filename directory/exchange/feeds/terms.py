"""The terms that a feed lists apart: those above the terms that hang on services are nested in none of them."""

from typing import Any

from directory.exchange.bundles import TERM, decode
from directory.exchange.feeds.client import FeedClient
from directory.exchange.feeds.pages import Item
from directory.exchange.fetching.failures import FetchFailed
from directory.exchange.values import WrongValue

MOST_PAGES = 200


def read_terms(client: FeedClient) -> dict[str, dict[str, Any]]:
    """The terms of a feed by their id; as many as it gives, for it need not list any. Raises ComeBackLater."""
    terms: dict[str, dict[str, Any]] = {}
    for number in range(1, MOST_PAGES + 1):
        try:
            page = client.page_of("taxonomy_terms", number)
        except FetchFailed:
            break
        fresh = [item for item in page.items if item.key and item.key not in terms]
        terms.update((item.key, raw) for item in fresh if item.key and (raw := read_term(item)))
        if not fresh or page.is_last(number):
            break
    return terms


def read_term(item: Item) -> dict[str, Any] | None:
    """What an item says of a term; None where that cannot be used."""
    try:
        raw = decode(item.data)
        if not isinstance(raw, dict):
            return None
        TERM.read(raw, [])
    except WrongValue:
        return None
    return raw
