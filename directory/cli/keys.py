"""`lynchpin keys`: the secrets an installation needs."""

import secrets

import click

from directory.config import make_data_key


@click.group()
def keys() -> None:
    """Make the secrets an installation needs."""


@keys.command()
def make() -> None:
    """Print new secrets as settings. Keep a copy of the data key off this machine: without it no record opens."""
    click.echo(f"LYNCHPIN_SECRET_KEY={secrets.token_urlsafe(48)}")
    click.echo(f"LYNCHPIN_DATA_KEY={make_data_key()}")
