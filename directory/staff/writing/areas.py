"""The areas a listing is for: whole countries, councils, and areas by their names."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.field_changes import Plain
from directory.errors import WrongInput
from directory.geo.area_codes import country_named, is_council
from directory.geo.current import find_place
from directory.geo.postcode_layout import PostcodeFileUnusable
from directory.staff.records.revision_words import area_name
from directory.staff.writing.parts import Values, Written
from directory.staff.writing.rows import completed_rows
from directory.web.fields.choices import Choice

COUNTRIES = [Choice(each, each) for each in ("United Kingdom", "England", "Scotland", "Wales", "Northern Ireland")]
COUNTRY_NAMES = {country_named(each.value): each.value for each in COUNTRIES}
# Where the codes of the Office for National Statistics are things of the web.
AREA_ADDRESS = "http://statistics.data.gov.uk/id/statistical-geography/"
NO_COUNCIL = "We do not know which council this postcode is in. Leave this empty to keep only the name"


def country_of(row: Plain) -> str | None:
    """The country that an area is, as it is offered; None for any other area."""
    code = country_named(area_name(row))
    return COUNTRY_NAMES.get(code) if code else None


def area_names(rows: Iterable[Plain]) -> list[str]:
    return sorted({name for row in rows if (name := area_name(row))})


def shown_areas(values: Values) -> Mapping[str, object]:
    """The areas as the form shows them."""
    rows = values["service_area"]
    others = [row for row in rows if country_of(row) is None]
    return {
        "countries": sorted({name for row in rows if (name := country_of(row))}),
        "areas": "\n".join(area_names(others)),
    }


def split_lines(text: str | None) -> list[str]:
    """Names on lines of their own, each once."""
    found: dict[str, str] = {}
    for name in (" ".join(line.split()) for line in (text or "").splitlines()):
        found.setdefault(name.casefold(), name)
    return [name for name in found.values() if name]


def council_address(postcode: str) -> str:
    """The address of the council that a postcode lies in. Raises WrongInput where nobody knows it."""
    try:
        code = find_place(postcode).area
    except (WrongInput, PostcodeFileUnusable):
        code = ""
    if not is_council(code):
        raise WrongInput(NO_COUNCIL, {"council_postcode": NO_COUNCIL})
    return f"{AREA_ADDRESS}{code}"


def completed_areas(written: Written[Any], names: Sequence[str], council: Row) -> list[Plain]:
    """The areas as they are to be: those there are stay as they are by their names, others are new.

    One that has no name stays: the form does not show it. `council` is one more, with where its code is.
    """
    wanted = {each.casefold(): {"name": each} for each in names}
    if council:
        wanted[council["name"].casefold()] = council
    rows = written.values["service_area"]
    kept = [(uuid.UUID(row["id"]), spelling_of(row)) for row in rows if spelling_of(row) in {"", *wanted}]
    stays = [(row_id, council if council and wanted.get(name) is council else {}) for row_id, name in kept]
    known = {name for _, name in kept}
    return completed_rows(
        written, "service_area", [*stays, *((None, row) for name, row in wanted.items() if name not in known)]
    )


def spelling_of(row: Plain) -> str:
    """What an area is known by in the form."""
    return (country_of(row) or area_name(row)).casefold()
