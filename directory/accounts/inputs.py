"""What the operations of accounts take."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate, validates_schema

from directory.accounts.actor import Role
from directory.accounts.password_rules import find_weakness


@dataclass(frozen=True)
class NewUserInput:
    """A member of staff to be added, with their roles in one scheme."""

    email: str
    name: str
    password: str
    roles: tuple[Role, ...]


class NewUserSchema(Schema):
    """Loads into NewUserInput. `scheme` is the name of their team, which is no password."""

    email = fields.Email(required=True, error_messages={"invalid": "Enter an email address, like name@example.org"})
    name = fields.String(required=True, validate=validate.Length(1, 200, error="Enter the person's name"))
    password = fields.String(required=True)
    scheme = fields.String(load_default="")
    roles = fields.List(
        fields.Enum(Role, by_value=True), required=True, validate=validate.Length(1, error="Choose at least one role")
    )

    @pre_load
    def tidy(self, data: Mapping[str, Any], **_: object) -> dict[str, Any]:
        return {
            name: value.strip() if name in ("email", "name") and isinstance(value, str) else value
            for name, value in data.items()
        }

    @validates_schema
    def check_password(self, data: Mapping[str, Any], **_: object) -> None:
        weakness = find_weakness(data["password"], (data["email"], data["name"], data["scheme"]))
        if weakness:
            raise ValidationError(weakness, "password")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> NewUserInput:
        return NewUserInput(
            email=data["email"].lower(),
            name=data["name"],
            password=data["password"],
            roles=tuple(dict.fromkeys(data["roles"])),
        )
