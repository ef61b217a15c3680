"""The database: transactions whole or absent, strict SQLite, moments with zones, and many writers at once."""

import stat
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from directory.accounts.models import Scheme
from directory.catalogue.models.sources import CatalogueState, Source
from directory.catalogue.queries import catalogue_version
from directory.catalogue.versions import bump_catalogue_version
from directory.db import (
    DatabaseNotChosen,
    add_once,
    current_database,
    make_engine,
    make_session,
    one_by_one,
    open_database,
    reading,
    transaction,
    use_database,
)
from tests.conftest import ROOT


def names_of_schemes() -> list[str]:
    with reading() as db:
        return list(db.scalars(select(Scheme.name).order_by(Scheme.name)))


def test_a_transaction_is_kept_at_the_end_of_its_block(own_database):
    with transaction() as db:
        db.add(Scheme(name="North"))

    assert names_of_schemes() == ["North"]


def test_a_transaction_that_fails_is_rolled_back_whole(own_database):
    with suppress(ZeroDivisionError), transaction() as db:
        db.add(Scheme(name="North"))
        db.flush()
        raise ZeroDivisionError

    assert names_of_schemes() == []


def test_a_transaction_that_is_interrupted_is_rolled_back_whole(own_database):
    with suppress(KeyboardInterrupt), transaction() as db:
        db.add(Scheme(name="North"))
        db.flush()
        raise KeyboardInterrupt

    assert names_of_schemes() == []


def test_a_constraint_broken_at_the_end_leaves_nothing_of_the_rest(own_database):
    with transaction() as db:
        db.add(Scheme(name="North"))

    with suppress(IntegrityError), transaction() as db:
        db.add(Scheme(name="South"))
        db.flush()
        db.add(Scheme(name="North"))

    assert names_of_schemes() == ["North"]


def test_what_is_changed_while_reading_is_never_kept(own_database):
    with reading() as db:
        db.add(Scheme(name="North"))
        db.flush()

    assert names_of_schemes() == []


def test_rows_can_be_read_after_their_transaction(own_database):
    with transaction() as db:
        scheme = Scheme(name="North")
        db.add(scheme)

    assert scheme.name == "North"


def test_reading_goes_on_inside_and_beside_a_transaction(own_database):
    with transaction() as db:
        db.add(Scheme(name="North"))
        db.flush()

        assert names_of_schemes() == []

    with reading() as earlier:
        earlier.scalar(select(Scheme.name))
        with transaction() as db:
            db.add(Scheme(name="South"))

    assert names_of_schemes() == ["North", "South"]


def test_a_process_without_a_database_says_so():
    use_database(None)

    with pytest.raises(DatabaseNotChosen):
        current_database()


def test_a_folder_for_the_database_is_made(tmp_path):
    database = open_database(f"sqlite:///{tmp_path}/new/folder/lynchpin.db")

    with database.write.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    database.close()


@pytest.mark.parametrize("is_reading", [False, True], ids=["writing", "reading"])
def test_files_of_sqlite_and_their_folder_are_their_owners_alone(tmp_path, is_reading):
    folder = tmp_path / "instance"
    engine = make_engine(f"sqlite:///{folder}/lynchpin.db", is_reading=is_reading)

    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE word (text)")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.iterdir()]}

    assert modes == {"instance": 0o700, "lynchpin.db": 0o600, "lynchpin.db-wal": 0o600, "lynchpin.db-shm": 0o600}
    engine.dispose()


def test_a_file_that_is_there_keeps_what_its_operator_gave_it(tmp_path):
    (tmp_path / "lynchpin.db").touch(mode=0o640)
    engine = make_engine(f"sqlite:///{tmp_path}/lynchpin.db")

    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE word (text)")

    assert stat.S_IMODE((tmp_path / "lynchpin.db").stat().st_mode) == 0o640
    engine.dispose()


@pytest.mark.parametrize("is_reading", [False, True], ids=["writing", "reading"])
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1), ("busy_timeout", 5000)],
)
def test_sqlite_is_durable_and_strict(tmp_path, pragma, value, is_reading):
    engine = make_engine(f"sqlite:///{tmp_path}/strict.db", is_reading=is_reading)

    with engine.connect() as connection:
        found = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()

    assert found == value
    engine.dispose()


@pytest.fixture
def two_writers(tmp_path):
    engines = [make_engine(f"sqlite:///{tmp_path}/two.db") for _ in range(2)]
    yield engines
    for engine in engines:
        engine.dispose()


def test_a_second_writer_is_refused_before_it_has_read_what_may_be_stale(two_writers, monkeypatch):
    monkeypatch.setattr("directory.db.WAIT_SECONDS", 0.02)
    first, second = two_writers

    with first.connect() as writing, second.connect() as waiting:
        writing.exec_driver_sql("SELECT 1")
        with pytest.raises(OperationalError, match="locked"):
            waiting.exec_driver_sql("SELECT 1")


def test_a_second_writer_asks_again_every_few_milliseconds(two_writers, monkeypatch):
    first, second = two_writers
    naps = []
    with first.connect() as writing, second.connect() as waiting:
        writing.exec_driver_sql("SELECT 1")

        def let_go_at_last(seconds):
            naps.append(seconds)
            if len(naps) == 40:
                writing.rollback()

        monkeypatch.setattr("directory.db.time.sleep", let_go_at_last)
        waiting.exec_driver_sql("SELECT 1")

        assert naps == [0.005] * 40
        assert waiting.exec_driver_sql("PRAGMA busy_timeout").scalar() == 5000


def test_a_row_that_points_nowhere_is_refused(db):
    db.execute(text("DELETE FROM role_grant"))

    with pytest.raises(IntegrityError):
        db.execute(
            text("INSERT INTO role_grant (user_id, scheme_id, role) VALUES (:nobody, :nobody, 'manager')"),
            {"nobody": "00000000000000000000000000000000"},
        )


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(datetime(2026, 7, 1, 12, tzinfo=UTC), id="in UTC"),
        pytest.param(datetime(2026, 7, 1, 13, tzinfo=timezone(timedelta(hours=1))), id="in British Summer Time"),
        pytest.param(datetime(2026, 7, 1, 7, tzinfo=timezone(timedelta(hours=-5))), id="in New York"),
    ],
)
def test_moments_come_back_in_utc(db, moment):
    db.add(Source(name="A feed", added_at=moment))
    db.flush()
    db.expire_all()

    found = db.scalars(select(Source.added_at)).one()

    assert found == datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert found.utcoffset() == timedelta(0)
    assert db.scalar(select(Source.name).where(Source.added_at == moment)) == "A feed"


def test_a_moment_without_a_zone_is_refused(db):
    db.add(Source(name="A feed", added_at=datetime(2026, 7, 1, 12)))  # noqa: DTZ001 - that is what is refused

    with pytest.raises(StatementError, match="without a time zone"):
        db.flush()


def test_a_row_is_added_once_and_found_the_second_time(db):
    def find():
        return db.scalar(select(Scheme).where(Scheme.name == "North"))

    first, is_new = add_once(db, Scheme(name="North"), find)
    second, is_new_again = add_once(db, Scheme(name="North"), find)

    assert (is_new, is_new_again) == (True, False)
    assert second is first


def test_what_came_before_in_the_transaction_outlives_a_row_that_was_there(db):
    db.add(Scheme(name="North"))
    db.flush()
    db.add(Scheme(name="South"))

    add_once(db, Scheme(name="North"), lambda: db.scalar(select(Scheme).where(Scheme.name == "North")))

    assert db.scalars(select(Scheme.name).order_by(Scheme.name)).all() == ["North", "South"]


def test_another_broken_constraint_is_not_taken_for_a_row_that_was_there(db):
    with pytest.raises(IntegrityError):
        add_once(db, CatalogueState(id=2, version=0), lambda: db.get(CatalogueState, 2))


def test_of_two_requests_that_add_the_same_row_one_adds_it(own_database, meanwhile):
    def add(db):
        return add_once(db, Scheme(name="North"), lambda: db.scalar(select(Scheme).where(Scheme.name == "North")))[1]

    def add_in_another_request():
        with transaction() as db:
            return add(db)

    with transaction() as db:
        is_new = add(db)
        is_new_meanwhile = meanwhile(add_in_another_request)

    assert (is_new, is_new_meanwhile.result(10)) == (True, False)
    assert names_of_schemes() == ["North"]


def test_where_the_quicker_request_is_rolled_back_the_other_adds_the_row(own_database, meanwhile):
    def add():
        with transaction() as db:
            return add_once(db, Scheme(name="North"), lambda: None)[1]

    with suppress(ZeroDivisionError), transaction() as db:
        db.add(Scheme(name="North"))
        db.flush()
        is_new = meanwhile(add)
        raise ZeroDivisionError

    assert is_new.result(10) is True
    assert names_of_schemes() == ["North"]


def test_no_step_of_the_catalogue_version_is_lost_between_threads(own_database, at_once):
    with transaction() as db:
        bump_catalogue_version(db)

    def bump():
        for _ in range(10):
            with transaction() as db:
                bump_catalogue_version(db)

    results = at_once(*[bump] * 4)

    assert results == [None] * 4
    with reading() as db:
        assert catalogue_version(db) == 41


READ_THEN_WRITE = """
import sys
from sqlalchemy import text
from directory.db import open_database, transaction, use_database
use_database(open_database(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    with transaction() as db:
        version = db.scalar(text("SELECT version FROM catalogue_state"))
        db.execute(text("UPDATE catalogue_state SET version = :new"), {"new": version + 1})
"""


def test_errors_do_not_repeat_what_was_to_be_kept(db):
    with pytest.raises(IntegrityError) as refused:
        db.execute(text("INSERT INTO scheme (id, name) VALUES (:id, :name)"), {"id": "0" * 32, "name": "Edith"})

    assert "[SQL parameters hidden" in str(refused.value)


def test_four_processes_that_read_and_then_write_lose_nothing_on_sqlite(sqlite_url):
    engine = make_engine(sqlite_url)
    with make_session(engine) as db:
        db.add(CatalogueState(id=1, version=0))
        db.flush()
        db.connection().commit()
    command = [sys.executable, "-c", READ_THEN_WRITE, sqlite_url, "25"]

    processes = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]

    assert [process.wait(60) for process in processes] == [0] * 4
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version FROM catalogue_state")) == 100
    engine.dispose()


def test_rows_are_found_by_ids_named_as_one_value(db):
    rows = [Scheme(name=each) for each in ("North", "South", "West")]
    db.add_all(rows)
    db.flush()  # their ids come with their rows
    wanted = {each.id for each in rows[:2]}

    found = set(db.scalars(select(Scheme.id).where(Scheme.id.in_(one_by_one(db, wanted)))))
    of_none = db.scalars(select(Scheme.id).where(Scheme.id.in_(one_by_one(db, [])))).all()

    assert found == wanted
    assert of_none == []
