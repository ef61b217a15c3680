"""What is published names nothing that is not."""

import pytest

from directory.catalogue.models.contacts import Contact, Phone
from directory.catalogue.models.services import Stage
from directory.exchange.representations.organizations import brief_organizations, whole_organizations
from directory.exchange.representations.services import brief_places, whole_places, whole_services
from tests.factories.catalogue import make_organization, make_service


@pytest.fixture
def hidden(db):
    """A service that is only being written, with an organization and a place of its own."""
    hidden = make_service(db, "Not yet", organization=make_organization(db, "Not yet"), stage=Stage.DRAFT.value)
    hidden.places[0].location.addresses[0].postal_code = "LS2 7EW"
    db.flush()
    return hidden


@pytest.fixture
def walks(db, hidden):
    """A published service that is tied to the hidden one in every way there is."""
    walks = make_service(db, "Walking group")
    [place] = walks.places
    place.location.organization_id = hidden.organization_id
    db.add(Contact(service_id=walks.id, organization_id=hidden.organization_id, name="The warden"))
    db.add(Contact(location_id=place.location_id, service_id=hidden.id, name="The porter"))
    db.add(Phone(service_id=walks.id, location_id=hidden.places[0].location_id, number="0113 496 0000"))
    db.add(Phone(location_id=place.location_id, service_at_location_id=hidden.places[0].id, number="0113 496 0001"))
    db.flush()
    return walks


def test_services_and_places_name_nothing_that_is_hidden(db, walks, hidden):
    [place] = walks.places
    said = str([whole_services(db, [walks.id]), whole_places(db, [place.id]), brief_places(db, [place.id])])

    secrets = [hidden.id, hidden.organization_id, hidden.places[0].id, hidden.places[0].location_id]
    assert [each for each in secrets if str(each) in said] == []
    assert [name in said for name in ("The warden", "The porter", "0113 496 0000", "0113 496 0001")] == [True] * 4


def test_a_parent_is_named_and_what_is_hidden_above_it_is_not(db, walks, hidden):
    parent = make_organization(db, "Parent")
    db.flush()
    walks.organization.parent_organization_id = parent.id
    parent.parent_organization_id = hidden.organization_id
    db.flush()

    for write in (brief_organizations, whole_organizations):
        child, above = write(db, [walks.organization_id, parent.id])
        assert child["parent_organization_id"] == parent.id
        assert "parent_organization_id" not in above
