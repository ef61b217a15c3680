"""The history of listings: changes made at once, changes that wait, and changes taken back."""

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.catalogue.history.record_changes import values_now
from directory.catalogue.history.revisions import (
    accept_revision,
    make_changes,
    record_revision,
    refuse_revision,
    suggest_changes,
    take_back,
    withdraw_revision,
)
from directory.catalogue.models.field_changes import FieldChange, differences
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.queries import catalogue_version, get_service
from directory.db import reading, transaction
from directory.errors import Conflict, Refused
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def coordinator(db):
    return make_actor(db, Role.COORDINATOR)


@pytest.fixture
def listing(db):
    return make_service(db, "Walking group", alert="Bring a coat")


@pytest.fixture
def suggestion(db, coordinator, listing):
    changes = differences(listing, {"name": "Walk and talk", "minimum_age": 18})
    return suggest_changes(db, coordinator, listing, changes, "They told me so")


def schedules_of(db, listing):
    return db.scalars(select(Schedule).where(Schedule.service_id == listing.id).order_by(Schedule.byday)).all()


def other_schedule(db, listing):
    """A change that adds a Friday to a listing."""
    now = values_now(db, listing, ["schedule"])["schedule"]
    friday = {**now[0], "id": "00000000-0000-4000-8000-000000000005", "byday": "FR"}
    return FieldChange("schedule", now, [*now, friday])


def test_suggestion_waits_and_the_listing_stays_as_it_is(db, listing, suggestion):
    assert suggestion.state == RevisionState.WAITING
    assert (listing.name, listing.minimum_age) == ("Walking group", None)


def test_suggestion_that_changes_nothing_is_refused(db, coordinator, listing):
    with pytest.raises(Refused, match="Nothing is different"):
        suggest_changes(db, coordinator, listing, [], None)


def test_accepted_suggestion_changes_the_listing(db, champion, listing, suggestion):
    version, catalogue = listing.version, catalogue_version(db)

    accept_revision(db, champion, suggestion, listing, version)
    db.flush()

    assert (listing.name, listing.minimum_age) == ("Walk and talk", 18)
    assert (listing.version, catalogue_version(db)) == (version + 1, catalogue + 1)
    assert (suggestion.state, suggestion.decided_by) == (RevisionState.DONE, champion.user_id)


def test_refused_suggestion_changes_nothing_and_says_why(db, champion, listing, suggestion):
    refuse_revision(db, champion, suggestion, "They still meet on Tuesdays")

    assert listing.name == "Walking group"
    assert (suggestion.state, suggestion.decision_note) == (RevisionState.REFUSED, "They still meet on Tuesdays")


@pytest.mark.parametrize("second", ["accept", "refuse", "withdraw"])
def test_suggestion_is_decided_once(db, champion, coordinator, listing, suggestion, second):
    withdraw_revision(db, coordinator, suggestion)

    decide = {
        "accept": lambda: accept_revision(db, champion, suggestion, listing, listing.version),
        "refuse": lambda: refuse_revision(db, champion, suggestion, "No"),
        "withdraw": lambda: withdraw_revision(db, coordinator, suggestion),
    }
    with pytest.raises(Conflict, match="decided"):
        decide[second]()

    assert suggestion.state == RevisionState.WITHDRAWN


def test_suggestion_is_not_accepted_by_one_who_saw_an_older_listing(db, champion, listing, suggestion):
    with pytest.raises(Conflict, match="while you were looking"):
        accept_revision(db, champion, suggestion, listing, listing.version - 1)

    assert listing.name == "Walking group"


def test_accepted_suggestion_tells_what_it_really_changed(db, champion, listing, suggestion):
    make_changes(db, champion, listing, differences(listing, {"name": "Walk and talk", "minimum_age": 16}))
    db.flush()

    accept_revision(db, champion, suggestion, listing, listing.version)

    assert suggestion.field_changes == (FieldChange("minimum_age", 16, 18),)


def test_change_is_taken_back_by_another_change(db, champion, listing):
    make_changes(db, champion, listing, differences(listing, {"name": "Walk and talk", "alert": None}))
    db.flush()
    mistake = db.scalars(select(Revision).order_by(Revision.id.desc())).first()

    take_back(db, champion, mistake, listing, listing.version)
    db.flush()

    assert (listing.name, listing.alert) == ("Walking group", "Bring a coat")
    newest = db.scalars(select(Revision).order_by(Revision.id.desc())).first()
    assert (newest.kind, newest.takes_back) == ("taken back", mistake.id)
    assert newest.field_changes == tuple(each.reversed for each in mistake.field_changes)


def test_schedules_can_be_changed_and_taken_back(db, champion, listing):
    make_changes(db, champion, listing, [other_schedule(db, listing)])
    assert [each.byday for each in schedules_of(db, listing)] == ["FR", "TU"]
    added = db.scalars(select(Revision).order_by(Revision.id.desc())).first()

    take_back(db, champion, added, listing, listing.version)

    (left,) = schedules_of(db, listing)
    assert (left.byday, left.opens_at.isoformat()) == ("TU", "10:30:00")


def test_what_later_changes_made_elsewhere_stays_when_one_is_taken_back(db, champion, listing):
    make_changes(db, champion, listing, differences(listing, {"name": "Walk and talk"}))
    db.flush()
    mistake = db.scalars(select(Revision).order_by(Revision.id.desc())).first()
    make_changes(db, champion, listing, differences(listing, {"minimum_age": 18}))
    db.flush()

    take_back(db, champion, mistake, listing, listing.version)

    assert (listing.name, listing.minimum_age) == ("Walking group", 18)


def test_nothing_is_taken_back_under_somebody_elses_eyes(db, champion, listing):
    make_changes(db, champion, listing, differences(listing, {"name": "Walk and talk"}))
    mistake = db.scalars(select(Revision).order_by(Revision.id.desc())).first()

    with pytest.raises(Conflict):
        take_back(db, champion, mistake, listing, listing.version - 1)


def test_what_changed_nothing_or_only_waits_cannot_be_taken_back(db, champion, listing, suggestion):
    added = record_revision(db, "service", listing.id)

    for each in (added, suggestion):
        with pytest.raises(Refused):
            take_back(db, champion, each, listing, listing.version)


def test_a_change_that_is_undone_already_is_not_undone_twice(db, champion, listing):
    make_changes(db, champion, listing, differences(listing, {"name": "Walk and talk"}))
    db.flush()
    mistake = db.scalars(select(Revision).order_by(Revision.id.desc())).first()
    take_back(db, champion, mistake, listing, listing.version)
    db.flush()

    with pytest.raises(Refused, match="already"):
        take_back(db, champion, mistake, listing, listing.version)


def test_day_in_a_revision_comes_back_as_a_day(db, champion, listing):
    today = clock.today()

    make_changes(db, champion, listing, differences(listing, {"assured_date": today}))
    db.flush()
    db.expire_all()

    newest = db.scalars(select(Revision).order_by(Revision.id.desc())).first()
    assert listing.assured_date == today
    assert newest.field_changes == (FieldChange("assured_date", None, today.isoformat()),)


def test_of_two_who_change_the_times_of_a_listing_at_once_the_second_is_told(own_database, meanwhile):
    with transaction() as db:
        editor, listing = make_actor(db, Role.EDITOR), make_service(db, "Walking group")
        service_id, before = listing.id, values_now(db, listing, ["schedule"])["schedule"]

    def change_to(day):
        with transaction() as db:
            change = FieldChange("schedule", before, [{**before[0], "byday": day}])
            make_changes(db, editor, get_service(db, service_id), [change])

    with transaction() as db:
        change = FieldChange("schedule", before, [{**before[0], "byday": "FR"}])
        make_changes(db, editor, get_service(db, service_id), [change])
        db.flush()
        second = meanwhile(lambda: change_to("MO"))

    # SQLite lets the second begin only when the first is done, so that it knows of it.
    is_told = isinstance(second.exception(10), Conflict)
    with reading() as db:
        assert is_told == (db.scalars(select(Schedule.byday)).all() == ["FR"])
    assert is_told or own_database.dialect == "sqlite"
