"""`lynchpin db`: the database's tables."""

import click

from directory.catalogue.vocabulary import load_vocabulary
from directory.cli import schema
from directory.cli.opening import opened_catalogue
from directory.cli.private_files import keep_to_owner
from directory.config import read_settings
from directory.db import transaction


@click.group()
def db() -> None:
    """Make and look at the database's tables."""


@db.command()
def upgrade() -> None:
    """Bring the database to this release: its tables, and the built-in vocabulary.

    Safe to run again: what is there already is left alone.
    """
    upgrade_all()


def upgrade_all() -> None:
    """Run the scripts that have not run, then add what is new in the vocabulary."""
    settings = read_settings()
    before = schema.current_revision(settings.database_url)
    keep_to_owner(settings)
    schema.upgrade(settings.database_url)
    after = schema.head_revision()
    click.echo(f"Database at {after}." if before == after else f"Database brought from {before or 'empty'} to {after}.")
    with opened_catalogue(), transaction() as session:
        loaded = load_vocabulary(session)
    click.echo(
        f"Vocabulary: {loaded.added} of {loaded.total} terms added." if loaded.added else "Vocabulary: nothing new."
    )


@db.command()
def status() -> None:
    """Say which script ran last, and whether any is waiting."""
    found, wanted = schema.current_revision(read_settings().database_url), schema.head_revision()
    state = f"is at {found}" if found else "has no tables yet"
    click.echo(f"The database {state}; this release needs {wanted}.")
    if found != wanted:
        click.echo("Run `lynchpin db upgrade`.")
