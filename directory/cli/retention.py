"""`lynchpin retention`: letting go of what is over its time."""

import json

import click

from directory.cli.opening import opened_with_clients
from directory.config import Settings
from directory.db import count_for_plans, reading, transaction
from directory.jobs.retention import Periods, Report, keep_to_times, look_at_times
from directory.security.keystore import current_key_store

USUAL = 100


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what is over its time.")
@click.option("--most", default=USUAL, show_default=True, type=click.IntRange(1), help="Erase no more clients at once.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def retention(dry_run: bool, most: int, as_json: bool) -> None:
    """Erase clients whose time is over, for good, and let go of small things that were needed for some days.

    Then the database counts what is left, to find it quickly.

    Run it every night from cron or systemd, and with --dry-run first. Managers see on the page Retention for a month
    who is next, and can hold somebody back. Exits with 1 where a record could not be erased; the others are.
    """
    with opened_with_clients() as settings:
        periods = periods_of(settings)
        if dry_run:
            with reading() as db:
                report = look_at_times(db, current_key_store(), periods)
        else:
            report = keep_to_times(current_key_store(), periods, most)
            with transaction() as db:
                count_for_plans(db)
    click.echo(as_data(report) if as_json else as_text(report, is_done=not dry_run))
    if report.failed:
        raise SystemExit(1)


def periods_of(settings: Settings) -> Periods:
    return Periods(settings.keep_years, settings.keep_days, settings.session_hours)


def as_text(report: Report, *, is_done: bool) -> str:
    lines = ["Gone:" if is_done else "Over their time:"]
    for line in report.lines:
        oldest = f", the oldest of {line.oldest.day} {line.oldest:%B %Y}" if line.oldest else ""
        lines.append(f"  {line.kind}: {line.number:,}{oldest}")
    lines.append(f"Held back by managers: {report.held:,}")
    if report.dropped:
        lines.append(f"Figures of erased people that went, as too few are like them: {report.dropped:,}")
    if report.failed:
        lines.append(f"Client records that could not be erased, as the log says: {report.failed:,}")
    return "\n".join(lines)


def as_data(report: Report) -> str:
    kinds = [
        {"kind": line.kind, "number": line.number, "oldest": line.oldest.isoformat() if line.oldest else None}
        for line in report.lines
    ]
    return json.dumps({"kinds": kinds, "held": report.held, "dropped": report.dropped, "failed": report.failed})
