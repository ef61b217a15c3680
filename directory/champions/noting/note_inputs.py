"""What a champion notes of a listing for their colleagues."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from directory.champions.noting.note_models import NoteKind

LONGEST_WORDS = 80
# These say nothing without words.
NEED_WORDS = {
    NoteKind.ASK_FOR: "Say whom to ask for, by what they do there, such as “the greeter”",
    NoteKind.QUIET_ON: "Say when it is quiet, such as “Mondays”",
    NoteKind.NOT_NOW: "Say for what it is not right just now, such as “new people”",
}
# A way to reach somebody is somebody's: it stands in the listing, or nowhere.
REACHES_SOMEBODY = re.compile(r"@|\d(?:[\s-]?\d){5}")
REACHES_NOBODY = "Leave out addresses and telephone numbers: they go in the listing"


@dataclass(frozen=True)
class NoteInput:
    """What kind of note it is, in which few words, and by when somebody looks at it again."""

    kind: NoteKind
    words: str = ""
    review_on: date | None = None


class NoteSchema(Schema):
    """Loads into NoteInput."""

    kind = fields.Enum(NoteKind, by_value=True, required=True)
    words = fields.String(load_default="", validate=validate.Length(max=LONGEST_WORDS))
    review_on = fields.Date(load_default=None)

    @validates_schema
    def check_words(self, data: Mapping[str, Any], **_: object) -> None:
        """Some kinds need words, and none says how to reach somebody."""
        words = data.get("words", "")
        if not words and data.get("kind") in NEED_WORDS:
            raise ValidationError({"words": [NEED_WORDS[data["kind"]]]})
        if REACHES_SOMEBODY.search(words):
            raise ValidationError({"words": [REACHES_NOBODY]})

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> NoteInput:
        return NoteInput(**{**data, "words": " ".join(data["words"].split())})
