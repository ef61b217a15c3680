"""The questions about an address, for a place that is new and for one that is changed."""

from typing import Any, Generic, TypeVar

from wtforms import ValidationError

from directory.catalogue.history.record_rows import Row
from directory.catalogue.map_points import read_whole_postcode
from directory.catalogue.models.places import PlaceType
from directory.catalogue.texts import NOT_STATED
from directory.errors import WrongInput
from directory.staff.records.revision_words import PLACE_TYPE_NAMES
from directory.staff.writing.parts import Values
from directory.web.fields.choices import AnyOfField, Choice, OneOfField
from directory.web.fields.rows import mark_wrong
from directory.web.fields.text import PostcodeField, TextField
from directory.web.forms import LynchpinForm

Input = TypeVar("Input")

LINES = ("address_1", "address_2", "city", "state_province", "postal_code")
# What the standard requires, and so the database.
NEEDED = ("address_1", "city", "state_province", "postal_code")
PLACE_TYPE_HINTS = {
    PlaceType.VIRTUAL.value: "It needs no address, and has no point on the map",
    PlaceType.POSTAL.value: "Nobody is sent there, and it has no point on the map",
}
PLACE_TYPES = [Choice(value, name, PLACE_TYPE_HINTS.get(value, "")) for value, name in PLACE_TYPE_NAMES.items()]
LONGEST_LINE = 200
YES = "yes"
UNHELPED = {"autocomplete": "off"}


class AddressFields(LynchpinForm[Input], Generic[Input]):
    """What kind of place it is, and its address."""

    location_type = OneOfField("What kind of place is it?", PLACE_TYPES, required="Choose what kind of place it is")
    address_1 = TextField(
        "Building and street (optional)",
        hint="Without the name of the place, which stands above it",
        longest=LONGEST_LINE,
        render_kw=UNHELPED,
    )
    address_2 = TextField("Second line (optional)", longest=LONGEST_LINE, render_kw=UNHELPED)
    city = TextField("Town or city", width=20, longest=LONGEST_LINE, render_kw=UNHELPED)
    state_province = TextField("County (optional)", width=20, longest=LONGEST_LINE, render_kw=UNHELPED)
    postal_code = PostcodeField(
        "Postcode (optional)",
        hint="It puts the place on the map, so that people find what is near them",
        render_kw={**UNHELPED, "spellcheck": "false"},
    )
    hides_address = AnyOfField(
        "May everybody know where it is? (optional)",
        [
            Choice(
                YES,
                "No, keep it off all public pages",
                "For a refuge, or somebody’s home. Only the town is shown. Look whether a photograph gives it away",
            )
        ],
    )

    def validate_postal_code(self, field: TextField) -> None:
        """Whether it has the form of a whole postcode; it is then written as on letters."""
        if field.data:
            try:
                field.data = read_whole_postcode(field.data)
            except WrongInput as error:
                raise ValidationError(str(error)) from None

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the answers can be used, each and together."""
        is_valid: bool = super().validate(extra_validators)
        is_wanted = self.location_type.data != PlaceType.VIRTUAL or any(self[name].data for name in LINES)
        wrong = {"city": "Enter the town or city"} if is_wanted and not self.city.data else {}
        return mark_wrong(self, wrong) and is_valid

    @property
    def typed(self) -> Values:
        """What was typed."""
        return {name: self[name].data or "" for name in ("location_type", *LINES)}

    @property
    def is_hidden(self) -> bool:
        """Whether only staff may know where it is."""
        return YES in (self.hides_address.data or ())


def type_of_address(location_type: str) -> str:
    """The kind of address that tells where a place of some kind is."""
    return (PlaceType.POSTAL if location_type == PlaceType.POSTAL else PlaceType.PHYSICAL).value


def has_address(typed: Values) -> bool:
    return any(typed[name] for name in LINES)


def typed_address(typed: Values) -> Row:
    """The columns of an address."""
    empty = {name: NOT_STATED if name in NEEDED else None for name in LINES}
    given = {name: typed[name] for name in LINES if typed[name]}
    return {**empty, **given, "address_type": type_of_address(typed["location_type"])}
