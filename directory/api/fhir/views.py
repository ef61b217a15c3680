"""The routes of FHIR. All kinds are read and searched alike; each has routes of its own, to be guarded singly."""

import uuid

from flask import Response, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from werkzeug.exceptions import UnsupportedMediaType

from directory import clock
from directory.accounts.guards import open_to_all
from directory.api.answers import moved_answer, unchanged, with_validators
from directory.api.blueprint import fhir
from directory.api.editions import Edition, read_edition
from directory.api.fhir.capability import capability_statement
from directory.api.fhir.following import MOST_INCLUDED, included
from directory.api.fhir.formats import is_strict, resource_answer, wanted_format
from directory.api.fhir.paging import Part, links_of, part_of
from directory.api.fhir.parameters import LOCATIONS, ORGANIZATIONS, SERVICES, Searched
from directory.api.fhir.searching import Asked, Search, find_ids, read_search
from directory.api.lists import Ids, current_lists
from directory.catalogue.merging.survivors import find_survivor
from directory.db import reading
from directory.errors import NotFound
from directory.exchange.fhir.bundle import Page, issue, outcome, searchset
from directory.exchange.fhir.reading import read_resources
from directory.exchange.fhir.values import Resource

FORM = "application/x-www-form-urlencoded"


@fhir.get("/metadata")
@open_to_all
def show_metadata() -> Response:
    """What can be asked here, as a CapabilityStatement."""
    media_type = wanted_format(request.args)
    about = url_for("open_data.show_fhir", _external=True)
    return with_validators(resource_answer(capability_statement(base_address(), about), media_type), None)


@fhir.get("/HealthcareService")
@open_to_all
def search_healthcare_services() -> Response:
    return answer_search(SERVICES)


@fhir.post("/HealthcareService/_search")
@open_to_all
def post_healthcare_service_search() -> Response:
    return answer_posted_search(SERVICES)


@fhir.get("/HealthcareService/<uuid:service_id>")
@open_to_all
def read_healthcare_service(service_id: uuid.UUID) -> Response:
    return answer_read(SERVICES, service_id)


@fhir.get("/Organization")
@open_to_all
def search_organizations() -> Response:
    return answer_search(ORGANIZATIONS)


@fhir.post("/Organization/_search")
@open_to_all
def post_organization_search() -> Response:
    return answer_posted_search(ORGANIZATIONS)


@fhir.get("/Organization/<uuid:organization_id>")
@open_to_all
def read_organization(organization_id: uuid.UUID) -> Response:
    return answer_read(ORGANIZATIONS, organization_id)


@fhir.get("/Location")
@open_to_all
def search_locations() -> Response:
    return answer_search(LOCATIONS)


@fhir.post("/Location/_search")
@open_to_all
def post_location_search() -> Response:
    return answer_posted_search(LOCATIONS)


@fhir.get("/Location/<uuid:location_id>")
@open_to_all
def read_location(location_id: uuid.UUID) -> Response:
    return answer_read(LOCATIONS, location_id)


def base_address() -> str:
    """The address that all resources are below."""
    return url_for("fhir.show_metadata", _external=True).removesuffix("/metadata")


def answer_search(searched: Searched) -> Response:
    """A page of what a search in an address finds."""
    media_type = wanted_format(request.args)
    search = read_search(searched, request.args, base_address(), strict=is_strict())
    with reading() as db:
        edition = read_edition(db)
        if same := unchanged(edition, depends_on(media_type)):
            return same
        bundle = find_page(db, searched, search, edition)
    return with_validators(resource_answer(bundle, media_type), edition, depends_on(media_type))


def answer_posted_search(searched: Searched) -> Response:
    """A page of what a posted search finds, so that what is searched for need not stand in an address."""
    if request.mimetype not in (FORM, ""):
        raise UnsupportedMediaType
    given: MultiDict[str, str] = CombinedMultiDict([request.args, request.form])
    media_type = wanted_format(given)
    search = read_search(searched, given, base_address(), strict=is_strict())
    with reading() as db:
        bundle = find_page(db, searched, search, read_edition(db))
    answer = resource_answer(bundle, media_type)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def answer_read(searched: Searched, record_id: uuid.UUID) -> Response:
    """One resource; 301 to what it is now where it was listed twice."""
    media_type = wanted_format(request.args)
    with reading() as db:
        edition = read_edition(db)
        if same := unchanged(edition, depends_on(media_type)):
            return same
        if record_id not in ids_of(db, searched, (), edition):
            return moved_answer(find_moved(db, searched, record_id))
        [resource] = read_resources(db, searched.kind, [record_id], clock.today())
    return with_validators(resource_answer(resource, media_type), edition, depends_on(media_type))


def depends_on(media_type: str) -> str:
    """What an answer depends on beside the catalogue: its form, and the day, for times that are over are not given."""
    return f" {media_type} {clock.today()}"


def ids_of(db: Session, searched: Searched, asked: tuple[Asked, ...], edition: Edition) -> Ids:
    name = (searched.kind.name, asked)
    return current_lists().ids(edition, name, lambda: find_ids(db, searched, asked))


def find_page(db: Session, searched: Searched, search: Search, edition: Edition) -> Resource:
    ids = ids_of(db, searched, search.asked, edition)
    part = part_of(ids, search)
    page = read_page(db, searched, search, part)
    base = base_address()
    return searchset(len(ids), links_of(part, search, f"{base}/{searched.kind.name}"), page, base)


def read_page(db: Session, searched: Searched, search: Search, part: Part) -> Page:
    """The resources of a page with what goes with them, and what was left out of account."""
    today = clock.today()
    matches = read_resources(db, searched.kind, part.wanted, today)
    more, is_all = included(db, search, matches, today)
    said = [f"{name}: this is not known here, and was ignored." for name in search.ignored]
    if not is_all:
        said.append(f"Only {MOST_INCLUDED} resources are included with a page. Ask for fewer matches with _count.")
    issues = [issue("warning", "not-supported", each) for each in said]
    return Page(matches, more, outcome(issues) if issues else None)


def find_moved(db: Session, searched: Searched, record_id: uuid.UUID) -> uuid.UUID:
    """The record that one which was listed twice is now. Raises NotFound."""
    survivor = find_survivor(db, searched.kind.table, record_id)
    if survivor is None:
        raise NotFound(f"There is no {searched.kind.name} with this id. It may have been removed since you had it.")
    return survivor
