"""`lynchpin keys`: the secrets an installation needs, changing the one that wraps all data keys, and their copies."""

import json
import secrets
from pathlib import Path

import click

from directory import clock
from directory.cli import schema
from directory.cli.opening import open_key_store, opened_with_clients
from directory.cli.progress import progress_bar
from directory.config import make_data_key, read_settings
from directory.db import transaction
from directory.errors import WrongSettings
from directory.jobs.client_tokens import make_missing_tokens
from directory.rights.tombstones import Replayed, list_lost, replay_tombstones
from directory.security.key_backups import MOST_DAYS, restore_backup, write_backup, write_next_backup
from directory.security.keystore import current_key_store


@click.group()
def keys() -> None:
    """Make the secrets an installation needs, change them, and copy people's data keys."""


@keys.command()
@click.option(
    "--number", default=1, show_default=True, type=click.IntRange(1, 9_999), help="The number of the data key."
)
def make(number: int) -> None:
    """Print new secrets as settings. Keep a copy of the data key off this machine: without it no record opens."""
    click.echo(f"LYNCHPIN_SECRET_KEY={secrets.token_urlsafe(48)}")
    click.echo(f"LYNCHPIN_DATA_KEY={make_data_key(number)}")


@keys.command()
def rotate() -> None:
    """Wrap everybody's data key with the first key of LYNCHPIN_DATA_KEY, and say which keys are no longer needed.

    First set LYNCHPIN_DATA_KEY to the new key and the old one, as 2:NEW,1:OLD, and restart what serves pages.
    """
    settings = read_settings()
    store = open_key_store(settings)
    try:
        done, total = 0, sum(store.count_by_master().values())
        with progress_bar("Wrapping data keys") as show:
            for some in store.wrap_anew():
                done += some
                show(done, total)
        wrapped = store.count_by_master()
    finally:
        store.close()
    first, *others = settings.data_keys
    click.echo(
        f"{done:,} of {total:,} data keys were wrapped anew; key {first} now wraps all {wrapped.get(first, 0):,}."
    )
    for number in (each for each in others if not wrapped.get(each)):
        click.echo(
            f"Key {number} wraps none: take it out of LYNCHPIN_DATA_KEY when old backups of the key store are gone."
        )


@keys.command("renew-index")
def renew_index() -> None:
    """Make a new key for what clients are found by, find everybody by it, and forget the older one.

    Pages stay open meanwhile. Afterwards nothing can be guessed from old copies of the records by the older key.
    Stopped, it goes on when it is run again, or when `lynchpin serve` starts.
    """
    with opened_with_clients():
        store = current_key_store()
        if len(store.index_keys()) == 1:
            store.begin_index_key(after=max(store.index_keys()))
        with progress_bar("Finding clients by the new key") as show:
            made = make_missing_tokens(show)
    who = "client is" if made.clients == 1 else "clients are"
    click.echo(f"{made.clients:,} {who} found by the new key.")
    if made.doubled:
        click.echo(f"Their NHS number is somebody else's too: {', '.join(made.doubled)}.")
    if made.unread:
        click.echo(f"Nobody can read their names: {', '.join(made.unread)}.")


@keys.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Name it by the moment.")
@click.option(
    "--days",
    default=MOST_DAYS,
    show_default=True,
    type=click.IntRange(1, MOST_DAYS),
    help="In --folder: delete older copies.",
)
def backup(file: Path | None, folder: Path | None, days: int) -> None:
    """Copy people's data keys to FILE, or into --folder, whose copies of more than 30 days ago are deleted.

    Pages stay open meanwhile. The copy is of use only with the data key, LYNCHPIN_DATA_KEY. Keep it apart from copies
    of the records.
    """
    if (file is None) == (folder is None):
        raise click.UsageError("Name a file for the copy, or a --folder.")
    store = open_key_store(read_settings())
    try:
        if file is not None:
            click.echo(f"{write_backup(store, file):,} data keys were copied to {file}.")
            return
        path, old = write_next_backup(store, folder or Path(), clock.now(), days)
    finally:
        store.close()
    click.echo(f"The data keys were copied to {path}.")
    if old:
        click.echo(f"Deleted, as older than {days} days: {', '.join(each.name for each in old)}.")


@keys.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def restore(file: Path) -> None:
    """Put the data keys of a copy back. Whoever was erased meanwhile stays erased; newer keys stay too.

    Run it again after putting back older records, or run `lynchpin keys check`.
    """
    settings = read_settings()
    store = open_key_store(settings)
    try:
        done = restore_backup(store, file)
    finally:
        store.close()
    click.echo(
        f"{done.added:,} data keys were put back, {done.changed:,} were changed; {done.erased:,} stay destroyed."
    )
    if schema.current_revision(settings.database_url) != schema.head_revision():
        click.echo("There are no records of this release yet: run `lynchpin keys check` when they are put back.")
        return
    tell_check(*check_people())


@keys.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(as_json: bool) -> None:
    """Erase again who was erased before a backup was put back, and name clients whose key is missing; then exit with 1.

    `lynchpin serve` does the same when it starts.
    """
    replayed, lost = check_people()
    if as_json:
        click.echo(json.dumps({"keys": replayed.keys, "records": replayed.records, "lost": lost}))
    else:
        tell_check(replayed, lost)
    if lost:
        raise SystemExit(1)


def check_people() -> tuple[Replayed, list[str]]:
    with opened_with_clients(), transaction() as db:
        store = current_key_store()
        return replay_tombstones(db, store), list_lost(db, store)


def tell_check(replayed: Replayed, lost: list[str]) -> None:
    click.echo(f"Erased again: {replayed.records:,} from the records, {replayed.keys:,} from the key store.")
    click.echo(lost_words(lost) if lost else "Every client has a key.")


def lost_words(lost: list[str]) -> str:
    """What an administrator is told of clients whose record nobody can read, by their references."""
    named = ", ".join(lost[:10]) + (" and others" if len(lost) > 10 else "")
    clients = "client's key is" if len(lost) == 1 else "clients' keys are"
    return (
        f"{len(lost):,} {clients} missing, so that nobody can read what is known of them: {named}."
        " Put a copy back with `lynchpin keys restore FILE`."
    )


def keep_people_erased() -> None:
    """Before pages are served: erase again whoever was erased, and tell of missing keys.

    Raises WrongSettings where the key store is empty and the records are not: it is the wrong one, or a new one.
    """
    with transaction() as db:
        store = current_key_store()
        replay_tombstones(db, store)
        lost, is_empty = list_lost(db, store), not store.people()
    if lost and is_empty:
        raise WrongSettings(
            "The key store is empty, so that no client's record can be read. Put a copy back with"
            " `lynchpin keys restore FILE`, or check LYNCHPIN_KEY_STORE_URL."
        )
    if lost:
        click.echo(lost_words(lost), err=True)
