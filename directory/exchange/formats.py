"""The formats that services come in, and how an item shows which one it is written in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from directory import clock


class Format(StrEnum):
    """A format that services can be read from."""

    ORUK_3 = "oruk-3.0"
    ORUK_1 = "oruk-1.0"
    """What councils' software calls version 2."""
    TABULAR = "hsds-3.0-csv"
    """The tabular data package of HSDS 3.0: a zip of CSV files."""


TITLES = {
    Format.ORUK_3: "Open Referral UK 3.0",
    Format.ORUK_1: "Open Referral UK 1.0",
    Format.TABULAR: "a tabular data package of HSDS 3.0",
}
# Fields of a service that one of the two versions has and the other has not, in all spellings that feeds use.
ONLY_IN_1 = frozenset(
    {
        "attending_access",
        "attending_type",
        "deliverable_type",
        "eligibilities",
        "eligibility",
        "eligibilitys",
        "fundings",
        "holidayScheduleCollection",
        "holiday_schedule",
        "holiday_schedules",
        "link_taxonomies",
        "link_taxonomys",
        "regular_schedule",
        "regular_schedules",
        "reviews",
        "service_taxonomies",
        "service_taxonomys",
        "taxonomies",
    }
)
ONLY_IN_3 = frozenset(
    {
        "alert",
        "assurer_email",
        "attributes",
        "capacities",
        "eligibility_description",
        "funding",
        "last_modified",
        "maximum_age",
        "minimum_age",
        "schedules",
    }
)


@dataclass(frozen=True)
class Expected:
    """The format that the items of a file are expected in, and the day on which they are read.

    `is_told`: a person named the format, so that no item is judged by what it looks like. `terms` are those that a
    feed lists apart, by their id: some of them stand above the ones that hang on services.
    """

    format: Format = Format.ORUK_3
    is_told: bool = False
    today: date = field(default_factory=clock.today)
    terms: Mapping[str, dict[str, Any]] = field(default_factory=dict)


def tell_format(raw: dict[str, Any], expected: Expected) -> Format:
    """The format of one item; what shows neither version is in the one expected."""
    if expected.is_told or expected.format is Format.TABULAR:
        return expected.format
    if any(each in raw for each in ONLY_IN_3):
        return Format.ORUK_3
    if any(each in raw for each in ONLY_IN_1) or has_places_of_1(raw):
        return Format.ORUK_1
    return expected.format


def has_places_of_1(raw: dict[str, Any]) -> bool:
    """Whether a place of the service has addresses as only 1.0 writes them."""
    places = raw.get("service_at_locations")
    found = [each.get("location") for each in places if isinstance(each, dict)] if isinstance(places, list) else []
    return any(
        isinstance(each, dict) and ("physical_addresses" in each or "postal_addresses" in each) for each in found
    )
