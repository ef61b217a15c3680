"""An import after people here changed a listing: their word stays, and the source's is noted."""

from datetime import date

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.inputs import ServiceEditInput
from directory.catalogue.local_values import local_values
from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.operations import assure_service, edit_service
from directory.db import transaction
from directory.exchange.importing import run_import
from tests.factories.accounts import make_actor
from tests.factories.feeds import feed_service, write_lines


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
