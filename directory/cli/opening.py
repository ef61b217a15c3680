"""What commands open: settings, the database, the postcodes, and, where clients are touched, the key store."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import select

from directory.accounts.dormancy import use_dormancy
from directory.accounts.models import User
from directory.catalogue.freshness import rhythm_of, use_rhythm
from directory.catalogue.timetable.bank_holidays import Nation
from directory.catalogue.timetable.calendars import read_calendars, use_calendars
from directory.champions.assurance.rules import require_assurance
from directory.cli import schema
from directory.cli.failures import naming_database
from directory.cli.progress import progress_bar
from directory.config import DEMO_FILE, Mode, Settings, become_demo, make_instance_folder, read_settings
from directory.db import make_engine, open_database, sqlite_path, use_database
from directory.errors import LynchpinError, WrongSettings
from directory.geo.build_postcodes import build_postcode_file
from directory.geo.current import current_postcode_file, use_postcode_file
from directory.geo.postcode_layout import PostcodeFileUnusable, has_areas
from directory.matching.current import MatcherKeeper, use_matcher_keeper
from directory.security.keystore import KeyStore, use_key_store

# A demonstration needs none of these; an installation for real people sets them all.
FOR_REAL_PEOPLE = ("LYNCHPIN_SECRET_KEY", "LYNCHPIN_DATA_KEY", "LYNCHPIN_ALLOWED_HOSTS")


class SchemaNotReady(LynchpinError):
    """The database has no tables yet, or those of another release."""


@contextmanager
def opened_catalogue() -> Iterator[Settings]:
    """The database for commands that touch no client: they need no secret. Raises SchemaNotReady."""
    settings = read_settings()
    check_schema(settings)
    database = open_database(settings.database_url)
    use_database(database)
    use_dormancy(settings.dormant_after)
    use_rhythm(rhythm_of(settings))
    require_assurance(required=settings.assurance_required)
    use_matcher_keeper(MatcherKeeper(with_semantic=settings.with_semantic, folder=settings.index_folder))
    use_postcode_file(settings.postcode_file)
    use_calendars(read_calendars(Nation(settings.nation), settings.terms_file))
    try:
        yield settings
    finally:
        use_database(None)
        database.close()


@contextmanager
def opened_with_clients() -> Iterator[Settings]:
    """The database and the key store, for commands that make or open client records."""
    with opened_catalogue() as settings:
        store = open_key_store(settings)
        use_key_store(store)
        try:
            yield settings
        finally:
            use_key_store(None)
            store.close()


def open_key_store(settings: Settings) -> KeyStore:
    """The key store of the settings. Raises WrongSettings, or DatabaseTrouble where it cannot be opened."""
    with naming_database("The key store", "LYNCHPIN_KEY_STORE_URL"):
        return KeyStore(settings.key_store_url, settings.data_keys)


def own_files(settings: Settings) -> dict[str, Path]:
    """The files that hold what this installation knows, by what they are. They need not be there."""
    databases = {"the database": settings.database_url, "the key store": settings.key_store_url}
    found = {what: path for what, url in databases.items() if (path := sqlite_path(url))}
    return {**found, "the postcode file": settings.postcode_file, "a setting": settings.instance / DEMO_FILE}


def check_schema(settings: Settings) -> None:
    """Raises SchemaNotReady, naming the command that helps."""
    found, wanted = schema.current_revision(settings.database_url), schema.head_revision()
    if found == wanted:
        return
    state = "has no tables yet" if found is None else f"is at {found} and this release needs {wanted}"
    raise SchemaNotReady(f"The database {state}. Run `lynchpin db upgrade` first.")


def demo_settings() -> Settings:
    """Settings of a demonstration. Raises WrongSettings in a folder or with a database that real people may be in."""
    instance, mode = Path(os.environ.get("LYNCHPIN_INSTANCE", "instance")), os.environ.get("LYNCHPIN_MODE")
    if not mode:
        check_is_for_nobody(instance)
    elif mode != Mode.DEMO:
        raise WrongSettings(f"LYNCHPIN_MODE is {mode}: the fictional town goes only into a demonstration.")
    become_demo(instance)
    return read_settings()


def check_is_for_nobody(instance: Path) -> None:
    """Raises WrongSettings where something is set up as it is for real people and LYNCHPIN_MODE does not say demo."""
    cure = "Choose another folder with LYNCHPIN_INSTANCE and set nothing else, or say LYNCHPIN_MODE=demo."
    for name in FOR_REAL_PEOPLE:
        if os.environ.get(name):
            raise WrongSettings(f"{name} is set, so that real people's records may be there. {cure}")
    if (instance / DEMO_FILE).exists():
        return
    keys = instance / "keys.db"
    if keys.exists():
        raise WrongSettings(f"{keys} holds keys, so that real people's records may be there. {cure}")
    if has_staff(read_settings().database_url):
        raise WrongSettings(f"People can sign in to this database already, so that it is no new demonstration. {cure}")


def has_staff(url: str) -> bool:
    """Whether anybody has an account in a database."""
    if schema.current_revision(url) is None:
        return False
    engine = make_engine(url, is_reading=True)
    try:
        with engine.connect() as connection:
            return connection.scalar(select(User.id).limit(1)) is not None
    finally:
        engine.dispose()


def build_postcodes_if_needed(settings: Settings) -> None:
    """Make the postcode file where there is none that can be used, or an older one: a few seconds, once."""
    use_postcode_file(settings.postcode_file)
    try:
        current_postcode_file()
        if has_areas(settings.postcode_file):
            return
    except PostcodeFileUnusable:
        make_instance_folder(settings.instance)
    with progress_bar("Building the postcode file") as show:
        build_postcode_file(settings.postcode_file, progress=show)
    use_postcode_file(settings.postcode_file)
    click.echo(f"Postcodes are in {settings.postcode_file}.", err=True)
