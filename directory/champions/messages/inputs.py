"""What anybody may tell of a listing or ask about it, and how a champion closes that."""

from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from directory.catalogue.inputs import is_email
from directory.champions.messages.models import About, Ending
from directory.champions.messages.proposals import Part, PartsSchema, Proposals, name_of, take_parts_from
from directory.translation import gettext

LONGEST_WORDS, LONGEST_ANSWER, LONGEST_PHONE = 1_000, 2_000, 30
REPORTS = tuple(each for each in About if each != About.QUESTION)


@dataclass(frozen=True)
class MessageInput:
    """What somebody tells or asks. They want an answer where they leave an email address or a telephone number.

    `proposed` is what the listing should say, where they know.
    """

    submission_key: str
    about: About
    words: str = ""
    email: str = ""
    phone: str = ""
    proposed: Proposals = field(default_factory=dict)


@dataclass(frozen=True)
class ClosingInput:
    """How a message ends, and what is answered."""

    ending: Ending
    answer: str = ""


def check_email(text: str) -> None:
    """Raises ValidationError for what is no email address."""
    if not is_email(text):
        raise ValidationError(gettext("Enter an email address, like name@example.org"))


class MessageSchema(Schema):
    """What reports and questions share."""

    submission_key = fields.String(required=True, validate=validate.Length(8, 64))
    words = fields.String(load_default="", validate=validate.Length(max=LONGEST_WORDS))
    email = fields.String(load_default="", validate=check_email)
    phone = fields.String(load_default="", validate=validate.Length(max=LONGEST_PHONE))


class ReportSchema(MessageSchema, PartsSchema):
    """What is wrong with a listing."""

    about = fields.String(required=True, validate=validate.OneOf(REPORTS))

    @validates_schema
    def says_something(self, data: dict[str, Any], **_: object) -> None:
        if data.get("about") == About.OTHER and not (
            data.get("words") or any(data.get(name_of(each)) for each in Part)
        ):
            raise ValidationError(gettext("Tell us what is wrong"), "words")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> MessageInput:
        parts = take_parts_from(data)
        return MessageInput(**{**data, "about": About(data["about"])}, proposed=parts)


class QuestionSchema(MessageSchema):
    """A question about a listing, which nobody can answer who does not know whom to answer."""

    words = fields.String(required=True, validate=validate.Length(1, LONGEST_WORDS))

    @validates_schema
    def can_be_answered(self, data: dict[str, Any], **_: object) -> None:
        if not data.get("email") and not data.get("phone"):
            words = gettext("Enter an email address or a telephone number, so that we can answer")
            raise ValidationError(words, "email")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> MessageInput:
        return MessageInput(**data, about=About.QUESTION)
