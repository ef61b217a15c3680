"""`lynchpin sheets`: taking in activities from a plain spreadsheet, with a look at what it would do."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table as ShownTable
from sqlalchemy.orm import Session

from directory import clock
from directory.cli.opening import opened_catalogue, own_files
from directory.cli.outputs import check_overwrites_none, whole_binary_file
from directory.config import read_settings
from directory.db import transaction
from directory.errors import WrongInput
from directory.exchange.importing import default_source_name
from directory.exchange.sheets.activities import Sheet
from directory.exchange.sheets.offering import preview, read_file, take_in
from directory.exchange.sheets.pages import template, wrong_pages
from directory.exchange.sheets.previews import Offered, Preview, Status, wrong_lines
from directory.exchange.sheets.writing import write_pages

file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
wrong_option = click.option(
    "--wrong",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the wrong rows to this .xlsx, .ods or .csv, with a column that says what to put right.",
)


@click.group()
def sheets() -> None:
    """Take in activities from a plain spreadsheet, one a row."""


@sheets.command("template")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def write_template(file: Path) -> None:
    """Write an empty sheet to fill in, with every column explained.

    FILE ends in .xlsx, .ods or .csv. The two example rows are left out when the sheet is read.
    """
    check_overwrites_none("The template", file, own_files(read_settings()))
    with whole_binary_file(file) as stream:
        write_pages(stream, ending_of(file), template())
    click.echo(f"The template is in {file}.")


@sheets.command()
@file_argument
@click.option("--source", metavar="NAME", help="The name its rows are kept under; the file's name if left out.")
@wrong_option
@json_option
def check(file: Path, source: str | None, wrong: Path | None, as_json: bool) -> None:
    """Show what taking in a sheet would do, and write nothing to the catalogue.

    FILE is an .xlsx, .ods or .csv. Each mistake is told with its row and column, and how to put it right. The exit
    code is 1 where there is any.
    """
    check_wrong_file(file, wrong)
    with opened_catalogue(), transaction() as db:
        sheet, shown = look(db, file, source or default_source_name(file))
        write_wrong(sheet, shown, wrong)
    click.echo(json.dumps(plain_preview(shown)) if as_json else "", nl=as_json)
    if not as_json:
        show_preview(shown)
    if shown.mistakes:
        raise SystemExit(1)


@sheets.command("import")
@file_argument
@click.option("--source", metavar="NAME", required=True, help="The name its rows are kept under.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--all-or-nothing", is_flag=True, help="Take nothing in if any row is wrong.")
@wrong_option
@json_option
def import_sheet(file: Path, source: str, yes: bool, all_or_nothing: bool, wrong: Path | None, as_json: bool) -> None:
    """Take in the sound rows of a sheet, after a look at what that would do.

    FILE is an .xlsx, .ods or .csv. Taking in the same sheet again changes nothing. The exit code is 1 where nothing
    went in because of mistakes.
    """
    check_wrong_file(file, wrong)
    with opened_catalogue():
        with transaction() as db:
            sheet, shown = look(db, file, source)
            write_wrong(sheet, shown, wrong)
        if not as_json:
            show_preview(shown)
        stop_for_mistakes(shown, all_or_nothing)
        if not (yes or as_json) and shown.wanted:
            click.confirm("Take these in?", abort=True, err=True)
        with transaction() as db:
            # Read again, for in the meantime somebody may have changed what the rows refer to.
            sheet = read_file(db, file, source)
            taken = take_in(db, source, sheet.activities, clock.now())
    if as_json:
        click.echo(json.dumps(plain_preview(shown)))
    else:
        click.echo(f"{len(taken.ids) - len(taken.refused):,} activities are in the catalogue now.")


def look(db: Session, file: Path, source: str) -> tuple[Sheet, Preview]:
    sheet = read_file(db, file, source)
    return sheet, preview(db, source, sheet, clock.now())


def stop_for_mistakes(shown: Preview, all_or_nothing: bool) -> None:
    """Raises WrongInput where nothing can, or nothing shall, be taken in."""
    if all_or_nothing and shown.mistakes:
        raise WrongInput("Nothing was taken in, for some rows are wrong. Put them right and try again.")
    if shown.mistakes and shown.count(Status.WRONG) == len(shown.offered):
        raise WrongInput("Nothing was taken in, for all rows are wrong. Put them right and try again.")


def check_wrong_file(file: Path, wrong: Path | None) -> None:
    check_overwrites_none("--wrong", wrong, {"the sheet": file, **own_files(read_settings())})


def write_wrong(sheet: Sheet, shown: Preview, path: Path | None) -> None:
    if path is not None:
        with whole_binary_file(path) as stream:
            write_pages(stream, ending_of(path), wrong_pages(wrong_lines(sheet.lines, shown)))


def ending_of(path: Path) -> str:
    return path.suffix.removeprefix(".").casefold()


def show_preview(shown: Preview) -> None:
    """The preview as a person reads it: a table of the activities, and then every mistake in words."""
    table = ShownTable("Row", "", "Group", "Activity", "What is different", box=None, pad_edge=False)
    for each in shown.offered:
        if each.status is not Status.UNCHANGED:
            cells = (rows_words(each), each.status.value, each.group, each.name, what_words(each))
            table.add_row(*(printable(cell) for cell in cells))
    if table.row_count:
        Console(highlight=False, markup=False).print(table)
    counts = ", ".join(f"{shown.count(status):,} {status.value}" for status in Status)
    click.echo(f"{counts}.")
    for say, lines in notes_of(shown):
        for line in lines:
            say(line)


def notes_of(shown: Preview) -> list[tuple[Callable[[str], None], list[str]]]:
    """What there is to tell below the table: mistakes and notices on standard error."""

    def warn(line: str) -> None:
        click.echo(printable(line), err=True)

    twins = [
        f"{rows_of(each)}: perhaps listed already as {', '.join(each.twins)}." for each in shown.offered if each.twins
    ]
    missing = [f"Not in the sheet, and left as they are: {', '.join(shown.missing)}."] if shown.missing else []
    return [(warn, [str(each) for each in shown.mistakes]), (warn, twins), (warn, missing), (warn, shown.notices)]


def printable(text: str) -> str:
    """Text that does nothing to a terminal."""
    return "".join(each if each.isprintable() or each == "\n" else " " for each in text)


def rows_words(offer: Offered) -> str:
    return ", ".join(map(str, offer.rows))


def rows_of(offer: Offered) -> str:
    return f"Row {rows_words(offer)}" if len(offer.rows) == 1 else f"Rows {rows_words(offer)}"


def what_words(offer: Offered) -> str:
    if offer.status is Status.WRONG:
        return f"{len(offer.mistakes)} to put right"
    return "\n".join(
        f"{each.heading}: {each.before or '(empty)'} → {each.after or '(empty)'}" for each in offer.differences
    )


def plain_preview(shown: Preview) -> dict[str, Any]:
    """The preview as JSON gives it."""
    return {
        "source": shown.source,
        **{status.value: shown.count(status) for status in Status},
        "activities": [
            {
                "rows": each.rows,
                "group": each.group,
                "activity": each.name,
                "status": each.status.value,
                "differences": [vars(found) for found in each.differences],
                "mistakes": [{**vars(found), "words": str(found)} for found in each.mistakes],
                "perhaps_listed_as": each.twins,
            }
            for each in shown.offered
        ],
        "missing": shown.missing,
        "notices": shown.notices,
    }
