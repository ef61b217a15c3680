"""`lynchpin areas`: areas on the map whose people a service may be for, such as wards."""

from pathlib import Path

import click

from directory.catalogue.loaded_areas import list_areas, load_areas, read_area_file, remove_areas
from directory.cli.opening import opened_catalogue
from directory.db import reading, transaction
from directory.errors import NotFound, WrongInput
from directory.web.words import counted


@click.group()
def areas() -> None:
    """Load areas such as wards and counties, for listings that name them."""


@areas.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--code", "code_property", default="", help="The property that holds the code; WD24CD and such if left out."
)
@click.option(
    "--name", "name_property", default="", help="The property that holds the name; WD24NM and such if left out."
)
def load(file: Path, code_property: str, name_property: str) -> None:
    """Load the areas of a GeoJSON file. One with a code that is known takes the place of what was known."""
    try:
        found = read_area_file(file.read_text("utf-8"), code_property, name_property)
    except UnicodeDecodeError:
        raise WrongInput(f"{file} is no text in UTF-8.") from None
    with opened_catalogue(), transaction() as db:
        load_areas(db, found)
    click.echo(f"{counted(len(found), 'area')} loaded.")


@areas.command("list")
def list_loaded() -> None:
    """List the areas that are loaded."""
    with opened_catalogue(), reading() as db:
        for code, name in list_areas(db):
            click.echo(f"{code}  {name}")


@areas.command()
@click.argument("codes", nargs=-1, required=True)
def remove(codes: tuple[str, ...]) -> None:
    """Forget areas by their codes: listings that name them are for everybody again, as far as anybody knows."""
    with opened_catalogue(), transaction() as db:
        removed = remove_areas(db, [each.upper() for each in codes])
    if not removed:
        raise NotFound("No area with such a code is loaded. `lynchpin areas list` says which are.")
    click.echo(f"{counted(removed, 'area')} removed.")
