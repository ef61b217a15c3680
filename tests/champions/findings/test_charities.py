"""What registers say of groups, where that is news."""

from datetime import date

import pytest

from directory import clock
from directory.catalogue.models.organizations import OrganizationIdentifier
from directory.champions.findings.charities import are_alike, list_keys, replace_entries, wrong_charities
from directory.champions.findings.models import Found
from directory.champions.findings.register_models import RegisterEntry
from tests.factories.catalogue import make_organization, make_service


@pytest.fixture
def walkers(db):
    group = make_organization(db, "Beck Lane Walkers")
    number = OrganizationIdentifier(
        organization_id=group.id, identifier_scheme="GB-CHC", identifier_type="Charity number", identifier="1123456"
    )
    make_service(db, "Walks", organization=group)
    db.add(number)
    db.flush()
    return group


def enter(db, name, *, removed_on=None, is_removed=False):
    entry = RegisterEntry(
        register="GB-CHC",
        number="1123456",
        name=name,
        is_removed=is_removed or removed_on is not None,
        removed_on=removed_on,
        loaded_on=clock.today(),
    )
    replace_entries(db, "GB-CHC", [entry])
    db.flush()


def found(db):
    return [(each.place.record_id, each.found, each.detail) for each in wrong_charities(db, clock.today())]


def test_a_removed_charity_is_found_with_the_day(db, walkers):
    enter(db, "BECK LANE WALKERS", removed_on=date(2024, 3, 5))

    assert found(db) == [(walkers.id, Found.REMOVED, "BECK LANE WALKERS, removed on 5 March 2024")]


def test_one_that_is_there_under_its_name_is_left_alone(db, walkers):
    enter(db, "THE BECK LANE WALKERS' TRUST")

    assert found(db) == []


def test_a_very_different_name_is_found(db, walkers):
    enter(db, "ST OSWIN'S PARISH HALL")

    assert found(db) == [(walkers.id, Found.OTHER_NAME, "ST OSWIN'S PARISH HALL")]


def test_what_a_register_says_now_takes_the_place_of_what_it_said(db, walkers):
    enter(db, "BECK LANE WALKERS", is_removed=True)

    enter(db, "BECK LANE WALKERS")

    assert found(db) == []


def test_no_register_says_nothing(db, walkers):
    assert found(db) == []
    assert list_keys(db) == {("GB-CHC", "1123456")}


@pytest.mark.parametrize(
    ("ours", "theirs", "alike"),
    [
        ("Beck Lane Community Centre", "BECK LANE COMMUNITY ASSOCIATION", True),
        ("BLCA", "Beck Lane Community Association", True),
        ("Larkenshaw Men's Shed", "LARKENSHAW MENS SHED CIO", True),
        ("The Kettlebeck Hub", "KETTLE BECK HUB", True),
        ("The Community Trust", "The Charitable Society", False),
        ("Plugged In", "ST OSWIN'S PARISH HALL", False),
    ],
)
def test_names_are_alike_when_a_word_that_tells_is_shared(ours, theirs, alike):
    assert are_alike([ours, None], [theirs, None]) == alike
