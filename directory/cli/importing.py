"""`lynchpin import`: taking in services that somebody else publishes."""

import csv
import json
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

import click

from directory.cli.opening import opened_catalogue, own_files
from directory.cli.outputs import check_overwrites_none, whole_file
from directory.cli.progress import Show, progress_bar
from directory.config import Settings, read_settings
from directory.db import transaction
from directory.exchange.formats import Format
from directory.exchange.importing import ImportCounts, ImportSummary, TakenInBefore, default_source_name, run_import
from directory.exchange.notices import Notice
from directory.exchange.refusals import RefusedRecord, Report
from directory.exchange.spreadsheets import safe_cell
from directory.jobs.mirrors.once import AtHand, at_hand
from directory.jobs.mirrors.tools import tools_for

SHOWN = 10
# One letter before the colon is a drive of Windows.
ADDRESS = re.compile("[a-z][a-z0-9+.-]+:/", re.IGNORECASE)


class FileOrAddress(click.Path):
    """A file that is there, or an address of the web, which stays text."""

    name = "file or address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        # Also what is mistyped: a password in it is repeated by nobody.
        if ADDRESS.match(str(value)) and not Path(str(value)).exists():
            return str(value)
        return super().convert(value, param, ctx)


@click.command("import")
@click.argument("file", type=FileOrAddress(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--source",
    metavar="NAME",
    help="The name to keep the records under; the file's name if left out. Services that another source brought are "
    "taken in a second time only where this is given.",
)
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="Write what was refused, and why, as CSV."
)
@click.option(
    "--format",
    type=click.Choice([each.value for each in Format]),
    help="The format, where it is not to be told from the file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def import_file(file: Path | str, source: str | None, report: Path | None, format: str | None, as_json: bool) -> None:
    """Take in services from a file or an address: Open Referral UK 3.0 or 1.0, or a zip of CSV files (HSDS 3.0).

    FILE holds one service a line (.ndjson, gzipped or not), a JSON array, one service, a page of a feed, or a tabular
    data package. Importing it again changes nothing; what cannot be used is reported with its line and a reason, and
    the rest goes in. The address of such a file does as well, or that of a feed, which is read whole, once;
    `lynchpin feeds` keeps it up to date.

    The exit code is 0 where anything went in or was there, even if some was refused, and 1 where there was nothing to
    take in, everything was refused, or the file was not read to its end.
    """
    files = {"the file to import": file if isinstance(file, Path) else None, **own_files(read_settings())}
    check_overwrites_none("--report", report, files)
    refused: list[RefusedRecord] = []
    with (
        opened_catalogue() as settings,
        progress_bar("Importing") as show,
        open_report(report) as write,
        brought_here(file, settings, show) as given,
    ):

        def note(record: RefusedRecord) -> None:
            write(record)
            if len(refused) < SHOWN:
                refused.append(record)

        so_far = ImportCounts()

        def progress(done: int, size: int, counts: ImportCounts) -> None:
            nonlocal so_far
            so_far = counts
            show(done, size)

        with telling_how_to_go_on(), telling_how_far(lambda: so_far):
            summary = run_import(
                given.path,
                source or given.source_name,
                transaction=transaction,
                report=note,
                progress=progress,
                format=Format(format) if format else given.format,
                terms=given.terms,
                may_repeat=source is not None,
            )
    click.echo(json.dumps(asdict(summary)) if as_json else summary_words(summary))
    all_refused = summary.refused + summary.refused_rows + summary.refused_shared
    tell_refused(refused, all_refused, report)
    if not as_json:
        tell_notices(summary.notices)
    if given.gap:
        click.echo(f"Not all of the feed was seen: {given.gap}", err=True)
    if not all_refused and not taken(summary):
        click.echo("There are no services in it.", err=True)
    if given.gap or summary.ended_early or not taken(summary):
        raise SystemExit(1)


@contextmanager
def brought_here(file: Path | str, settings: Settings, show: Show) -> Iterator[AtHand]:
    """The file to import; what is at an address is read first."""
    if isinstance(file, Path):
        yield AtHand(file, default_source_name(file))
        return
    with at_hand(file, tools_for(settings), show) as given:
        yield given


@contextmanager
def telling_how_to_go_on() -> Iterator[None]:
    """Say what to type where a file was stopped because its services are known from another source."""
    try:
        yield
    except TakenInBefore as known:
        known.add_note(
            f"Nothing was taken in. Add --source {shlex.quote(known.source_name)} to bring that source up to date, "
            "or --source with another name to keep them a second time."
        )
        raise


@contextmanager
def telling_how_far(counts: Callable[[], ImportCounts]) -> Iterator[None]:
    """Say, where an import is stopped with Ctrl+C, how much of it went in, and that running it again goes on."""
    try:
        yield
    except KeyboardInterrupt as stopped:
        number = taken(counts())
        went_in = f"{number:,} services went in and stay." if number else "Nothing went in."
        stopped.add_note(f"{went_in} Run it again to go on.")
        raise


@contextmanager
def open_report(path: Path | None) -> Iterator[Report]:
    """A function that writes one refused record to the report, or does nothing where none was asked for."""
    if path is None:
        yield lambda record: None
        return
    with whole_file(path) as file:
        yield report_writer(file)


def report_writer(file: TextIO) -> Report:
    writer = csv.writer(file)
    writer.writerow(["number", "unit", "id", "reason"])

    def write(record: RefusedRecord) -> None:
        writer.writerow([record.number, record.unit, safe_cell(record.key), safe_cell(record.reason)])

    return write


def taken(counts: ImportCounts | ImportSummary) -> int:
    """How many services of the file are in the catalogue now."""
    return counts.new + counts.changed + counts.unchanged


def summary_words(summary: ImportSummary) -> str:
    """The summary as a person reads it."""
    total = taken(summary)
    speed = f" ({total / summary.seconds:,.0f} a second)" if summary.seconds > 0 and total else ""
    lines = [
        f"{summary.new:,} new, {summary.changed:,} changed, {summary.unchanged:,} unchanged, "
        f"{summary.refused:,} refused in {summary.seconds:.1f} s{speed}."
    ]
    if summary.kept_here:
        lines.append(f"{summary.kept_here:,} stay as they were changed here; their pages show what the source says.")
    if summary.changed_shared:
        lines.append(f"{summary.changed_shared:,} organizations, places or terms changed.")
    if summary.refused_rows:
        lines.append(f"{summary.refused_rows:,} rows of other tables were refused.")
    if summary.ended_early:
        lines.append(f"The file was not read to its end: {summary.ended_early}")
    return "\n".join(lines)


def tell_refused(shown: list[RefusedRecord], total: int, report: Path | None) -> None:
    for record in shown:
        click.echo(f"  {record.unit} {record.number}: {record.reason}", err=True)
    if total > len(shown):
        click.echo(f"  … and {total - len(shown):,} more; --report FILE writes them all.", err=True)
    if report is not None and total:
        click.echo(f"What was refused is in {report}.", err=True)


def tell_notices(notices: tuple[Notice, ...]) -> None:
    """What there is to know of the services that were taken, each with how many it is true of."""
    for notice in notices[:SHOWN]:
        times = "once" if notice.count == 1 else f"{notice.count:,} times"
        click.echo(f"  {notice.text}: {times}, first in {notice.first}.", err=True)
    if len(notices) > SHOWN:
        click.echo(f"  … and {len(notices) - SHOWN:,} more notices; --json prints them all.", err=True)
