"""`lynchpin evaluate`: what the questionnaires of a cohort, or of a scheme's own people, say, as text and as files."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.accounts.queries import actor_of
from directory.cli.opening import opened_catalogue, opened_with_clients
from directory.cli.outputs import whole_binary_file, whole_file
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.exchange.sheets.writing import Page, write_pages
from directory.outcomes.evaluating.dataset import Dataset
from directory.outcomes.evaluating.digest import digest_of
from directory.outcomes.evaluating.evaluation import evaluate_cohort
from directory.outcomes.evaluating.groupings import AGE_LIMIT
from directory.outcomes.evaluating.population import Population, compare_with_area, read_population
from directory.outcomes.evaluating.results import CohortEvaluation
from directory.outcomes.imported.queries import get_cohort, read_dataset
from directory.outcomes.linkage.cohort import Cohort, get_scheme, read_cohort
from directory.outcomes.linkage.dataset import dataset_of
from directory.outcomes.linkage.linked import linked_figures
from directory.outcomes.linkage.operations import check_may_evaluate, record_evaluation
from directory.outcomes.linkage.rules import Period
from directory.outcomes.statistics.missing_ends import SEED
from directory.reporting.evaluations.area import area_figures, area_lines, area_table
from directory.reporting.evaluations.contacts import Contacts, contact_figures, contact_lines, read_contacts
from directory.reporting.evaluations.document import evaluation_document
from directory.reporting.evaluations.linked import linked_document, linked_lines, linked_tables
from directory.reporting.evaluations.tables import TableOf, all_tables, wide_table
from directory.reporting.evaluations.text import evaluation_lines
from directory.web.words import counted

A_DAY = click.DateTime(formats=["%Y-%m-%d"])
WHICH = "Name one: --imported NAME for past records, or --scheme NAME with --from and --to for a scheme's own."


@dataclass(frozen=True)
class Evaluated:
    """An evaluation, of whom it is, and what goes with it where it is of a scheme's own records.

    `run` says of what and by which release, so that it can be worked out again.
    """

    name: str
    run: Mapping[str, Any]
    evaluation: CohortEvaluation
    document: Mapping[str, Any] = field(default_factory=dict)
    tables: Sequence[TableOf] = ()
    lines: Sequence[str] = ()


@click.command()
@click.option("--imported", help="A cohort of past records, as `lynchpin outcomes list` names it.")
@click.option("--scheme", help="A scheme, by its name: its own records.")
@click.option("--from", "first", type=A_DAY, help="The first day of the period, like 2026-01-01.")
@click.option("--to", "last", type=A_DAY, help="The last day of the period.")
@click.option("--as", "email", help="Who asks, by their address: a manager of the scheme. It is written down.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder to write evaluation.json, tables.xlsx and a CSV file of each table to; made if it is not there.",
)
@click.option(
    "--age-limit", type=click.IntRange(1, 120), default=AGE_LIMIT, show_default=True, help="Where age groups part."
)
@click.option(
    "--population",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The people of the area, to stand beside: a CSV with the columns grouping, group and people.",
)
@click.option("--contacts", help="How many people were in contact in all, as a number or a range like 2250-3750.")
@click.option("--quiet", is_flag=True, help="Print no figures.")
def evaluate(
    imported: str | None,
    scheme: str | None,
    first: datetime | None,
    last: datetime | None,
    email: str | None,
    out: Path | None,
    age_limit: int,
    population: Path | None,
    contacts: str | None,
    quiet: bool,
) -> None:
    """Evaluate a cohort, or the people of a scheme: change before and after with intervals, and by group.

    By sex, age, ethnic group and who referred them, each figure with how many people it is of. What is printed and
    written is exact and of small groups too: it is for those who may open the records, and not for publication.
    """
    if out and out.exists() and not out.is_dir():
        raise WrongInput(f"{out} is a file. Name a folder.")
    area = read_area(population, age_limit) if population else {}
    in_contact = read_contacts(contacts) if contacts is not None else None
    if imported and not (scheme or first or last or email):
        found = evaluate_imported(imported, age_limit)
    elif scheme and first and last and not imported:
        found = evaluate_scheme(scheme, period_of(first, last), email, age_limit)
    else:
        raise WrongInput(WHICH)
    found = beside_area(found, area) if area else found
    found = of_contacts(found, in_contact) if in_contact else found
    written = write_files(out, found) if out else []
    if not quiet:
        for line in evaluation_lines(found.evaluation, found.name, found.lines):
            click.echo(line)
    if out:
        click.echo(f"Written to {out}: {', '.join(written)}", err=True)


def evaluate_imported(name: str, age_limit: int) -> Evaluated:
    with opened_catalogue(), reading() as db:
        cohort = get_cohort(db, name)
        dataset = read_dataset(db, cohort)
    run = {"cohort": cohort.name, "sha256_of_file": cohort.digest, **run_of(dataset, age_limit)}
    return Evaluated(cohort.name, run, evaluate_cohort(dataset, age_limit))


def evaluate_scheme(name: str, period: Period, email: str | None, age_limit: int) -> Evaluated:
    """The people of a scheme who began in a period. That their records were opened is written down first."""
    today = clock.today()
    with opened_with_clients():
        with reading() as db:
            scheme = get_scheme(db, name)
            actor = who_asks(db, email, scheme)
            cohort = read_cohort(db, scheme, period, today)
        if not (cohort.people or cohort.kept):
            raise WrongInput(nobody_began(cohort))
        with transaction() as db:
            record_evaluation(db, actor, scheme, cohort)
    dataset = dataset_of(cohort)
    linked = linked_figures(cohort, dataset, age_limit)
    return Evaluated(
        cohort.scheme,
        {"scheme": cohort.scheme, "evaluated_on": today.isoformat(), **run_of(dataset, age_limit)},
        evaluate_cohort(dataset, age_limit),
        {"linkage": linked_document(linked)},
        linked_tables(linked),
        [*linked_lines(linked), ""],
    )


def read_area(file: Path, age_limit: int) -> Population:
    try:
        return read_population(file.read_text("utf-8-sig").splitlines(), age_limit)
    except UnicodeDecodeError:
        raise WrongInput(f"{file} is no text in UTF-8.") from None


def beside_area(found: Evaluated, area: Population) -> Evaluated:
    """An evaluation with the people of its area beside its own."""
    reached = list(compare_with_area(found.evaluation, area))
    told = {f"{each.grouping}: {each.label}": area_figures(each) for each in reached}
    return replace(
        found,
        document={**found.document, "beside_area": told},
        tables=[*found.tables, area_table(reached)],
        lines=[*found.lines, *area_lines(reached)],
    )


def of_contacts(found: Evaluated, contacts: Contacts) -> Evaluated:
    """An evaluation with how many of all who were in contact were measured twice."""
    figures = contact_figures(found.evaluation, contacts)
    rows = [((code,), each) for code, each in figures.items()]
    return replace(
        found,
        document={**found.document, "of_contacts": figures},
        tables=[*found.tables, wide_table("Of contacts", ("measure",), rows)],
        lines=[*found.lines, *contact_lines(found.evaluation, contacts)],
    )


def who_asks(db: Session, email: str | None, scheme: Scheme) -> Actor | None:
    """Who asks, where that is said. Raises NotForThem where exact figures of the scheme are not for them."""
    if email is None:
        return None
    actor = actor_of(db, email, scheme.id)
    check_may_evaluate(actor, scheme.id)
    return actor


def nobody_began(cohort: Cohort) -> str:
    period = cohort.period
    objecting = cohort.left_out.objecting
    more = f" {counted(objecting, 'person does', 'people do')} not want to count." if objecting else ""
    return f"Nobody who counts began from {period.first} to {period.last} in {cohort.scheme}.{more}"


def period_of(first: datetime, last: datetime) -> Period:
    if last < first:
        raise WrongInput("--to is before --from.")
    return Period(first.date(), last.date())


def run_of(dataset: Dataset, age_limit: int) -> dict[str, Any]:
    """What it takes to work it out again, and to tell whether it was of the same answers."""
    return {
        "lynchpin": version("lynchpin"),
        "age_limit": age_limit,
        "seed": SEED,
        "sha256_of_answers": digest_of(dataset),
    }


def write_files(out: Path, found: Evaluated) -> list[str]:
    """The folder with all files, and what they are called. They hold figures of small groups: a folder made for them
    is its owner's alone."""
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    document = evaluation_document(found.evaluation, found.run, found.document)
    with whole_file(out / "evaluation.json") as stream:
        json.dump(document, stream, ensure_ascii=False, indent=1, allow_nan=False)
    tables = all_tables(found.evaluation, found.tables)
    with whole_binary_file(out / "tables.xlsx") as file:
        write_pages(file, "xlsx", list(map(page_of, tables)))
    names = [f"{file_name(table)}.csv" for table in tables]
    for name, table in zip(names, tables, strict=True):
        with whole_binary_file(out / name) as file:
            write_pages(file, "csv", [page_of(table)])
    return ["evaluation.json", "tables.xlsx", *names]


def page_of(table: TableOf) -> Page:
    return Page(table.name, table.headings, table.rows, table.widths)


def file_name(table: TableOf) -> str:
    return re.sub(r"[^a-z]+", "-", table.name.casefold()).strip("-")
