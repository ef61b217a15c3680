"""What the operations of accounts take."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load, pre_load, validate

from directory.accounts.actor import Role
from directory.accounts.passwords import SHORTEST


@dataclass(frozen=True)
class NewUserInput:
    """A member of staff to be added, with their roles in one scheme."""

    email: str
    name: str
    password: str
    roles: tuple[Role, ...]


class NewUserSchema(Schema):
    """Loads into NewUserInput."""

    email = fields.Email(required=True, error_messages={"invalid": "Enter an email address, like name@example.org"})
    name = fields.String(required=True, validate=validate.Length(1, 200, error="Enter the person's name"))
    password = fields.String(
        required=True, validate=validate.Length(SHORTEST, 200, error=f"Use at least {SHORTEST} characters")
    )
    roles = fields.List(
        fields.Enum(Role, by_value=True), required=True, validate=validate.Length(1, error="Choose at least one role")
    )

    @pre_load
    def tidy(self, data: Mapping[str, Any], **_: object) -> dict[str, Any]:
        return {
            name: value.strip() if name in ("email", "name") and isinstance(value, str) else value
            for name, value in data.items()
        }

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> NewUserInput:
        return NewUserInput(
            email=data["email"].lower(),
            name=data["name"],
            password=data["password"],
            roles=tuple(dict.fromkeys(data["roles"])),
        )
