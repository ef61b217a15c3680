"""The routes of the feed."""

import uuid

from flask import Response, request, url_for
from sqlalchemy.orm import Session

from directory.accounts.guards import open_to_all
from directory.api.answers import (
    Write,
    json_answer,
    lines_answer,
    moved_answer,
    one_page_answer,
    page_answer,
    unchanged,
)
from directory.api.blueprint import feed
from directory.api.editions import Edition, read_edition
from directory.api.endpoints import (
    ORGANIZATIONS,
    SERVICE_AT_LOCATIONS,
    SERVICES,
    TAXONOMIES,
    TAXONOMY_TERMS,
    Endpoint,
)
from directory.api.lists import Ids, current_lists
from directory.api.openapi import PROFILE, VERSION, openapi_document
from directory.api.parameters import MOST_PER_PAGE, USUAL_PER_PAGE, Filters, Format, Question, load_question
from directory.catalogue.merging.survivors import find_survivor
from directory.db import reading
from directory.errors import NotFound


@feed.get("", strict_slashes=False)
@open_to_all
def show_feed() -> Response:
    """What this feed is: the version of the standard, its profile, and where it is described."""
    openapi = url_for("feed.show_openapi", _external=True)
    return json_answer({"version": VERSION, "profile": PROFILE, "openapi_url": openapi})


@feed.get("/openapi.json")
@open_to_all
def show_openapi() -> Response:
    """The feed as an OpenAPI 3.1 document."""
    return json_answer(openapi_document(url_for("feed.show_feed", _external=True).rstrip("/")))


@feed.get("/services", strict_slashes=False)
@open_to_all
def list_services() -> Response:
    return answer_list(SERVICES)


@feed.get("/services/<uuid:service_id>")
@open_to_all
def show_service(service_id: uuid.UUID) -> Response:
    return answer_record(SERVICES, service_id)


@feed.get("/service_at_locations", strict_slashes=False)
@open_to_all
def list_service_at_locations() -> Response:
    return answer_list(SERVICE_AT_LOCATIONS)


@feed.get("/service_at_locations/<uuid:place_id>")
@open_to_all
def show_service_at_location(place_id: uuid.UUID) -> Response:
    return answer_record(SERVICE_AT_LOCATIONS, place_id)


@feed.get("/organizations", strict_slashes=False)
@open_to_all
def list_organizations() -> Response:
    return answer_list(ORGANIZATIONS)


@feed.get("/organizations/<uuid:organization_id>")
@open_to_all
def show_organization(organization_id: uuid.UUID) -> Response:
    return answer_record(ORGANIZATIONS, organization_id)


@feed.get("/taxonomies", strict_slashes=False)
@open_to_all
def list_taxonomies() -> Response:
    return answer_list(TAXONOMIES)


@feed.get("/taxonomies/<uuid:taxonomy_id>")
@open_to_all
def show_taxonomy(taxonomy_id: uuid.UUID) -> Response:
    return answer_record(TAXONOMIES, taxonomy_id)


@feed.get("/taxonomy_terms", strict_slashes=False)
@open_to_all
def list_taxonomy_terms() -> Response:
    return answer_list(TAXONOMY_TERMS)


@feed.get("/taxonomy_terms/<uuid:term_id>")
@open_to_all
def show_taxonomy_term(term_id: uuid.UUID) -> Response:
    return answer_record(TAXONOMY_TERMS, term_id)


def answer_list(endpoint: Endpoint) -> Response:
    """A page of a list, or all of it in a stream."""
    question = load_question(endpoint.parameters, request.args)
    write = endpoint.writer(question)
    with reading() as db:
        edition = read_edition(db)
        if same := unchanged(edition):
            return same
        ids = ids_of(db, endpoint, question.filters, edition)
        if question.format is Format.NDJSON:
            return lines_answer(ids, write, edition)
        if question.minimal and question.per_page is None:
            return one_page_answer(ids, write, edition)
        return answer_page(db, ids, question, write, edition)


def ids_of(db: Session, endpoint: Endpoint, filters: Filters, edition: Edition) -> Ids:
    return current_lists().ids(edition, (endpoint.name, filters), lambda: endpoint.find(db, filters))


def answer_page(db: Session, ids: Ids, question: Question, write: Write, edition: Edition) -> Response:
    per_page = min(question.per_page or USUAL_PER_PAGE, MOST_PER_PAGE)
    wanted = ids.part((question.page - 1) * per_page, per_page)
    return page_answer(write(db, wanted) if wanted else [], len(ids), question.page, per_page, edition)


def answer_record(endpoint: Endpoint, record_id: uuid.UUID) -> Response:
    """One record with everything in it."""
    question = load_question(endpoint.record_parameters, request.args)
    with reading() as db:
        edition = read_edition(db)
        if same := unchanged(edition):
            return same
        if record_id not in ids_of(db, endpoint, Filters(), edition):
            return moved_answer(find_moved(db, endpoint, record_id))
        [record] = endpoint.record_writer(question)(db, [record_id])
    return json_answer(record, edition)


def find_moved(db: Session, endpoint: Endpoint, record_id: uuid.UUID) -> uuid.UUID:
    """The record that one which was listed twice is now. Raises NotFound."""
    survivor = find_survivor(db, endpoint.table, record_id)
    if survivor is None:
        raise NotFound(f"There is no {endpoint.thing} with this id. It may have been removed since you had it.")
    return survivor
