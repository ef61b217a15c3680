"""`lynchpin referrals`: what is done about referrals to groups on a clock."""

import json

import click

from directory import clock
from directory.cli.opening import opened_with_clients
from directory.jobs.nudging import nudge_groups


@click.group()
def referrals() -> None:
    """See to referrals that groups have not answered."""


@referrals.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def nudge(as_json: bool) -> None:
    """Ask groups again that have not answered, in one letter a group.

    Run it every night from cron or systemd. A group is asked again after as many working days as each team has chosen
    on its page "How your team works", once and then a second time; after that the coordinator sees to it. Nothing is
    declined by itself. Nobody is asked twice about the same, however often this runs.
    """
    with opened_with_clients():
        done = nudge_groups(clock.today())
    if as_json:
        click.echo(json.dumps({"letters": done.letters, "referrals": done.referrals}))
        return
    click.echo(f"{done.letters:,} groups are asked again, about {done.referrals:,} referrals.")
