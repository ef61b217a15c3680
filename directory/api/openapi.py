"""The feed as an OpenAPI 3.1 document, made from the schemas that load its parameters and the code of its records."""

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from directory.api.answers import NDJSON, envelope
from directory.api.endpoints import ENDPOINTS, Endpoint
from directory.api.examples import brief_example, example_id, whole_example
from directory.api.parameters import RecordParameters
from directory.api.problems import MEDIA_TYPE

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/en/latest/"
SCHEMAS = "https://openreferraluk.org/specifications/3.0/schema/"
SCHEMA_OF = {
    "services": "service.json",
    "service_at_locations": "service_at_location.json",
    "organizations": "organization.json",
    "taxonomies": "taxonomy.json",
    "taxonomy_terms": "taxonomy_term.json",
}
# What the standard's own description calls the endpoints that a feed must have, and those that it may have.
REQUIRED, OPTIONAL = "Required", "Optional"
ABOUT = (
    "Activities, groups and help near people, as open data in the Open Referral UK 3.0 standard. Anybody may read it:"
    " no key, no account, no cookie. Records may hold more fields than the profile names; they are those of HSDS 3.0"
    " and, for room, of HSDS 3.1. Ask again with If-None-Match and the ETag you were given: an unchanged answer is a"
    " 304 without a body."
)
UUID = {"type": "string", "format": "uuid"}
ENVELOPE: dict[str, Any] = {
    "type": "object",
    "required": [*envelope(0, 1, 1, 0), "contents"],
    "properties": {
        "total_items": {"type": "integer", "minimum": 0, "description": "How many records the whole list has."},
        "total_pages": {"type": "integer", "minimum": 1},
        "page_number": {"type": "integer", "minimum": 1},
        "size": {"type": "integer", "minimum": 0, "description": "How many records are on this page."},
        "first_page": {"type": "boolean"},
        "last_page": {"type": "boolean"},
        "empty": {"type": "boolean"},
        "contents": {"type": "array", "items": {"type": "object"}},
    },
}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong (RFC 9457), and for each parameter how to put it right.",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "reference": {"type": "string", "description": "A number to tell us, where the fault is ours."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["parameter", "detail"],
                "properties": {"parameter": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}


def openapi_document(address: str) -> dict[str, Any]:
    """The document of a feed at this address."""
    spec = APISpec(
        title="Lynchpin open feed",
        version=VERSION,
        openapi_version="3.1.0",
        plugins=[MarshmallowPlugin()],
        info={"summary": "Community activities as Open Referral UK 3.0", "description": ABOUT},
        servers=[{"url": address}],
    )
    spec.components.schema("Page", ENVELOPE)
    spec.components.schema("Problem", PROBLEM)
    spec.path("/", operations={"get": root_operation()})
    for endpoint in ENDPOINTS:
        spec.path(f"/{endpoint.name}", operations={"get": list_operation(endpoint)})
        spec.path(f"/{endpoint.name}/{{id}}", operations={"get": record_operation(endpoint)})
    document: dict[str, Any] = spec.to_dict()
    return document


def root_operation() -> dict[str, Any]:
    properties = {name: {"type": "string"} for name in ("version", "profile", "openapi_url")}
    schema = {"type": "object", "required": list(properties), "properties": properties}
    return {
        "operationId": "show_feed",
        "summary": "What this feed is",
        "tags": [REQUIRED],
        "responses": {"200": {"description": "The version of the standard.", "content": json_content(schema)}},
    }


def list_operation(endpoint: Endpoint) -> dict[str, Any]:
    records = {"type": "array", "items": {"$ref": SCHEMAS + SCHEMA_OF[endpoint.name]}}
    schema = {"allOf": [{"$ref": "#/components/schemas/Page"}, {"properties": {"contents": records}}]}
    content = json_content(schema, page_example(endpoint)) | {NDJSON: {"schema": {"type": "string"}}}
    return {
        "operationId": f"list_{endpoint.name}",
        "summary": endpoint.about,
        "tags": [tag_of(endpoint)],
        "parameters": query(endpoint.parameters),
        "responses": {"200": {"description": "A page.", "content": content}, **problems(422)},
    }


def record_operation(endpoint: Endpoint) -> dict[str, Any]:
    schema = {"$ref": SCHEMAS + SCHEMA_OF[endpoint.name]}
    key = {"name": "id", "in": "path", "required": True, "schema": UUID, "example": str(example_id(endpoint))}
    return {
        "operationId": f"show_{endpoint.name}",
        "summary": f"One {endpoint.thing}, with everything in it",
        "tags": [tag_of(endpoint)],
        "parameters": [key, *query(endpoint.record_parameters)],
        "responses": {
            "200": {"description": "The record.", "content": json_content(schema, whole_example(endpoint))},
            "301": {"description": "It was listed twice, and is now found under the id in `Location`."},
            **problems(404, 422),
        },
    }


def query(schema: RecordParameters) -> list[dict[str, Any]]:
    """The parameters of a schema; none where it names none."""
    return [{"in": "query", "schema": schema}] if schema.fields else []


def tag_of(endpoint: Endpoint) -> str:
    return REQUIRED if endpoint.name == "services" else OPTIONAL


def page_example(endpoint: Endpoint) -> dict[str, Any]:
    return {**envelope(1, 1, 50, 1), "contents": [brief_example(endpoint)]}


def json_content(schema: dict[str, Any], example: object = None) -> dict[str, Any]:
    content = {"schema": schema} if example is None else {"schema": schema, "example": example}
    return {"application/json": content}


def problems(*statuses: int) -> dict[str, Any]:
    said = {404: "There is no such record.", 422: "A parameter cannot be used; the answer says why."}
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        str(status): {"description": said[status], "content": {MEDIA_TYPE: {"schema": schema}}} for status in statuses
    }
