"""Where a place is: what kind of place, its address, and its point on the map."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import ValidationError

from directory.catalogue.history.record_changes import blank_row, plain_rows, typed_rows
from directory.catalogue.history.record_rows import Row
from directory.catalogue.map_points import Point, check_point, find_postcode_point, point_text, read_point
from directory.catalogue.models.field_changes import Plain
from directory.catalogue.models.places import Location, PlaceType
from directory.catalogue.texts import stated
from directory.errors import WrongInput
from directory.staff.writing.address_fields import (
    LINES,
    UNHELPED,
    YES,
    AddressFields,
    has_address,
    type_of_address,
    typed_address,
)
from directory.staff.writing.parts import WRITE_PART, FormPart, Names, PartForm, Typed, Values, Written
from directory.web.fields.text import TextField
from directory.web.listing_words import list_words

NO_POINT = "not on the map, because nobody knows where this postcode is"
NO_POSTCODE = "not on the map, because it has no postcode"


class AddressForm(AddressFields[Typed], PartForm):
    point = TextField(
        "A better point on the map (optional)",
        hint="Only where the middle of the postcode is too far from the door. Copy both numbers from a map, like "
        "53.7801, -1.5502",
        width=20,
        longest=60,
        render_kw={**UNHELPED, "spellcheck": "false"},
    )

    def validate_point(self, field: TextField) -> None:
        if field.data:
            try:
                read_point(field.data)
            except WrongInput as error:
                raise ValidationError(str(error)) from None

    def values(self, loaded: Any) -> Values:
        """What was typed."""
        return {**self.typed, "point": self.point.data or "", "hides_address": self.is_hidden}


def find_address(values: Values) -> Plain | None:
    """The address that tells where a place is; None where it has none, or only one for letters."""
    wanted = type_of_address(values["location_type"])
    return next((row for row in values["address"] if row["address_type"] == wanted), None)


def lines_of(address: Plain | None) -> dict[str, str]:
    """An address as it is typed."""
    return {name: stated(address[name]) if address else "" for name in LINES}


def point_of(values: Values) -> Point | None:
    return None if values["latitude"] is None else (values["latitude"], values["longitude"])


def shown_point(values: Values) -> str:
    """The point of a place as its form shows it: nothing where it is just where its postcode is."""
    point = point_of(values)
    of_postcode = find_postcode_point(lines_of(find_address(values))["postal_code"])
    return "" if point is None or point == of_postcode else point_text(point)


def completed_point(held: Values, typed: Values) -> Point | None:
    """The point a place is to have, where people go there. Raises WrongInput where what was typed cannot be it."""
    if typed["location_type"] != PlaceType.PHYSICAL:
        return None
    of_postcode = find_postcode_point(typed["postal_code"]) if typed["postal_code"] else None
    if not typed["point"]:
        return of_postcode
    is_kept = typed["point"] == shown_point(held)
    is_older = is_kept and typed["postal_code"] != lines_of(find_address(held))["postal_code"]
    point = (point_of(held) if is_kept else None) or read_point(typed["point"])
    try:
        check_point(point, of_postcode, is_older=is_older)
    except WrongInput as error:
        raise WrongInput(str(error), {"point": str(error)}) from None
    return point


def completed_addresses(written: Written[Location], typed: Values) -> list[Plain]:
    """The addresses of a place as they are to be: the one that was typed, and others as they were."""
    rows, held = typed_rows("address", written.values["address"]), find_address(written.values)
    kept = [row for row in rows.values() if held is None or str(row["id"]) != held["id"]]
    if not has_address(typed):
        return plain_rows(kept)
    before = next((row for row in rows.values() if row not in kept), None)
    return plain_rows([*kept, {**(before or new_address(written)), **typed_address(typed)}])


def new_address(written: Written[Location]) -> Row:
    return blank_row("address", location_id=written.record_id, country="GB")


def words_of(address: Plain | None) -> str:
    """An address in a line."""
    lines = lines_of(address)
    return list_words([lines[name] for name in ("address_1", "address_2", "city", "postal_code")])


def summary(values: Values, _names: Names) -> str:
    address = find_address(values)
    if values["location_type"] == PlaceType.VIRTUAL and not address:
        return "Online"
    kept_off = "Kept off public pages" if values["hides_address"] else ""
    said: Iterable[str] = (words_of(address), missing_point(values, address), kept_off)
    return ". ".join(filter(None, said))


def missing_point(values: Values, address: Plain | None) -> str:
    """That people who look near a place will not find it, and why."""
    if address is None or values["location_type"] != PlaceType.PHYSICAL or values["latitude"] is not None:
        return ""
    why = NO_POINT if lines_of(address)["postal_code"] else NO_POSTCODE
    return f"{why[:1].upper()}{why[1:]}"


def shown(values: Values) -> Mapping[str, Any]:
    return {
        "location_type": values["location_type"],
        **lines_of(find_address(values)),
        "point": shown_point(values),
        "hides_address": [YES] if values["hides_address"] else [],
    }


def completed(written: Written[Location], typed: Values) -> Values:
    point = completed_point(written.values, typed)
    latitude, longitude = point or (None, None)
    return {
        "location_type": typed["location_type"],
        "latitude": latitude,
        "longitude": longitude,
        "hides_address": typed["hides_address"],
        "address": completed_addresses(written, typed),
    }


ADDRESS = FormPart(
    Location,
    "Address and map",
    WRITE_PART,
    ("location_type", "latitude", "longitude", "hides_address", "address"),
    summary,
    slug="address",
    form=AddressForm,
    shown=shown,
    completed=completed,
)
