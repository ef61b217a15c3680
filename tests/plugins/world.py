"""The world of the house tests, made once for each kind of database: to make it takes longer than to open a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import pytest
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from directory.db import Base
from directory.security.key_tables import PersonKey, Tombstone
from directory.security.keystore import KeyStore
from tests.house.world import World, make_world
from tests.plugins.filled import filled_copy, filled_file


@dataclass(frozen=True)
class MadeWorld:
    """A database with the world in it, the world as it was made, and the data keys of whoever lives there."""

    engine: Engine
    world: World
    keys: dict[Any, dict[str, Any]]


def taken_over(db: Session, value: Any) -> Any:
    """The same with each record as one of this session, also in what a value is made of. Asks the database nothing."""
    if isinstance(value, Base):
        return db.merge(value, load=False)
    if isinstance(value, dict):
        return {name: taken_over(db, each) for name, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: taken_over(db, getattr(value, each.name)) for each in fields(value)})
    return value


def keys_in(store: KeyStore) -> dict[Any, dict[str, Any]]:
    """The data keys of everybody, as rows."""
    names = PersonKey.__table__.columns.keys()
    with store.looking() as session:
        rows = session.scalars(select(PersonKey)).all()
        return {each.person_id: {name: getattr(each, name) for name in names} for each in rows}


@contextmanager
def keys_put_back(store: KeyStore, keys: dict[Any, dict[str, Any]]) -> Iterator[None]:
    """Whoever is erased inside the block is not after it: of the key store nothing is rolled back."""
    yield
    with store.looking() as session:
        left = set(session.scalars(select(PersonKey.person_id).where(PersonKey.person_id.in_(keys))))
    if gone := keys.keys() - left:
        with store.changing() as session:
            session.execute(delete(Tombstone).where(Tombstone.person_id.in_(gone)))
            session.add_all(PersonKey(**keys[each]) for each in gone)


@pytest.fixture(scope="session")
def sqlite_world(sqlite_template, key_store, tmp_path_factory):
    with filled_file(sqlite_template, tmp_path_factory.mktemp("world") / "test.db", make_world) as made:
        yield MadeWorld(*made, keys_in(key_store))


@pytest.fixture(scope="session")
def postgresql_world(postgresql_url, postgresql_template, key_store):
    with filled_copy(postgresql_url, postgresql_template, "world", make_world) as made:
        yield MadeWorld(*made, keys_in(key_store))


@pytest.fixture(scope="session")
def sqlite_engine_with_world(sqlite_world):
    return sqlite_world.engine


@pytest.fixture(scope="session")
def postgresql_engine_with_world(postgresql_world):
    return postgresql_world.engine


@pytest.fixture
def our_world(database, db, key_store, request) -> Iterator[World]:
    """What `make_world` makes. Where a test asks for it, its database has it from the beginning."""
    made: MadeWorld = request.getfixturevalue(f"{database.dialect}_world")
    with keys_put_back(key_store, made.keys):
        yield taken_over(db, made.world)
