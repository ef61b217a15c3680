"""What a group says of its strength."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from directory.champions.capacity.room_models import RoomWay
from directory.champions.capacity.strength_models import Help, Income

MOST_PEOPLE = 99_999
LONGEST_FUNDER = 200


@dataclass(frozen=True)
class StrengthInput:
    """Who pays for a group and until when, how large it is, what help it needs, and how it said so.

    None is what it said nothing of.
    """

    way: RoomWay
    funded_until: date | None = None
    main_funder: str | None = None
    income: Income | None = None
    people_a_week: int | None = None
    staff: int | None = None
    volunteers: int | None = None
    help_wanted: frozenset[Help] = frozenset()
    shows_volunteers: bool | None = None


def people() -> fields.Integer:
    error = f"Enter a whole number from 0 to {MOST_PEOPLE:,}"
    return fields.Integer(load_default=None, allow_none=True, validate=validate.Range(0, MOST_PEOPLE, error=error))


class StrengthSchema(Schema):
    """Loads into StrengthInput."""

    way = fields.Enum(RoomWay, by_value=True, required=True)
    funded_until = fields.Date(load_default=None, allow_none=True)
    main_funder = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=LONGEST_FUNDER, error=f"Keep it to {LONGEST_FUNDER} characters"),
    )
    income = fields.Enum(Income, by_value=True, load_default=None, allow_none=True)
    people_a_week = people()
    staff = people()
    volunteers = people()
    help_wanted = fields.List(fields.Enum(Help, by_value=True), load_default=list)
    shows_volunteers = fields.Boolean(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> StrengthInput:
        funder = (data["main_funder"] or "").strip() or None
        return StrengthInput(**{**data, "main_funder": funder, "help_wanted": frozenset(data["help_wanted"])})
