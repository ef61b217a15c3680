"""Looking through the catalogue again and again, and keeping what was found."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from directory import clock
from directory.accounts.actor import Role
from directory.catalogue.models.conditions import CostOption
from directory.catalogue.models.contacts import Contact, Phone
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import ServiceStatus, Stage
from directory.champions.findings.deciding import dismiss_finding
from directory.champions.findings.links import Looked, keep_looked
from directory.champions.findings.models import Finding, FindingKind, FindingState, Found, LinkCheck
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_organization, make_service
from tests.factories.findings import run_look


def kept(db):
    return {(each.kind, each.found, each.about): each for each in db.scalars(select(Finding))}


def make_wrong(db, **more):
    service = make_service(db, **more)
    db.add(Phone(service_id=service.id, number="0113 496"))
    return service


def change_number(db, number):
    db.scalars(select(Phone)).one().number = number


def test_what_is_wrong_with_a_listing_and_its_group_is_found(db):
    group = make_organization(db, email="nobody at home")
    service = make_wrong(db, organization=group, description="New from September 2024", fees="Free")
    db.add(Contact(service_id=service.id, name="Desk", email="desk@", phones=[Phone(number="1")]))
    db.execute(update(Schedule).values(until=date(2025, 7, 1)))
    db.execute(update(CostOption).values(amount_pence=300))

    with time_machine.travel(date(2026, 3, 10), tick=False):
        run_look(db)

    assert {found for _, found, _ in kept(db)} == {
        Found.TOO_SHORT,
        Found.NO_ADDRESS,
        Found.ALL_OVER,
        Found.SAID_TO_COME,
        Found.FREE_IN_WORDS,
    }
    assert {(each.entity, each.record_id) for each in kept(db).values()} == {
        ("service", service.id),
        ("organization", group.id),
    }


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"stage": Stage.DRAFT.value}, id="being written"),
        pytest.param({"stage": Stage.ARCHIVED.value}, id="put away"),
        pytest.param({"status": ServiceStatus.DEFUNCT.value}, id="ended"),
    ],
)
def test_what_is_not_on_is_left_alone(db, more):
    make_wrong(db, **more)

    assert run_look(db).found == 0


def test_the_same_thing_is_counted_once_a_day(db):
    make_wrong(db)
    for _ in range(2):
        run_look(db)
    assert db.scalars(select(Finding)).one().times == 1

    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        run_look(db)

    finding = db.scalars(select(Finding)).one()
    assert finding.times == 2
    assert finding.last_seen_on == finding.first_seen_on + timedelta(days=1)


def test_what_is_put_right_is_closed_and_opens_when_it_is_back(db):
    make_wrong(db)
    run_look(db)
    change_number(db, "0113 496 0000")
    assert run_look(db).put_right == 1
    assert db.scalars(select(Finding)).one().state == FindingState.PUT_RIGHT

    change_number(db, "0113 496")
    assert run_look(db).changed == 1

    assert db.scalars(select(Finding)).one().state == FindingState.OPEN


def test_what_was_dismissed_stays_so_while_the_value_does(db):
    make_wrong(db)
    run_look(db)
    editor = make_actor(db, Role.EDITOR)
    dismiss_finding(db, editor, db.scalars(select(Finding)).one(), "It is an inner number")

    assert run_look(db).new == 0
    change_number(db, "0113 49")
    assert run_look(db).new == 1

    assert {each.about: each.state for each in kept(db).values()} == {
        "0113 496": FindingState.DISMISSED,
        "0113 49": FindingState.OPEN,
    }


def test_what_was_found_of_a_listing_that_is_gone_is_forgotten(db):
    service = make_wrong(db)
    run_look(db)
    db.delete(service)

    run_look(db)

    assert kept(db) == {}


def test_what_was_put_right_is_forgotten_after_a_year(db):
    make_wrong(db)
    run_look(db)
    change_number(db, "0113 496 0000")
    run_look(db)
    keep_looked(db, Looked("https://gone.example/", Found.NOT_THERE), clock.today())

    for days, left in ((365, 1), (366, 0)):
        with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
            run_look(db)
        assert (len(kept(db)), len(db.scalars(select(LinkCheck)).all())) == (left, left)


def test_a_dry_look_changes_nothing(db):
    make_wrong(db)

    assert run_look(db, is_dry=True).new == 1
    assert kept(db) == {}


def test_another_kind_of_value_is_another_finding(db):
    db.add(Phone(service_id=make_service(db, email="here").id, number="here"))

    run_look(db)

    assert {kind for kind, _, _ in kept(db)} == {FindingKind.EMAIL, FindingKind.PHONE}
