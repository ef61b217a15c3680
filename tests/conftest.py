"""What every test may ask for: a real database, rolled back after each test, on SQLite and on PostgreSQL."""

import os
import socket
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Engine

from directory.accounts import passwords
from directory.config import Mode, Settings, read_data_keys
from directory.db import Database, make_session, use_database
from directory.security.keystore import KeyStore, use_key_store

PLUGINS = (
    "postgresql",
    "quick_run",
    "databases",
    "filled",
    "world",
    "web_app",
    "browser",
    "town",
    "web_server",
    "mail_server",
    "identity_provider",
)
pytest_plugins = [f"tests.plugins.{name}" for name in PLUGINS]

ROOT = Path(__file__).parent.parent
# Hashing as slowly as in production would take most of the time of the tests.
passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
# So would comparing with what people without an account are compared with, each time a test guesses at an address.
REAL_NOBODY = passwords.NOBODY
passwords.NOBODY = passwords.HASHER.hash("nobody")

# Chosen by `make test-fuzz`; what `make test` tries is a handful. No example has a deadline: a machine may be busy.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")
hypothesis_settings.register_profile("fuzz", max_examples=5_000)

DATA_KEY = "1:" + "A" * 43 + "="
IN_CI = os.environ.get("CI") == "true"


def leave_out(why: str) -> None:
    """Skip a test that needs something this machine lacks; where nothing may be left out, fail it."""
    if IN_CI:
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(autouse=True)
def _push_request_context():
    """Override pytest-flask, which would keep one request context, and so one signed-in user, around each test."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Let no test reach beyond this machine."""
    connect = socket.socket.connect

    def guarded(self, address):
        local = not isinstance(address, tuple) or address[0] in ("127.0.0.1", "::1", "localhost")
        if not local:
            raise AssertionError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def shared():
    """Real organisations and judgements to test on, where this machine has them."""
    folder = Path(os.environ.get("LYNCHPIN_SHARED", ROOT.parent / "shared"))
    if not folder.exists():
        leave_out(f"no shared data at {folder}: set LYNCHPIN_SHARED to try it on real organisations")
    return folder


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    instance = tmp_path_factory.mktemp("instance")
    return Settings(
        instance=instance,
        database_url=f"sqlite:///{instance}/lynchpin.db",
        key_store_url=f"sqlite:///{instance}/keys.db",
        mode=Mode.TEST,
        secret_key="a secret of the tests, long enough",
        data_keys=read_data_keys(DATA_KEY),
        allowed_hosts=("localhost", "127.0.0.1"),
        is_behind_https=False,
        security_contact="holes@lynchpin.example",
        postcode_file=instance / "postcodes.bin",
        with_semantic=False,
    )


@pytest.fixture(scope="session")
def key_store(settings):
    store = KeyStore(settings.key_store_url, settings.data_keys)
    use_key_store(store)
    yield store
    use_key_store(None)
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, key_store):
    """The database of this test, in a transaction that is rolled back at the end: once on each kind.

    It is empty, or has our vocabulary where the test asks for `our_words`, or the world of the house tests where it
    asks for `our_world`.
    """
    asked = [each for each in ("words", "world") if f"our_{each}" in request.fixturenames]
    assert len(asked) < 2, "no database has both from the beginning"
    engine: Engine = request.getfixturevalue("_with_".join([f"{request.param}_engine", *asked]))
    with engine.connect() as connection:
        outer = connection.begin()
        database = Database(write=connection, read=connection)
        use_database(database)
        yield database
        use_database(None)
        outer.rollback()


@pytest.fixture
def db(database):
    """A session in the test's own transaction."""
    with make_session(database.write) as session:
        yield session
