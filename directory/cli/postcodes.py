"""`lynchpin postcodes`: the file that says where postcodes are."""

import json

import click

from directory.cli.opening import build_postcodes_if_needed
from directory.cli.progress import progress_bar
from directory.config import make_instance_folder, read_settings
from directory.geo.build_postcodes import build_postcode_file
from directory.geo.current import find_place


@click.group()
def postcodes() -> None:
    """Build and ask the offline postcode file."""


@postcodes.command()
@click.option("--force", is_flag=True, help="Build it again even if it is up to date.")
@click.option(
    "--northern-ireland/--no-northern-ireland",
    default=None,
    help="Include BT postcodes or not: they are under a licence of their own. Left out: as in the file there is.",
)
def build(force: bool, northern_ireland: bool | None) -> None:
    """Build the postcode file. A few seconds; does nothing where it is up to date."""
    settings = read_settings()
    make_instance_folder(settings.instance)
    with progress_bar("Building the postcode file") as show:
        built = build_postcode_file(
            settings.postcode_file, include_northern_ireland=northern_ireland, is_forced=force, progress=show
        )
    state = "Built" if built.is_new else "Up to date"
    click.echo(f"{state}: {built.description.count:,} postcodes in {settings.postcode_file}.")


@postcodes.command()
@click.argument("postcode")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def find(postcode: str, as_json: bool) -> None:
    """Say where a postcode, or the first part of one, is."""
    build_postcodes_if_needed(read_settings())
    place = find_place(postcode)
    if as_json:
        click.echo(json.dumps({"postcode": place.postcode, "latitude": place.latitude, "longitude": place.longitude}))
    else:
        click.echo(f"{place.postcode} ({place.precision}): {place.latitude:.5f}, {place.longitude:.5f}")
