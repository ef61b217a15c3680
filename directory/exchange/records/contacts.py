"""Whom to ask, and in which language."""

from typing import Annotated, ClassVar

from msgspec import field

from directory.exchange.records.fields import Description, Email, Line, Text
from directory.exchange.records.terms import Owned
from directory.exchange.shapes import From
from directory.exchange.values import read_key, read_line, read_url


class Language(Owned, kw_only=True):
    table: ClassVar[str] = "language"

    name: Line = None
    code: Line = None
    note: Text = None


class Phone(Owned, kw_only=True):
    table: ClassVar[str] = "phone"
    essential: ClassVar[tuple[str, ...]] = ("number",)

    number: Annotated[str, read_line]
    extension: Line = None
    type: Line = None
    description: Description = None
    place_key: Annotated[str | None, read_key, From(("service_at_location_id",))] = None
    languages: list[Language] = field(default_factory=list)


class AdditionalUrl(Owned, kw_only=True):
    """A page elsewhere, by HSDS 3.1."""

    table: ClassVar[str] = "web_address"
    essential: ClassVar[tuple[str, ...]] = ("url",)

    label: Line = None
    url: Annotated[str, read_url]


class Contact(Owned, kw_only=True):
    table: ClassVar[str] = "contact"

    name: Line = None
    title: Line = None
    department: Line = None
    email: Email = None
    place_key: Annotated[str | None, read_key, From(("service_at_location_id",))] = None
    phones: list[Phone] = field(default_factory=list)
