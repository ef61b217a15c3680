"""A feed as another directory publishes it, with what such feeds honour, and the ways in which they go wrong."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.factories.feeds import feed_id, feed_service
from tests.plugins.web_server import Asked, Reply

NESTED = ("service_at_locations", "schedules", "contacts", "attributes", "cost_options", "service_areas", "languages")


def published_services(numbers: Iterable[int], **more: Any) -> dict[str, dict[str, Any]]:
    """Services of a feed, by id, in the order of their numbers."""
    return {feed_id("service", each): feed_service(each, **more) for each in numbers}


@dataclass
class PublishedFeed:
    """What a server says for a feed. `spoil` may answer in its place: it returns None where it has nothing to say."""

    services: dict[str, dict[str, Any]]
    per_page: int = 10
    honours: frozenset[str] = frozenset({"full", "minimal", "modified_after"})
    more_told: int = 0
    spoil: Callable[[Asked], Reply | None] = lambda asked: None
    details: list[str] = field(default_factory=list)

    def say(self, asked: Asked) -> Reply:
        spoilt = self.spoil(asked)
        if spoilt is not None:
            return spoilt
        parts = asked.path.strip("/").split("/")
        if parts[:2] != ["feed", "services"]:
            return Reply(status=404)
        return self.detail(parts[2]) if len(parts) == 3 else self.page(asked.query)

    def detail(self, name: str) -> Reply:
        self.details.append(name)
        service = self.services.get(name)
        return Reply(status=404) if service is None else Reply(json.dumps(service).encode())

    def page(self, query: dict[str, str]) -> Reply:
        asked = {name: value for name, value in query.items() if name in self.honours}
        found = [each for each in self.services.values() if self.is_wanted(each, asked.get("modified_after", ""))]
        per_page = 1000 if "minimal" in asked else self.per_page
        number, pages = int(query.get("page", "1")), max(1, -(-len(found) // per_page))
        items = [self.item(each, asked) for each in found[(number - 1) * per_page : number * per_page]]
        page = {
            "total_items": len(found) + self.more_told,
            "total_pages": pages,
            "page_number": number,
            "size": len(items),
            "first_page": number == 1,
            "last_page": number >= pages,
            "empty": not items,
            "contents": items,
        }
        return Reply(json.dumps(page, indent=1).encode())

    def is_wanted(self, service: dict[str, Any], after: str) -> bool:
        return service.get("last_modified", "") >= after

    def item(self, service: dict[str, Any], asked: dict[str, str]) -> dict[str, Any]:
        if "minimal" in asked:
            return {name: service[name] for name in ("id", "last_modified") if name in service}
        return service if "full" in asked else {name: value for name, value in service.items() if name not in NESTED}
