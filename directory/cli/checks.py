"""`lynchpin checks`: keeping listings checked, by people and by machine."""

import json
from dataclasses import asdict

import click

from directory import clock
from directory.champions.verification.verifying import count_by_freshness
from directory.cli.opening import opened_catalogue, opened_with_clients
from directory.cli.progress import progress_bar
from directory.config import Settings
from directory.db import reading
from directory.jobs.findings import look_through
from directory.jobs.links import LinksLooked, link_tools, look_for_pages
from directory.jobs.pausing import mark_turned_pauses
from directory.jobs.questions import pass_on_questions
from directory.jobs.verifying import look_ahead, verify_listings

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def checks() -> None:
    """Ask groups whether their listings are still right, and see how many were checked."""


@checks.command()
@click.option("--dry-run", is_flag=True, help="Say how many groups would be written to. Changes nothing.")
@as_json_option
def run(dry_run: bool, as_json: bool) -> None:
    """Write to groups whose listings are due a check, and tell champions of those that nobody answers for.

    Questions of colleagues that wait for too long are passed on to deputies and editors.

    Run it every night from cron or systemd. Letters leave with `lynchpin messages send`. No group gets two within a
    week, however often this runs.
    """
    with opened_with_clients() as settings:
        if dry_run:
            ahead = look_ahead(can_write=settings.sends_mail)
            text = f"{ahead.listings:,} listings are due a check; {ahead.groups:,} groups would be written to."
            click.echo(json.dumps(asdict(ahead)) if as_json else text)
            return
        mark_turned_pauses()
        with progress_bar("Writing to groups") as show:
            done = verify_listings(can_write=settings.sends_mail, progress=show)
        passed_on = pass_on_questions(settings.question_days)
    if as_json:
        click.echo(json.dumps({**asdict(done), "passed_on": passed_on}))
        return
    click.echo(f"{done.begun:,} listings became due a check, {done.ended:,} were checked or are no longer on.")
    click.echo(f"{done.letters:,} groups are written to; champions have {done.told:,} more to make sure of.")
    click.echo(f"{passed_on:,} questions that nobody answered are passed on to deputies and editors.")
    if not settings.sends_mail:
        click.echo("No letters leave here: set LYNCHPIN_SMTP_URL and LYNCHPIN_MAIL_FROM to have groups asked.")


@checks.command()
@as_json_option
def status(as_json: bool) -> None:
    """Say how many listings were checked lately, and how many were not."""
    with opened_catalogue(), reading() as db:
        counts = count_by_freshness(db, clock.today())
    if as_json:
        click.echo(json.dumps({state.value.replace(" ", "_"): number for state, number in counts.items()}))
        return
    for state, number in counts.items():
        click.echo(f"{number:>8,}  {state.value}")


@checks.command()
@click.option("--dry-run", is_flag=True, help="Say what would be found. Changes nothing, and asks no site.")
@as_json_option
def machine(dry_run: bool, as_json: bool) -> None:
    """Look for what a machine can see is wrong, for people to decide on the page Findings.

    Telephone numbers and email addresses that cannot be, dates that have passed, costs that contradict themselves, and,
    where LYNCHPIN_LINKS_A_NIGHT is set, links that lead nowhere. Run it every night from cron or systemd; it can be
    stopped and run again.
    """
    with opened_catalogue() as settings:
        links = None if dry_run or settings.links_a_night is None else look_for_links(settings)
        with progress_bar("Looking through listings") as show:
            looked = look_through(show, is_dry=dry_run)
    if as_json:
        click.echo(json.dumps({**asdict(looked), "links": asdict(links) if links else None}))
        return
    if links:
        click.echo(f"{links.asked:,} pages looked for, {links.missed:,} not found where they should be.")
    click.echo(f"{looked.found:,} things found: {looked.new:,} new, {looked.changed:,} changed or back.")
    click.echo(f"{looked.put_right:,} are put right since the last look.")


def look_for_links(settings: Settings) -> LinksLooked:
    with link_tools(settings) as tools, progress_bar("Looking for pages") as show:
        return look_for_pages(tools, show)
