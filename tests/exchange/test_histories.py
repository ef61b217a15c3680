"""What an import leaves in the history of the catalogue."""

import pytest
from sqlalchemy import select

from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.sources import Source
from directory.db import transaction
from directory.exchange.importing import run_import
from tests.factories.feeds import feed_id, feed_organization, feed_schedule, feed_service, write_lines


@pytest.fixture
def take(database, tmp_path):
    def take(**more):
        run_import(write_lines(tmp_path / "feed.ndjson", feed_service(1, **more)), "leeds", transaction=transaction)

    return take


def history(db, entity="service"):
    wanted = select(Revision).where(Revision.entity == entity).order_by(Revision.id)
    return db.scalars(wanted.execution_options(populate_existing=True)).all()


def test_new_service_begins_its_history_with_its_source(take, db):
    take()

    (added,) = history(db)
    assert (added.kind, added.state, added.field_changes) == ("added", "done", ())
    assert added.source_id == db.scalars(select(Source.id)).one()


def test_changed_field_is_told_with_what_it_was(take, db):
    take(minimum_age=18)
    take(minimum_age=21)

    changed = history(db)[-1]
    assert [(each.field, each.before, each.after) for each in changed.field_changes] == [("minimum_age", 18, 21)]
    assert changed.kind == "changed"


def test_changed_schedule_is_told_with_all_schedules_before_and_after(take, db):
    take()
    take(schedules=[feed_schedule(1), feed_schedule(2)])

    (change,) = history(db)[-1].field_changes
    assert change.field == "schedule"
    assert [each["opens_at"] for each in change.before] == ["10:30:00"]
    assert sorted(each["id"] for each in change.after) == sorted([feed_id("schedule", 1), feed_id("schedule", 2)])


def test_changed_organization_has_a_history_of_its_own(take, db):
    take()
    take(organization=feed_organization(1, name="The parish"))

    (changed,) = history(db, "organization")
    assert [(each.field, each.after) for each in changed.field_changes] == [("name", "The parish")]


def test_an_import_that_changes_nothing_leaves_no_trace(take, db):
    take()
    take()

    assert len(history(db)) == 1
