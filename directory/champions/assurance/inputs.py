"""What somebody writes down of a group's assurance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from directory import clock
from directory.catalogue.inputs import FactsSchema, text
from directory.champions.assurance.models import AssuranceWay, Dbs, Held

LONGEST_LEAD = 200
# What was seen holds for a year unless somebody says otherwise, and for no longer than three.
USUAL_YEAR = timedelta(days=365)
LONGEST = timedelta(days=3 * 366)
# Groups are insured for one, two, five or ten million pounds.
MOST_MILLIONS = 20
A_MILLION_POUNDS = 100_000_000


@dataclass(frozen=True)
class AssuranceInput:
    """What was found of a group on a day. Sums are in pence; a year is usual for `valid_until`."""

    checked_on: date
    valid_until: date
    way: AssuranceWay = AssuranceWay.SEEN
    policy: Held = Held.UNKNOWN
    policy_dated_on: date | None = None
    policy_seen_on: date | None = None
    lead: str | None = None
    insurance: Held = Held.UNKNOWN
    insurance_pence: int | None = None
    insured_until: date | None = None
    dbs: Dbs = Dbs.UNKNOWN
    complaints: str | None = None
    data_protection: Held = Held.UNKNOWN


def check_past(day: date | None) -> None:
    """Refuses days that are still to come."""
    if day is not None and day > clock.today():
        raise ValidationError("The date must be today or earlier")


def past_day(**more: Any) -> fields.Date:
    return fields.Date(validate=check_past, **more)


def answer(kind: type[Held] | type[Dbs]) -> fields.Enum[Any]:
    return fields.Enum(kind, by_value=True, load_default=kind.UNKNOWN)


class AssuranceSchema(FactsSchema):
    """Loads into AssuranceInput."""

    policy = answer(Held)
    policy_dated_on = past_day(load_default=None, allow_none=True)
    policy_seen_on = past_day(load_default=None, allow_none=True)
    lead = text(LONGEST_LEAD)
    insurance = answer(Held)
    insurance_millions = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(1, MOST_MILLIONS, error=f"Enter whole millions, from 1 to {MOST_MILLIONS}"),
        error_messages={"invalid": "Enter whole millions, like 5"},
    )
    insured_until = fields.Date(load_default=None, allow_none=True)
    dbs = answer(Dbs)
    complaints = text(LONGEST_LEAD)
    data_protection = answer(Held)
    way = fields.Enum(AssuranceWay, by_value=True, load_default=AssuranceWay.SEEN)
    checked_on = past_day(load_default=clock.today)
    valid_until = fields.Date(load_default=None, allow_none=True)

    @validates_schema
    def agrees(self, data: dict[str, Any], **_: object) -> None:
        """What is told of a policy or an insurance needs one, one of them is known, and nothing holds for ever."""
        wrong = {
            "policy": wrong_policy(data),
            "insurance": "Say that they are insured, or leave amount and date empty"
            if data["insurance"] is not Held.YES and (data["insurance_millions"] or data["insured_until"])
            else "",
            "valid_until": wrong_end(data["checked_on"], data["valid_until"]),
        }
        if found := {name: [words] for name, words in wrong.items() if words}:
            raise ValidationError(found)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> AssuranceInput:
        millions = data.pop("insurance_millions")
        data["insurance_pence"] = millions * A_MILLION_POUNDS if millions else None
        data["valid_until"] = data["valid_until"] or data["checked_on"] + USUAL_YEAR
        return AssuranceInput(**data)


def wrong_policy(data: Mapping[str, Any]) -> str:
    if data["policy"] is not Held.YES and (data["policy_dated_on"] or data["policy_seen_on"]):
        return "Say that there is a policy, or leave its dates empty"
    # What was checked before would be warned of no more, though nobody has looked.
    is_any_known = {data["policy"], data["insurance"]} != {Held.UNKNOWN}
    return "" if is_any_known else "Say whether they have a policy, or whether they are insured"


def wrong_end(checked_on: date, valid_until: date | None) -> str:
    if valid_until is None:
        return ""
    if valid_until < checked_on:
        return "It must hold until the day it was checked, or longer"
    return "It can hold for three years at most" if valid_until - checked_on > LONGEST else ""
