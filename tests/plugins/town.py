"""The fictional town, loaded once a run and served to a real browser. It commits: what a test adds stays there."""

from dataclasses import dataclass, replace

import pytest
from flask import Flask

from directory.accounts.actor import Role
from directory.app import join_pages, use_parts
from directory.cli import schema
from directory.cli.seed import load_town
from directory.config import Settings
from directory.db import Database, open_database, use_database
from directory.matching.current import MatcherKeeper
from directory.security.keystore import KeyStore, use_key_store
from tests.geo.conftest import build_postcodes_once

PASSWORD = "amber-canal-kettle-otter-11"


@dataclass(frozen=True)
class ServedTown:
    """Where the town is served, and who can sign in."""

    address: str
    app: Flask
    keeper: MatcherKeeper
    settings: Settings
    database: Database
    key_store: KeyStore

    def email_of(self, role: Role) -> str:
        return f"{role}@larkenshaw.example"


@pytest.fixture(scope="session")
def served_town(tmp_path_factory, settings, serve_app):
    instance = tmp_path_factory.mktemp("town")
    own = replace(
        settings,
        instance=instance,
        database_url=f"sqlite:///{instance}/lynchpin.db",
        key_store_url=f"sqlite:///{instance}/keys.db",
        postcode_file=build_postcodes_once(),
        demo_password=PASSWORD,
    )
    schema.upgrade(own.database_url)
    database, key_store = open_database(own.database_url), KeyStore(own.key_store_url, own.data_keys)
    app, keeper = join_pages(own), MatcherKeeper(with_semantic=False)
    town = ServedTown(serve_app(app), app, keeper, own, database, key_store)
    choose(town)
    load_town(own)
    yield town
    key_store.close()
    database.close()


def choose(town: ServedTown) -> None:
    """Have this process answer about the town, and from nothing that another test left behind."""
    use_database(town.database)
    use_key_store(town.key_store)
    use_parts(town.settings, town.keeper)


@pytest.fixture
def town(served_town, key_store):
    """The served town, as this process's database for the time of one test."""
    choose(served_town)
    yield served_town
    use_database(None)
    use_key_store(key_store)


@pytest.fixture
def sign_in(town):
    """`sign_in(page, role)` signs a member of staff in as they would themselves."""

    def do(page, role: Role) -> None:
        page.goto(f"{town.address}/staff/sign-in")
        page.get_by_label("Email address").fill(town.email_of(role))
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        with page.expect_navigation():
            page.get_by_role("button", name="Sign in").click()

    return do
