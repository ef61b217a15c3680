"""What goes wrong in the feed, as RFC 9457 problem JSON. `app.py` decides which error becomes which status."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from flask import Response

MEDIA_TYPE = "application/problem+json"
USUAL = {
    404: "There is nothing at this address. /feed/openapi.json names every address there is.",
    405: "The feed can only be read: use GET.",
    500: "Something went wrong here. Try again in a little while.",
    503: "The feed is not available just now. Try again in a few minutes.",
}


def render_problem(
    status: int, detail: str = "", fields: Mapping[str, str] | None = None, reference: str = ""
) -> Response:
    """A problem: what it is, how to put it right, and for each parameter what is wrong with it."""
    problem: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if said := detail or USUAL.get(status, ""):
        problem["detail"] = said
    if fields:
        problem["errors"] = [{"parameter": name, "detail": message} for name, message in fields.items()]
    if reference:
        problem["reference"] = reference
    headers = {"Cache-Control": "no-cache"}
    return Response(msgspec.json.encode(problem), status, headers, mimetype=MEDIA_TYPE)
