"""Where a service of 1.0 happens: its locations with their two lists of addresses."""

from typing import Any

from directory.exchange.oruk1.contacts import read_contact, read_languages, read_phone
from directory.exchange.oruk1.given import Given
from directory.exchange.oruk1.terms import LINKS, TERMS, Raw, Terms, drop_nothing
from directory.exchange.oruk1.times import REGULAR, read_regular
from directory.exchange.records.places import Accessibility, Address, Location
from directory.exchange.shapes import shape_of

ADDRESSES = {
    "physical": ("physical_addresses", "physical_address", "physicalAddresses"),
    "postal": ("postal_addresses", "postal_address", "postalAddresses"),
}
ACCESS = ("accessibility_for_disabilities", "accessibility_for_disability", "accessibilities", "accessibility")
ADDRESS_FIELDS = shape_of(Address).names
ACCESS_FIELDS = shape_of(Accessibility).names
LOCATION_FIELDS = shape_of(Location).names


def read_location(location: Given, terms: Terms) -> Raw:
    """A physical location of 3.0, with the addresses of both lists and the first property number among them."""
    numbers: list[str] = []
    addresses = [
        read_address(address, kind, numbers)
        for kind, names in ADDRESSES.items()
        for address in location.take_records(f"{kind}_address", *names)
    ]
    read: dict[str, Any] = {
        "id": location.take("id"),
        "location_type": "physical",
        "addresses": addresses,
        "contacts": [read_contact(each) for each in location.take_records("contact", "contacts", "contact")],
        "phones": [read_phone(each) for each in location.take_records("phone", "phones", "phone")],
        "languages": read_languages(location.take_records("language", "languages", "language")),
        "schedules": [read_regular(each, None) for each in location.take_records("regular_schedule", *REGULAR)],
        "accessibility": [read_access(each) for each in location.take_records("accessibility", *ACCESS)],
        "attributes": terms.attributes(location, None, *LINKS, *TERMS),
    }
    if number := location.take_text("uprn"):
        numbers.insert(0, number)
    if numbers:
        read |= {"external_identifier": numbers[0], "external_identifier_type": "UPRN"}
    if len(set(numbers)) > 1:
        location.note("location has several property numbers (UPRN); the first was taken")
    return location.keep_rest(drop_nothing(read), LOCATION_FIELDS)


def read_address(address: Given, kind: str, numbers: list[str]) -> Raw:
    """An address of 3.0, which has one line where 1.0 has four."""
    lines = [address.take_text(f"address_{line}") for line in (1, 2, 3, 4)]
    if number := address.take_text("uprn"):
        numbers.append(number)
    read = {"id": address.take("id"), "address_1": ", ".join(filter(None, lines)), "address_type": kind}
    return address.keep_rest(drop_nothing(read), ADDRESS_FIELDS)


def read_access(access: Given) -> Raw:
    """What access is like; 3.0 has its one text under two names."""
    text = access.take_text("accessibility", "description")
    read = {"id": access.take("id"), "accessibility": text, "description": text}
    return access.keep_rest(drop_nothing(read), ACCESS_FIELDS)


def remote_place(attending_type: str) -> Raw:
    """The place of a service that has none, because people call it or meet it online."""
    name = {"online": "Online", "phone": "By telephone"}[attending_type]
    return {"location": {"location_type": "virtual", "name": name}}
