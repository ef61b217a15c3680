"""`lynchpin outcomes`: past records brought as a file, to be evaluated as a cohort."""

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from directory import clock
from directory.cli.opening import opened_catalogue, own_files
from directory.cli.outputs import check_overwrites_none, whole_file
from directory.cli.progress import Show, progress_bar
from directory.config import read_settings
from directory.db import reading, transaction
from directory.exchange.spreadsheets import safe_cell
from directory.outcomes.imported.models import ImportedAnswer, ImportedCohort, ImportedPerson
from directory.outcomes.imported.operations import (
    BATCH,
    NameTaken,
    add_rows,
    answer_batches,
    begin_cohort,
    finish_cohort,
    hide_cohort,
    list_abandoned,
    person_batches,
    remove_rows,
)
from directory.outcomes.imported.queries import find_cohort, get_cohort, list_cohorts
from directory.outcomes.imported.reading import MOST_MISTAKES, Mistake, ReadFile, read_past_records
from directory.web.words import counted

SHOWN = 20
MOST_UNRECOGNISED = 10


@click.group()
def outcomes() -> None:
    """Bring past records as a file and keep them as a cohort that can be evaluated."""


@outcomes.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", required=True, help="The name of the cohort.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write every mistake, as CSV.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def import_records(file: Path, name: str, report: Path | None, as_json: bool) -> None:
    """Take in past records: a CSV file, one value of a questionnaire a row.

    Its columns: person, sex, age, ethnicity, referral_source, stage, on, measure, item, value, and if wanted mode and
    administered_by. docs/operations/past-records.md says what each may hold. Nothing is taken in where anything is
    wrong: each mistake is told with its row and column, and the exit code is 1.
    """
    check_overwrites_none("--report", report, {"the file to import": file, **own_files(read_settings())})
    with opened_catalogue():
        check_name_is_free(name)
        read = read_past_records(file, clock.today())
        if read.mistakes:
            tell_mistakes(read.mistakes, report, as_json)
            raise SystemExit(1)
        with progress_bar("Taking in") as show:
            keep(name, read, digest_of(file), show)
    tell_kept(name, read, as_json)


@outcomes.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_kept(as_json: bool) -> None:
    """List the cohorts there are."""
    with opened_catalogue(), reading() as db:
        cohorts = list_cohorts(db)
    if as_json:
        click.echo(json.dumps([plain_cohort(each) for each in cohorts], ensure_ascii=False))
        return
    if not cohorts:
        click.echo("There is no cohort. `lynchpin outcomes import FILE.csv --name NAME` brings one.")
    for each in cohorts:
        click.echo(f"{each.name}: {held_words(each.people, each.answers)}")


@outcomes.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(name: str, yes: bool) -> None:
    """Remove a cohort and all answers in it. It cannot be undone."""
    with opened_catalogue():
        with reading() as db:
            cohort = get_cohort(db, name)
        if not yes:
            question = (
                f"Remove “{cohort.name}” with {counted(cohort.people, 'person', 'people')}? This cannot be undone."
            )
            click.confirm(question, abort=True, err=True)
        with transaction() as db:
            hide_cohort(db, cohort)
        clear(cohort)
    click.echo(f"“{cohort.name}” is removed.")


def check_name_is_free(name: str) -> None:
    with reading() as db:
        if find_cohort(db, name):
            raise NameTaken(name)


def keep(name: str, read: ReadFile, digest: str, show: Show) -> None:
    """Write a cohort batch by batch, so that others can write in between; nobody sees it before it is whole."""
    clear_abandoned()
    with transaction() as db:
        cohort = begin_cohort(db, name, read, digest)
    try:
        for table, batches in (
            (ImportedPerson, person_batches(cohort, read.dataset)),
            (ImportedAnswer, answer_batches(cohort, read)),
        ):
            for done, rows in enumerate(batches, 1):
                with transaction() as db:
                    add_rows(db, table, rows)
                show(min(done * BATCH, cohort.answers), cohort.answers)
        with transaction() as db:
            finish_cohort(db, cohort)
    except BaseException:
        clear(cohort)
        raise


def clear(cohort: ImportedCohort) -> None:
    """Take out all rows of a cohort that nobody sees, and then itself."""
    is_left = True
    while is_left:
        with transaction() as db:
            is_left = remove_rows(db, cohort)


def clear_abandoned() -> None:
    """Take out what an earlier import or removal left when it was stopped at once, as by a power cut."""
    with reading() as db:
        abandoned = list_abandoned(db)
    for cohort in abandoned:
        clear(cohort)


def digest_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def tell_mistakes(mistakes: list[Mistake], report: Path | None, as_json: bool) -> None:
    """What is wrong with a file, row by row."""
    if report:
        with whole_file(report) as stream:
            writer = csv.writer(stream)
            writer.writerow(("row", "column", "mistake"))
            writer.writerows((each.row, each.column, safe_cell(each.words)) for each in mistakes)
    if as_json:
        told = [{"row": each.row, "column": each.column, "words": each.words} for each in mistakes]
        click.echo(json.dumps({"people": 0, "answers": 0, "mistakes": told}, ensure_ascii=False))
        return
    for each in mistakes[:SHOWN]:
        click.echo(str(each), err=True)
    if len(mistakes) > SHOWN:
        where = f"; {report} has all" if report else "; --report FILE writes all"
        click.echo(f"… and {len(mistakes) - SHOWN:,} more{where}.", err=True)
    more = " at least" if len(mistakes) >= MOST_MISTAKES else ""
    count = counted(len(mistakes), "mistake")
    click.echo(f"Nothing was taken in:{more} {count}. Put them right and import the file again.", err=True)


def tell_kept(name: str, read: ReadFile, as_json: bool) -> None:
    people, answers = len(read.dataset.people), len(read.dataset.responses)
    strange = read.unrecognised
    if as_json:
        told = {"name": name, "people": people, "answers": answers, "mistakes": [], "unrecognised": dict(strange)}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"“{name}”: {held_words(people, answers)}.")
    for line in strange_words(strange):
        click.echo(line, err=True)


def strange_words(strange: Counter[str]) -> Iterator[str]:
    """Ethnic groups that the table does not have, so that they count as not recognised."""
    if strange:
        yield "Ethnic groups that are not recognised, and count as such:"
    for text, rows in strange.most_common(MOST_UNRECOGNISED):
        seen = "".join(each if each.isprintable() else " " for each in text[:60])
        yield f"  {seen} ({counted(rows, 'row')})"


def plain_cohort(cohort: ImportedCohort) -> dict[str, object]:
    return {
        "name": cohort.name,
        "people": cohort.people,
        "answers": cohort.answers,
        "imported_at": cohort.whole_at.isoformat() if cohort.whole_at else None,
        "sha256": cohort.digest,
    }


def held_words(people: int, answers: int) -> str:
    return f"{counted(people, 'person', 'people')}, {counted(answers, 'answer')}"
