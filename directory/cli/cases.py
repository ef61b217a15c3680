"""`lynchpin cases`: reminding colleagues of people who wait."""

import json
from dataclasses import asdict

import click

from directory.cli.opening import opened_with_clients
from directory.jobs.reminding import remind_of_people

NO_MAIL = "No letters leave here: set LYNCHPIN_SMTP_URL and LYNCHPIN_MAIL_FROM to have colleagues reminded."


@click.group()
def cases() -> None:
    """See to it that nobody who asked for support waits unseen."""


@cases.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def remind(as_json: bool) -> None:
    """Write to coordinators and managers of people whom nobody has answered or reached in time.

    How long that is, each team says on the page "How your team works". Run it every night from cron or systemd: on
    working days each step is told once for each person, however often this runs, and no letter names anybody.
    """
    with opened_with_clients() as settings:
        if not settings.sends_mail:
            click.echo(json.dumps({"unanswered": 0, "due": 0, "late": 0}) if as_json else NO_MAIL)
            return
        done = remind_of_people()
    if as_json:
        click.echo(json.dumps(asdict(done)))
        return
    click.echo(f"Managers are told of {done.unanswered:,} people whom nobody answered, and {done.late:,} not reached.")
    click.echo(f"Coordinators are told of {done.due:,} people whom they are to reach.")
