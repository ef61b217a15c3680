"""The page that describes the feed: what it is, and each route with its parameters and a worked example."""

import json
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import open_to_all
from directory.api.answers import envelope
from directory.api.blueprint import open_data
from directory.api.endpoints import ENDPOINTS, Endpoint
from directory.api.examples import brief_example, example_id, whole_example
from directory.api.openapi import PROFILE, VERSION
from directory.api.parameters import MOST_PER_PAGE, RecordParameters
from directory.web.pages import render_page


@dataclass(frozen=True)
class Parameter:
    """One parameter as the page lists it; `example` is how it is written in an address."""

    name: str
    description: str
    example: str


@dataclass(frozen=True)
class Route:
    """One address of the feed, with what it answers."""

    anchor: str
    path: str
    about: str
    parameters: tuple[Parameter, ...]
    question: str
    answer: str


@dataclass(frozen=True)
class ReferencePage:
    """What the page shows."""

    address: str
    openapi_address: str
    version: str
    profile: str
    most_per_page: int
    routes: tuple[Route, ...]


# A question for each list that shows what its parameters are for.
QUESTIONS = {
    "services": "?search=walk&modified_after=2026-03-01",
    "service_at_locations": "?postcode=LS11+8ND&proximity=2000&day=TU",
    "organizations": "?search=beck+lane",
    "taxonomies": "",
    "taxonomy_terms": "?top_only=true",
}


@open_data.get("/open-data")
@open_to_all
def show_open_data() -> ResponseReturnValue:
    """How to read the feed."""
    address = url_for("feed.show_feed", _external=True).rstrip("/")
    return render_page(
        "open_data/show_open_data.html", build_page(address, url_for("feed.show_openapi", _external=True))
    )


def build_page(address: str, openapi_address: str) -> ReferencePage:
    routes = [root_route(address, openapi_address)]
    for endpoint in ENDPOINTS:
        routes += [list_route(address, endpoint), record_route(address, endpoint)]
    return ReferencePage(address, openapi_address, VERSION, PROFILE, MOST_PER_PAGE, tuple(routes))


def root_route(address: str, openapi_address: str) -> Route:
    answer = {"version": VERSION, "profile": PROFILE, "openapi_url": openapi_address}
    return Route("feed", "/feed", "What this feed is", (), address, pretty(answer))


def list_route(address: str, endpoint: Endpoint) -> Route:
    answer = {**envelope(1, 1, 50, 1), "contents": [brief_example(endpoint)]}
    return Route(
        endpoint.name,
        f"/feed/{endpoint.name}",
        endpoint.about,
        tuple(parameters_of(endpoint.parameters)),
        f"{address}/{endpoint.name}{QUESTIONS[endpoint.name]}",
        pretty(answer),
    )


def record_route(address: str, endpoint: Endpoint) -> Route:
    return Route(
        f"{endpoint.name}-by-id",
        f"/feed/{endpoint.name}/{{id}}",
        f"One {endpoint.thing}, with everything in it",
        tuple(parameters_of(endpoint.record_parameters)),
        f"{address}/{endpoint.name}/{example_id(endpoint)}",
        pretty(whole_example(endpoint)),
    )


def parameters_of(schema: RecordParameters) -> list[Parameter]:
    return [
        Parameter(name, field.metadata["description"], f"{name}={written(field.metadata['example'])}")
        for name, field in schema.fields.items()
    ]


def written(example: Any) -> str:
    """An example as it stands in an address."""
    return str(example).lower() if isinstance(example, bool) else str(example).replace(" ", "+")


def pretty(answer: object) -> str:
    return json.dumps(answer, indent=2, ensure_ascii=False)
