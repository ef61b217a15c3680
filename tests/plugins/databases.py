"""Databases with all tables, copied from one that was migrated once.

Most tests share one that is rolled back after each. What that cannot show needs one that really commits, of a test's
own: races, bytes on disk, migrations.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from directory.cli import schema
from directory.db import make_engine, open_database, use_database

KINDS = ["sqlite", "postgresql"]
# As long as threads of a test may take to come so far, on a machine that does much else.
PATIENCE_SECONDS = 60
# Runs of the tests that share a server keep out of each other's way.
TEMPLATE = f"template_{os.getpid()}"


def run_on_server(url: str, statement: str) -> None:
    """Run what PostgreSQL refuses inside a transaction."""
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def database_of(url: str, name: str) -> str:
    found: URL = make_url(url).set(database=name)
    return found.render_as_string(hide_password=False)


@contextmanager
def copy_on_server(url: str, template: str, name: str) -> Iterator[str]:
    """The address of a database that begins as a copy of another one, and is gone after the block."""
    run_on_server(url, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield database_of(url, name)
    run_on_server(url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    schema.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_url):
    """The name of a migrated database that nobody is connected to, so that it can be copied."""
    run_on_server(postgresql_url, f"DROP DATABASE IF EXISTS {TEMPLATE}")
    run_on_server(postgresql_url, f"CREATE DATABASE {TEMPLATE}")
    schema.upgrade(database_of(postgresql_url, TEMPLATE))
    yield TEMPLATE
    run_on_server(postgresql_url, f"DROP DATABASE {TEMPLATE} WITH (FORCE)")


@pytest.fixture(scope="session")
def sqlite_engine(sqlite_template, tmp_path_factory):
    """A database in which nothing is ever committed."""
    path = tmp_path_factory.mktemp("sqlite") / "test.db"
    shutil.copy(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_engine(postgresql_url, postgresql_template):
    with copy_on_server(postgresql_url, postgresql_template, f"plain_{os.getpid()}") as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture
def empty_postgresql_url(postgresql_url, request):
    """A PostgreSQL database without any table, dropped after the test."""
    name = f"empty_{os.getpid()}_{abs(hash(request.node.nodeid))}"
    run_on_server(postgresql_url, f"CREATE DATABASE {name}")
    yield database_of(postgresql_url, name)
    run_on_server(postgresql_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=KINDS)
def empty_url(request, tmp_path) -> str:
    """The address of a database without any table: once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    url: str = request.getfixturevalue("empty_postgresql_url")
    return url


@pytest.fixture
def sqlite_url(sqlite_template, tmp_path) -> str:
    """The address of a migrated SQLite file of this test's own."""
    shutil.copy(sqlite_template, tmp_path / "own.db")
    return f"sqlite:///{tmp_path}/own.db"


@pytest.fixture
def own_postgresql_url(postgresql_url, postgresql_template, request):
    """The address of a migrated PostgreSQL database of this test's own."""
    name = f"own_{os.getpid()}_{abs(hash(request.node.nodeid))}"
    with copy_on_server(postgresql_url, postgresql_template, name) as url:
        yield url


@pytest.fixture(params=KINDS)
def own_url(request) -> str:
    """The address of a migrated database of this test's own: once on each kind."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "own_postgresql_url")
    return url


@pytest.fixture
def own_database(own_url, key_store):
    """A migrated database of this test's own, in use, where what is committed stays: once on each kind."""
    database = open_database(own_url)
    use_database(database)
    yield database
    use_database(None)
    database.close()


@pytest.fixture
def at_once() -> Callable[..., list[object]]:
    """`at_once(first, second)` calls functions in threads that begin together; gives results or errors, in order."""

    def run_all(*functions: Callable[[], object]) -> list[object]:
        gate = threading.Barrier(len(functions))
        results: list[object] = [None] * len(functions)

        def run(place: int) -> None:
            gate.wait(PATIENCE_SECONDS)
            try:
                results[place] = functions[place]()
            except Exception as error:
                results[place] = error

        threads = [threading.Thread(target=run, args=(place,)) for place in range(len(functions))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
        return results

    return run_all


@pytest.fixture
def meanwhile():
    """`meanwhile(function)` begins it in a thread, and goes on when it is done or stuck behind what this test holds.

    Its `.result(10)` is what it gave, or raises what it raised.
    """
    with ThreadPoolExecutor(8) as pool:

        def begin(function: Callable[[], object]) -> Future[object]:
            begun = pool.submit(function)
            wait([begun], timeout=0.4)
            return begun

        yield begin
