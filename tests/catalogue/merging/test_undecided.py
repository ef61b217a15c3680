"""What is still being written, or waits to be decided, follows a merge and comes back with a split."""

from datetime import time

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.history.edits import find_draft, write_draft
from directory.catalogue.history.record_changes import rebased, values_now
from directory.catalogue.history.revisions import accept_revision, suggest_changes, withdraw_revision
from directory.catalogue.history.written_records import get_record
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.merging.parts import PARTS
from directory.catalogue.merging.splitting import split_records
from directory.catalogue.models.contacts import Contact, Phone
from directory.catalogue.models.duplicates import DuplicateCandidate
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service
from directory.db import new_id, reading, transaction
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_organization, make_service
from tests.factories.duplicates import give_by_source, make_candidate, wanted_merge


@pytest.fixture
def editor(db):
    return make_actor(db, Role.EDITOR)


@pytest.fixture
def writer(db):
    return make_actor(db, email="writer@staff.example")


@pytest.fixture
def kept(db):
    return make_service(db, "Walking group")


@pytest.fixture
def old(db):
    return make_service(db, "The walking group", alert="Bring boots")


@pytest.fixture
def candidate(db, kept, old):
    return make_candidate(db, kept, old)


def merge(db, editor, candidate, keep, **more):
    return merge_records(db, editor, candidate, wanted_merge(db, candidate, keep, **more))


def reread(db, model, record_id):
    return db.scalar(select(model).where(model.id == record_id).execution_options(populate_existing=True))


def rows_of(db, service, table):
    db.flush()
    return values_now(db, service, [table])[table]


def with_another_evening(db, service):
    """The times of a listing, and a Friday."""
    times = rows_of(db, service, "schedule")
    return [*times, {**times[0], "id": str(new_id()), "byday": "FR"}]


def suggest(db, actor, service, table, after):
    revision = suggest_changes(db, actor, service, [FieldChange(table, rows_of(db, service, table), after)], None)
    return revision.id


def accept(db, editor, revision_id, service_id):
    service = reread(db, Service, service_id)
    accept_revision(db, editor, reread(db, Revision, revision_id), service, service.version)
    db.flush()


def days(db, service_id):
    return sorted(db.scalars(select(Schedule.byday).where(Schedule.service_id == service_id)))


def test_times_suggested_for_the_one_that_goes_are_accepted_at_the_one_that_stays(db, editor, kept, old, candidate):
    kept.schedules.append(Schedule(freq="WEEKLY", byday="MO", opens_at=time(9)))
    waiting = suggest(db, editor, old, "schedule", with_another_evening(db, old))
    kept_id = kept.id

    merge(db, editor, candidate, kept)
    accept(db, editor, waiting, kept_id)

    assert days(db, kept_id) == ["FR", "MO", "TU"]


def test_a_change_of_doubled_times_is_made_in_the_times_that_stay(db, editor, kept, old, candidate):
    [tuesday] = rows_of(db, old, "schedule")
    waiting = suggest(db, editor, old, "schedule", [{**tuesday, "closes_at": "13:00:00"}])
    kept_id, schedule_id = kept.id, kept.schedules[0].id

    merge(db, editor, candidate, kept)
    accept(db, editor, waiting, kept_id)

    assert days(db, kept_id) == ["TU"]
    assert reread(db, Schedule, schedule_id).closes_at == time(13)


def test_a_suggestion_for_the_one_that_stays_survives_that_the_other_leads(db, editor, kept, old, candidate):
    give_by_source(db, old)
    waiting = suggest(db, editor, kept, "schedule", with_another_evening(db, kept))
    kept_id = kept.id

    merge(db, editor, candidate, kept)
    accept(db, editor, waiting, kept_id)

    assert days(db, kept_id) == ["FR", "TU"]


def test_a_suggested_change_of_times_that_were_left_is_offered_as_times(db, editor, kept, old, candidate):
    old.schedules = [Schedule(freq="WEEKLY", byday="TH", opens_at=time(14))]
    [thursday] = rows_of(db, old, "schedule")
    waiting = suggest(db, editor, old, "schedule", [{**thursday, "opens_at": "15:00:00"}])
    kept_id, left_id = kept.id, old.schedules[0].id

    merge(db, editor, candidate, kept, take=())
    accept(db, editor, waiting, kept_id)

    assert days(db, kept_id) == ["TH", "TU"]
    assert reread(db, Schedule, left_id) is None


def test_a_number_of_a_contact_that_was_left_is_a_number_of_the_listing(db, editor, kept, old, candidate):
    contact = Contact(service_id=old.id, name="The warden", phones=[Phone(number="0113 496 0000")])
    db.add(contact)
    [number] = rows_of(db, old, "phone")
    waiting = suggest(db, editor, old, "phone", [{**number, "number": "0113 496 0001"}])
    kept_id = kept.id

    merge(db, editor, candidate, kept, take=())
    accept(db, editor, waiting, kept_id)

    assert db.scalars(select(Phone.number).where(Phone.service_id == kept_id)).all() == ["0113 496 0001"]


def test_times_at_a_place_that_was_left_are_times_of_the_listing(db, editor, kept, candidate, old):
    elsewhere = make_service(db, "Elsewhere", point=(53.9, -1.2)).places[0]
    elsewhere.location.addresses[0].postal_code = "YO1 7HH"
    elsewhere.service = old
    [*times] = rows_of(db, old, "schedule")
    at_place = {**times[0], "id": str(new_id()), "byday": "SA", "service_at_location_id": str(elsewhere.id)}
    at_place["service_id"] = None
    waiting = suggest(db, editor, old, "schedule", [*times, at_place])
    kept_id = kept.id

    merge(db, editor, candidate, kept, take=[each for each in PARTS if each != "places"])
    accept(db, editor, waiting, kept_id)

    assert days(db, kept_id) == ["SA", "TU"]


def test_a_draft_goes_on_at_the_one_that_stays(db, editor, writer, kept, old, candidate):
    write_draft(db, writer, old, {"alert": "Bring boots and a hat", "schedule": with_another_evening(db, old)})
    kept_id = kept.id

    merge(db, editor, candidate, kept)

    service = reread(db, Service, kept_id)
    changes = {each.field: each for each in rebased(db, service, find_draft(db, writer, service).field_changes)}
    assert changes["alert"].after == "Bring boots and a hat"
    assert [row["byday"] for row in changes["schedule"].after if row["service_id"] == str(kept_id)].count("FR") == 1


def test_of_drafts_for_both_one_goes_on_and_the_other_is_kept_to_read(db, editor, writer, kept, old, candidate):
    write_draft(db, writer, kept, {"alert": "Bring a hat"})
    write_draft(db, writer, old, {"alert": "Bring boots and a hat"})
    kept_id, other_id = kept.id, find_draft(db, writer, old).id

    merge(db, editor, candidate, kept)

    other = reread(db, Revision, other_id)
    assert [each.after for each in find_draft(db, writer, db.get_one(Service, kept_id)).field_changes] == [
        "Bring a hat"
    ]
    assert [each.after for each in other.field_changes] == ["Bring boots and a hat"]
    assert (other.state, other.record_id) == (RevisionState.WITHDRAWN, kept_id)
    assert "The walking group" in other.decision_note


def test_a_suggested_organization_that_was_merged_is_the_one_it_became(db, editor):
    stays, goes = make_organization(db), make_organization(db, "Beck Lane Community Ctr")
    service = make_service(db, "Walking group", organization=make_organization(db, "Somebody else"))
    service_id, stays_id = service.id, stays.id
    change = FieldChange("organization_id", str(service.organization_id), str(goes.id))
    waiting = suggest_changes(db, editor, service, [change], None).id

    merge(db, editor, make_candidate(db, stays, goes), stays)
    accept(db, editor, waiting, service_id)

    assert reread(db, Service, service_id).organization_id == stays_id


def as_kept(db, *ids):
    db.flush()
    rows = db.execute(select(Revision.__table__).where(Revision.id.in_(ids)).order_by(Revision.id))
    return [dict(row) for row in rows.mappings()]


def test_a_split_gives_everything_undecided_back(db, editor, writer, kept, old, candidate):
    write_draft(db, writer, kept, {"alert": "Bring a hat"})
    write_draft(db, writer, old, {"alert": "Bring boots and a hat"})
    ids = [
        suggest(db, editor, old, "schedule", with_another_evening(db, old)),
        suggest(db, editor, kept, "schedule", with_another_evening(db, kept)),
        find_draft(db, writer, kept).id,
        find_draft(db, writer, old).id,
    ]
    before, merged = as_kept(db, *ids), merge(db, editor, candidate, kept)

    split_records(db, editor, merged, None)

    assert as_kept(db, *ids) == before


def test_what_was_accepted_since_stays_in_the_history_of_the_one_that_stayed(db, editor, kept, old, candidate):
    waiting = suggest(db, editor, old, "schedule", with_another_evening(db, old))
    kept_id = kept.id
    merged = merge(db, editor, candidate, kept)
    accept(db, editor, waiting, kept_id)

    split_records(db, editor, reread(db, type(merged), merged.id), None)

    assert reread(db, Revision, waiting).record_id == kept_id


def test_what_was_withdrawn_since_goes_back_withdrawn(db, editor, kept, old, candidate):
    waiting = suggest(db, editor, old, "schedule", with_another_evening(db, old))
    old_id, merged = old.id, merge(db, editor, candidate, kept)
    withdraw_revision(db, editor, reread(db, Revision, waiting))

    split_records(db, editor, merged, None)

    assert (reread(db, Revision, waiting).record_id, reread(db, Revision, waiting).state) == (old_id, "withdrawn")


def test_a_suggestion_made_since_can_be_accepted_after_the_split(db, editor, kept, old, candidate):
    old.schedules.append(Schedule(freq="WEEKLY", byday="TH", opens_at=time(14)))
    kept_id, old_id, merged = kept.id, old.id, merge(db, editor, candidate, kept)
    since = suggest(db, editor, reread(db, Service, kept_id), "schedule", with_another_evening(db, kept))

    split_records(db, editor, merged, None)
    accept(db, editor, since, kept_id)

    assert (days(db, kept_id), days(db, old_id)) == (["FR", "TU"], ["TH", "TU"])


def test_draft_that_is_written_during_a_merge_goes_on_at_the_one_that_stays(own_database, meanwhile):
    with transaction() as db:
        editor, author = make_actor(db, Role.EDITOR), make_actor(db)
        kept, old = make_service(db, "Walking group"), make_service(db, "The walking group")
        kept_id, old_id, candidate_id = kept.id, old.id, make_candidate(db, kept, old).id

    def merge_them():
        with transaction() as db:
            candidate = db.get_one(DuplicateCandidate, candidate_id)
            merge_records(db, editor, candidate, wanted_merge(db, candidate, db.get_one(Service, kept_id)))

    with transaction() as db:
        write_draft(db, author, get_record(db, Service, old_id, to_change=True), {"alert": "Bring sticks"})
        db.flush()
        other = meanwhile(merge_them)
    other.result(10)

    with reading() as db:
        drafts = db.scalars(select(Revision).where(Revision.state == RevisionState.DRAFT)).all()
        assert [(each.record_id, each.changes[0]["after"]) for each in drafts] == [(kept_id, "Bring sticks")]
