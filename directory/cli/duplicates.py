"""`lynchpin duplicates`: finding what is listed twice, and who is there twice."""

import json
from dataclasses import asdict
from typing import Any

import click
from sqlalchemy.orm import Session

from directory.catalogue.duplicates.queries import list_open_pairs, names_of
from directory.cli.opening import opened_catalogue, opened_with_clients
from directory.cli.progress import progress_bar
from directory.db import reading
from directory.jobs.alike import compare_all_clients
from directory.jobs.duplicates import READERS, FindSummary, find_duplicates

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
kind_option = click.option("--kind", type=click.Choice(tuple(READERS)), help="Only services, or only organizations.")


@click.group()
def duplicates() -> None:
    """Find what is listed twice, and who, for people to decide."""


@duplicates.command()
@kind_option
@as_json_option
def find(kind: str | None, as_json: bool) -> None:
    """Compare all listings and bring the list of pairs up to date.

    Run it every night from cron or systemd. A pair that somebody dismissed comes back only with new evidence.
    """
    with opened_catalogue():
        done = [find_one(each) for each in READERS if kind in (None, each)]
    click.echo(json.dumps([asdict(each) for each in done]) if as_json else "\n".join(map(summary_words, done)))


@duplicates.command()
@as_json_option
def clients(as_json: bool) -> None:
    """Compare the records of clients that are new or were changed, and keep which may be of one person.

    Run it every night from cron or systemd. Staff decide on the page "The same person?"; what they say is kept.
    """
    with opened_with_clients(), progress_bar("Comparing clients") as show:
        done = compare_all_clients(show)
    words = f"{done.clients:,} records compared: {done.waiting:,} pairs wait for somebody to look."
    click.echo(json.dumps(asdict(done)) if as_json else words)


def find_one(entity: str) -> FindSummary:
    with progress_bar(f"Comparing {entity}s") as show:
        return find_duplicates(entity, show)


def summary_words(done: FindSummary) -> str:
    return (
        f"{done.compared:,} {done.entity}s compared: {done.found:,} pairs alike, {done.new:,} new,"
        f" {done.again:,} back again, {done.gone:,} no longer."
    )


@duplicates.command("list")
@kind_option
@as_json_option
def list_pairs(kind: str | None, as_json: bool) -> None:
    """List the pairs that wait for somebody, the most likely first."""
    with opened_catalogue(), reading() as db:
        found = [pair for entity in READERS if kind in (None, entity) for pair in plain_pairs(db, entity)]
    click.echo(json.dumps(found) if as_json else "\n".join(map(pair_words, found)) or "No pairs wait.")


def plain_pairs(db: Session, entity: str) -> list[dict[str, object]]:
    """The pairs of one kind with the names of their records."""
    waiting = list_open_pairs(db, entity)
    names = names_of(db, entity, {record_id for each in waiting for record_id in (each.first_id, each.second_id)})
    return [
        {
            "kind": entity,
            "score": each.score,
            "first": {"id": str(each.first_id), "name": names[each.first_id].name},
            "second": {"id": str(each.second_id), "name": names[each.second_id].name},
            "reasons": each.reasons,
        }
        for each in waiting
        if each.first_id in names and each.second_id in names
    ]


def pair_words(pair: dict[str, Any]) -> str:
    reasons = ", ".join(kind for kind, _, _ in pair["reasons"])
    return f"{pair['score']:.2f}  {pair['first']['name']} | {pair['second']['name']}: {reasons}"
