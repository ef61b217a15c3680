"""`lynchpin messages`: letters that wait to be sent, and those that come back."""

import json
from collections import Counter
from pathlib import Path
from typing import BinaryIO

import click

from directory.cli.opening import opened_catalogue, opened_with_clients
from directory.config import Settings
from directory.db import reading
from directory.errors import WrongSettings
from directory.jobs.bounces import Outcome, Taken, take_bounce, take_maildir
from directory.jobs.check_ins import alert_missed_check_ins
from directory.jobs.delivery_reports import LONGEST_REPORT
from directory.jobs.sending import send_waiting, smtp_sender
from directory.outbox import count_given_up, count_waiting

OUTCOME_WORDS = {
    Outcome.RETURNED: "marked as not arrived",
    Outcome.LATE: "late, and still on the way: nothing is changed",
    Outcome.NOTED_BEFORE: "noted before: nothing is changed",
    Outcome.NOT_OURS: "nothing of ours: nothing is changed",
}


@click.group()
def messages() -> None:
    """Look at the letters that wait, send them, and take in those that come back."""


@messages.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(as_json: bool) -> None:
    """Say how many letters wait, and how many never arrived."""
    with opened_catalogue(), reading() as db:
        waiting, given_up = count_waiting(db), count_given_up(db)
    if as_json:
        click.echo(json.dumps({"waiting": waiting, "given_up": given_up}))
        return
    click.echo(f"{waiting:,} {'letter waits' if waiting == 1 else 'letters wait'} to be sent.")
    if given_up:
        letters = "letter never arrived" if given_up == 1 else "letters never arrived"
        click.echo(f"{given_up:,} {letters}: given up after many tries, or sent back; each is marked at its referral.")


@messages.command()
def send() -> None:
    """Send the letters that wait, through the server of LYNCHPIN_SMTP_URL. Run it every minute from cron or systemd.

    Buddy and managers are told of a home visit from which nobody has checked in.
    """
    with opened_with_clients() as settings:
        require_mail(settings)
        send_by = smtp_sender(settings.smtp_url, settings.mail_bounces)
        alert_missed_check_ins(settings.site_address)
        done = send_waiting(send_by, settings.mail_from, settings.site_address, settings.mail_from_people)
    click.echo(f"{done.sent} sent, {done.failed} failed and will be tried again.")


@messages.command("take-bounce")
@click.argument("file", type=click.File("rb"), default="-")
@click.option(
    "--maildir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Take in all that is new in a Maildir instead.",
)
@click.option("--to", "sent_to", default="", help="The address it came to, where the mail server says so.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def take_bounces(file: BinaryIO, maildir: Path | None, sent_to: str, as_json: bool) -> None:
    """Take in what a mail server reports of a letter that did not arrive: from FILE, or what is piped in.

    What is no such report, or of no letter of ours, changes nothing and is no error. Where it fails, try it again.
    """
    with opened_with_clients():
        taken = take_maildir(maildir) if maildir else [take_bounce(file.read(LONGEST_REPORT + 1), sent_to)]
    tell_taken(taken, as_json)


def tell_taken(taken: list[Taken], as_json: bool) -> None:
    counts = Counter(each.outcome for each in taken)
    if as_json:
        click.echo(json.dumps({each.value.replace(" ", "_"): counts[each] for each in Outcome}))
        return
    for outcome, number in counts.items():
        click.echo(f"{number:,} {OUTCOME_WORDS[outcome]}.")
    for each in taken:
        if each.outcome is Outcome.NOT_OURS:
            click.echo(each.why, err=True)


def require_mail(settings: Settings) -> None:
    """Raises WrongSettings unless a server and a sender are set."""
    if not settings.sends_mail:
        raise WrongSettings("Letters cannot be sent until LYNCHPIN_SMTP_URL and LYNCHPIN_MAIL_FROM are set.")
