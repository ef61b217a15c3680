"""An import after people here changed a listing: their word stays, and the source's is noted."""

from datetime import date

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.history.local_values import local_values, seen_beside
from directory.catalogue.history.record_changes import plain_rows, values_now
from directory.catalogue.history.revisions import make_changes
from directory.catalogue.inputs import ServiceEditInput
from directory.catalogue.models.contacts import Contact, Phone
from directory.catalogue.models.field_changes import FieldChange, differences
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.photographs import Photograph
from directory.catalogue.models.places import Location
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.models.taxonomies import Attribute
from directory.catalogue.operations import assure_service, edit_service, take_source_value
from directory.catalogue.photographs.keeping import hold_picture
from directory.db import transaction
from directory.exchange.importing import run_import
from tests.factories.accounts import make_actor
from tests.factories.feeds import (
    feed_attribute,
    feed_id,
    feed_organization,
    feed_phone,
    feed_place,
    feed_schedule,
    feed_service,
    write_lines,
)
from tests.factories.photographs import make_picture


@pytest.fixture
def take(database, tmp_path):
    """Imports one service as its source describes it now."""

    def take(**more):
        return run_import(
            write_lines(tmp_path / "feed.ndjson", feed_service(1, **more)), "leeds", transaction=transaction
        )

    return take


@pytest.fixture
def changed_here(take):
    """Imports a service, then an editor here changes it."""

    def change(**more):
        take(assured_date="2026-01-01")
        with transaction() as db:
            service, editor = db.scalars(select(Service)).one(), make_actor(db, Role.EDITOR)
            known = {name: getattr(service, name) for name in ServiceEditInput.__dataclass_fields__}
            edit_service(db, editor, service, ServiceEditInput(**{**known, "status": ServiceStatus.ACTIVE, **more}))
            assure_service(db, editor, service, date(2026, 6, 1))

    return change


def listing(db):
    return db.scalars(select(Service).execution_options(populate_existing=True)).one()


def said_there(db):
    return {name: each.source_value for name, each in local_values(db, "service", listing(db).id).items()}


def test_what_was_changed_here_survives_the_next_import(changed_here, take, db):
    changed_here(name="Tea for all")

    summary = take(description="Coffee.", assured_date="2026-01-01")

    assert (listing(db).name, listing(db).description) == ("Tea for all", "Coffee.")
    assert (summary.changed, summary.kept_here) == (1, 1)


def test_easy_words_and_help_with_the_cost_written_here_survive_a_source_that_has_neither(changed_here, take, db):
    words = {"easy_read": "We drink tea.\nWe talk.", "cost_help": "Ask about free places"}
    changed_here(**words)

    take(description="Coffee.", assured_date="2026-01-01")

    assert {name: getattr(listing(db), name) for name in words} == words


def test_a_check_made_here_survives_a_source_that_says_nothing_of_checks(changed_here, take, db):
    changed_here()

    take(description="Coffee.")

    assert listing(db).assured_date == date(2026, 6, 1)


def test_a_later_check_of_the_source_counts(changed_here, take, db):
    changed_here()

    take(assured_date="2026-07-01")

    assert listing(db).assured_date == date(2026, 7, 1)
    assert said_there(db) == {}


def test_what_the_source_says_now_is_noted(changed_here, take, db):
    changed_here(name="Tea for all")

    take(name="Tea and talk again", assured_date="2026-02-01")

    assert listing(db).name == "Tea for all"
    assert said_there(db) == {"name": "Tea and talk again", "assured_date": "2026-02-01"}


def test_once_the_source_says_the_same_nothing_is_kept_beside_it(changed_here, take, db):
    changed_here(name="Tea for all")

    take(name="Tea for all", assured_date="2026-06-01")

    assert said_there(db) == {}


def test_a_held_back_change_alone_changes_no_listing(changed_here, take, db):
    changed_here(name="Tea for all")
    before = (listing(db).version, listing(db).last_modified)

    summary = take(name="Tea and talk again", assured_date="2026-01-01")

    assert (summary.changed, summary.unchanged, summary.kept_here) == (0, 1, 1)
    assert (listing(db).version, listing(db).last_modified) == before


def test_the_same_file_again_changes_nothing(changed_here, take, db):
    changed_here(name="Tea for all")
    take(name="Tea and talk again", assured_date="2026-02-01")
    before = said_there(db)

    summary = take(name="Tea and talk again", assured_date="2026-02-01")

    assert (summary.unchanged, summary.kept_here) == (1, 0)
    assert said_there(db) == before


def shared_records(name):
    """What a source says of who runs its service and of where it happens."""
    said = {"name": name, "description": f"Said of {name}"}
    return {"organization": feed_organization(1, **said), "service_at_locations": [feed_place(1, **said)]}


@pytest.mark.parametrize("model", [Organization, Location])
def test_name_of_a_shared_record_changed_here_stays_and_the_rest_is_taken(take, db, model):
    take(**shared_records("The hall"))
    with transaction() as other:
        record, editor = other.scalars(select(model)).one(), make_actor(other, Role.EDITOR)
        make_changes(other, editor, record, differences(record, {"name": "The mill"}))
        version = record.version

    take(**shared_records("The old hall"))

    record = db.scalars(select(model).execution_options(populate_existing=True)).one()
    assert (record.name, record.description) == ("The mill", "Said of The old hall")
    assert local_values(db, model.__tablename__, record.id)["name"].source_value == "The old hall"
    assert record.version == version + 1


def rows_of(db, model):
    return db.scalars(select(model).execution_options(populate_existing=True)).all()


@pytest.fixture
def change_rows(take):
    """Imports a service, then an editor here changes the rows of one table of it."""

    def change(table, **columns):
        take()
        with transaction() as db:
            service, editor = db.scalars(select(Service)).one(), make_actor(db, Role.EDITOR)
            now = values_now(db, service, [table])[table]
            make_changes(db, editor, service, [FieldChange(table, now, [{**row, **columns} for row in now])])

    return change


def test_times_set_here_survive_the_next_import(change_rows, take, db):
    change_rows("schedule", byday="FR")

    summary = take(name="Tea for all")

    assert [each.byday for each in rows_of(db, Schedule)] == ["FR"]
    assert listing(db).name == "Tea for all"
    assert (summary.changed, summary.kept_here) == (1, 1)


def test_times_that_the_source_sets_to_the_same_are_no_longer_kept(change_rows, take, db):
    change_rows("schedule", byday="FR")

    take(schedules=[feed_schedule(1, byday="FR")])
    take(schedules=[feed_schedule(1, byday="MO")])

    assert [each.byday for each in rows_of(db, Schedule)] == ["MO"]


def test_what_the_source_says_of_times_now_is_noted(change_rows, take, db):
    change_rows("schedule", byday="FR")

    take(schedules=[feed_schedule(1, byday="MO"), feed_schedule(2, byday="WE")])

    assert sorted(row["byday"] for row in said_there(db)["schedule"]) == ["MO", "WE"]
    assert [each.byday for each in rows_of(db, Schedule)] == ["FR"]


def test_numbers_of_a_contact_kept_here_are_kept_with_it(change_rows, take, db):
    change_rows("contact", name="The new warden")
    other = {"id": feed_id("contact", 2), "name": "Somebody else", "phones": [feed_phone(2)]}

    take(contacts=[other])

    assert [each.name for each in rows_of(db, Contact)] == ["The new warden"]
    assert [str(each.id) for each in rows_of(db, Phone) if each.contact_id] == [feed_id("phone", 1)]


def test_tags_of_the_service_come_in_while_its_contacts_are_kept(change_rows, take, db):
    change_rows("contact", name="The new warden")

    take(attributes=[feed_attribute(1), feed_attribute(1, term="Chess")])

    assert len(rows_of(db, Attribute)) == 2


def test_editor_goes_back_to_the_times_of_the_source(change_rows, take, db):
    change_rows("schedule", byday="FR")

    with transaction() as again:
        service = again.scalars(select(Service)).one()
        said = local_values(again, "service", service.id)["schedule"].source_value
        seen = seen_beside(service, "schedule", said)
        take_source_value(again, make_actor(again, Role.EDITOR), service, "schedule", seen)

    assert [each.byday for each in rows_of(db, Schedule)] == ["TU"]
    assert said_there(db) == {}


def test_photographs_stay_and_no_other_word_of_the_source_is_told(changed_here, take, db):
    changed_here()
    with transaction() as session:
        digest = make_picture(session)
        hold_picture(session, digest)
        service, editor = listing(session), make_actor(session, Role.EDITOR)
        row = {"id": service.id, "service_id": service.id, "digest": digest, "position": 0, "credit": None}
        rows = plain_rows([{**row, "alt_text": "The room", "agreed_on": date(2026, 6, 1)}])
        make_changes(session, editor, service, [FieldChange("photograph", [], rows)])

    take(description="Coffee.", assured_date="2026-01-01")

    assert listing(db).description == "Coffee."
    assert db.scalars(select(Photograph.alt_text)).all() == ["The room"]
    assert "photograph" not in said_there(db)


def test_who_checked_it_here_goes_with_a_later_check_of_the_source(take, database):
    take(assured_date="2026-01-01", assurer_email="list@council.example")
    with transaction() as db:
        service = db.scalars(select(Service)).one()
        service.email = "walks@becklane.example"
        assure_service(db, None, service, date(2026, 6, 1))

    take(assured_date="2026-07-01", assurer_email="list@council.example")

    with transaction() as db:
        assert listing(db).assurer_email == "list@council.example"
        assert (listing(db).assured_date, said_there(db).get("assurer_email")) == (date(2026, 7, 1), None)
