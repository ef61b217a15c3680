"""What an organisation is called, what it does, and how everybody reaches it."""

import html

import pytest

from directory.accounts.actor import Role
from directory.catalogue.history.edits import drafted_values, find_draft, record_start
from tests.factories.catalogue import make_organization, make_service
from tests.staff.conftest import hidden, new_key


@pytest.fixture
def coordinator(sign_in):
    return sign_in(Role.COORDINATOR)


@pytest.fixture
def centre(db):
    organization = make_organization(db)
    make_service(db, organization=organization)
    return organization


def address(organization) -> str:
    return f"/staff/organisations/{organization.id}/write/about"


def save(browser, organization, **answers):
    page = browser.get(address(organization)).text
    return browser.post(
        address(organization), data={"submission_key": new_key(), "seen": hidden(page, "seen"), **answers}
    )


def test_what_an_organisation_is_waits_in_the_draft(coordinator, db, centre):
    browser, actor = coordinator

    save(
        browser,
        centre,
        name="Beck Lane",
        description="Tea & company\n\n<script>no</script>",
        website="https://becklane.example",
        year_incorporated="1987",
    )

    draft = find_draft(db, actor, centre)
    assert {each.field: each.after for each in draft.field_changes} == {
        "name": "Beck Lane",
        "description": "Tea &amp; company\n\n",
        "website": "https://becklane.example",
        "year_incorporated": 1987,
    }
    assert centre.name == "Beck Lane Community Centre"
    assert "Tea &amp; company" in browser.get(address(centre)).text


def test_organisation_that_nobody_saw_yet_says_at_once_what_its_author_writes(coordinator, db):
    browser, actor = coordinator
    organization = make_organization(db, "Chess Friends")
    db.flush()
    record_start(db, actor, organization)
    db.flush()

    save(browser, organization, name="Chess Friends", description="Chess with tea.")

    db.expire_all()
    assert drafted_values(db, organization, None, ("description",)) == {"description": "Chess with tea."}
    assert find_draft(db, actor, organization) is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Enter the name of the organisation"),
        ({"website": "becklane"}, "Enter a web address that starts with https://"),
        ({"year_incorporated": "2999"}, "Enter a year up to"),
        ({"year_incorporated": "99999"}, "year"),
    ],
    ids=["no name", "no web address", "a year to come", "no year"],
)
def test_mistakes_are_told_and_nothing_typed_is_lost(coordinator, db, centre, wrong, said):
    answer = save(coordinator[0], centre, **{"name": "Beck Lane", "alternate_name": "The centre", **wrong})

    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert said in page
    assert 'value="The centre"' in page
    assert find_draft(db, coordinator[1], centre) is None
