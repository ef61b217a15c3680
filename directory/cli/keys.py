"""`lynchpin keys`: the secrets an installation needs, and changing the one that wraps all data keys."""

import secrets

import click

from directory.cli.opening import open_key_store
from directory.cli.progress import progress_bar
from directory.config import make_data_key, read_settings


@click.group()
def keys() -> None:
    """Make the secrets an installation needs, and change them."""


@keys.command()
@click.option(
    "--number", default=1, show_default=True, type=click.IntRange(1, 9_999), help="The number of the data key."
)
def make(number: int) -> None:
    """Print new secrets as settings. Keep a copy of the data key off this machine: without it no record opens."""
    click.echo(f"LYNCHPIN_SECRET_KEY={secrets.token_urlsafe(48)}")
    click.echo(f"LYNCHPIN_DATA_KEY={make_data_key(number)}")


@keys.command()
def rotate() -> None:
    """Wrap everybody's data key with the first key of LYNCHPIN_DATA_KEY, and say which keys are no longer needed.

    First set LYNCHPIN_DATA_KEY to the new key and the old one, as 2:NEW,1:OLD, and restart what serves pages.
    """
    settings = read_settings()
    store = open_key_store(settings)
    try:
        done, total = 0, sum(store.count_by_master().values())
        with progress_bar("Wrapping data keys") as show:
            for some in store.wrap_anew():
                done += some
                show(done, total)
        wrapped = store.count_by_master()
    finally:
        store.close()
    first, *others = settings.data_keys
    click.echo(
        f"{done:,} of {total:,} data keys were wrapped anew; key {first} now wraps all {wrapped.get(first, 0):,}."
    )
    for number in (each for each in others if not wrapped.get(each)):
        click.echo(
            f"Key {number} wraps none: take it out of LYNCHPIN_DATA_KEY when old backups of the key store are gone."
        )
