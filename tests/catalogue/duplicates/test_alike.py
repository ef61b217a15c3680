"""Whether what somebody is about to add is there already."""

import pytest

from directory.catalogue.duplicates.alike import find_alike
from directory.catalogue.duplicates.reasons import ReasonKind
from directory.catalogue.models.organizations import OrganizationIdentifier
from directory.db import new_id
from tests.factories.catalogue import make_organization


@pytest.fixture
def centre(db):
    number = OrganizationIdentifier(identifier_scheme="GB-CHC", identifier_type="Charity number", identifier="1123456")
    organization = make_organization(db, "Beck Lane Community Centre", alternate_name="The Beck", identifiers=[number])
    make_organization(db, "Harbour Choir")
    make_organization(db, "Community Transport")
    db.flush()
    return organization


@pytest.mark.parametrize(
    "name",
    ["Beck Lane Community Centre", "beck lane comunity centre ltd", "The Beck Lane Community Center", "the beck"],
    ids=["same", "with a slip", "other spelling", "other name"],
)
def test_name_that_is_there_already_is_found(db, centre, name):
    assert [each.organization_id for each in find_alike(db, new_id(), name)] == [centre.id]


@pytest.mark.parametrize("number", ["1123456", "01123456"])
def test_number_that_is_there_already_is_found_under_any_name(db, centre, number):
    (found,) = find_alike(db, new_id(), "Chess Friends", "GB-CHC", number)

    assert found.organization_id == centre.id
    assert [each.kind for each in found.likeness.reasons] == [ReasonKind.SAME_IDENTIFIER]


def test_other_number_of_one_register_speaks_against_it(db, centre):
    (found,) = find_alike(db, new_id(), "Beck Lane Community Centre", "GB-CHC", "1999999")

    assert ReasonKind.OTHER_IDENTIFIER in {each.kind for each in found.likeness.reasons}


def test_nothing_is_found_for_what_is_new(db, centre):
    assert find_alike(db, new_id(), "Chess Friends", "GB-SC", "SC012345") == []


def test_the_most_likely_comes_first(db, centre):
    make_organization(db, "Beck Lane Community Centre Friends")
    db.flush()

    found = find_alike(db, new_id(), "Beck Lane Community Centre")

    assert [each.name for each in found] == ["Beck Lane Community Centre", "Beck Lane Community Centre Friends"]


def test_what_was_just_added_is_not_like_itself(db, centre):
    assert find_alike(db, centre.id, "Beck Lane Community Centre") == []
