"""What is said of a sender, and of a key that is made for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from marshmallow import Schema, fields, post_load, pre_load, validate

from directory.accounts.senders.models import Scope, SenderKind

LONGEST_NAME = 200


class OldKeys(Enum):
    """What becomes of the keys that a sender has when it gets a new one."""

    KEEP = "keep"
    END_SOON = "soon"
    END_NOW = "now"


@dataclass(frozen=True)
class NewSenderInput:
    """A system that is to send referrals."""

    name: str
    kind: SenderKind
    scopes: tuple[Scope, ...]
    submission_key: str


@dataclass(frozen=True)
class NewKeyInput:
    """A key to be made. `old_keys` is about those of the same kind: test keys end no live ones."""

    is_test: bool = False
    old_keys: OldKeys = OldKeys.KEEP


class NewSenderSchema(Schema):
    """Loads into NewSenderInput."""

    name = fields.String(required=True, validate=validate.Length(1, LONGEST_NAME, error="Enter whose system it is"))
    kind = fields.Enum(
        SenderKind, by_value=True, required=True, error_messages={"unknown": "Choose what kind of organisation it is"}
    )
    scopes = fields.List(
        fields.Enum(Scope, by_value=True), required=True, validate=validate.Length(1, error="Choose at least one")
    )
    submission_key = fields.String(required=True, validate=validate.Length(8, 64))

    @pre_load
    def tidy(self, data: Mapping[str, Any], **_: object) -> dict[str, Any]:
        name = data.get("name")
        return {**data, "name": " ".join(name.split())} if isinstance(name, str) else dict(data)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> NewSenderInput:
        return NewSenderInput(**{**data, "scopes": tuple(dict.fromkeys(data["scopes"]))})


class NewKeySchema(Schema):
    """Loads into NewKeyInput."""

    is_test = fields.Boolean(load_default=False)
    old_keys = fields.Enum(OldKeys, by_value=True, load_default=OldKeys.KEEP)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> NewKeyInput:
        return NewKeyInput(**data)
