"""Which of two records stays, and whose word counts in each field: what a person chose, or what we would choose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from directory.catalogue.history.record_rows import Row
from directory.catalogue.merging.parts import PARTS
from directory.catalogue.models.services import Stage
from directory.catalogue.texts import plain_text

FIRST, SECOND = "first", "second"
SIDES = (FIRST, SECOND)
LONGEST_NOTE = 1_000
# What is chosen together, because half of each would make no sense.
FIELDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "service": {
        "organization": ("organization_id", "program_id"),
        "name": ("name",),
        "alternate_name": ("alternate_name",),
        "description": ("description",),
        "easy_read": ("easy_read",),
        "status": ("status",),
        "alert": ("alert",),
        "ages": ("minimum_age", "maximum_age"),
        "eligibility_description": ("eligibility_description",),
        "fees": ("fees", "fees_description"),
        "cost_help": ("cost_help",),
        "application_process": ("application_process",),
        "wait_time": ("wait_time",),
        "interpretation_services": ("interpretation_services",),
        "accreditations": ("accreditations",),
        "licenses": ("licenses",),
        "email": ("email",),
        "url": ("url",),
    },
    "organization": {
        "name": ("name",),
        "alternate_name": ("alternate_name",),
        "description": ("description",),
        "email": ("email",),
        "website": ("website",),
        "logo": ("logo",),
        "uri": ("uri",),
        "legal_status": ("legal_status",),
        "tax_status": ("tax_status",),
        "tax_id": ("tax_id",),
        "year_incorporated": ("year_incorporated",),
    },
}


@dataclass(frozen=True)
class MergeInput:
    """What stays and whose word counts. `seen` is what the two were when the person looked at them."""

    keep: str
    choices: Mapping[str, str]
    take: frozenset[str]
    seen: str
    note: str | None = None


class MergeSchema(Schema):
    keep = fields.String(required=True, validate=validate.OneOf(SIDES, error="Choose which of the two stays"))
    choices = fields.Dict(fields.String(), fields.String(validate=validate.OneOf(SIDES)), load_default=dict)
    take = fields.List(fields.String(validate=validate.OneOf(tuple(PARTS))), load_default=list)
    seen = fields.String(required=True)
    note = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_NOTE))

    @validates_schema
    def known_fields(self, data: dict[str, Any], **_: object) -> None:
        known = {name for each in FIELDS.values() for name in each}
        if unknown := sorted(set(data.get("choices", {})) - known):
            raise ValidationError(f"There is no field {unknown[0]}", "choices")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> MergeInput:
        return MergeInput(**{**data, "take": frozenset(data["take"])})


def seen_of(first: Row, second: Row) -> str:
    """What two records are at this moment: it changes when either is changed."""
    return "/".join(str(each.get("version", each["last_modified"])) for each in (first, second))


def default_keep(first: Row, second: Row) -> str:
    """Which of two stays unless a person says otherwise: a published one, the one checked last, or that says more."""
    published = [is_published(each) for each in (first, second)]
    if published[0] != published[1]:
        return FIRST if published[0] else SECOND
    return SECOND if standing(second) > standing(first) else FIRST


def default_choice(columns: tuple[str, ...], first: Row, second: Row) -> str:
    """Whose word counts in a field unless a person says otherwise.

    What says something beats what says nothing, the longer description beats the shorter, and else the record that
    was checked last is right.
    """
    said = [any(not is_empty(each[name]) for name in columns) for each in (first, second)]
    if said[0] != said[1]:
        return FIRST if said[0] else SECOND
    if columns == ("description",):
        lengths = [len(plain_text(each["description"] or "")) for each in (first, second)]
        return SECOND if lengths[1] > lengths[0] else FIRST
    return default_keep(first, second)


def differing(entity: str, first: Row, second: Row) -> list[str]:
    """The fields in which two records say different things, in the order of the page."""
    return [
        name
        for name, columns in FIELDS[entity].items()
        if any((first[each] or None) != (second[each] or None) for each in columns)
    ]


def merged_values(entity: str, kept: Row, old: Row, wanted: MergeInput) -> Row:
    """The values of the record that stays. Its last check is the later of the two; what one published stays so."""
    values: Row = {}
    old_side = SECOND if wanted.keep == FIRST else FIRST
    for name, columns in FIELDS[entity].items():
        chosen = old if wanted.choices.get(name, wanted.keep) == old_side else kept
        values |= {each: chosen[each] for each in columns}
    if entity == "service" and later(old["assured_date"], kept["assured_date"]):
        values |= {"assured_date": old["assured_date"], "assurer_email": old["assurer_email"]}
    if entity == "service" and is_published(old):
        values["stage"] = old["stage"]
    if entity == "organization":
        values["parent_organization_id"] = parent_after(kept, old)
    return values


def parent_after(kept: Row, old: Row) -> Any:
    """The parent of what stays: never the record that goes, and never itself."""
    parents = (kept["parent_organization_id"], old["parent_organization_id"])
    return next((each for each in parents if each not in (None, kept["id"], old["id"])), None)


def standing(row: Row) -> tuple[date, int, datetime]:
    filled = sum(not is_empty(value) for value in row.values())
    return row.get("assured_date") or date.min, filled, row["last_modified"]


def is_published(row: Row) -> bool:
    return bool(row.get("stage", Stage.PUBLISHED) == Stage.PUBLISHED)


def later(day: date | None, than: date | None) -> bool:
    return day is not None and (than is None or day > than)


def is_empty(value: object) -> bool:
    return value is None or value == ""
