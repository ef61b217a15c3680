"""Who runs something."""

from typing import Annotated, ClassVar

from msgspec import field

from directory.catalogue.texts import NOT_STATED
from directory.exchange.records.contacts import AdditionalUrl, Contact, Phone
from directory.exchange.records.fields import Description, Email, Line, Text, Url
from directory.exchange.records.terms import Owned
from directory.exchange.shapes import From, Ref
from directory.exchange.values import read_count, read_description, read_key, read_line, read_name, read_url


class OrganizationIdentifier(Owned, kw_only=True):
    table: ClassVar[str] = "organization_identifier"
    essential: ClassVar[tuple[str, ...]] = ("identifier",)

    identifier_scheme: Line = None
    identifier_type: Annotated[str, read_line, From(("identifier_type", "identifier_scheme"))] = NOT_STATED
    identifier: Annotated[str, read_line]


class Funding(Owned, kw_only=True):
    table: ClassVar[str] = "funding"

    source: Text = None


class Organization(Owned, kw_only=True):
    table: ClassVar[str] = "organization"

    name: Annotated[str, read_name]
    alternate_name: Line = None
    description: Description = None
    email: Email = None
    website: Annotated[str | None, read_url, From(("website", "url"))] = None
    logo: Url = None
    uri: Url = None
    legal_status: Line = None
    tax_status: Line = None
    tax_id: Line = None
    year_incorporated: Annotated[int | None, read_count(1, 9999)] = None
    parent_key: Annotated[
        str | None, read_key, From(("parent_organization_id",)), Ref("organization", "parent_organization_id")
    ] = None
    organization_identifiers: list[OrganizationIdentifier] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    funding: list[Funding] = field(default_factory=list)
    additional_websites: list[AdditionalUrl] = field(default_factory=list)


class Program(Owned, kw_only=True):
    table: ClassVar[str] = "program"

    name: Annotated[str, read_name]
    alternate_name: Line = None
    description: Annotated[str, read_description] = ""
    organization_key: Annotated[
        str | None, read_key, From(("organization_id",)), Ref("organization", "organization_id")
    ] = None

    def check(self) -> None:
        self.description = self.description or self.name
