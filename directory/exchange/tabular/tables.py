"""The tables of a package: the file of each, the columns it may have, and what its rows hang on and refer to."""

from dataclasses import dataclass
from functools import cached_property

from directory.exchange.records.conditions import CostOption, RequiredDocument, ServiceCapacity, Unit
from directory.exchange.records.contacts import AdditionalUrl, Contact, Language, Phone
from directory.exchange.records.organizations import Funding, Organization, OrganizationIdentifier, Program
from directory.exchange.records.places import Accessibility, Address, Location, ServiceArea, ServiceAtLocation
from directory.exchange.records.schedules import Schedule, ScheduleException, ScheduleObservance
from directory.exchange.records.services import Service
from directory.exchange.records.terms import Attribute, Taxonomy, TaxonomyTerm
from directory.exchange.shapes import Record, Shape, shape_of


@dataclass(frozen=True)
class Table:
    """One kind of record and its file.

    `owners` are the kinds a row may hang on, each by the column `<kind>_id`. Without a column of `required` a row is
    refused; one of `usual` the standard requires as well, but the catalogue has words for its absence.
    """

    record: type[Record]
    file: str
    owners: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.record.table

    @property
    def shape(self) -> Shape:
        return shape_of(self.record)

    @cached_property
    def columns(self) -> frozenset[str]:
        """The columns that are read."""
        values = {name for each in self.shape.values for name in each.names}
        owners = {f"{each}_id" for each in self.owners}
        return frozenset(values | owners | EXTRA.get(self.name, set()))


EXTRA = {
    "service": {"last_modified"},
    "attribute": {"link_id", "link_entity"},
    # A term may name its taxonomy instead of referring to it.
    "taxonomy_term": {"taxonomy"},
}
ADDRESS_PARTS = ("address_1", "city", "state_province", "postal_code", "country", "address_type")
IN_A_SERVICE = ("service", "service_at_location", "location", "organization")

# Those of HSDS 3.0; `units`, `service_capacity` and `url` of 3.1; exceptions and observances of schedules are ours.
TABLES = {
    each.name: each
    for each in (
        Table(Taxonomy, "taxonomies.csv", required=("name",), usual=("description",)),
        Table(TaxonomyTerm, "taxonomy_terms.csv", required=("name",), usual=("description",)),
        Table(Organization, "organizations.csv", required=("name",), usual=("description",)),
        Table(Program, "programs.csv", required=("organization_id", "name"), usual=("description",)),
        Table(Location, "locations.csv", usual=("location_type",)),
        Table(Service, "services.csv", required=("organization_id", "name"), usual=("status",)),
        Table(ServiceAtLocation, "service_at_location.csv", ("service",), ("service_id", "location_id")),
        Table(
            OrganizationIdentifier,
            "organization_identifiers.csv",
            ("organization",),
            ("organization_id", "identifier"),
            ("identifier_type",),
        ),
        Table(Address, "addresses.csv", ("location",), usual=ADDRESS_PARTS),
        Table(Accessibility, "accessibility.csv", ("location",)),
        Table(Contact, "contacts.csv", IN_A_SERVICE),
        Table(Phone, "phones.csv", ("contact", *IN_A_SERVICE), ("number",)),
        Table(Schedule, "schedules.csv", ("service", "service_at_location", "location")),
        Table(ScheduleException, "schedule_exceptions.csv", ("schedule",), ("schedule_id", "kind", "starts_on")),
        Table(ScheduleObservance, "schedule_observances.csv", ("schedule",), ("schedule_id", "calendar", "observance")),
        Table(Language, "languages.csv", ("service", "location", "phone")),
        Table(Funding, "funding.csv", ("service", "organization")),
        Table(CostOption, "cost_options.csv", ("service",), ("service_id",)),
        Table(ServiceArea, "service_areas.csv", ("service", "service_at_location")),
        Table(RequiredDocument, "required_documents.csv", ("service",)),
        Table(Unit, "units.csv", required=("name",)),
        Table(ServiceCapacity, "service_capacity.csv", ("service",), ("service_id", "available", "updated")),
        Table(AdditionalUrl, "url.csv", ("organization", "service"), ("url",)),
        Table(Attribute, "attributes.csv", required=("link_id", "link_entity", "taxonomy_term_id")),
    )
}
# The standard's own record of changes, which names people, and its notes about the tables.
LEFT_OUT = {"metadata.csv", "meta_table_descriptions.csv"}


def names_of(table: Table) -> set[str]:
    """What a package may call a table: as its file or as its record."""
    return {table.file.removesuffix(".csv"), table.name, f"{table.name}s"}


BY_NAME = {name: table for table in TABLES.values() for name in names_of(table)}


def find_table(name: str) -> Table | None:
    """The table that a resource, a file or the `link_entity` of a term names."""
    return BY_NAME.get(name.strip().casefold().removesuffix(".csv"))
