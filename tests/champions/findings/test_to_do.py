"""What a program found is off the list of things to do as soon as a person has put it right."""

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.history.record_changes import rebased, values_now
from directory.catalogue.history.revisions import make_changes
from directory.catalogue.models.conditions import CostOption
from directory.catalogue.models.contacts import Contact, Phone, WebAddress
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.organizations import OrganizationIdentifier
from directory.catalogue.models.schedules import Schedule
from directory.champions.findings.links import link_id
from directory.champions.findings.models import Finding, LinkCheck
from directory.champions.findings.register_models import RegisterEntry
from directory.champions.to_do.items import Kind
from directory.champions.to_do.registry import list_to_do
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.findings import run_look

FOUND = {Kind.FINDING, Kind.DEAD_LINK}
DEAD = "https://gone.example/"


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def walks(db, champion):
    term = make_term(db)
    make_walking_domain(db, [term], db.get(User, champion.user_id))
    return make_service(db, "Walks", terms=[term])


def is_to_do(db, champion) -> bool:
    return any(each.kind in FOUND for each in list_to_do(db, champion, clock.today(), {}))


def change(db, champion, record, field: str, **values) -> None:
    """A champion changes the one row of an owned table of a record."""
    (row,) = values_now(db, record, [field])[field]
    put(db, champion, record, field, [{**row, **values}])


def put(db, champion, record, field: str, value: object) -> None:
    make_changes(db, champion, record, rebased(db, record, [FieldChange(field, None, value)]))
    db.flush()


def has_wrong_phone(db, walks):
    db.add(Phone(service_id=walks.id, number="0113 496"))
    return walks, "phone", {"number": "0113 496 0123"}


def has_wrong_contact(db, walks):
    db.add(Contact(service_id=walks.id, name="Desk", email="desk@"))
    return walks, "contact", {"email": "desk@walks.example"}


def has_dead_page(db, walks):
    db.add(WebAddress(service_id=walks.id, url=DEAD))
    is_missed(db)
    return walks, "web_address", {"url": "https://here.example/"}


def is_missed(db):
    failed_on = clock.today() - timedelta(days=4)
    db.add(
        LinkCheck(
            id=link_id(DEAD),
            url=DEAD,
            checked_on=clock.today(),
            found="not there",
            failed_days=3,
            first_failed_on=failed_on,
        )
    )


def is_over(db, walks):
    db.execute(update(Schedule).values(until=date(2025, 7, 1)))
    return walks, "schedule", {"until": None}


def contradicts_itself(db, walks):
    walks.fees = "Free"
    db.execute(update(CostOption).values(amount_pence=300))
    return walks, "cost_option", {"amount_pence": 0}


def is_removed(db, walks):
    number, register = "1123456", "GB-CHC"
    charity = {"identifier_scheme": register, "identifier_type": "Charity number", "identifier": number}
    db.add(OrganizationIdentifier(organization_id=walks.organization_id, **charity))
    db.add(RegisterEntry(register=register, number=number, name="Walks", is_removed=True, loaded_on=clock.today()))
    return walks.organization, "organization_identifier", {"identifier": "1123457"}


WRONG = [has_wrong_phone, has_wrong_contact, has_dead_page, is_over, contradicts_itself, is_removed]


@pytest.mark.parametrize("goes_wrong", WRONG)
def test_what_a_person_puts_right_is_off_the_list_at_once(db, champion, walks, goes_wrong):
    record, field, right = goes_wrong(db, walks)
    run_look(db)
    was_to_do = is_to_do(db, champion)

    change(db, champion, record, field, **right)

    assert was_to_do
    assert not is_to_do(db, champion)


def test_what_is_changed_and_wrong_still_stays_on_the_list(db, champion, walks):
    record, field, _ = has_wrong_phone(db, walks)
    run_look(db)

    change(db, champion, record, field, description="Weekdays")

    assert is_to_do(db, champion)


def test_putting_one_thing_right_leaves_another_on_the_list(db, champion, walks):
    is_over(db, walks)
    record, field, right = has_wrong_phone(db, walks)
    run_look(db)

    change(db, champion, record, field, **right)

    left = [each for each in list_to_do(db, champion, clock.today(), {}) if each.kind in FOUND]
    assert [db.get_one(Finding, uuid.UUID(each.found.about)).kind for each in left] == ["past date"]


@pytest.mark.parametrize("url", ["https://here.example/", None], ids=["another", "none"])
def test_link_of_a_listing_that_is_put_right_is_off_the_list(db, champion, walks, url):
    walks.url = DEAD
    is_missed(db)
    run_look(db)
    was_to_do = is_to_do(db, champion)

    put(db, champion, walks, "url", url)

    assert was_to_do
    assert not is_to_do(db, champion)
