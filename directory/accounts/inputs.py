"""What the operations of accounts take."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate, validates_schema

from directory.accounts.actor import Role
from directory.accounts.password_rules import find_weakness


@dataclass(frozen=True)
class InvitationInput:
    """A member of staff to be invited, with their roles in one scheme."""

    email: str
    name: str
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class NewUserInput:
    """A member of staff to be added, with their roles in one scheme, who can sign in at once."""

    email: str
    name: str
    password: str
    roles: tuple[Role, ...]


class PersonSchema(Schema):
    """Who somebody is and what they do: what every new account is asked for."""

    email = fields.Email(required=True, error_messages={"invalid": "Enter an email address, like name@example.org"})
    name = fields.String(required=True, validate=validate.Length(1, 200, error="Enter the person's name"))
    roles = fields.List(
        fields.Enum(Role, by_value=True), required=True, validate=validate.Length(1, error="Choose at least one role")
    )

    @pre_load
    def tidy(self, data: Mapping[str, Any], **_: object) -> dict[str, Any]:
        return {
            name: value.strip() if name in ("email", "name") and isinstance(value, str) else value
            for name, value in data.items()
        }


class InvitationSchema(PersonSchema):
    """Loads into InvitationInput."""

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> InvitationInput:
        return InvitationInput(**who_is(data))


class NewUserSchema(PersonSchema):
    """Loads into NewUserInput. `scheme` is the name of their team, which is no password."""

    password = fields.String(required=True)
    scheme = fields.String(load_default="")

    @validates_schema
    def check_password(self, data: Mapping[str, Any], **_: object) -> None:
        weakness = find_weakness(data["password"], (data["email"], data["name"], data["scheme"]))
        if weakness:
            raise ValidationError(weakness, "password")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> NewUserInput:
        return NewUserInput(password=data["password"], **who_is(data))


def who_is(data: Mapping[str, Any]) -> dict[str, Any]:
    """Who somebody is and what they do: the address in small letters, each role once."""
    return {"email": data["email"].lower(), "name": data["name"], "roles": tuple(dict.fromkeys(data["roles"]))}
