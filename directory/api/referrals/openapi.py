"""Referrals from systems as an OpenAPI 3.1 document, made from the table by which they are read."""

from typing import Any

from directory.accounts.senders.models import Scope
from directory.api.problems import MEDIA_TYPE
from directory.api.referrals.answers import TEST_MOMENT, TEST_REFERENCE, write_moment
from directory.api.referrals.reading import KEY_HEADER, LONGEST_KEY
from directory.api.referrals.told_fields import EXAMPLE, TOLD_FIELDS, object_of
from directory.api.referrals.views import LARGEST_PAGE, USUAL_PAGE
from directory.casework.references import LENGTH, LETTERS
from directory.casework.referrals_in.told_status import ToldReason, ToldStatus

VERSION = "1.0.0"
ABOUT = (
    "Send referrals to a social prescribing team, and ask how they stand. The team gives your system a key, shown as"
    " `Authorization: Bearer`. With a test key everything is checked and answered, and nothing is kept."
)
MOMENT = {"type": "string", "format": "date-time"}
REFERENCE = {"type": "string", "pattern": f"^[{LETTERS}]{{{LENGTH}}}$", "description": "How a referral is named."}
SAID = {
    "400": "The key of sending is missing, or the body is no JSON object.",
    "401": "No key was shown, or none that is known.",
    "403": "The key does not allow this.",
    "404": "There is none, or it is not yours.",
    "413": "The body is longer than 64 kB.",
    "415": "The body is not application/json.",
    "422": "Some fields cannot be used, or the key of sending came before with another body.",
    "429": "Too often: `Retry-After` says how many seconds to wait.",
    "503": "Not just now, or nobody of the team is there to read it. Nothing was kept.",
}
OF_BODY = ("400", "413", "415", "422")


def openapi_document(address: str) -> dict[str, Any]:
    """The document of what can be sent and asked below this address."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Referrals to Lynchpin", "version": VERSION, "description": ABOUT},
        "servers": [{"url": address}],
        "security": [{"key": []}],
        "paths": {
            "/referrals": {"post": send_operation(), "get": list_operation()},
            "/referrals/{reference}": {"get": show_operation()},
            "/webhook": {"put": set_operation(), "get": webhook_operation(), "delete": remove_operation()},
        },
        "webhooks": {"referral.status_changed": {"post": told_operation()}},
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Referral": object_of(TOLD_FIELDS),
                "Status": status_schema(),
                "Page": page_schema(),
                "Webhook": webhook_schema(),
                "Change": change_schema(),
                "Problem": problem_schema(),
            },
        },
    }


def send_operation() -> dict[str, Any]:
    key = {
        "name": KEY_HEADER,
        "in": "header",
        "required": True,
        "description": "A new random value for each referral. Sent again with the same one, it is the same referral.",
        "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$"},
        "example": "8e03978e-40d5-43dd-bc93-6894a57f9324",
    }
    created = {
        "description": "It is kept. The same answer comes each time it is sent.",
        "headers": {
            "Location": {"schema": {"type": "string", "format": "uri"}, "description": "Where to ask how it stands."},
            "Idempotent-Replayed": {"schema": {"const": "true"}, "description": "It was kept before."},
        },
        "content": json_content("Status", status_example()),
    }
    return {
        "operationId": "send_referral",
        "summary": "Send a referral",
        "description": f"Needs the scope {Scope.SEND.value}. At most 60 a minute.",
        "parameters": [key],
        "requestBody": {"required": True, "content": json_content("Referral", EXAMPLE)},
        "responses": {"201": created, **problems(*OF_BODY, "503")},
    }


def show_operation() -> dict[str, Any]:
    reference = {"name": "reference", "in": "path", "required": True, "schema": REFERENCE, "example": TEST_REFERENCE}
    return {
        "operationId": "show_referral",
        "summary": "How one of your referrals stands",
        "description": f"Needs the scope {Scope.READ.value}.",
        "parameters": [reference],
        "responses": {
            "200": {"description": "How it stands.", "content": json_content("Status", status_example())},
            **problems("404"),
        },
    }


def list_operation() -> dict[str, Any]:
    since = {
        "name": "since",
        "in": "query",
        "description": "The cursor of the page before, or a moment like 2026-03-31T09:30:00Z.",
        "schema": {"type": "string"},
        "example": "2026-03-31T09:30:00Z",
    }
    limit = {
        "name": "limit",
        "in": "query",
        "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": USUAL_PAGE},
    }
    page = {"referrals": [status_example()], "cursor": "MjAyNi0wMS0wNVQwOTozMDowMFp8", "has_more": False}
    return {
        "operationId": "list_referrals",
        "summary": "Your referrals, in the order in which they changed",
        "description": "A change is listed a quarter of a minute after it, so that who reads on misses none.",
        "parameters": [since, limit],
        "responses": {
            "200": {"description": "A page.", "content": json_content("Page", page)},
            **problems("422"),
        },
    }


def set_operation() -> dict[str, Any]:
    body = {
        "type": "object",
        "additionalProperties": False,
        "required": ["address"],
        "properties": {"address": {"type": "string", "format": "uri", "pattern": "^https://", "maxLength": 2000}},
    }
    example = {"address": "https://records.example.org/referrals"}
    return {
        "operationId": "set_webhook",
        "summary": "Be told of changes at an address",
        "description": "Each time there is a new secret, which is shown this once.",
        "requestBody": {"required": True, "content": {"application/json": {"schema": body, "example": example}}},
        "responses": {
            "200": {"description": "Changes are told there.", "content": json_content("Webhook")},
            **problems(*OF_BODY),
        },
    }


def webhook_operation() -> dict[str, Any]:
    return {
        "operationId": "show_webhook",
        "summary": "Where you are told of changes, and how many wait or were given up",
        "responses": {"200": {"description": "Where.", "content": json_content("Webhook")}, **problems("404")},
    }


def remove_operation() -> dict[str, Any]:
    return {
        "operationId": "remove_webhook",
        "summary": "Be told no more",
        "responses": {"204": {"description": "You are told no more."}, **problems("404")},
    }


def told_operation() -> dict[str, Any]:
    """What a system is sent, signed as the Standard Webhooks specification writes it."""
    headers = ("webhook-id", "webhook-timestamp", "webhook-signature")
    return {
        "operationId": "status_changed",
        "summary": "One of your referrals stands in another way than before",
        "description": "Answer with any 2xx. Else it is sent again, eleven times in seventeen hours.",
        "parameters": [{"name": each, "in": "header", "schema": {"type": "string"}} for each in headers],
        "requestBody": {"content": json_content("Change")},
        "responses": {"2XX": {"description": "You have it."}},
    }


def status_schema() -> dict[str, Any]:
    return closed(
        reference=REFERENCE,
        status={"enum": [each.value for each in ToldStatus]},
        reason={
            "enum": [*(each.value for each in ToldReason), None],
            "description": "Why somebody is not taken on, where that is about the team.",
        },
        status_at={**MOMENT, "description": "Since when it stands so."},
        received_at=MOMENT,
        href={"type": "string", "format": "uri"},
    )


def page_schema() -> dict[str, Any]:
    return closed(
        referrals={"type": "array", "items": {"$ref": "#/components/schemas/Status"}},
        cursor={"type": ["string", "null"], "description": "From where to read on."},
        has_more={"type": "boolean"},
    )


def webhook_schema() -> dict[str, Any]:
    found = closed(
        address={"type": "string"},
        made_at=MOMENT,
        waiting={"type": "integer", "description": "Changes that wait to be told."},
        given_up={"type": "integer", "description": "Changes that were given up. The team can have them told again."},
        last_error={"type": ["string", "null"], "description": "What the last of those met."},
        href={"type": "string", "format": "uri"},
    )
    found["properties"]["secret"] = {"type": "string", "description": "Shown once, when the address is set."}
    return found


def change_schema() -> dict[str, Any]:
    status = status_schema()["properties"]
    number = {"type": "integer", "description": "Rises with each change of a referral."}
    told = {name: status[name] for name in ("reference", "status", "reason", "status_at")}
    return closed(type={"const": "referral.status_changed"}, timestamp=MOMENT, data=closed(**told, number=number))


def problem_schema() -> dict[str, Any]:
    error = closed(pointer={"type": "string", "description": "Where it stands in the body."}, detail={"type": "string"})
    return {
        "type": "object",
        "description": "What went wrong (RFC 9457), and for each field how to put it right.",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "reference": {"type": "string", "description": "A number to tell us, where the fault is ours."},
            "errors": {"type": "array", "items": error},
        },
    }


def closed(**properties: Any) -> dict[str, Any]:
    """An object with all of these, and no others."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def status_example() -> dict[str, Any]:
    moment = write_moment(TEST_MOMENT)
    return {
        "reference": TEST_REFERENCE,
        "status": ToldStatus.RECEIVED.value,
        "reason": None,
        "status_at": moment,
        "received_at": moment,
        "href": f"https://directory.example.org/api/v1/referrals/{TEST_REFERENCE}",
    }


def json_content(schema: str, example: object = None) -> dict[str, Any]:
    content: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {"application/json": content if example is None else {**content, "example": example}}


def problems(*statuses: str) -> dict[str, Any]:
    """What may go wrong, with what may go wrong anywhere."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {each: {"description": SAID[each], "content": content} for each in sorted({*statuses, "401", "403", "429"})}
