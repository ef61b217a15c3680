"""`lynchpin evaluate`: what a cohort's questionnaires say, as text and as files."""

import json
import re
from importlib.metadata import version
from pathlib import Path

import click

from directory.cli.opening import opened_catalogue
from directory.cli.outputs import whole_binary_file, whole_file
from directory.db import reading
from directory.errors import WrongInput
from directory.exchange.sheets.writing import Page, write_pages
from directory.outcomes.evaluating.evaluation import evaluate_cohort
from directory.outcomes.evaluating.groupings import AGE_LIMIT
from directory.outcomes.evaluating.results import CohortEvaluation
from directory.outcomes.imported.models import ImportedCohort
from directory.outcomes.imported.queries import get_cohort, read_dataset
from directory.reporting.evaluations.document import evaluation_document
from directory.reporting.evaluations.tables import TableOf, all_tables
from directory.reporting.evaluations.text import evaluation_lines


@click.command()
@click.option("--imported", "name", required=True, help="The cohort, as `lynchpin outcomes list` names it.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder to write evaluation.json, tables.xlsx and a CSV file of each table to; made if it is not there.",
)
@click.option(
    "--age-limit", type=click.IntRange(1, 120), default=AGE_LIMIT, show_default=True, help="Where age groups part."
)
@click.option("--quiet", is_flag=True, help="Print no figures.")
def evaluate(name: str, out: Path | None, age_limit: int, quiet: bool) -> None:
    """Evaluate a cohort: change before and after with intervals, for everybody and by group.

    By sex, age, ethnic group and who referred them, each figure with how many people it is of. What is printed and
    written is exact and of small groups too: it is for those who may open the records, and not for publication.
    """
    with opened_catalogue():
        with reading() as db:
            cohort = get_cohort(db, name)
            dataset = read_dataset(db, cohort)
        evaluation = evaluate_cohort(dataset, age_limit)
    if out:
        write_files(out, cohort, evaluation, age_limit)
    if not quiet:
        for line in evaluation_lines(evaluation, cohort.name):
            click.echo(line)
    if out:
        click.echo(f"Written to {out}: {', '.join(sorted(each.name for each in out.iterdir()))}", err=True)


def write_files(out: Path, cohort: ImportedCohort, evaluation: CohortEvaluation, age_limit: int) -> None:
    """The folder with all files. They hold figures of small groups: a folder made for them is its owner's alone."""
    if out.exists() and not out.is_dir():
        raise WrongInput(f"{out} is a file. Name a folder.")
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    run = {
        "cohort": cohort.name,
        "sha256_of_file": cohort.digest,
        "lynchpin": version("lynchpin"),
        "age_limit": age_limit,
    }
    with whole_file(out / "evaluation.json") as stream:
        json.dump(evaluation_document(evaluation, run), stream, ensure_ascii=False, indent=1, allow_nan=False)
    tables = all_tables(evaluation)
    with whole_binary_file(out / "tables.xlsx") as file:
        write_pages(file, "xlsx", list(map(page_of, tables)))
    for table in tables:
        with whole_binary_file(out / f"{file_name(table)}.csv") as file:
            write_pages(file, "csv", [page_of(table)])


def page_of(table: TableOf) -> Page:
    return Page(table.name, table.headings, table.rows, table.widths)


def file_name(table: TableOf) -> str:
    return re.sub(r"[^a-z]+", "-", table.name.casefold()).strip("-")
