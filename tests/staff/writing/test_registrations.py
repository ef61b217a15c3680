"""The numbers that an organisation is registered under."""

import html

import pytest

from directory.accounts.actor import Role
from directory.catalogue.history.edits import drafted_values, find_draft
from directory.catalogue.models.organizations import OrganizationIdentifier
from tests.factories.catalogue import make_organization
from tests.staff.conftest import hidden, new_key


@pytest.fixture
def coordinator(sign_in):
    return sign_in(Role.COORDINATOR)


@pytest.fixture
def centre(db):
    """An organisation with a charity number that only words name, and one of a register nobody is asked for."""
    numbers = [
        OrganizationIdentifier(identifier_type="Registered charity", identifier="1123456"),
        OrganizationIdentifier(identifier_scheme="GB-SHPE", identifier_type="Landlord number", identifier="L0001"),
    ]
    organization = make_organization(db, identifiers=numbers)
    db.flush()
    return organization


def address(organization) -> str:
    return f"/staff/organisations/{organization.id}/write/registrations"


def save(browser, organization, **answers):
    page = browser.get(address(organization)).text
    return browser.post(
        address(organization), data={"submission_key": new_key(), "seen": hidden(page, "seen"), **answers}
    )


def drafted(db, actor, organization):
    db.expire_all()
    found = drafted_values(db, organization, find_draft(db, actor, organization), ("organization_identifier",))
    return {
        (each["identifier_scheme"], each["identifier_type"], each["identifier"])
        for each in found["organization_identifier"]
    }


LANDLORD = ("GB-SHPE", "Landlord number", "L0001")


def test_number_that_only_words_name_stands_in_the_box_of_its_register(coordinator, centre):
    page = coordinator[0].get(address(centre)).text

    assert hidden(page, "england_and_wales") == "1123456"


def test_numbers_are_added_changed_and_others_stay(coordinator, db, centre):
    save(coordinator[0], centre, england_and_wales="1123457", scotland="sc 12345", company="1234567")

    assert drafted(db, coordinator[1], centre) == {
        LANDLORD,
        ("GB-CHC", "Charity number", "1123457"),
        ("GB-SC", "Charity number", "SC012345"),
        ("GB-COH", "Company number", "01234567"),
    }


def test_emptied_number_is_gone(coordinator, db, centre):
    save(coordinator[0], centre, england_and_wales="")

    assert drafted(db, coordinator[1], centre) == {LANDLORD}


def test_number_that_is_left_as_it_was_begins_no_draft(coordinator, db, centre):
    save(coordinator[0], centre, england_and_wales="112 3456")

    assert find_draft(db, coordinator[1], centre) is None


def test_number_in_the_wrong_box_is_told_and_nothing_typed_is_lost(coordinator, db, centre):
    answer = save(coordinator[0], centre, england_and_wales="SC012345", company="1234567")

    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert "This is a number of Scotland" in page
    assert 'value="1234567"' in page
    assert find_draft(db, coordinator[1], centre) is None
