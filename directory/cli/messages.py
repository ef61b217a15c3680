"""`lynchpin messages`: letters that wait to be sent."""

import click

from directory.cli.opening import opened_catalogue, opened_with_clients
from directory.config import Settings
from directory.db import reading
from directory.errors import WrongSettings
from directory.jobs.sending import send_waiting, smtp_sender
from directory.outbox import count_waiting


@click.group()
def messages() -> None:
    """Look at the letters to providers that wait, and send them."""


@messages.command()
def status() -> None:
    """Say how many letters wait."""
    with opened_catalogue(), reading() as db:
        click.echo(f"{count_waiting(db)} letters wait to be sent.")


@messages.command()
def send() -> None:
    """Send the letters that wait, through the server of LYNCHPIN_SMTP_URL. Run it every minute from cron or systemd."""
    with opened_with_clients() as settings:
        require_mail(settings)
        done = send_waiting(smtp_sender(settings.smtp_url), settings.mail_from)
    click.echo(f"{done.sent} sent, {done.failed} failed and will be tried again.")


def require_mail(settings: Settings) -> None:
    """Raises WrongSettings unless a server and a sender are set."""
    if not settings.smtp_url or not settings.mail_from:
        raise WrongSettings("Letters cannot be sent until LYNCHPIN_SMTP_URL and LYNCHPIN_MAIL_FROM are set.")
