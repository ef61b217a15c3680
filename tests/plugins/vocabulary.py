"""Databases that have our vocabulary from the beginning: loading it takes longer than most tests."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine

from directory.catalogue.vocabulary import load_vocabulary
from directory.db import make_engine, make_session
from tests.plugins.databases import copy_on_server


@pytest.fixture
def our_words(database):
    """Our vocabulary, so that needs are heard. Where a test asks for it, its database has it from the beginning."""


@pytest.fixture(scope="session")
def sqlite_engine_with_words(sqlite_template, tmp_path_factory):
    path = tmp_path_factory.mktemp("words") / "test.db"
    shutil.copy(sqlite_template, path)
    with engine_with_words(f"sqlite:///{path}") as engine:
        yield engine


@pytest.fixture(scope="session")
def postgresql_engine_with_words(postgresql_url, postgresql_template):
    copy = copy_on_server(postgresql_url, postgresql_template, f"words_{os.getpid()}")
    with copy as url, engine_with_words(url) as engine:
        yield engine


@contextmanager
def engine_with_words(url: str) -> Iterator[Engine]:
    """A database that has been given our vocabulary."""
    engine = make_engine(url)
    with engine.begin() as connection, make_session(connection) as session:
        load_vocabulary(session)
        session.commit()
    yield engine
    engine.dispose()
