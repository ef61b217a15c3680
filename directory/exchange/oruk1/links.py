"""The terms that a service of 1.0 or its organization lists apart from what they describe, by its kind and id."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Any

from directory.exchange.oruk1.given import Given
from directory.exchange.oruk1.terms import LINKS, Raw, Terms

# Where the records stand that terms are linked to by their id.
LISTS = {"cost_option": "cost_options", "service_area": "service_areas"}


@dataclass(frozen=True)
class Link:
    """A term, and what it describes: a kind of record and, where it is told, the id of one."""

    given: Given
    kind: str
    key: str | None
    attribute: Raw


def read_links(holder: Given, terms: Terms) -> list[Link]:
    """The links that a service or an organization lists."""
    return [read_link(each, holder.kind, terms) for each in holder.take_records("link_taxonomy", *LINKS)]


def read_link(link: Given, holder: str, terms: Terms) -> Link:
    kind = link.take_text("link_type") or holder
    nested = [link.take(each) for each in ("eligibility", "service_area", "cost_option")]
    ids = [each.get("id") for each in nested if isinstance(each, dict)]
    key: Any = link.take("link_id") or next((each for each in ids if each), None)
    link_type = {"eligibility": "service_eligibility", "organization": None, "service": "service_type"}.get(kind, kind)
    return Link(link, kind, None if key is None else str(key), terms.attribute(link, link_type))


def hang(links: Iterable[Link], service: Raw, eligibility_keys: Set[str]) -> None:
    """Give each term to the record it describes; one that describes another service's record is noted."""
    for link in links:
        holder = find_holder(link, service, eligibility_keys)
        if holder is None:
            link.given.note(f"link_taxonomy describes a {link.kind} that is not in the service, and was left out")
        else:
            holder.setdefault("attributes", []).append(link.attribute)


def find_holder(link: Link, service: Raw, eligibility_keys: Set[str]) -> Raw | None:
    """The record of a service that a term describes."""
    if link.kind == "organization":
        return service.get("organization")
    if link.kind == "eligibility":
        return service if link.key is None or link.key in eligibility_keys else None
    if link.kind in LISTS:
        records = service.get(LISTS[link.kind]) or []
        return next((each for each in records if str(each.get("id")) == link.key), None)
    return service
