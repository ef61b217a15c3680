"""`lynchpin audit`: whether the record of who did and saw what is whole."""

import json

import click

from directory.audit.chain import Verdict, verify_chain
from directory.cli.opening import opened_catalogue
from directory.db import reading


@click.group()
def audit() -> None:
    """Check the record of who did and saw what."""


@audit.command()
@click.option("--noted", default="", help="A last link that was noted before: it must still be there.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def verify(noted: str, as_json: bool) -> None:
    """Go through the whole record; exit with 1 where something was changed, taken out or slipped in.

    Note the last link somewhere else from time to time, and hand it over with --noted: it shows whether the whole
    chain was written anew.
    """
    with opened_catalogue(), reading() as db:
        verdict = verify_chain(db, noted.strip().lower())
    click.echo(as_text(verdict) if not as_json else as_data(verdict))
    if not verdict.is_whole:
        raise SystemExit(1)


def as_text(verdict: Verdict) -> str:
    lines = [f"{verdict.events:,} events, {verdict.links:,} links."]
    lines += ["The record is whole."] if verdict.is_whole else ["The record is not whole:"]
    lines += [f"  {each}" for each in verdict.broken]
    return "\n".join([*lines, f"Last link: {verdict.last}"])


def as_data(verdict: Verdict) -> str:
    told = {"events": verdict.events, "links": verdict.links, "whole": verdict.is_whole, "broken": verdict.broken}
    return json.dumps({**told, "last_link": verdict.last}, indent=2)
