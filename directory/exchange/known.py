"""What the catalogue knows of a source: its own row, and which of its records are which of ours."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select

from directory.catalogue.history.record_rows import TABLES, Row, portions
from directory.catalogue.merging.sources import only_follows
from directory.catalogue.models.sources import Source, SourceRecord
from directory.exchange.ids import source_id_for
from directory.exchange.values import find_uuid

# A feed moves on between two looks at it, so that a few of its services are new or gone.
NEARLY_ALL = 0.9
# Two publishers may well list the same thing or two.
FEWEST = 3

Name = tuple[str, str]
"""An entity and the key a source gives a record of it."""


@dataclass(frozen=True, slots=True)
class Known:
    """Our id of a source's record, the digest of what it said of it last, and when it says that it changed it.

    It `only_follows` where it was merged into one that another source gives: nothing of it is taken any more.
    """

    record_id: uuid.UUID
    digest: bytes
    only_follows: bool = False
    source_last_modified: datetime | None = None


def find_or_add_source(db: Connection, name: str, moment: datetime) -> uuid.UUID:
    """The id of the source with this name, which is added where it is new."""
    found: uuid.UUID | None = db.scalar(select(Source.id).where(Source.name == name))
    if found is not None:
        return found
    source_id = source_id_for(name)
    db.execute(insert(Source), {"id": source_id, "name": name, "added_at": moment})
    return source_id


def find_twin(db: Connection, name: str, services: Mapping[str, bytes]) -> str | None:
    """The name of another source that brought nearly all of these services, or nearly all of whose own are among these.

    The services are keys with digests, as they come now: those that a longer file begins with hold all that came from
    the same file when it was cut short. A key counts where it is a UUID, since other publishers count from 1 as well,
    and any service that says the same. Where there is a source of this name already, it is the one that is meant,
    whatever others hold.
    """
    others = {each: other for each, other in db.execute(select(Source.id, Source.name)) if other != name}
    if not services or db.scalar(select(Source.id).where(Source.name == name)) is not None:
        return None
    brought: dict[uuid.UUID, set[str]] = defaultdict(set)
    keys_of = {digest: key for key, digest in services.items()}
    for source_id, key, digest in find_alike(db, list(others), services):
        if digest in keys_of:
            brought[source_id].add(keys_of[digest])
        if key in services and find_uuid(key):
            brought[source_id].add(key)
    most = max(brought, key=lambda each: len(brought[each]), default=None)
    if most and len(brought[most]) >= NEARLY_ALL * len(services):
        return others[most]
    sizes = count_services_of(db, brought)
    held = [each for each in brought if len(brought[each]) >= max(FEWEST, NEARLY_ALL * sizes[each])]
    return others[max(held, key=lambda each: len(brought[each]))] if held else None


def count_services_of(db: Connection, source_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many services each of some sources gives."""
    table = SourceRecord
    query = select(table.source_id, func.count()).where(table.entity == "service").group_by(table.source_id)
    return {
        source_id: number
        for some in portions(source_ids)
        for source_id, number in db.execute(query.where(table.source_id.in_(some)))
    }


def find_alike(
    db: Connection, source_ids: list[uuid.UUID], services: Mapping[str, bytes]
) -> Iterator[tuple[uuid.UUID, str, bytes]]:
    """The services of some sources that have one of these keys or digests."""
    table = SourceRecord
    query = select(table.source_id, table.source_key, table.digest)
    query = query.where(table.source_id.in_(source_ids), table.entity == "service")
    for some in portions(services):
        yield from db.execute(query.where(table.source_key.in_(some)))
    for few in portions(services.values()):
        yield from db.execute(query.where(table.digest.in_(few)))


def find_known(db: Connection, source_id: uuid.UUID, names: Iterable[Name]) -> dict[Name, Known]:
    """Those of the named records of a source that are in the catalogue."""
    keys: dict[str, set[str]] = defaultdict(set)
    for entity, key in names:
        keys[entity].add(key)
    known: dict[Name, Known] = {}
    table = SourceRecord
    for entity, wanted in keys.items():
        query = select(
            table.source_key, table.record_id, table.digest, only_follows(), table.source_last_modified
        ).where(table.source_id == source_id, table.entity == entity)
        for some in portions(wanted):
            for key, record_id, digest, follows, moved in db.execute(query.where(table.source_key.in_(some))):
                known[entity, key] = Known(record_id, bytes(digest), follows, moved)
    return known


def find_terms_by_code(
    db: Connection, taxonomy_ids: Iterable[uuid.UUID], codes: Iterable[str]
) -> dict[tuple[uuid.UUID, str], uuid.UUID]:
    """The terms of some taxonomies that have one of these codes, by taxonomy and code."""
    table = TABLES["taxonomy_term"]
    query = select(table.c.taxonomy_id, table.c.code, table.c.id).where(table.c.taxonomy_id.in_(list(taxonomy_ids)))
    return {
        (taxonomy_id, code): term_id
        for some in portions(codes)
        for taxonomy_id, code, term_id in db.execute(query.where(table.c.code.in_(some)))
    }


def source_row(
    source_id: uuid.UUID, name: Name, record_id: uuid.UUID, digest: bytes, moved: datetime | None = None
) -> Row:
    """The row that says which of our records a source's record is."""
    return {
        "source_id": source_id,
        "entity": name[0],
        "source_key": name[1],
        "record_id": record_id,
        "digest": digest,
        "source_last_modified": moved,
    }


def note_digests(db: Connection, source_id: uuid.UUID, rows: list[Row]) -> None:
    """Keep what a source said last of records that are known: rows of name, key, digest and, for services, moment."""
    if not rows:
        return
    table = TABLES["source_record"]
    statement = (
        table.update()
        .where(
            table.c.source_id == source_id,
            table.c.entity == bindparam("its_entity"),
            table.c.source_key == bindparam("its_key"),
        )
        .values(digest=bindparam("its_digest"), source_last_modified=bindparam("its_moment"))
    )
    db.execute(statement, rows)
