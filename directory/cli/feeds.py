"""`lynchpin feeds`: mirrors of other directories."""

import json
from typing import Any

import click

from directory.catalogue.models.feeds import FeedRun, RunResult, Walk
from directory.cli.opening import opened_catalogue
from directory.cli.progress import progress_bar
from directory.db import reading, transaction
from directory.errors import LynchpinError
from directory.exchange.refusals import RefusedRecord
from directory.jobs.mirrors.feeds import (
    ListedFeed,
    add_feed,
    feed_names,
    get_feed,
    list_feeds,
    look_at,
)
from directory.jobs.mirrors.leases import FeedBusy
from directory.jobs.mirrors.removing import remove_feed
from directory.jobs.mirrors.syncing import Asked, AskedToWait, sync_feed
from directory.jobs.mirrors.tools import MirrorTools, tools_for

SHOWN = 5
COUNTS = ("listed", "new", "changed", "unchanged", "refused", "unread", "kept_here", "closed")


@click.group()
def feeds() -> None:
    """Mirror the feeds of other directories."""


@feeds.command()
@click.argument("name")
@click.argument("address")
@click.option("--licence", help="The licence its data is under, such as OGL-UK-3.0.")
@click.option("--may-repeat", is_flag=True, help="Mirror it though another source brought the same services.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def add(name: str, address: str, licence: str | None, may_repeat: bool, as_json: bool) -> None:
    """Mirror a feed from now on, under a name of your choice.

    ADDRESS is that of an Open Referral UK feed, 3.0 or 1.0, with or without /services at its end. It is looked at
    once; `lynchpin feeds sync` then reads it.
    """
    with opened_catalogue() as settings:
        found = look_at(address, tools_for(settings))
        with transaction() as db:
            add_feed(db, name, found, licence, may_repeat=may_repeat)
    if as_json:
        told = {"name": name.strip(), "address": str(found.address), "kind": found.format.value, "told": found.told}
        click.echo(json.dumps(told))
        return
    many = "services" if found.told is None else f"{found.told:,} services"
    click.echo(f"{name.strip()} is mirrored from now on: {many} in {found.format.value}. Read it: lynchpin feeds sync")


@feeds.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_command(as_json: bool) -> None:
    """List the feeds, with how many services each has and how its last run went."""
    with opened_catalogue(), reading() as db:
        found = [describe(each) for each in list_feeds(db)]
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    for each in found:
        read_at = each["started_at"][:16].replace("T", " ") if each["started_at"] else "–"
        click.echo(f"{each['name']:30} {each['kind']:9} {each['services']:>8,}  {read_at:17} {each['result']:11}")
        click.echo(f"    {each['address']}")
        if each["reason"]:
            click.echo(f"    {each['reason']}")
    if not found:
        click.echo("No feed yet. Add one with `lynchpin feeds add`.")


@feeds.command()
@click.argument("names", nargs=-1)
@click.option("--everything", is_flag=True, help="Read every record again, not only what changed.")
@click.option("--accept-shrink", is_flag=True, help="Close what is gone from a feed that was held for you to look at.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON for each feed.")
def sync(names: tuple[str, ...], everything: bool, accept_shrink: bool, as_json: bool) -> None:
    """Read feeds and take in what they say: those named, or all of them.

    Made to run on a clock, once a night. It goes on where an earlier run was stopped. Exit code 1 means that a feed
    could not be read, or waits for a person to look at it.
    """
    if accept_shrink and not names:
        raise click.UsageError("Name the feeds that you have looked at, after --accept-shrink.")
    asked = Asked(everything, accept_shrink)
    with opened_catalogue() as settings:
        with reading() as db:
            wanted = [each for each in names if get_feed(db, each)] or feed_names(db)
        went_well = [sync_one(each, tools_for(settings), asked, as_json) for each in wanted]
    if not wanted and not as_json:
        click.echo("No feed yet. Add one with `lynchpin feeds add`.")
    if not all(went_well):
        raise SystemExit(1)


def sync_one(name: str, tools: MirrorTools, asked: Asked, as_json: bool) -> bool:
    """Do one feed's run and tell of it; whether it went well. One feed's trouble is none of the others'."""
    refused: list[RefusedRecord] = []
    try:
        with progress_bar(f"Reading {name}") as progress:
            run = sync_feed(name, tools, asked, refused.append, progress)
    except (FeedBusy, AskedToWait) as not_now:
        tell(name, {"result": "not now", "reason": str(not_now)}, as_json)
        return True
    except LynchpinError as error:
        tell(name, {"result": RunResult.FAILED.value, "reason": str(error)}, as_json)
        return False
    tell(name, described_run(run), as_json)
    for each in [] if as_json else refused[:SHOWN]:
        click.echo(f"  {each.unit} {each.number} ({each.key}): {each.reason}", err=True)
    return run.result == RunResult.DONE


@feeds.command()
@click.argument("name")
@click.option("--close", "closes", is_flag=True, help="Say of its services that they do not run any more.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def remove(name: str, closes: bool, yes: bool, as_json: bool) -> None:
    """Stop mirroring a feed. Its services stay in the catalogue."""
    with opened_catalogue() as settings:
        with reading() as db:
            get_feed(db, name)
            services = next(each.services for each in list_feeds(db) if each.name == name)
        if not yes:
            click.confirm(f"{name}: {what_happens(services, closes=closes)} Go on?", abort=True, err=True)
        closed = remove_feed(name, tools_for(settings).folder, closes=closes)
    if as_json:
        click.echo(json.dumps({"name": name, "services": services, "closed": closed}))
    else:
        click.echo(f"{name} is not mirrored any more. {closed:,} of its {services:,} services were closed.")


def what_happens(services: int, *, closes: bool) -> str:
    if closes:
        return f"its {services:,} services stay as ones that do not run any more."
    return f"its {services:,} services stay as they are, and nobody keeps them up to date (--close closes them)."


def describe(listed: ListedFeed) -> dict[str, Any]:
    """A feed as the list shows it."""
    about = {"name": listed.name, "address": listed.feed.address, "kind": listed.feed.kind, "licence": listed.licence}
    return about | {"services": listed.services} | described_run(listed.last_run)


def described_run(run: FeedRun | None) -> dict[str, Any]:
    """How a run went, or goes."""
    if run is None:
        return {"result": "never read", "reason": None, "started_at": None, "ended_at": None}
    ended_at = run.ended_at.isoformat() if run.ended_at else None
    moments = {"started_at": run.started_at.isoformat(), "ended_at": ended_at}
    counts = {name: getattr(run, name) for name in COUNTS}
    return {"result": run.result or "stopped", "reason": run.reason, "walk": run.walk} | moments | counts


def tell(name: str, told: dict[str, Any], as_json: bool) -> None:
    """One line on a feed's run, and why it went no better."""
    if as_json:
        click.echo(json.dumps({"name": name} | told))
        return
    click.echo(f"{name}: {told['result']}{counts_in_words(told)}")
    if told["reason"]:
        click.echo(f"    {told['reason']}")
    if told["result"] == "stopped":
        click.echo("    The next `lynchpin feeds sync` goes on from there.")


def counts_in_words(told: dict[str, Any]) -> str:
    """What a run did, leaving out what there was none of."""
    if "walk" not in told:
        return "."
    what = {Walk.EVERYTHING: "listed", Walk.LIST: "listed", Walk.CHANGES: "listed as changed"}[Walk(told["walk"])]
    words = {"listed": what, "unread": "could not be read", "kept_here": "stay as they were changed here"}
    counted = [f"{told[name]:,} {words.get(name, name)}" for name in COUNTS if told[name] or name == "listed"]
    return f", {', '.join(counted)}."
