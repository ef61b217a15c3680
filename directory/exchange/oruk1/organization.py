"""The organization of a service of 1.0, and who pays for the two."""

import re

from directory.exchange.oruk1.contacts import read_contact, read_phone
from directory.exchange.oruk1.given import Given
from directory.exchange.oruk1.terms import Raw, drop_nothing
from directory.exchange.records.organizations import Funding, Organization, OrganizationIdentifier
from directory.exchange.shapes import shape_of

ORGANIZATION_FIELDS = shape_of(Organization).names
IDENTIFIER_FIELDS = shape_of(OrganizationIdentifier).names
FUNDING_FIELDS = shape_of(Funding).names
YEAR = re.compile(r"(\d{4})(?:-.*)?")


def read_organization(organization: Given) -> Raw:
    """An organization of 3.0, which needs a description: its name, where it has none."""
    name = organization.take_text("name")
    identifiers = organization.take_records("organization_identifier", "organization_identifiers", "identifiers")
    year = YEAR.fullmatch(organization.take_text("year_incorporated") or "")
    read = {
        "id": organization.take("id"),
        "name": name,
        "description": organization.take("description") or name,
        "website": organization.take("url", "website"),
        "year_incorporated": year[1] if year else None,
        "contacts": [read_contact(each) for each in organization.take_records("contact", "contacts", "contact")],
        "phones": [read_phone(each) for each in organization.take_records("phone", "phones", "phone")],
        "funding": read_fundings(organization),
        "organization_identifiers": [read_identifier(each) for each in identifiers],
    }
    return organization.keep_rest(drop_nothing(read), ORGANIZATION_FIELDS)


def read_identifier(identifier: Given) -> Raw:
    """A number that an organization is registered under: 1.0 names the body and the register apart."""
    body, register = identifier.take_text("identification_body"), identifier.take_text("register")
    kind = identifier.take_text("identifier_type") or " ".join(filter(None, (body, register)))
    read = {"id": identifier.take("id"), "identifier_type": kind}
    return identifier.keep_rest(drop_nothing(read), IDENTIFIER_FIELDS)


def read_fundings(holder: Given) -> list[Raw]:
    fundings = holder.take_records("funding", "fundings", "funding")
    return [each.keep_rest({}, FUNDING_FIELDS) for each in fundings]
