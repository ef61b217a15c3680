"""The page about FHIR: what is claimed, and each route with its parameters and a worked example."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import open_to_all
from directory.api.blueprint import open_data
from directory.api.examples import example_rows, key
from directory.api.fhir.capability import FHIR_VERSION, capability_statement
from directory.api.fhir.parameters import SEARCHED, Searched
from directory.api.fhir.searching import MOST_COUNT
from directory.api.reference import Parameter, Route, pretty
from directory.exchange.fhir.bundle import Page, searchset
from directory.exchange.fhir.values import Resource
from directory.web.pages import render_page

# A question for each kind that shows what its parameters are for.
QUESTIONS = {
    "HealthcareService": "?name:contains=walk&active=true&_include=HealthcareService:organization",
    "Organization": "?name=beck&_revinclude=HealthcareService:organization",
    "Location": "?near=53.78|-1.55|2|km&_count=20",
}
# The day on which the example is looked at.
EXAMPLE_DAY = date(2026, 3, 3)


@dataclass(frozen=True)
class FhirPage:
    """What the page shows."""

    address: str
    version: str
    most_per_page: int
    routes: tuple[Route, ...]


@open_data.get("/open-data/fhir")
@open_to_all
def show_fhir() -> ResponseReturnValue:
    """How to read the catalogue as FHIR."""
    metadata = url_for("fhir.show_metadata", _external=True)
    return render_page("open_data/show_fhir.html", build_page(metadata.removesuffix("/metadata")))


def build_page(base: str) -> FhirPage:
    routes = [metadata_route(base)]
    for searched in SEARCHED:
        routes += [search_route(base, searched), post_route(base, searched), read_route(base, searched)]
    return FhirPage(base, FHIR_VERSION, MOST_COUNT, tuple(routes))


def metadata_route(base: str) -> Route:
    address = f"{base}/metadata"
    statement = capability_statement(base, url_for("open_data.show_fhir", _external=True))
    return Route("metadata", "/fhir/metadata", "What can be asked here", (), address, pretty(statement))


def search_route(base: str, searched: Searched) -> Route:
    name = searched.kind.name
    address = f"{base}/{name}{QUESTIONS[name]}"
    parameters = [
        Parameter(each.name, each.about, f"{each.name}={each.example}") for each in searched.parameters.values()
    ]
    followed = [
        Parameter(option, f"Give along with the page what {words}.", f"{option}={value}")
        for option, words, values in (
            ("_include", "it refers to", searched.includes),
            ("_revinclude", "refers to it", searched.revincludes),
        )
        for value in values
    ]
    bundle = searchset(1, [("self", address)], Page([example(searched)]), base)
    return Route(name, f"/fhir/{name}", searched.about, (*parameters, *followed), address, pretty(bundle))


def post_route(base: str, searched: Searched) -> Route:
    """The same search, sent as a form."""
    name = searched.kind.name
    address = f"{base}/{name}/_search"
    bundle = searchset(1, [("self", f"{base}/{name}?_count=1")], Page([example(searched)]), base)
    about = "The same search, posted as a form, so that what you look for need not stand in an address"
    return Route(f"{name}-search", f"/fhir/{name}/_search", about, (), f'{address}" --data "_count=1', pretty(bundle))


def read_route(base: str, searched: Searched) -> Route:
    name = searched.kind.name
    address = f"{base}/{name}/{key(searched.kind.table)}"
    return Route(f"{name}-by-id", f"/fhir/{name}/{{id}}", "One of them", (), address, pretty(example(searched)))


def example(searched: Searched) -> Resource:
    """The fictional record, written by the same code as every other."""
    found, table = example_rows(), searched.kind.table
    return searched.kind.write(found, found.rows[table][key(table)], EXAMPLE_DAY)
