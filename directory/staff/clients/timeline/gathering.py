"""Gathering what happened with a client from all who can tell."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.queries import names_of_users
from directory.casework.models import Client
from directory.staff.clients.timeline.entries import TimelineEntry, newest_first
from directory.staff.clients.timeline.sources import SLOW_SOURCES, SOURCES, Source

NEWEST = 5
GONE = "An account that is gone"


def list_newest(db: Session, actor: Actor, client: Client) -> list[TimelineEntry]:
    """The last few things that happened with a client whom the caller looked up."""
    return gather(db, actor, client, SOURCES, most=NEWEST)


def list_all(db: Session, actor: Actor, client: Client) -> list[TimelineEntry]:
    """All that happened with a client whom the caller looked up, newest first."""
    return gather(db, actor, client, (*SOURCES, *SLOW_SOURCES))


def gather(
    db: Session, actor: Actor, client: Client, sources: Iterable[Source], *, most: int | None = None
) -> list[TimelineEntry]:
    told = newest_first(chain.from_iterable(each(db, actor, client) for each in sources))[:most]
    return with_names(db, told)


def with_names(db: Session, entries: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """The entries with the names of colleagues in the place of their ids."""
    names = names_of_users(db, {each.by for each in entries if isinstance(each.by, uuid.UUID)})
    return [replace(each, by=names.get(each.by, GONE)) if isinstance(each.by, uuid.UUID) else each for each in entries]
