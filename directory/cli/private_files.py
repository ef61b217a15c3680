"""Keeping what lies in an installation's folder to its owner: older releases made it readable by all."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import click

from directory.config import DEMO_FILE, Settings
from directory.db import sqlite_path

ANYBODY_ELSE = stat.S_IRWXG | stat.S_IRWXO


def keep_to_owner(settings: Settings) -> None:
    """Take the instance folder, the databases and the secrets in it away from everybody but their owner; tell it."""
    open_to_others = [path for path in private_paths(settings) if is_open_to_others(path)]
    narrowed = [path for path in open_to_others if narrow(path)]
    left = [path for path in open_to_others if path not in narrowed]
    if narrowed:
        click.echo(f"Others on this machine could look into this, and no longer can: {named(narrowed)}.", err=True)
    if left:
        click.echo(f"Others on this machine can look into this; ask its owner to change it: {named(left)}.", err=True)


def private_paths(settings: Settings) -> Iterator[Path]:
    """The folder, the SQLite files with those that SQLite makes beside them, and the secrets of a demonstration."""
    yield settings.instance
    yield settings.instance / DEMO_FILE
    for url in (settings.database_url, settings.key_store_url):
        if path := sqlite_path(url):
            yield from (path.with_name(path.name + ending) for ending in ("", "-wal", "-shm", "-journal"))


def is_open_to_others(path: Path) -> bool:
    """Whether anybody but the owner may do anything with it. A folder like /tmp is everybody's, and stays so."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return bool(mode & ANYBODY_ELSE) and not mode & stat.S_ISVTX


def narrow(path: Path) -> bool:
    try:
        os.chmod(path, stat.S_IMODE(path.stat().st_mode) & ~ANYBODY_ELSE)
    except OSError:
        return False
    return True


def named(paths: list[Path]) -> str:
    return ", ".join(str(path) for path in paths)
