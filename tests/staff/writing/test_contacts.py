"""Whom to ask about an activity."""

import html
import re

import pytest

from directory.accounts.actor import Role
from directory.catalogue.history.edits import drafted_values, find_draft
from directory.catalogue.history.record_changes import apply_to_record
from directory.catalogue.history.written_records import get_record
from directory.catalogue.models.contacts import Contact, Phone
from directory.staff.records.record_kinds import kind_of
from tests.factories.catalogue import make_organization, make_service
from tests.staff.conftest import hidden, new_key


@pytest.fixture
def coordinator(sign_in):
    return sign_in(Role.COORDINATOR)


@pytest.fixture
def listing(db):
    """A listing with a person who has two numbers, and a number that is nobody's."""
    phones = [Phone(number="01632 960 001"), Phone(number="01632 960 002")]
    joan = Contact(name="Joan", title="Organiser", phones=phones)
    return make_service(db, "Walking group", phones=[Phone(number="01632 960 009")], contacts=[joan])


def address(record) -> str:
    return f"/staff/{kind_of(record).path}/{record.id}/write/contacts"


def row(number, /, **answers):
    return {f"rows-{number}-{name}": value for name, value in answers.items()}


def save(browser, service, **answers):
    page = browser.get(address(service)).text
    return browser.post(address(service), data={"submission_key": new_key(), "seen": hidden(page, "seen"), **answers})


def rows_on(page) -> list[tuple[str, str]]:
    """The id and the number of each row."""
    ids = dict(re.findall(r'name="rows-(\d+)-row_id"[^>]*value="([^"]+)"', page))
    numbers = dict(re.findall(r'name="rows-(\d+)-number"[^>]*value="([^"]*)"', page))
    return [(ids[key], numbers[key]) for key in sorted(ids)]


def drafted(db, actor, service):
    db.expire_all()
    found = drafted_values(db, service, find_draft(db, actor, service), ("contact", "phone"))
    names = {each["id"]: each["name"] for each in found["contact"]}
    return sorted(names.values(), key=str), {(names.get(each["contact_id"]), each["number"]) for each in found["phone"]}


def write_through(db, actor, record):
    """Put what was drafted on the record itself."""
    apply_to_record(db, record, find_draft(db, actor, record).field_changes)
    db.expire_all()
    get_record(db, type(record), record.id)


def test_page_shows_each_person_once_and_numbers_that_are_nobodys(coordinator, listing):
    page = coordinator[0].get(address(listing)).text

    assert len(rows_on(page)) == 2
    assert 'value="Joan"' in page


def test_person_keeps_further_numbers_when_the_first_is_changed(coordinator, db, listing):
    browser, actor = coordinator
    (joan, first), (loose, _) = rows_on(browser.get(address(listing)).text)

    save(
        browser,
        listing,
        **row(0, row_id=joan, name="Joan", number="01632 960 100"),
        **row(1, row_id=loose, number="01632 960 009"),
        **row(2, name="Ali", email="ali@becklane.example"),
    )

    names, numbers = drafted(db, actor, listing)
    further = ({"01632 960 001", "01632 960 002"} - {first}).pop()
    assert names == ["Ali", "Joan"]
    assert numbers == {("Joan", "01632 960 100"), ("Joan", further), (None, "01632 960 009")}


def test_number_that_gets_a_name_becomes_that_persons(coordinator, db, listing):
    browser, actor = coordinator
    _, (loose, number) = rows_on(browser.get(address(listing)).text)

    save(browser, listing, **row(0, row_id=loose, name="Front desk", number=number))

    assert drafted(db, actor, listing) == (["Front desk"], {("Front desk", "01632 960 009")})


def test_removed_person_is_gone_with_their_numbers(coordinator, db, listing):
    browser, actor = coordinator
    (joan, _), (loose, number) = rows_on(browser.get(address(listing)).text)

    save(browser, listing, remove="0", **row(0, row_id=joan, name="Joan"), **row(1, row_id=loose, number=number))

    assert drafted(db, actor, listing) == ([], {(None, "01632 960 009")})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number": "ring me"}, "Enter a telephone number"),
        ({"number": "01"}, "Enter a telephone number"),
        ({"email": "joan at home"}, "Enter an email address"),
    ],
)
def test_what_cannot_be_rung_or_written_to_is_told(coordinator, db, listing, typed, said):
    browser, actor = coordinator

    answer = save(browser, listing, **row(0, name="Ali", **typed))

    assert answer.status_code == 422
    assert said in html.unescape(answer.text)
    assert 'value="Ali"' in answer.text
    assert find_draft(db, actor, listing) is None


def test_organisation_has_contacts_and_numbers_of_its_own(coordinator, db):
    browser, actor = coordinator
    centre = make_organization(db, phones=[Phone(number="01632 960 009")])
    db.flush()
    ((loose, number),) = rows_on(browser.get(address(centre)).text)

    save(
        browser,
        centre,
        **row(0, row_id=loose, number=number),
        **row(1, name="Joan", title="Front desk", number="01632 960 001"),
    )
    write_through(db, actor, centre)

    assert [(each.number, each.contact_id) for each in centre.phones] == [("01632 960 009", None)]
    assert [(each.name, each.phones[0].number) for each in centre.contacts] == [("Joan", "01632 960 001")]
