"""What goes wrong where systems send referrals, as RFC 9457 problem JSON. `app.py` decides on the status."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from flask import Response

from directory.api.problems import MEDIA_TYPE

USUAL = {
    400: "This request cannot be read.",
    404: "There is nothing at this address. /api/v1/openapi.json names every address there is.",
    405: "This address does not take that. /api/v1/openapi.json says what it takes.",
    409: "Somebody else changed the same thing at the same moment. Send it again with the same Idempotency-Key.",
    413: "Send at most 64 kB.",
    415: "Send JSON, with Content-Type: application/json.",
    500: "Something went wrong here, and nothing was kept. Send it again with the same Idempotency-Key.",
    503: "This is not available just now. Send it again in a few minutes, with the same Idempotency-Key.",
}


def render_api_problem(
    status: int, detail: str = "", fields: Mapping[str, str] | None = None, reference: str = ""
) -> Response:
    """A problem: what it is, how to put it right, and what is wrong with each field, by where it stands in the body."""
    problem: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if said := detail or USUAL.get(status, ""):
        problem["detail"] = said
    if fields:
        problem["errors"] = [{"pointer": pointer_to(name), "detail": text} for name, text in fields.items()]
    if reference:
        problem["reference"] = reference
    return Response(msgspec.json.encode(problem), status, mimetype=MEDIA_TYPE)


def pointer_to(name: str) -> str:
    """A field as a JSON pointer in a fragment (RFC 6901); the whole body where it is about no field."""
    parts = [each.replace("~", "~0").replace("/", "~1") for each in name.split(".") if each]
    return "#" + "".join(f"/{each}" for each in parts)
