"""Organizations as Organization."""

from datetime import date

from directory.exchange.fhir.values import (
    Element,
    Resource,
    begin,
    concepts,
    kept,
    reference,
    register_identifier,
    telecom,
)
from directory.exchange.representations.finishing import Representation, Row
from directory.exchange.representations.gathering import Depth, Gathering
from directory.exchange.representations.writing import represent

KIND = "Organization"
DEPTH: Depth = frozenset(
    {
        "organization.organization_identifiers",
        "organization.phones",
        "organization.contacts",
        "organization.attributes",
        "contact.phones",
        "attribute.taxonomy_term",
        "taxonomy_term.taxonomy_detail",
    }
)


def organization(found: Gathering, row: Row, _today: date) -> Resource:
    """An organization, with the numbers it is registered under."""
    record = represent(found, "organization", row, DEPTH)
    begun = begin(KIND, row)
    registered = [register_identifier(each) for each in record.get("organization_identifiers", ())]
    parent = row["parent_organization_id"]
    return (
        begun
        | {"identifier": [*begun["identifier"], *registered]}
        | kept(
            active=True,
            type=concepts(found, "organization", row["id"], "organization_type"),
            name=record["name"],
            alias=[record["alternate_name"]] if "alternate_name" in record else [],
            telecom=telecom(record, "website"),
            partOf=reference(KIND, parent) if parent else None,
            contact=[each for each in map(contact, record.get("contacts", ())) if each],
        )
    )


def contact(record: Representation) -> Element:
    """A person or role at a group, as the group publishes it."""
    role = ", ".join(filter(None, (record.get("title"), record.get("department"))))
    return kept(purpose=kept(text=role), name=kept(text=record.get("name")), telecom=telecom(record, "url"))
