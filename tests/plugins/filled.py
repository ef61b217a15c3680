"""Databases that have something from the beginning, which to make takes longer than most tests: our vocabulary, or the
world of the house tests.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.catalogue.vocabulary import load_vocabulary
from directory.db import make_engine, make_session
from tests.plugins.databases import copy_on_server

# What puts something into a database, and gives back what is to be known of it.
Fill = Callable[[Session], object]


@pytest.fixture
def our_words(database):
    """Our vocabulary, so that needs are heard. Where a test asks for it, its database has it from the beginning."""


@pytest.fixture(scope="session")
def sqlite_template_with_words(sqlite_template, tmp_path_factory) -> Path:
    """A migrated SQLite file with our vocabulary, which nobody has open, so that it can be copied."""
    path: Path = tmp_path_factory.mktemp("words") / "template.db"
    with filled_file(sqlite_template, path, load_vocabulary):
        pass
    return path


@pytest.fixture(scope="session")
def sqlite_engine_with_words(sqlite_template_with_words, tmp_path_factory):
    path = tmp_path_factory.mktemp("words") / "test.db"
    shutil.copy(sqlite_template_with_words, path)
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_engine_with_words(postgresql_url, postgresql_template):
    with filled_copy(postgresql_url, postgresql_template, "words", load_vocabulary) as (engine, _):
        yield engine


@contextmanager
def filled_file(template: Path, path: Path, fill: Fill) -> Iterator[tuple[Engine, object]]:
    """A SQLite file that begins as a copy of a template and is filled; with what filling it gave."""
    shutil.copy(template, path)
    with filled(f"sqlite:///{path}", fill) as found:
        yield found


@contextmanager
def filled_copy(url: str, template: str, name: str, fill: Fill) -> Iterator[tuple[Engine, object]]:
    """The same on a PostgreSQL server; gone after the block."""
    with copy_on_server(url, template, f"{name}_{os.getpid()}") as copy, filled(copy, fill) as found:
        yield found


@contextmanager
def filled(url: str, fill: Fill) -> Iterator[tuple[Engine, object]]:
    engine = make_engine(url)
    with engine.begin() as connection, make_session(connection) as session:
        known = fill(session)
        session.commit()
    yield engine, known
    engine.dispose()
