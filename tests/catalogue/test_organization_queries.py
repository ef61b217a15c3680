"""Finding organizations."""

import pytest

from directory.catalogue.models.organizations import OrganizationIdentifier
from directory.catalogue.organization_queries import PAGE_SIZE, find_organizations
from directory.errors import NotFound
from tests.factories.catalogue import make_organization, make_service


@pytest.fixture
def centre(db):
    number = OrganizationIdentifier(identifier_scheme="GB-CHC", identifier_type="Charity number", identifier="1123456")
    organization = make_organization(db, "Beck Lane Community Centre", alternate_name="The Beck", identifiers=[number])
    db.flush()
    return organization


@pytest.mark.parametrize(
    "words", ["beck lane", "THE BECK", "112 3456", ""], ids=["name", "other name", "number", "all"]
)
def test_organization_is_found_by_what_it_is_called_or_registered_under(db, centre, words):
    found = find_organizations(db, words)

    assert ([each.id for each in found.organizations], found.total) == ([centre.id], 1)


@pytest.mark.parametrize("words", ["harbour", "%", "_", "9123456"])
def test_other_words_find_nothing(db, centre, words):
    assert find_organizations(db, words).total == 0


def test_only_published_activities_are_counted(db, centre):
    make_service(db, organization=centre)
    make_service(db, organization=centre, stage="draft")
    make_service(db, organization=centre, stage="archived")

    assert find_organizations(db, "beck").listed == {centre.id: 1}


def test_long_list_goes_on_over_the_page(db):
    for number in range(PAGE_SIZE + 1):
        make_organization(db, f"Group {number:03}")
    db.flush()

    first, second = find_organizations(db, "group"), find_organizations(db, "group", 2)

    assert (len(first.organizations), [each.name for each in second.organizations]) == (PAGE_SIZE, ["Group 025"])
    assert second.total == PAGE_SIZE + 1
    with pytest.raises(NotFound):
        find_organizations(db, "group", 0)
