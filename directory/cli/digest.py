"""`lynchpin digest`: the weekly letter of what is new, has changed or ended."""

import json

import click

from directory.cli.opening import opened_with_clients
from directory.cli.progress import progress_bar
from directory.jobs.weekly_letters import look_ahead, write_weekly_letters

NO_MAIL = "No letters leave here: set LYNCHPIN_SMTP_URL and LYNCHPIN_MAIL_FROM to have people written to."


@click.group()
def digest() -> None:
    """Write to champions and colleagues once a week about what they keep and watch."""


@digest.command()
@click.option("--dry-run", is_flag=True, help="Say how many would be written to. Changes nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def send(dry_run: bool, as_json: bool) -> None:
    """Write this week's letters to champions and to colleagues who watch a term or an area.

    Run it every night from cron or systemd: on the day of LYNCHPIN_DIGEST_DAY, or as soon as it can afterwards, it
    writes them, and on other days it does nothing. They leave with `lynchpin messages send`, not before seven in the
    morning. Nobody gets two in a week, however often this runs, and nobody one where nothing happened.
    """
    with opened_with_clients() as settings:
        if not settings.sends_mail:
            click.echo(json.dumps({"week_on": None, "listings": 0, "letters": 0}) if as_json else NO_MAIL)
            return
        if dry_run:
            done = look_ahead(settings.digest_day)
        else:
            with progress_bar("Writing to readers") as show:
                done = write_weekly_letters(settings.digest_day, show)
    if as_json:
        told = {"week_on": done.week_on.isoformat(), "listings": done.listings, "letters": done.letters}
        click.echo(json.dumps(told))
        return
    would = "would be" if dry_run else "are"
    click.echo(f"Week of {done.week_on.isoformat()}: news of {done.listings:,} listings.")
    click.echo(f"{done.letters:,} people {would} written to now.")
