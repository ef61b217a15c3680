"""What the operations of the catalogue take from people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate, validates_schema

from directory.catalogue.models.services import ServiceStatus

LONGEST_NAME = 250
LONGEST_DESCRIPTION = 20_000
LONGEST_EASY_READ = 1_000
LONGEST_COST_HELP = 1_000
AGES_IN_ORDER = "The oldest age must not be below the youngest"
OLDEST = 130


@dataclass(frozen=True)
class ServiceEditInput:
    """The plain facts of a listing as a person may edit them. `version` is the one they had on their screen."""

    version: int
    name: str
    description: str | None
    easy_read: str | None
    status: ServiceStatus
    alert: str | None
    url: str | None
    email: str | None
    application_process: str | None
    eligibility_description: str | None
    cost_help: str | None
    minimum_age: int | None
    maximum_age: int | None


@dataclass(frozen=True)
class ServiceSuggestionInput:
    """A listing as somebody would have it, and how they know."""

    edit: ServiceEditInput
    reason: str | None


def check_web_address(address: str | None) -> None:
    """Refuses addresses that are not of the web, such as `javascript:`."""
    try:
        parts = urlsplit(address or "https://none.example")
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web:
        raise ValidationError("Enter a web address that starts with https://")


def text(longest: int) -> fields.String:
    """A field for words of at most so many characters."""
    return fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=longest, error=f"Keep it to {longest:,} characters"),
    )


def age() -> fields.Integer:
    return fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(0, OLDEST, error=f"Enter an age from 0 to {OLDEST}"),
        error_messages={"invalid": "Enter an age in whole years, like 18"},
    )


def name_text() -> fields.String:
    """A field for what a record is called."""
    return fields.String(
        required=True,
        validate=[
            validate.Length(1, LONGEST_NAME, error=f"Enter a name of up to {LONGEST_NAME} characters"),
            validate.Regexp(r"\s*\S", error="Enter a name"),
        ],
        error_messages={"null": f"Enter a name of up to {LONGEST_NAME} characters"},
    )


def web_address() -> fields.String:
    return fields.String(load_default=None, allow_none=True, validate=check_web_address)


def is_email(text: str) -> bool:
    """Whether letters could go to what was typed."""
    try:
        validate.Email()(text)
    except ValidationError:
        return False
    return True


def email_address() -> fields.Email:
    return fields.Email(
        load_default=None, allow_none=True, error_messages={"invalid": "Enter an email address, like name@example.org"}
    )


class FactsSchema(Schema):
    """Loads plain facts of a record. Blank is None."""

    @pre_load
    def tidy(self, data: Mapping[str, Any], **_: object) -> dict[str, Any]:
        return {name: value.strip() or None if isinstance(value, str) else value for name, value in data.items()}


class ServiceFactsSchema(FactsSchema):
    """Loads the plain facts of a listing, with the same limits wherever they are written."""

    name = name_text()
    description = text(LONGEST_DESCRIPTION)
    easy_read = text(LONGEST_EASY_READ)
    status = fields.Enum(ServiceStatus, by_value=True, required=True)
    alert = text(500)
    url = web_address()
    email = email_address()
    application_process = text(2_000)
    eligibility_description = text(2_000)
    cost_help = text(LONGEST_COST_HELP)
    minimum_age = age()
    maximum_age = age()

    @validates_schema
    def ages_in_order(self, data: dict[str, Any], **_: object) -> None:
        low, high = data.get("minimum_age"), data.get("maximum_age")
        if low is not None and high is not None and low > high:
            raise ValidationError(AGES_IN_ORDER, "maximum_age")


class ServiceEditSchema(ServiceFactsSchema):
    """Loads into ServiceEditInput."""

    version = fields.Integer(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> ServiceEditInput:
        return ServiceEditInput(**data)


class ServiceSuggestionSchema(ServiceEditSchema):
    """Loads into ServiceSuggestionInput."""

    reason = text(1_000)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> ServiceSuggestionInput:
        reason = data.pop("reason")
        return ServiceSuggestionInput(ServiceEditInput(**data), reason)
