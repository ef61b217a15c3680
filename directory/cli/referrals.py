"""`lynchpin referrals`: taking in a list of referrals, with a look at what it would do."""

import csv
import json
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select

from directory.accounts.models import Scheme
from directory.cli.opening import opened_with_clients, own_files
from directory.cli.outputs import check_overwrites_none, whole_file
from directory.cli.sheets import printable
from directory.config import read_settings
from directory.db import transaction
from directory.errors import NotFound
from directory.exchange.referral_lists.columns import COLUMNS
from directory.exchange.referral_lists.reading import ListedRow, read_cells, read_rows, wrong_table
from directory.exchange.referral_lists.taking_in import LookedAt, RowStatus, look_at, mistakes_of, take_in_list
from directory.exchange.spreadsheets import safe_cell

file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def referrals() -> None:
    """Take in referrals to a team from a list, one person a row."""


@referrals.command("template")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def write_referral_template(file: Path) -> None:
    """Write an empty list to fill in: a CSV with the headings."""
    check_overwrites_none("The template", file, own_files(read_settings()))
    with whole_file(file) as stream:
        csv.writer(stream).writerow([each.heading for each in COLUMNS])
    click.echo(f"The template is in {file}.")


@referrals.command("import")
@file_argument
@click.option("--scheme", required=True, help="The team that the referrals are for.")
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--wrong",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the wrong rows to this CSV, with a column that says what to put right.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def import_referrals(file: Path, scheme: str, dry_run: bool, yes: bool, wrong: Path | None, as_json: bool) -> None:
    """Take in the sound rows of a list of referrals, after a look at what that would do.

    FILE is a CSV. The same row again is taken in once. All sound rows go in together, or none. Rows and mistakes are
    told by number, without names. The exit code is 1 where any row is wrong.
    """
    check_overwrites_none("--wrong", wrong, {"the list": file, **own_files(read_settings())})
    with opened_with_clients():
        told = read_cells(file.read_bytes())
        with transaction() as db:
            team = db.scalar(select(Scheme).where(Scheme.name == scheme))
            if team is None:
                raise NotFound(f"There is no scheme called {scheme}.")
            rows = read_rows(team.id, told)
            looked = look_at(db, rows)
        write_wrong(rows, wrong)
        taken = 0
        new = sum(each.status is RowStatus.NEW for each in looked)
        if not as_json:
            show_looked(looked)
        if new and not dry_run:
            if not (yes or as_json):
                click.confirm("Take these in?", abort=True, err=True)
            with transaction() as db:
                taken = take_in_list(db, None, db.get_one(Scheme, team.id), rows)
    click.echo(json.dumps(plain(looked, taken)) if as_json else f"{taken:,} taken in.")
    if any(row.mistakes for row in rows):
        raise SystemExit(1)


def show_looked(looked: list[LookedAt]) -> None:
    counts = ", ".join(f"{sum(each.status is status for each in looked):,} {status.value}" for status in RowStatus)
    click.echo(f"{counts}.")
    for number, mistake in mistakes_of([each.row for each in looked]):
        click.echo(printable(f"Row {number}, {mistake}"), err=True)


def write_wrong(rows: list[ListedRow], path: Path | None) -> None:
    if path is None:
        return
    headings, wrong = wrong_table(rows)
    with whole_file(path) as stream:
        csv.writer(stream).writerows([headings, *([safe_cell(cell) for cell in row] for row in wrong)])


def plain(looked: list[LookedAt], taken: int) -> dict[str, Any]:
    """What a list would do, as JSON gives it: rows by number, without names."""
    return {
        "taken_in": taken,
        **{status.value.replace(" ", "_"): sum(each.status is status for each in looked) for status in RowStatus},
        "mistakes": [
            {"row": number, "heading": each.heading, "words": each.words}
            for number, each in mistakes_of([each.row for each in looked])
        ],
    }
