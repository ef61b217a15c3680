"""The commands joined, and errors told as one plain line."""

import sys

import click

from directory.cli import (
    databases,
    importing,
    keys,
    matching,
    meanings,
    messages,
    places,
    postcodes,
    seed,
    serving,
    users,
)
from directory.errors import LynchpinError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="lynchpin")
def lynchpin() -> None:
    """Lynchpin: a community activity directory and referral matching for social prescribing.

    Settings come from LYNCHPIN_… variables; docs/operations/settings.md lists them.
    """


for command in (
    databases.db,
    importing.import_file,
    keys.keys,
    matching.match,
    meanings.meanings,
    messages.messages,
    places.places,
    postcodes.postcodes,
    seed.seed,
    serving.serve,
    serving.demo,
    users.users,
):
    lynchpin.add_command(command)


def run() -> None:
    """Run a command. What a person can put right is one line and exit code 1, never a traceback."""
    try:
        lynchpin()
    except LynchpinError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)
