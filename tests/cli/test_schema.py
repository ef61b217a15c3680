"""Bringing a database to the schema of this release, and `lynchpin db`."""

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, inspect

from directory.catalogue.vocabulary import read_vocabulary
from directory.cli import schema
from directory.cli.databases import db as db_command
from directory.db import make_engine


@pytest.fixture
def run(tmp_path, monkeypatch):
    """`run("status")` runs `lynchpin db status` on an instance of this test's own."""
    for name in ("MODE", "DATABASE_URL", "KEY_STORE_URL", "SECRET_KEY", "DATA_KEY"):
        monkeypatch.delenv(f"LYNCHPIN_{name}", raising=False)
    monkeypatch.setenv("LYNCHPIN_INSTANCE", str(tmp_path))
    monkeypatch.setenv("LYNCHPIN_SEMANTIC", "no")
    return lambda *words: CliRunner().invoke(db_command, words, catch_exceptions=False)


def test_a_new_database_is_brought_to_the_head(empty_url):
    assert schema.current_revision(empty_url) is None

    schema.upgrade(empty_url)

    assert schema.current_revision(empty_url) == schema.head_revision()


def test_one_script_at_a_time(empty_url):
    schema.upgrade(empty_url, "0001_catalogue")

    assert schema.current_revision(empty_url) == "0001_catalogue"

    schema.downgrade(empty_url, "base")

    assert schema.current_revision(empty_url) is None
    engine = create_engine(empty_url)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_every_table_of_the_models_is_there(own_url):
    engine = create_engine(own_url)

    there = set(inspect(engine).get_table_names())

    engine.dispose()
    assert there == {table.name for table in schema.METADATA.sorted_tables} | {"alembic_version"}


def test_looking_at_the_revision_does_not_wait_for_somebody_who_writes(sqlite_url):
    writer = make_engine(sqlite_url)
    with writer.connect() as writing:
        writing.exec_driver_sql("SELECT 1")

        assert schema.current_revision(sqlite_url) == schema.head_revision()
    writer.dispose()


def test_looking_at_the_revision_makes_no_file(tmp_path):
    assert schema.current_revision(f"sqlite:///{tmp_path}/none/lynchpin.db") is None

    assert not (tmp_path / "none").exists()


def test_the_folder_may_have_any_name(tmp_path):
    url = f"sqlite:///{tmp_path}/50% and more/lynchpin.db"

    schema.upgrade(url)

    assert schema.current_revision(url) == schema.head_revision()


def test_upgrading_makes_tables_and_words_and_again_adds_nothing(run):
    before, first, second, after = run("status"), run("upgrade"), run("upgrade"), run("status")

    terms = len(read_vocabulary()["term"])
    head = schema.head_revision()
    assert "has no tables yet" in before.output
    assert "Run `lynchpin db upgrade`." in before.output
    assert f"from empty to {head}" in first.output
    assert f"Vocabulary: {terms} of {terms} terms added." in first.output
    assert second.output == f"Database at {head}.\nVocabulary: nothing new.\n"
    assert "Run" not in after.output


def test_a_database_of_an_earlier_release_is_brought_on(run, tmp_path):
    schema.upgrade(f"sqlite:///{tmp_path}/lynchpin.db", "0003_casework_and_referrals")

    assert "from 0003_casework_and_referrals to" in run("upgrade").output
