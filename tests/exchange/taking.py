"""Taking the file of a feed in, and all that is in the database before it and after."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from directory.db import Base, transaction
from directory.exchange import importing
from directory.exchange.importing import run_import
from tests.factories.feeds import (
    feed_id,
    write_lines,
)

MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def feed(tmp_path):
    """Writes a file of these records."""

    def write(*records, name="feed.ndjson"):
        return write_lines(tmp_path / name, *records)

    return write


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)


def take(path, source="leeds", at=MONDAY, **more):
    """Import a file; the summary, and the refusals as pairs of number and reason."""
    refused = []
    with time_machine.travel(at, tick=False):
        summary = run_import(path, source, transaction=transaction, report=refused.append, **more)
    return summary, [(each.number, each.reason) for each in refused]


def counts(summary):
    return (summary.new, summary.changed, summary.unchanged, summary.refused)


def everything(database):
    """Every row of every table, as text that can be compared. What a database counts up says nothing."""
    return {
        name: sorted(str(row) for row in database.write.execute(select(*counted_apart(table))))
        for name, table in Base.metadata.tables.items()
    }


def counted_apart(table):
    return [column for column in table.c if not (table.name == "revision" and column.name == "id")]


def differing(before, after):
    """The tables whose rows differ, with how many rows do."""
    return {
        name: len(set(before[name]) ^ set(after[name]))
        for name in before
        if sorted(before[name]) != sorted(after[name])
    }


def only(db, model, **where):
    return db.scalars(select(model).filter_by(**where)).one()


def service_id(number=1):
    return uuid.UUID(feed_id("service", number))
