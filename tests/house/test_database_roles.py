"""With the rights that the guide gives to the role of pages, work can be done, and no more than that."""

import os
import re
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool

from directory.audit.chain import verify_chain
from directory.casework.models import Client
from directory.db import open_database, reading, transaction, use_database
from tests.factories.accounts import PASSWORD, make_user
from tests.staff.conftest import new_key, postcodes

__all__ = ["postcodes"]

GUIDE = (Path(__file__).parents[2] / "docs/operations/database-roles.md").read_text("utf-8")
# Roles are the server's, which runs of the tests may share.
ROLE = f"pages_{os.getpid()}"
NOT_ALLOWED = "42501"


def run_as_owner(url: str, *statements: str) -> None:
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def pages_url(own_postgresql_url):
    """The address of a migrated database for the role of pages, with the rights of the guide."""
    granted = re.search(r"```sql\n(.*?)```", GUIDE, re.DOTALL)[1].replace("lynchpin_pages", ROLE)
    run_as_owner(own_postgresql_url, f"CREATE ROLE {ROLE} LOGIN", *granted.strip().split("\n"))
    yield make_url(own_postgresql_url).set(username=ROLE).render_as_string(hide_password=False)
    run_as_owner(own_postgresql_url, f"DROP OWNED BY {ROLE}", f"DROP ROLE {ROLE}")


@pytest.fixture
def as_pages(pages_url, key_store):
    """The database in use, as the role of pages sees it."""
    database = open_database(pages_url)
    use_database(database)
    yield database
    use_database(None)
    database.close()


def test_a_coordinator_works_with_these_rights(whole_app, as_pages, postcodes):
    with transaction() as db:
        email = make_user(db).email
    whole_app.config.update(WTF_CSRF_ENABLED=False)
    browser = whole_app.test_client()

    browser.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    added = browser.post("/staff/clients", data={"name": "Ann Ackroyd", "submission_key": new_key()})
    page = browser.get(added.location)
    browser.post("/staff/sign-out")

    assert "Ann Ackroyd" in page.text
    with reading() as db:
        assert len(db.scalars(select(Client)).all()) == 1
        assert verify_chain(db).is_whole


FORBIDDEN = (
    "UPDATE audit_event SET action = 'nothing'",
    "DELETE FROM audit_event",
    "TRUNCATE audit_event",
    "DELETE FROM audit_link",
    "ALTER TABLE audit_event DISABLE TRIGGER ALL",
    "DROP TABLE client",
    "CREATE TABLE elsewhere (id integer)",
    "UPDATE alembic_version SET version_num = 'none'",
)


def test_the_role_of_pages_changes_neither_tables_nor_the_record_of_looks(as_pages):
    refused = {}

    for statement in FORBIDDEN:
        with pytest.raises(ProgrammingError) as error, transaction() as db:
            db.execute(text(statement))
        refused[statement] = error.value.orig.sqlstate

    assert refused == dict.fromkeys(FORBIDDEN, NOT_ALLOWED)
