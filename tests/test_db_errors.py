"""Whether a database is away or busy, or was asked something wrong; and which constraint was broken."""

import sqlite3
from contextlib import suppress

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from directory.catalogue.models.sources import Source
from directory.db import make_engine
from directory.db_errors import constraint_name, is_not_now


def error_of(engine, *statements) -> SQLAlchemyError:
    """What the last of these statements raises."""
    try:
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
    except SQLAlchemyError as error:
        return error
    finally:
        engine.dispose()
    raise AssertionError("nothing was raised")


def from_server(code: str) -> DBAPIError:
    """An error as SQLAlchemy hands it on when PostgreSQL gave this code."""
    kind = psycopg.errors.lookup(code)
    return DBAPIError.instance("SELECT 1", {}, kind("told"), psycopg.Error)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("SELECT * FROM nowhere", id="no such table"),
        pytest.param("SELECT nothing FROM scheme", id="no such column"),
        pytest.param("SELECT FROM WHERE", id="no statement at all"),
        pytest.param("SELECT nothing(1)", id="no such function"),
        pytest.param("INSERT INTO scheme (name) VALUES (NULL)", id="a broken constraint"),
    ],
)
def test_a_wrong_statement_is_no_matter_of_waiting(own_url, statement):
    error = error_of(make_engine(own_url), statement)

    assert isinstance(error, DBAPIError)
    assert not is_not_now(error)


def test_a_database_that_another_one_writes_to_is_busy(sqlite_url):
    engine = make_engine(sqlite_url)
    with engine.connect() as writing:
        writing.execute(text("SELECT 1"))

        error = error_of(create_engine(sqlite_url, connect_args={"timeout": 0}), "BEGIN IMMEDIATE")

    assert is_not_now(error)
    engine.dispose()


def test_a_database_whose_folder_is_gone_is_away(tmp_path):
    assert is_not_now(error_of(create_engine(f"sqlite:///{tmp_path}/gone/own.db"), "SELECT 1"))


def test_a_file_that_is_no_database_will_not_become_one(tmp_path):
    (tmp_path / "letter.db").write_text("Dear all, " * 200)

    assert not is_not_now(error_of(make_engine(f"sqlite:///{tmp_path}/letter.db"), "SELECT 1"))


@pytest.mark.parametrize("address", ["127.0.0.1:9", "127.0.0.1:9/somewhere?connect_timeout=1"])
def test_a_server_that_does_not_answer_is_away(address):
    assert is_not_now(error_of(make_engine(f"postgresql+psycopg://anybody@{address}"), "SELECT 1"))


def test_a_pool_without_a_free_connection_is_busy(sqlite_url):
    engine = create_engine(sqlite_url, poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=0.01)

    with engine.connect():
        error = error_of_another(engine)

    assert isinstance(error, PoolTimeout)
    assert is_not_now(error)
    engine.dispose()


def error_of_another(engine) -> SQLAlchemyError | None:
    try:
        with suppress(DBAPIError):
            engine.connect()
    except SQLAlchemyError as error:
        return error
    return None


def test_a_connection_that_the_server_ends_is_away(own_postgresql_url):
    engine = make_engine(own_postgresql_url)

    error = error_of(engine, "SELECT pg_terminate_backend(pg_backend_pid())")

    assert is_not_now(error)


def test_a_lock_that_was_waited_for_too_long_is_busy(own_postgresql_url):
    engine = make_engine(own_postgresql_url)
    with engine.connect() as writing:
        writing.execute(text("LOCK TABLE scheme"))

        error = error_of(make_engine(own_postgresql_url), "SET lock_timeout = '10ms'", "SELECT * FROM scheme")

    assert is_not_now(error)
    engine.dispose()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("40001", True, id="two transactions met"),
        pytest.param("40P01", True, id="deadlock"),
        pytest.param("53300", True, id="too many connections"),
        pytest.param("53100", True, id="disk full"),
        pytest.param("57P01", True, id="stopped by its administrator"),
        pytest.param("57P03", True, id="starting"),
        pytest.param("57014", True, id="took too long"),
        pytest.param("25006", True, id="now a replica"),
        pytest.param("08006", True, id="connection lost"),
        pytest.param("42P01", False, id="no such table"),
        pytest.param("42703", False, id="no such column"),
        pytest.param("42601", False, id="syntax"),
        pytest.param("42501", False, id="not permitted"),
        pytest.param("25P02", False, id="transaction went on after an error"),
        pytest.param("23505", False, id="not unique"),
        pytest.param("22P02", False, id="not a number"),
    ],
)
def test_codes_of_the_server_are_told_apart(code, expected):
    assert is_not_now(from_server(code)) is expected


def test_errors_of_the_drivers_themselves_are_known_too():
    with pytest.raises(sqlite3.OperationalError) as wrong:
        sqlite3.connect(":memory:").execute("SELECT * FROM nowhere")
    with pytest.raises(sqlite3.OperationalError) as away:
        sqlite3.connect("/nowhere/at/all.db")

    assert (is_not_now(wrong.value), is_not_now(away.value)) == (False, True)
    assert is_not_now(psycopg.OperationalError("the connection is closed"))


def test_any_other_error_is_none_of_a_database():
    assert not is_not_now(OSError("disk full"))


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        pytest.param(
            "INSERT INTO source (id, name, added_at) SELECT '{other}', name, added_at FROM source",
            {"uq_source_name", "UNIQUE constraint failed: source.name"},
            id="not unique",
        ),
        pytest.param(
            "INSERT INTO source (id, name, added_at) VALUES ('{other}', NULL, '2026-07-01')",
            {"NOT NULL constraint failed: source.name"},
            id="left out",
        ),
        pytest.param(
            "INSERT INTO catalogue_state (id, version) VALUES (2, 0)", {"ck_catalogue_state_one_row"}, id="a check"
        ),
        pytest.param(
            "INSERT INTO source_record (source_id, entity, source_key, record_id, digest)"
            " VALUES ('{other}', 'service', 'Edith', '{other}', '')",
            {"fk_source_record_source_id_source", "FOREIGN KEY constraint failed"},
            id="points nowhere",
        ),
    ],
)
def test_the_broken_constraint_is_named_and_no_value(db, statement, names):
    db.add(Source(name="Edith"))
    db.flush()

    with pytest.raises(IntegrityError) as broken:
        db.execute(text(statement.format(other="1" * 32)))

    assert constraint_name(broken.value) in names
