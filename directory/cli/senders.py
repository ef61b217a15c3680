"""`lynchpin senders`: the systems that send referrals, and their keys."""

import json
import secrets
import uuid
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.models import Scheme
from directory.accounts.senders.inputs import NewKeySchema, NewSenderSchema, OldKeys
from directory.accounts.senders.models import ApiSender, Scope, SenderKind
from directory.accounts.senders.operations import add_sender, disable_sender, make_key_for
from directory.accounts.senders.queries import get_sender_named, list_all_senders
from directory.casework.referrals_in.event_queries import count_telling, tell_again
from directory.cli.inputs import load_input
from directory.cli.opening import opened_catalogue, opened_with_clients
from directory.db import reading, transaction
from directory.errors import NotFound
from directory.jobs.webhooks import tell_waiting, webhook_fetcher

SCOPES = click.Choice([each.value for each in Scope])
KINDS = click.Choice([each.value for each in SenderKind])
OLD_KEYS = click.Choice([each.value for each in OldKeys])


@click.group()
def senders() -> None:
    """Set up, list and disable the systems that send referrals, and give them keys."""


@senders.command()
@click.argument("name")
@click.option("--scheme", required=True, help="The scheme that reads what it sends.")
@click.option("--kind", required=True, type=KINDS, help="Whose system it is.")
@click.option("--scope", "scopes", multiple=True, type=SCOPES, help="What it may do; both if left out.")
@click.option("--test", "is_test", is_flag=True, help="Make a test key: all is checked and answered, nothing kept.")
def add(name: str, scheme: str, kind: str, scopes: tuple[str, ...], is_test: bool) -> None:
    """Set up a system, and print a key for it. The key is shown this once."""
    given = {
        "name": name,
        "kind": kind,
        "scopes": list(scopes or map(str, Scope)),
        "submission_key": secrets.token_urlsafe(16),
    }
    wanted, key = load_input(NewSenderSchema, given), load_input(NewKeySchema, {"is_test": is_test})
    with opened_catalogue(), transaction() as db:
        sender = add_sender(db, None, scheme_id_of(db, scheme), wanted)
        made = make_key_for(db, None, sender, key)
    click.echo(made.written)


@senders.command("new-key")
@click.argument("name")
@click.option("--scheme", required=True, help="The scheme that reads what it sends.")
@click.option("--test", "is_test", is_flag=True, help="Make a test key: all is checked and answered, nothing kept.")
@click.option(
    "--old-keys",
    type=OLD_KEYS,
    default=OldKeys.END_SOON.value,
    show_default=True,
    help="Its other keys of that kind end in 14 days (soon), now, or not (keep).",
)
def new_key(name: str, scheme: str, is_test: bool, old_keys: str) -> None:
    """Print a new key for a system. It is shown this once."""
    wanted = load_input(NewKeySchema, {"is_test": is_test, "old_keys": old_keys})
    with opened_catalogue(), transaction() as db:
        made = make_key_for(db, None, get_sender_named(db, scheme, name), wanted)
    click.echo(made.written)


@senders.command()
@click.argument("name")
@click.option("--scheme", required=True, help="The scheme that reads what it sends.")
def disable(name: str, scheme: str) -> None:
    """Have a system be known no more, from this moment on, whatever keys it has."""
    with opened_catalogue(), transaction() as db:
        disable_sender(db, None, get_sender_named(db, scheme, name))
    click.echo(f"{name} is known no more.")


@senders.command()
def tell() -> None:
    """Tell systems of changes, at the addresses they named. Run it every minute from cron or systemd."""
    with opened_with_clients() as settings, webhook_fetcher(settings) as fetcher:
        done = tell_waiting(fetcher)
    click.echo(f"{done.told} told, {done.failed} failed and will be tried again.")


@senders.command("tell-again")
@click.argument("name")
@click.option("--scheme", required=True, help="The scheme that reads what it sends.")
def tell_again_command(name: str, scheme: str) -> None:
    """Have a system be told once more of every change that was given up after many tries."""
    with opened_catalogue(), transaction() as db:
        number = tell_again(db, None, get_sender_named(db, scheme, name))
    click.echo(f"{number} {'change' if number == 1 else 'changes'} will be told again.")


@senders.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_command(as_json: bool) -> None:
    """List every system, with what it may do and its keys that work."""
    with opened_catalogue(), reading() as db:
        rows = [describe(db, scheme, sender) for scheme, sender in list_all_senders(db)]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    for row in rows:
        failed = f", {row['given_up']} changes given up" if row["given_up"] else ""
        click.echo(f"{row['name']:32} {row['scheme']:24} {row['active']:8} {', '.join(row['keys'])}{failed}")
    if not rows:
        click.echo("No system yet. Set one up with `lynchpin senders add`.")


def describe(db: Session, scheme: str, sender: ApiSender) -> dict[str, Any]:
    """A system as the list shows it: keys by their open part, and how far the telling of changes has come."""
    now, telling = clock.now(), count_telling(db, sender.id)
    return {
        "name": sender.name,
        "scheme": scheme,
        "kind": sender.kind,
        "scopes": sorted(each.value for each in sender.scopes),
        "active": "no" if sender.disabled_at else "yes",
        "keys": [f"{each.name} ({'test' if each.is_test else 'live'})" for each in sender.keys if each.works_at(now)],
        "waiting": telling.waiting,
        "given_up": telling.given_up,
    }


def scheme_id_of(db: Session, name: str) -> uuid.UUID:
    found = db.scalar(select(Scheme.id).where(Scheme.name == name))
    if found is None:
        raise NotFound(f"There is no scheme called {name}.")
    return found
