"""In which form somebody wants an answer, and how strictly they want to be taken."""

from flask import Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import parse_options_header

from directory.api.answers import encode
from directory.api.fhir.outcomes import MEDIA_TYPE
from directory.exchange.fhir.values import Resource

PLAIN = "application/json"
# What `_format` may say, and what it means; a plus sign in an address may arrive as a space.
FORMATS = {
    "json": MEDIA_TYPE,
    MEDIA_TYPE: MEDIA_TYPE,
    "application/fhir json": MEDIA_TYPE,
    PLAIN: PLAIN,
    "text/json": MEDIA_TYPE,
}
ACCEPTED = {
    MEDIA_TYPE: MEDIA_TYPE,
    PLAIN: PLAIN,
    "text/json": MEDIA_TYPE,
    "application/*": MEDIA_TYPE,
    "*/*": MEDIA_TYPE,
}
VERSIONS = {"4.0", "4.0.1"}


def wanted_format(given: "MultiDict[str, str]") -> str:
    """The media type of the answer. Raises NotAcceptable for any but JSON of FHIR R4."""
    if named := given.get("_format", "").strip():
        found = FORMATS.get(named.split(";")[0].strip().lower())
    else:
        found = accepted_format()
    if found is None:
        raise NotAcceptable
    return found


def accepted_format() -> str | None:
    """The best of what the client accepts; JSON of FHIR for one that says nothing."""
    values = list(request.accept_mimetypes.values())
    if not values:
        return MEDIA_TYPE
    for value in values:
        kind, options = parse_options_header(value)
        if kind in ACCEPTED and options.get("fhirversion", "4.0") in VERSIONS:
            return ACCEPTED[kind]
    return None


def is_strict() -> bool:
    """Whether the client would rather have an error than an answer to part of its question."""
    wishes = ",".join(request.headers.getlist("Prefer")).lower().replace(" ", "")
    return "handling=strict" in wishes.split(",") or "handling=strict" in wishes.split(";")


def resource_answer(resource: Resource, media_type: str) -> Response:
    answer = Response(encode(resource), mimetype=media_type)
    answer.vary.update(("Accept", "Prefer"))
    return answer
