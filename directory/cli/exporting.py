"""`lynchpin export`: the published catalogue as a file."""

import uuid
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import IO

import click
from sqlalchemy.orm import Session

from directory.cli.opening import opened_catalogue, own_files
from directory.cli.outputs import check_overwrites_none, whole_binary_file
from directory.cli.progress import progress_bar
from directory.config import read_settings
from directory.db import reading
from directory.exchange.exporting.lines import write_lines
from directory.exchange.exporting.packages import write_package
from directory.exchange.exporting.points import write_points
from directory.exchange.exporting.portions import published_portions
from directory.exchange.exporting.sheets import write_sheet
from directory.exchange.sheets.writing import ENDINGS

Write = Callable[[Session, IO[bytes], Iterable[list[uuid.UUID]]], int]
FORMATS: dict[str, Write] = {
    "ndjson": write_lines,
    "zip": write_package,
    "geojson": write_points,
    **{each: partial(write_sheet, ending=each) for each in ENDINGS},
}


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--format", type=click.Choice(tuple(FORMATS)), help="The format; told from the file's ending if left out."
)
@click.option("--source", metavar="NAME", help="Only what came from this source.")
def export_file(file: Path, format: str | None, source: str | None) -> None:
    """Write the published activities into a file.

    FILE ends in .ndjson (whole services, as the feed gives them), .zip (a data package of HSDS 3.0), .xlsx, .ods or
    .csv (the plain sheet), or .geojson (points for a map).
    """
    chosen = format or file.suffix.removeprefix(".").casefold()
    if chosen not in FORMATS:
        raise click.UsageError(f"{file} ends in none of {', '.join(FORMATS)}. Name the format with --format.")
    check_overwrites_none("The export", file, own_files(read_settings()))
    with opened_catalogue(), reading() as db, whole_binary_file(file) as stream, progress_bar("Exporting") as show:
        count = FORMATS[chosen](db, stream, published_portions(db, source, show))
    click.echo(f"{count:,} {'places' if chosen == 'geojson' else 'activities'} are in {file}.", err=True)
