"""Imports after a merge: each source finds the record that stayed, and nothing comes back or is overwritten."""

import pytest
from sqlalchemy import func, select

from directory.accounts.actor import Role
from directory.catalogue.history.local_values import local_values
from directory.catalogue.history.record_changes import values_now
from directory.catalogue.history.revisions import make_changes
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.merging.splitting import split_records
from directory.catalogue.merging.survivors import find_merge
from directory.catalogue.models.conditions import CostOption
from directory.catalogue.models.contacts import Language
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import Source, SourceRecord
from directory.db import transaction
from directory.exchange.importing import run_import
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service
from tests.factories.duplicates import make_candidate, wanted_merge
from tests.factories.feeds import feed_organization, feed_schedule, feed_service, write_lines

FRIDAY = feed_schedule(2, byday="FR", opens_at="14:00", closes_at="15:00")


@pytest.fixture
def take(database, tmp_path):
    """Imports services, each by its number, as a source describes them now."""

    def take(source, number, **more):
        file = write_lines(tmp_path / "feed.ndjson", feed_service(number, **more))
        return run_import(file, source, transaction=transaction)

    return take


def service_of(db, source):
    query = select(Service).join(SourceRecord, SourceRecord.record_id == Service.id).join(Source)
    return db.scalar(query.where(Source.name == source, SourceRecord.entity == "service"))


def organization_of(db, source):
    query = select(Organization).join(SourceRecord, SourceRecord.record_id == Organization.id).join(Source)
    return db.scalar(query.where(Source.name == source, SourceRecord.entity == "organization"))


@pytest.fixture
def both(take):
    """One service from two sources, the second with a Friday of its own."""
    take("council", 1, name="Tea and talk", alert=None)
    take("charity", 2, name="Tea & Talk", alert="Bring a cup", schedules=[feed_schedule(1), FRIDAY])


def merge(keep="council", other="charity", **more):
    """Merge what the two sources give, keeping one; returns the ids of both."""
    with transaction() as db:
        kept, old = service_of(db, keep), service_of(db, other)
        ids = kept.id, old.id
        candidate = make_candidate(db, kept, old)
        merge_records(db, make_actor(db, Role.EDITOR), candidate, wanted_merge(db, candidate, kept, **more))
    return ids


def count(db, model):
    return db.scalar(select(func.count()).select_from(model))


def days_of(db, service_id):
    return sorted(db.scalars(select(Schedule.byday).where(Schedule.service_id == service_id)))


def test_neither_source_brings_the_other_one_back(db, both, take):
    kept_id, _ = merge()

    first = take("council", 1, name="Tea and talk", alert=None)
    second = take("charity", 2, name="Tea & Talk", alert="Bring a cup", schedules=[feed_schedule(1), FRIDAY])

    assert (first.new, second.new) == (0, 0)
    assert db.scalars(select(Service.id)).all() == [kept_id]


def test_the_second_source_changes_nothing_any_more(db, both, take):
    kept_id, _ = merge()

    summary = take("charity", 2, name="Something else", description="Other words", schedules=[])

    now = db.get(Service, kept_id)
    assert (summary.new, summary.changed, summary.unchanged) == (0, 0, 1)
    assert now.name == "Tea and talk"
    assert days_of(db, kept_id) == ["FR", "TU"]


def test_the_source_of_what_stays_goes_on_changing_it(db, both, take):
    kept_id, _ = merge()

    take(
        "council", 1, name="Tea and talk", alert=None, description="New words", schedules=[feed_schedule(1, byday="TH")]
    )

    now = db.get(Service, kept_id)
    assert now.description == "New words"
    assert days_of(db, kept_id) == ["FR", "TH"]


def test_a_word_taken_from_the_other_holds(db, both, take):
    kept_id, _ = merge(other_fields=["name", "alert"])

    take("council", 1, name="Tea and talk, renamed", alert="No dogs", description="New words")

    now = db.get(Service, kept_id)
    assert (now.name, now.alert, now.description) == ("Tea & Talk", "Bring a cup", "New words")
    said = {name: each.source_value for name, each in local_values(db, "service", kept_id).items()}
    assert (said["name"], said["alert"]) == ("Tea and talk, renamed", "No dogs")


def test_what_was_made_here_is_then_kept_up_by_the_source_of_the_other(db, take):
    take("council", 1, name="Tea and talk", alert=None)
    with transaction() as session:
        ours, theirs = make_service(session, "Tea & chat", alert="Ring first"), service_of(session, "council")
        ours_id = ours.id
        candidate = make_candidate(session, ours, theirs)
        merge_records(session, make_actor(session, Role.EDITOR), candidate, wanted_merge(session, candidate, ours))

    summary = take("council", 1, name="Tea and talk", alert=None, wait_time="Two weeks")

    now = db.get(Service, ours_id)
    assert (summary.new, summary.changed) == (0, 1)
    assert (now.name, now.alert, now.wait_time) == ("Tea & chat", "Ring first", "Two weeks")


@pytest.mark.parametrize("has_source", [True, False], ids=["kept by its own source", "kept by the other's source"])
def test_times_changed_here_hold_after_a_merge(db, take, has_source):
    take("council", 1, name="Tea and talk", alert=None)
    with transaction() as session:
        theirs, editor = service_of(session, "council"), make_actor(session, Role.EDITOR)
        other = make_service(session, "Tea & chat")
        now = values_now(session, theirs, ["schedule"])["schedule"]
        make_changes(session, editor, theirs, [FieldChange("schedule", now, [{**now[0], "byday": "SU"}])])
        kept, candidate = (theirs if has_source else other), make_candidate(session, theirs, other)
        kept_id = kept.id
        merge_records(session, editor, candidate, wanted_merge(session, candidate, kept))

    take("council", 1, name="Tea and talk", alert="No dogs", schedules=[feed_schedule(1, byday="TH")])

    assert "SU" in days_of(db, kept_id)
    assert "TH" not in days_of(db, kept_id)
    said = local_values(db, "service", kept_id)["schedule"].source_value
    assert "TH" in {each["byday"] for each in said}
    assert {each["service_id"] for each in said} == {str(kept_id)}


def test_a_part_that_was_left_does_not_come_back(db, take):
    take("council", 1, name="Tea and talk", alert=None)
    with transaction() as session:
        theirs, ours = service_of(session, "council"), make_service(session, "Tea & chat")
        ours_id, candidate = ours.id, make_candidate(session, ours, theirs)
        left = wanted_merge(session, candidate, ours, take=["places"])
        merge_records(session, make_actor(session, Role.EDITOR), candidate, left)

    take("council", 1, name="Tea and talk", alert="No dogs")

    assert db.scalars(select(CostOption.amount_pence).where(CostOption.service_id == ours_id)).all() == [0]
    assert db.scalars(select(Language.id).where(Language.service_id == ours_id)).all() == []
    assert "language" in local_values(db, "service", ours_id)


def test_a_new_record_does_not_take_the_id_of_one_that_was_merged(db, both, take):
    _, old_id = merge()

    take("another", 2, name="Tea & Talk")

    assert db.get(Service, old_id) is None
    assert count(db, Service) == 2


def test_an_organization_keeps_its_words_and_its_source(db, both, take):
    with transaction() as session:
        kept, old = organization_of(session, "council"), organization_of(session, "charity")
        kept_id, candidate = kept.id, make_candidate(session, kept, old)
        wanted = wanted_merge(session, candidate, kept, other_fields=["name"])
        merge_records(session, make_actor(session, Role.EDITOR), candidate, wanted)

    take("council", 1, organization=feed_organization(1, name="Parish of One", description="New words"))
    take("charity", 2, organization=feed_organization(2, name="Parish of Two", description="Other words"))

    now = db.get(Organization, kept_id)
    assert count(db, Organization) == 1
    assert (now.name, now.description) == ("Parish 2", "New words")
    assert {each.organization_id for each in db.scalars(select(Service))} == {kept_id}


def test_after_a_split_each_source_changes_its_own_again(db, both, take):
    kept_id, old_id = merge()
    take("charity", 2, name="Tea & Talk, renamed", alert="Bring a cup", schedules=[feed_schedule(1), FRIDAY])
    with transaction() as session:
        split_records(session, make_actor(session, Role.EDITOR), find_merge(session, "service", old_id), None)

    take("charity", 2, name="Tea & Talk, renamed", alert="Bring a cup", schedules=[feed_schedule(1), FRIDAY])

    assert db.get(Service, old_id).name == "Tea & Talk, renamed"
    assert db.get(Service, kept_id).name == "Tea and talk"
