"""Pages of what was searched for, as a Bundle of type searchset; and what to say about a search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.exchange.fhir.values import Element, Resource, kept


@dataclass(frozen=True)
class Page:
    """A page: what was found, what was asked for with it, and what there is to say about the search."""

    matches: Sequence[Resource]
    included: Sequence[Resource] = ()
    outcome: Resource | None = None


def searchset(total: int, links: Iterable[tuple[str, str]], page: Page, base: str) -> Resource:
    """A page of a search. `links` are relations with addresses; `base` is the address that resources are below."""
    entries = [
        *(found_entry(each, base, "match") for each in page.matches),
        *(found_entry(each, base, "include") for each in page.included),
    ]
    if page.outcome:
        entries.append({"resource": page.outcome, "search": {"mode": "outcome"}})
    return kept(
        resourceType="Bundle",
        type="searchset",
        total=total,
        link=[{"relation": relation, "url": url} for relation, url in links],
        entry=entries,
    )


def found_entry(resource: Resource, base: str, mode: str) -> Element:
    address = f"{base}/{resource['resourceType']}/{resource['id']}"
    return {"fullUrl": address, "resource": resource, "search": {"mode": mode}}


def outcome(issues: Iterable[Element]) -> Resource:
    """What went wrong, or what to know."""
    return {"resourceType": "OperationOutcome", "issue": list(issues)}


def issue(severity: str, code: str, text: str) -> Element:
    """One thing to say. `code` is one of FHIR's types of issue."""
    return {"severity": severity, "code": code, "details": {"text": text}}
