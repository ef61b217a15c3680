"""What goes wrong at `/fhir`, as an OperationOutcome. `app.py` decides which error becomes which status."""

from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from flask import Response

from directory.exchange.fhir.bundle import issue, outcome

MEDIA_TYPE = "application/fhir+json"
CODES = {
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    406: "not-supported",
    409: "conflict",
    413: "too-long",
    415: "not-supported",
    429: "throttled",
    500: "exception",
    503: "transient",
}
USUAL = {
    404: "There is nothing at this address. The metadata say what there is.",
    405: "This can only be read: use GET, or POST to _search.",
    406: "This is given as JSON only: accept application/fhir+json, in FHIR version 4.0.",
    415: "Post a search as application/x-www-form-urlencoded.",
    500: "Something went wrong here. Try again in a little while.",
    503: "This is not available just now. Try again in a few minutes.",
}
# What cannot be used is 422 elsewhere; FHIR keeps that for resources that are sent, and says 400 of a search.
STATUSES = {422: 400}


def render_outcome(
    status: int, detail: str = "", fields: Mapping[str, str] | None = None, reference: str = ""
) -> Response:
    """An OperationOutcome: an issue for each parameter that cannot be used, or else one that says what it is."""
    status = STATUSES.get(status, status)
    code = CODES.get(status, "invalid")
    said = detail or USUAL.get(status) or HTTPStatus(status).phrase
    told = [f"{name}: {message}" for name, message in (fields or {}).items()] or [said]
    issues = [issue("error", code, text) for text in told]
    if reference:
        issues[0]["diagnostics"] = f"Reference: {reference}"
    headers = {"Cache-Control": "no-cache"}
    return Response(msgspec.json.encode(outcome(issues)), status, headers, mimetype=MEDIA_TYPE)
