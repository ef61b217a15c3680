"""Confirming and changing listings."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.audit.models import AuditEvent
from directory.catalogue.inputs import ServiceEditInput
from directory.catalogue.models.services import ServiceStatus
from directory.catalogue.queries import catalogue_version
from directory.champions.models import ListingCheck
from directory.champions.operations import confirm_listing, correct_listing
from directory.errors import Conflict
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service

LONG_AGO = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def listing(db):
    return make_service(db, "Walking group", last_modified=LONG_AGO)


def as_it_is(service) -> ServiceEditInput:
    return ServiceEditInput(
        version=service.version,
        name=service.name,
        description=service.description,
        easy_read=service.easy_read,
        status=ServiceStatus(service.status),
        alert=None,
        url=None,
        email=None,
        application_process=None,
        eligibility_description=None,
        cost_help=None,
        minimum_age=None,
        maximum_age=None,
    )


def checks_of(db):
    db.flush()
    return [(check.checked_on, check.result) for check in db.scalars(select(ListingCheck))]


def test_confirmed_listing_was_checked_today_and_not_changed(db, champion, listing):
    before = catalogue_version(db)

    was_news = confirm_listing(db, champion, listing)

    assert was_news
    assert listing.assured_date == clock.today()
    assert listing.last_modified == LONG_AGO
    assert checks_of(db) == [(clock.today(), "still right")]
    assert catalogue_version(db) == before + 1


def test_a_second_click_on_the_same_day_adds_nothing(db, champion, listing):
    confirm_listing(db, champion, listing)
    before = catalogue_version(db)

    was_news = confirm_listing(db, champion, listing)

    assert not was_news
    assert len(checks_of(db)) == 1
    assert catalogue_version(db) == before


def test_changed_listing_is_new_and_checked(db, champion, listing):
    changed = correct_listing(db, champion, listing, replace(as_it_is(listing), name="Walk and talk", minimum_age=18))

    assert changed == {"name", "minimum_age"}
    assert (listing.name, listing.minimum_age) == ("Walk and talk", 18)
    assert listing.last_modified > LONG_AGO
    assert listing.assured_date == clock.today()
    assert checks_of(db) == [(clock.today(), "changed")]


def test_saving_without_a_change_is_a_check(db, champion, listing):
    before = catalogue_version(db)

    changed = correct_listing(db, champion, listing, as_it_is(listing))

    assert not changed
    assert listing.last_modified == LONG_AGO
    assert checks_of(db) == [(clock.today(), "still right")]
    assert catalogue_version(db) == before + 1


def test_what_somebody_else_changed_first_is_not_overwritten(db, champion, listing):
    seen = as_it_is(listing)
    correct_listing(db, champion, listing, replace(seen, name="Strollers"))
    db.flush()

    with pytest.raises(Conflict):
        correct_listing(db, champion, listing, replace(seen, name="Ramblers"))

    assert listing.name == "Strollers"


def test_markup_that_could_run_never_gets_in(db, champion, listing):
    correct_listing(
        db, champion, listing, replace(as_it_is(listing), description="<p>Tea</p><script>alert(1)</script>")
    )

    assert listing.description == "<p>Tea</p>"


def test_the_record_names_fields_and_no_values(db, champion, listing):
    correct_listing(db, champion, listing, replace(as_it_is(listing), alert="Closed on 3 May"))
    db.flush()

    edited = db.scalars(select(AuditEvent).where(AuditEvent.action == "service.edited")).one()
    assert edited.fields == ["alert"]
    assert edited.subject_ids == [str(listing.id)]
