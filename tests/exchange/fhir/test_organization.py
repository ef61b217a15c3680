"""An organization as FHIR has it."""

import pytest

from directory.catalogue.models.contacts import Contact, Phone
from directory.catalogue.models.organizations import OrganizationIdentifier
from directory.db import new_id
from directory.exchange.fhir.reading import ORGANIZATION, read_resources
from tests.api.fhir.conftest import valid
from tests.exchange.fhir.test_healthcare_service import TODAY
from tests.factories.catalogue import make_organization


def resource_of(db, found):
    db.flush()
    [resource] = read_resources(db, ORGANIZATION, [found.id], TODAY)
    return valid(resource)


REGISTERED = {
    "a register": ("GB-CHC", {"system": "http://org-id.guide/list/GB-CHC", "value": "1000000"}),
    "a register by name": ("Charity Commission", {"value": "1000000"}),
    "none": (None, {"value": "1000000"}),
}


@pytest.mark.parametrize(("scheme", "wanted"), REGISTERED.values(), ids=REGISTERED)
def test_the_numbers_it_is_registered_under(db, scheme, wanted):
    group = make_organization(db)
    db.flush()
    db.add(
        OrganizationIdentifier(
            organization_id=group.id, identifier_scheme=scheme, identifier_type="Not stated", identifier="1000000"
        )
    )

    found = resource_of(db, group)["identifier"]

    assert found == [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{group.id}"}, wanted]


def test_what_it_is_called_and_how_to_reach_it(db):
    group = make_organization(db, alternate_name="The Beck", website="https://beck.example", email="us@beck.example")
    db.flush()
    contact = Contact(id=new_id(), organization_id=group.id, name="Sam Lee", title="Chair")
    db.add(contact)
    db.flush()
    db.add(Phone(contact_id=contact.id, number="0113 496 0000"))

    found = resource_of(db, group)

    assert (found["name"], found["alias"], found["active"]) == ("Beck Lane Community Centre", ["The Beck"], True)
    assert [each["value"] for each in found["telecom"]] == ["us@beck.example", "https://beck.example"]
    assert found["contact"] == [
        {
            "purpose": {"text": "Chair"},
            "name": {"text": "Sam Lee"},
            "telecom": [{"system": "phone", "value": "0113 496 0000", "use": "work"}],
        }
    ]


def test_a_contact_that_says_nothing_is_left_out(db):
    group = make_organization(db)
    db.flush()
    db.add(Contact(organization_id=group.id))

    assert "contact" not in resource_of(db, group)
