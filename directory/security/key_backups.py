"""Copies of the key store, and putting one back without bringing back anybody who was erased.

A copy is always a SQLite file, whatever the store itself is kept in. It holds wrapped keys and tombstones: without the
master key nobody reads anything with it. A copy that is older than a month is deleted, since it would still open what
was sealed for people who were erased since.
"""

import os
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import create_engine, insert, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from directory.db import make_engine, make_private_file, sqlite_path
from directory.errors import LynchpinError
from directory.security.key_tables import KeyStoreBase, MasterKeyMark, PersonKey, Tombstone, bury
from directory.security.keystore import KeyStore

MOST_DAYS = 30
NAMED = "lynchpin-keys-{at:%Y%m%dT%H%M%SZ}.db"
NAME = re.compile(r"lynchpin-keys-(\d{8}T\d{6})Z\.db")


class BackupRefused(LynchpinError):
    """A copy cannot be written, or what was named is none; the message says why."""


@dataclass(frozen=True)
class Restored:
    """What came of putting a copy back: keys that were missing, keys that were other ones, and who stays erased."""

    added: int
    changed: int
    erased: int


def write_backup(store: KeyStore, path: Path) -> int:
    """Write a copy of the store to a new file of its owner's alone; says how many keys it holds.

    It is there when it is whole. Raises BackupRefused where there is a file of that name already.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        number = copy_to(store, part)
        # An empty file of the name, so that of two that are asked for at once only one is written.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        part.replace(path)
    except FileExistsError:
        raise BackupRefused(f"{path} is there already. Name another file.") from None
    finally:
        part.unlink(missing_ok=True)
    keep_name(path.parent)
    return number


def copy_to(store: KeyStore, path: Path) -> int:
    make_private_file(path)
    engine = make_engine(f"sqlite:///{path}")
    try:
        with store.looking() as source, engine.begin() as target:
            KeyStoreBase.metadata.create_all(target)
            for table in KeyStoreBase.metadata.sorted_tables:
                rows = [dict(row) for row in source.execute(select(table)).mappings()]
                if rows:
                    target.execute(insert(table), rows)
            number = len(target.execute(select(PersonKey.person_id)).all())
        # One file, with nothing beside it.
        raw = engine.raw_connection()
        raw.cursor().execute("PRAGMA journal_mode=DELETE")
        raw.close()
    finally:
        engine.dispose()
    return number


def keep_name(folder: Path) -> None:
    """Have the disk keep the name of a new file, and not only what is in it."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def write_next_backup(store: KeyStore, folder: Path, now: datetime, days: int = MOST_DAYS) -> tuple[Path, list[Path]]:
    """Write a copy named after the moment into a folder, then delete those older than some days; says which.

    Only files that have such a name are looked at. Raises BackupRefused for more days than a copy may be kept.
    """
    if not 1 <= days <= MOST_DAYS:
        raise BackupRefused(f"Copies of the key store are kept for 1 to {MOST_DAYS} days.")
    path = folder / NAMED.format(at=now.astimezone(UTC))
    write_backup(store, path)
    old = [each for each in sorted(folder.iterdir()) if is_older(each, now - timedelta(days=days))]
    for each in old:
        each.unlink(missing_ok=True)
    return path, old


def is_older(path: Path, than: datetime) -> bool:
    found = NAME.fullmatch(path.name)
    return bool(found) and datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) < than  # type: ignore[index]


def restore_backup(store: KeyStore, path: Path) -> Restored:
    """Put the keys of a copy back into the store, all or nothing. Keys that only the store has stay.

    Whoever was erased by the store or by the copy stays so. Raises BackupRefused for what is no copy, and
    WrongSettings where the master keys are not those of the copy.
    """
    check_is_other_file(store, path)
    with opened_copy(path) as copy:
        store.check_marks({each.master_key: each.mark for each in copy.scalars(select(MasterKeyMark))})
        keys = copy.scalars(select(PersonKey)).all()
        stones = {each.person_id: each.erased_at for each in copy.scalars(select(Tombstone))}
    opened = {each.person_id: store.unwrap(each) for each in keys}
    with store.changing() as session:
        buried = {**stones, **store.tombstones()}
        known = {each.person_id: each for each in session.scalars(select(PersonKey))}
        added = changed = 0
        for row in (each for each in keys if each.person_id not in buried):
            before = known.get(row.person_id)
            if before is None:
                added += 1
            elif store.unwrap(before) != opened[row.person_id]:
                changed += 1
            else:
                continue
            session.merge(copied(row))
        for person_id in sorted(buried):
            bury(session, person_id, buried[person_id])
    return Restored(added, changed, len(buried))


def copied(row: PersonKey) -> PersonKey:
    return PersonKey(person_id=row.person_id, master_key=row.master_key, wrapped=row.wrapped, made_at=row.made_at)


def check_is_other_file(store: KeyStore, path: Path) -> None:
    if not path.is_file():
        raise BackupRefused(f"There is no file {path}.")
    own = sqlite_path(store.url)
    if own and own.exists() and own.samefile(path):
        raise BackupRefused(f"{path} is the key store itself. Name a copy of it.")


@contextmanager
def opened_copy(path: Path) -> Iterator[Session]:
    """A copy to read from. Nothing is written beside it. Raises BackupRefused for a file of another kind."""
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True), hide_parameters=True)
    try:
        with Session(engine) as session:
            yield session
    except DatabaseError:
        raise BackupRefused(f"{path} is no copy of a key store, or is damaged.") from None
    finally:
        engine.dispose()
