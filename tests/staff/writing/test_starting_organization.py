"""Adding an organisation, after a look at those that are like it."""

import html

import pytest
from sqlalchemy import func, select

from directory.accounts.actor import Role
from directory.catalogue.models.organizations import Organization, OrganizationIdentifier
from directory.catalogue.models.revisions import Revision
from tests.factories.catalogue import make_organization
from tests.staff.conftest import hidden, new_key

NEW = "/staff/organisations/new"


@pytest.fixture
def coordinator(sign_in):
    return sign_in(Role.COORDINATOR)


@pytest.fixture
def centre(db):
    number = OrganizationIdentifier(identifier_scheme="GB-CHC", identifier_type="Charity number", identifier="1123456")
    organization = make_organization(db, "Beck Lane Community Centre", identifiers=[number])
    db.flush()
    return organization


def send(browser, name, number="", **more):
    return browser.post(NEW, data={"submission_key": new_key(), "name": name, "charity_number": number, **more})


def named(db, name):
    return db.scalars(select(Organization).where(Organization.name == name)).all()


def test_organisation_that_is_like_none_is_added_at_once(coordinator, db, centre):
    browser, actor = coordinator

    answer = send(browser, " Chess Friends ", "sc 12345")

    (added,) = named(db, "Chess Friends")
    number = db.scalar(select(OrganizationIdentifier).where(OrganizationIdentifier.organization_id == added.id))
    begun = db.scalar(select(Revision).where(Revision.record_id == added.id))
    assert answer.location == f"/staff/organisations/{added.id}/write"
    assert (number.identifier_scheme, number.identifier) == ("GB-SC", "SC012345")
    assert (begun.kind, begun.author_id) == ("added", actor.user_id)


@pytest.mark.parametrize(
    ("name", "number", "why"),
    [("Beck Lane Comunity Centre", "", "Names alike"), ("Chess Friends", "1123456", "Same charity number 1123456")],
)
def test_one_that_is_like_another_is_added_only_after_a_look(coordinator, db, centre, name, number, why):
    asked = send(coordinator[0], name, number)
    before = named(db, name)
    page = html.unescape(asked.text)

    answer = send(coordinator[0], name, number, seen=hidden(asked.text, "seen"))

    assert (asked.status_code, before) == (200, [])
    assert "Is it one of these?" in page
    assert why in page
    assert f'href="/staff/organisations/{centre.id}"' in page
    assert (hidden(asked.text, "name"), hidden(asked.text, "charity_number")) == (name, number)
    assert (answer.status_code, len(named(db, name))) == (303, 1)


def test_who_saw_others_is_asked_again(coordinator, db, centre):
    seen = hidden(send(coordinator[0], "Beck Lane Centre").text, "seen")
    make_organization(db, "Beck Lane Centre")
    db.flush()

    answer = send(coordinator[0], "Beck Lane Centre", seen=seen)

    assert (answer.status_code, len(named(db, "Beck Lane Centre"))) == (200, 1)


def test_same_form_twice_adds_one(coordinator, db):
    key = new_key()

    first = send(coordinator[0], "Chess Friends", submission_key=key)
    second = send(coordinator[0], "Chess Friends", submission_key=key)

    assert first.location == second.location
    assert db.scalar(select(func.count()).select_from(Organization)) == 1


@pytest.mark.parametrize(
    ("name", "number", "said"),
    [
        ("", "", "Enter the name of the organisation"),
        ("Chess Friends", "12", "Enter a charity number, like 1123456, SC012345 in Scotland"),
    ],
)
def test_mistakes_are_told_and_nothing_is_added(coordinator, db, name, number, said):
    answer = send(coordinator[0], name, number)

    assert answer.status_code == 422
    assert said in html.unescape(answer.text)
    assert hidden(answer.text, "charity_number") == number
    assert named(db, "Chess Friends") == []


def test_what_was_looked_for_is_filled_in(coordinator):
    assert hidden(coordinator[0].get(f"{NEW}?name=Chess+Friends").text, "name") == "Chess Friends"
