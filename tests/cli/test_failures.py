"""Broken surroundings are told in one plain line, without a traceback and without a password."""

import os
import pwd
import socket
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy.engine import make_url

from directory.config import make_data_key
from tests.plugins.databases import run_on_server

NEEDS_DATABASE = [("db", "upgrade"), ("db", "status"), ("users", "list"), ("messages", "status"), ("match", "tea")]


def assert_one_line(told, *words):
    """The command failed with one line that holds these words."""
    assert told.exit_code == 1
    assert told.err.startswith("Error: ")
    assert told.err.count("\n") == 1
    assert [word for word in words if word not in told.err] == []
    assert "secret" not in told.err


@pytest.fixture
def as_nobody():
    """The rest of this test runs as a user who may write nowhere, where it began as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(pwd.getpwnam("nobody").pw_uid)
    yield
    os.seteuid(0)


@pytest.mark.parametrize("command", NEEDS_DATABASE, ids=" ".join)
def test_a_server_that_does_not_answer(empty_instance, lynchpin, monkeypatch, command):
    monkeypatch.setenv("LYNCHPIN_DATABASE_URL", "postgresql+psycopg://ann:secret@127.0.0.1:9/lynchpin")

    assert_one_line(lynchpin(*command), "does not answer", "Connection refused", "LYNCHPIN_DATABASE_URL")


def test_a_database_that_the_server_does_not_have(empty_instance, lynchpin, monkeypatch, postgresql_url):
    url = make_url(postgresql_url).set(database="nowhere")
    monkeypatch.setenv("LYNCHPIN_DATABASE_URL", url.render_as_string(hide_password=False))

    assert_one_line(lynchpin("db", "status"), 'database "nowhere" does not exist')


def test_a_user_who_may_do_nothing(empty_instance, lynchpin, monkeypatch, own_postgresql_url):
    run_on_server(own_postgresql_url, "CREATE ROLE onlooker LOGIN")
    try:
        url = make_url(own_postgresql_url).set(username="onlooker")
        monkeypatch.setenv("LYNCHPIN_DATABASE_URL", url.render_as_string(hide_password=False))

        assert_one_line(lynchpin("users", "list"), "does not let this be done", "permission denied")
    finally:
        run_on_server(own_postgresql_url, "DROP ROLE onlooker")


@pytest.mark.parametrize("command", NEEDS_DATABASE, ids=" ".join)
def test_a_file_that_is_no_database(empty_instance, lynchpin, command):
    empty_instance.mkdir()
    (empty_instance / "lynchpin.db").write_text("Dear all, " * 200)

    assert_one_line(lynchpin(*command), "a file of another kind", "LYNCHPIN_INSTANCE")


def test_a_database_that_another_program_holds(upgraded_instance, lynchpin, monkeypatch):
    monkeypatch.setattr("directory.db.WAIT_SECONDS", 0)
    with closing(sqlite3.connect(upgraded_instance / "lynchpin.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        told = lynchpin("users", "add", "a@b.org", "--name", "A", "--scheme", "S", "--role", "manager", *PASSWORD)

    assert_one_line(told, "in use by another command or program")


PASSWORD = ("--password", "four plain words long")


@pytest.mark.parametrize("command", [("db", "upgrade"), ("seed",), ("postcodes", "build"), ("demo",)], ids=" ".join)
def test_an_instance_folder_that_cannot_be_made(lynchpin, empty_instance, monkeypatch, tmp_path, command):
    (tmp_path / "file").touch()
    monkeypatch.setenv("LYNCHPIN_INSTANCE", str(tmp_path / "file" / "instance"))

    assert_one_line(lynchpin(*command), "Not a directory", "Choose another folder with LYNCHPIN_INSTANCE")


def test_an_instance_folder_of_somebody_else(lynchpin, empty_instance, as_nobody):
    assert_one_line(lynchpin("db", "upgrade"), "Permission denied", "LYNCHPIN_INSTANCE")


def test_a_folder_in_place_of_a_database(lynchpin, empty_instance, monkeypatch, tmp_path):
    monkeypatch.setenv("LYNCHPIN_DATABASE_URL", f"sqlite:///{tmp_path}")

    assert_one_line(lynchpin("users", "list"), "cannot be opened or written", "you may write in both")


def test_a_key_store_is_told_apart_from_the_database(ready_instance, lynchpin, monkeypatch, tmp_path):
    (tmp_path / "keys").write_text("Dear all, " * 200)
    monkeypatch.setenv("LYNCHPIN_KEY_STORE_URL", f"sqlite:///{tmp_path}/keys")
    monkeypatch.setenv("LYNCHPIN_DATA_KEY", make_data_key())

    assert_one_line(lynchpin("messages", "send"), "The key store is a file of another kind", "LYNCHPIN_KEY_STORE_URL")


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_that_is_taken(empty_instance, lynchpin, command):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]

        told = lynchpin(command, "--port", port)

    assert_one_line(told, f"Port {port} is in use", f"lynchpin {command} --port {port + 1}")
    assert not empty_instance.exists()


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid"])
def test_an_address_of_another_machine(empty_instance, lynchpin, host):
    assert_one_line(lynchpin("serve", "--host", host, "--port", 8731), f"{host} is no address of this machine")


@pytest.mark.parametrize("name", ["LYNCHPIN_DATABASE_URL", "LYNCHPIN_KEY_STORE_URL"])
@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "postgres://ann:secret@host/name",
        "mysql://ann:secret@host/name",
        "postgresql://ann:secret@host:port/name",
        "postgresql+psycopg2://ann:secret@host/name",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite://path/file.db",
    ],
)
def test_an_address_that_is_none(empty_instance, lynchpin, monkeypatch, name, url):
    monkeypatch.setenv(name, url)

    assert_one_line(lynchpin("db", "status"), name, "sqlite:////path/file.db", "postgresql+psycopg://")
