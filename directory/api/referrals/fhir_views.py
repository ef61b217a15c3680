"""The referrals of a caller as ServiceRequest and Task of FHIR R4, to be read and searched with its key.

They stand below an address of their own: all that is below `/fhir` is open to everybody, and kept by whoever likes.
"""

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from urllib.parse import urlencode

from flask import Response, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.guards import open_to_all
from directory.accounts.models import Scheme
from directory.accounts.senders.guard import current_caller, requires_key
from directory.accounts.senders.models import Scope
from directory.accounts.senders.queries import Caller
from directory.api.fhir.capability import FHIR_VERSION, PROFILES, written_parameter
from directory.api.fhir.formats import is_strict, resource_answer, wanted_format
from directory.api.fhir.outcomes import MEDIA_TYPE
from directory.api.fhir.searching import Search, read_search
from directory.api.referrals.answers import TEST_MOMENT, TEST_REFERENCE
from directory.api.referrals.blueprint import referral_api
from directory.api.referrals.fhir_search import (
    REQUESTS,
    SENT_KINDS,
    TASKS,
    SentKind,
    count_found,
    find_page,
    place_after,
)
from directory.casework.references import read_reference
from directory.casework.referrals_in.sent_models import SentReferral
from directory.casework.referrals_in.sent_queries import get_sent, note_told
from directory.casework.referrals_in.told_status import ToldReason, ToldStatus
from directory.db import transaction
from directory.exchange.fhir.bundle import Page, issue, outcome, searchset
from directory.exchange.fhir.sent_referrals import SentLine
from directory.exchange.fhir.values import Resource

# The day on which what is claimed here last changed.
CLAIMED_ON = "2026-11-27"
ABOUT = (
    "The referrals that your system sent, read only: how each stands, and nothing of the person. Base FHIR R4 in JSON;"
    " no national profile is claimed."
)


@referral_api.get("/fhir/metadata")
@open_to_all
def show_sent_metadata() -> Response:
    """What can be asked here, as a CapabilityStatement."""
    media_type = wanted_format(request.args)
    statement = {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": CLAIMED_ON,
        "kind": "instance",
        "description": ABOUT,
        "software": {"name": "Lynchpin", "version": version("lynchpin")},
        "implementation": {"description": "Referrals to a social prescribing team", "url": base_address()},
        "fhirVersion": FHIR_VERSION,
        "format": [MEDIA_TYPE, "json"],
        "rest": [
            {
                "mode": "server",
                "security": {"cors": False, "description": "Show the key of your system as Authorization: Bearer."},
                "resource": [claimed(each) for each in SENT_KINDS],
            }
        ],
    }
    return resource_answer(statement, media_type)


def claimed(kind: SentKind) -> Mapping[str, object]:
    return {
        "type": kind.name,
        "profile": PROFILES + kind.name,
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "no-version",
        "searchParam": [written_parameter(kind.name, each) for each in kind.parameters.values()],
    }


@referral_api.get("/fhir/ServiceRequest")
@requires_key(Scope.READ)
def search_service_requests() -> Response:
    return answer_search(REQUESTS)


@referral_api.get("/fhir/ServiceRequest/<reference>")
@requires_key(Scope.READ)
def read_service_request(reference: str) -> Response:
    return answer_read(REQUESTS, reference)


@referral_api.get("/fhir/Task")
@requires_key(Scope.READ)
def search_tasks() -> Response:
    return answer_search(TASKS)


@referral_api.get("/fhir/Task/<reference>")
@requires_key(Scope.READ)
def read_task(reference: str) -> Response:
    return answer_read(TASKS, reference)


def base_address() -> str:
    return url_for("referral_api.show_sent_metadata", _external=True).removesuffix("/metadata")


def answer_read(kind: SentKind, reference: str) -> Response:
    """One of the caller's; 404 for anybody else's, as for none."""
    media_type = wanted_format(request.args)
    with transaction() as db:
        caller = current_caller(db)
        if caller.is_test and read_reference(reference) == TEST_REFERENCE:
            return resource_answer(kind.write(test_line(caller)), media_type)
        [line] = lines_of(db, caller, [get_sent(db, caller, reference)])
    return resource_answer(kind.write(line), media_type)


def answer_search(kind: SentKind) -> Response:
    """A page of what a search leaves of the caller's referrals."""
    media_type = wanted_format(request.args)
    search = read_search(kind, request.args, base_address(), strict=is_strict())
    with transaction() as db:
        caller = current_caller(db)
        total = 0 if caller.is_test else count_found(db, caller, kind, search)
        found = [] if caller.is_test else find_page(db, caller, kind, search)
        shown = found[: search.count]
        if shown:
            note_told(db, caller, shown)
        resources = [kind.write(each) for each in lines_of(db, caller, shown)]
    address = f"{base_address()}/{kind.name}"
    links = links_of(search, address, shown if len(found) > search.count else ())
    return resource_answer(searchset(total, links, Page(resources, (), said_of(search)), base_address()), media_type)


def said_of(search: Search) -> Resource | None:
    """What there is to say about a search: parameters that nobody knows."""
    said = (f"{name}: this is not known here, and was ignored." for name in search.ignored)
    issues = [issue("warning", "not-supported", each) for each in said]
    return outcome(issues) if issues else None


def links_of(search: Search, address: str, before_more: Sequence[SentReferral]) -> Iterator[tuple[str, str]]:
    """This page, and the next where there is one."""
    yield "self", f"{address}?{urlencode(search.query(search.after), safe=':/|,')}"
    if search.count and before_more:
        yield "next", f"{address}?{urlencode(search.query(place_after(before_more)), safe=':/|,')}"


def lines_of(db: Session, caller: Caller, found: Sequence[SentReferral]) -> list[SentLine]:
    """What is told of referrals, with the names of who sent them and of the teams that have them now."""
    wanted = {each.referral.scheme_id for each in found}
    teams = {key: name for key, name in db.execute(select(Scheme.id, Scheme.name).where(Scheme.id.in_(wanted)))}
    return [
        SentLine(
            reference=each.referral.reference,
            status=ToldStatus(each.status),
            reason=ToldReason(each.reason) if each.reason else None,
            status_at=each.status_at,
            made_at=each.referral.made_at,
            system=system_of_references(),
            sender=caller.name,
            team=teams[each.referral.scheme_id],
        )
        for each in found
    ]


def test_line(caller: Caller) -> SentLine:
    """The referral of test keys."""
    return SentLine(
        TEST_REFERENCE,
        ToldStatus.RECEIVED,
        None,
        TEST_MOMENT,
        TEST_MOMENT,
        system_of_references(),
        caller.name,
        "The team",
    )


def system_of_references() -> str:
    """What references are known under: where referrals are sent to."""
    return url_for("referral_api.create_sent_referral", _external=True)
