"""`lynchpin messages`: letters that wait to be sent."""

import json

import click

from directory.cli.opening import opened_catalogue, opened_with_clients
from directory.config import Settings
from directory.db import reading
from directory.errors import WrongSettings
from directory.jobs.sending import send_waiting, smtp_sender
from directory.outbox import count_given_up, count_waiting


@click.group()
def messages() -> None:
    """Look at the letters that wait, and send them."""


@messages.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(as_json: bool) -> None:
    """Say how many letters wait, and how many never left."""
    with opened_catalogue(), reading() as db:
        waiting, given_up = count_waiting(db), count_given_up(db)
    if as_json:
        click.echo(json.dumps({"waiting": waiting, "given_up": given_up}))
        return
    click.echo(f"{waiting:,} {'letter waits' if waiting == 1 else 'letters wait'} to be sent.")
    if given_up:
        letters = "letter was" if given_up == 1 else "letters were"
        click.echo(f"{given_up:,} {letters} given up after many tries; each is marked at its referral.")


@messages.command()
def send() -> None:
    """Send the letters that wait, through the server of LYNCHPIN_SMTP_URL. Run it every minute from cron or systemd."""
    with opened_with_clients() as settings:
        require_mail(settings)
        done = send_waiting(smtp_sender(settings.smtp_url), settings.mail_from, settings.site_address)
    click.echo(f"{done.sent} sent, {done.failed} failed and will be tried again.")


def require_mail(settings: Settings) -> None:
    """Raises WrongSettings unless a server and a sender are set."""
    if not settings.sends_mail:
        raise WrongSettings("Letters cannot be sent until LYNCHPIN_SMTP_URL and LYNCHPIN_MAIL_FROM are set.")
