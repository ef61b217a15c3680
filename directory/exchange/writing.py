"""A batch of services written into the catalogue, with the shared records they bring.

What is new is inserted, table by table; of what changed, only the rows that differ are touched; what the digest shows
to be unchanged is not looked at.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import TABLES, Row, RowChanges, load_rows
from directory.catalogue.merging.sources import find_merged_rows, keep_merged
from directory.catalogue.versions import bump_catalogue_version
from directory.clock import day_of
from directory.exchange.bundles import Bundle, Shared
from directory.exchange.differences import compare
from directory.exchange.flattening import Flat, flatten
from directory.exchange.hidden_places import (
    PlacesGiven,
    find_hidden,
    go_on_hiding,
    keep_unsaid,
    location_ids,
    places_given,
)
from directory.exchange.histories import Histories
from directory.exchange.ids import Ids, find_taken
from directory.exchange.kept_here import KeptHere
from directory.exchange.known import (
    Known,
    Name,
    find_known,
    find_or_add_source,
    find_terms_by_code,
    note_digests,
    source_row,
)
from directory.exchange.records.terms import TaxonomyTerm
from directory.exchange.rows import Reference, references
from directory.exchange.shapes import Record, walk
from directory.exchange.spool import Spool
from directory.exchange.values import find_uuid, shown

# Checking a listing is no change of it: these alone do not move `last_modified`.
ASSURANCE = {"assured_date", "assurer_email"}


@dataclass
class Written:
    """What became of a batch.

    `postponed` are services that refer to a record which has not come yet, with what they lack. `kept` holds the
    shared records to remember, or None for those to forget. `kept_here` counts the services of which something stays
    as people here changed it.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept_here: int = 0
    postponed: list[tuple[Bundle, str]] = field(default_factory=list)
    kept: dict[Name, tuple[int, Shared] | None] = field(default_factory=dict)
    has_written: bool = False


@dataclass(frozen=True)
class Intake:
    """How a batch comes in: from which source, when, by whose word, and whether for the first time.

    In a retry the services come out of their turn: what they say of shared records that are known has been heard.
    """

    source_name: str
    moment: datetime
    author_id: uuid.UUID | None = None
    is_retry: bool = False


def write_batch(db: Session, intake: Intake, bundles: list[Bundle], spool: Spool) -> Written:
    """Write the services of a batch inside the caller's transaction.

    Raises IntegrityError or DataError where the database refuses one of them; then the caller has to undo the rest.
    """
    connection = db.connection()
    source_id = find_or_add_source(connection, intake.source_name, intake.moment)
    written = Batch(connection, source_id, intake).write(bundles)
    for (entity, key), kept in written.kept.items():
        if kept is None:
            spool.drop(entity, key)
        else:
            spool.put(*kept)
    if written.has_written:
        bump_catalogue_version(db)
    return written


class Batch:
    """The work on one batch: what is known, what is new, and what has to be written."""

    def __init__(self, db: Connection, source_id: uuid.UUID, intake: Intake) -> None:
        self.db = db
        self.is_retry = intake.is_retry
        self.source_id = source_id
        self.moment = intake.moment
        self.written = Written()
        self.changes = RowChanges()
        self.histories = Histories(source_id, intake.moment, intake.author_id)
        self.known: dict[Name, Known] = {}
        self.fresh: dict[Name, tuple[int, Shared]] = {}
        self.aliases: set[Name] = set()
        self.new: list[Bundle] = []
        self.changed: list[Bundle] = []
        # What the source says it changed, and says just as before.
        self.touched: list[Bundle] = []
        self.given: list[PlacesGiven] = []

    def write(self, bundles: list[Bundle]) -> Written:
        wanted = [{each for record in bundle.records for each in references(record)} for bundle in bundles]
        self.known = find_known(self.db, self.source_id, names_in(bundles, wanted))
        for bundle, its_references in zip(bundles, wanted, strict=True):
            self.sort_out(bundle, its_references)
        self.ids = Ids(self.source_id, self.find_taken())
        self.name_fresh()
        for name, (number, shared) in self.fresh.items():
            if name in self.aliases:
                self.add_alias(name, shared)
            else:
                self.add_shared(name, number, shared)
        for bundle in self.new:
            self.add_service(bundle)
        digests = self.change_services()
        self.written.has_written = bool(self.changes)
        self.changes.write(self.db)
        go_on_hiding(self.db, self.given, {self.known[each].record_id for each in self.fresh if each[0] == "location"})
        self.histories.write(self.db)
        note_digests(self.db, self.source_id, digests)
        return self.written

    def sort_out(self, bundle: Bundle, wanted: set[Reference]) -> None:
        """Decide what a service and each record it brings are: new, changed, unchanged, or postponed together."""
        brought = {(each.entity, each.key) for each in bundle.shared}
        missing = self.find_missing(wanted, brought)
        for shared in bundle.shared:
            self.sort_out_shared(bundle.number, shared, may_add=missing is None)
        known = self.known.get(("service", bundle.key))
        if missing:
            what = f"{shown(missing.key)} is neither nested here nor known from another record of this source"
            self.written.postponed.append((bundle, f"{missing.entity}_id {what}"))
        elif known is None:
            self.new.append(bundle)
        elif known.digest == bundle.digest or known.only_follows:
            self.written.unchanged += 1
            if known.digest == bundle.digest and known.source_last_modified != bundle.source_last_modified:
                self.touched.append(bundle)
        else:
            self.changed.append(bundle)

    def find_missing(self, wanted: set[Reference], brought: set[Name]) -> Reference | None:
        """A record that is needed and neither brought along nor known."""
        known = (brought, self.known, self.fresh)
        missing = [
            each for each in wanted if each.is_required and not any((each.entity, each.key) in some for some in known)
        ]
        return min(missing, key=lambda each: (each.entity, each.key), default=None)

    def sort_out_shared(self, number: int, shared: Shared, *, may_add: bool) -> None:
        name = (shared.entity, shared.key)
        known = self.known.get(name)
        if known is None and name not in self.fresh:
            if may_add:
                self.fresh[name] = (number, shared)
            return
        if self.is_retry:
            return
        newest = known.digest if known else self.fresh[name][1].digest
        is_news = shared.digest != newest and not (known and known.only_follows)
        self.written.kept[name] = (number, shared) if is_news else None

    def find_taken(self) -> dict[str, set[uuid.UUID]]:
        """Which of the ids that the records of this batch would like to have are in use."""
        wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
        tops = [(each.key, each.record) for _, each in self.fresh.values()]
        tops += [(each.key, each.service) for each in (*self.new, *self.changed)]
        for key, record in tops:
            wanted_by(record, key, wanted)
        return find_taken(self.db, TABLES, wanted)

    def name_fresh(self) -> None:
        """Give the new records their ids, in the order of the file."""
        for name, (_, shared) in self.fresh.items():
            if not is_term(name):
                self.known[name] = Known(self.ids.choose(*name, name[1]), shared.digest)
        self.name_terms()
        for bundle in self.new:
            key = bundle.key
            self.known["service", key] = Known(self.ids.choose("service", key, key), bundle.digest)

    def name_terms(self) -> None:
        """Give the new terms their ids. A code belongs to one term of its taxonomy: another id of it is an alias."""
        terms = [(name, cast(TaxonomyTerm, each.record)) for name, (_, each) in self.fresh.items() if is_term(name)]
        places = {name: self.code_of(term) for name, term in terms}
        coded = [each for each in places.values() if each]
        taken = find_terms_by_code(self.db, {each[0] for each in coded}, {each[1] for each in coded})
        for name, _ in terms:
            place, digest = places[name], self.fresh[name][1].digest
            if place and place in taken:
                self.known[name] = Known(taken[place], digest)
                self.aliases.add(name)
                continue
            self.known[name] = Known(self.ids.choose(*name, name[1]), digest)
            if place:
                taken[place] = self.known[name].record_id

    def code_of(self, term: TaxonomyTerm) -> tuple[uuid.UUID, str] | None:
        """Our id of the taxonomy of a term, and its code in it."""
        taxonomy = self.known.get(("taxonomy", term.taxonomy_key or ""))
        return (taxonomy.record_id, term.code) if taxonomy and term.code else None

    def add_alias(self, name: Name, shared: Shared) -> None:
        record_id = self.known[name].record_id
        self.changes.inserts["source_record"].append(source_row(self.source_id, name, record_id, shared.digest))

    def resolve(self, entity: str, key: str, is_parent: bool) -> uuid.UUID | None:
        """Our id of a record. A parent must have been written before, for rows of a table go in in any order."""
        name = (entity, key)
        return None if name not in self.known or (is_parent and name in self.fresh) else self.known[name].record_id

    def flatten(self, name: Name, record: Record) -> Flat:
        return flatten(record, self.known[name].record_id, "/".join(name), self.ids, self.resolve)

    def add_shared(self, name: Name, number: int, shared: Shared) -> None:
        flat = self.flatten(name, shared.record)
        digest = shared.digest
        if flat.has_loose_ends:
            digest = unfinished(digest)
            self.written.kept[name] = self.written.kept.get(name) or (number, shared)
        self.add_rows(flat, source_row(self.source_id, name, flat.record_id, digest))

    def add_service(self, bundle: Bundle) -> None:
        name = ("service", bundle.key)
        flat = self.flatten(name, bundle.service)
        moved = bundle.source_last_modified
        self.add_rows(flat, source_row(self.source_id, name, flat.record_id, bundle.digest, moved))
        self.histories.note_added("service", flat.record_id)
        self.written.new += 1

    def add_rows(self, flat: Flat, source: Row | None) -> None:
        if "last_modified" in TABLES[flat.entity].c:
            flat.row["last_modified"] = self.moment
        if "listed_on" in TABLES[flat.entity].c:
            flat.row["listed_on"] = day_of(self.moment)
        self.changes.insert_all(flat.rows)
        if source is not None:
            self.changes.inserts["source_record"].append(source)

    def change_services(self) -> list[Row]:
        """Gather the changes of the services whose digest differs; returns the digests to keep."""
        ids = [self.known["service", each.key].record_id for each in self.changed]
        before = load_rows(self.db, "service", ids) if ids else {}
        kept, merged = KeptHere(self.db, "service", ids, self.source_id, self.moment), find_merged_rows(self.db, before)
        hidden = find_hidden(self.db, {place for rows in before.values() for place in location_ids(rows)})
        for bundle in self.changed:
            record_id = self.known["service", bundle.key].record_id
            rows = before[record_id]
            flat = flatten(bundle.service, record_id, f"service/{bundle.key}", self.ids, self.resolve, rows)
            if "service" not in rows:
                # It was taken out of the catalogue here, and the source has something new to say of it.
                self.add_rows(flat, None)
                self.histories.note_added("service", record_id)
                self.written.new += 1
                continue
            keep_unsaid(rows, flat.rows, hidden)
            keep_merged(rows, flat.rows, merged)
            holds_rows = kept.hold_tables(record_id, rows, flat.rows)
            self.given.append(places_given(rows, flat.rows))
            differing = compare("service", record_id, rows, flat.rows, self.changes)
            holds_fields = kept.hold_back(record_id, differing, rows["service"][record_id], flat.row)
            self.written.kept_here += holds_rows or holds_fields
            if not differing:
                self.written.unchanged += 1
                continue
            self.written.changed += 1
            self.histories.note_changed("service", record_id, differing, rows, flat.rows)
            columns = {each: flat.row[each] for each in differing if each in flat.row}
            columns["version"] = rows["service"][record_id]["version"] + 1
            if not differing <= ASSURANCE:
                columns["last_modified"] = self.moment
            self.changes.update("service", record_id, columns)
        kept.write()
        told = [*self.changed, *self.touched]
        return [digest_row("service", each.key, each.digest, each.source_last_modified) for each in told]


def names_in(bundles: list[Bundle], wanted: list[set[Reference]]) -> set[Name]:
    """Every record that the services of a batch are, bring or refer to."""
    names: set[Name] = {("service", each.key) for each in bundles}
    names.update((each.entity, each.key) for bundle in bundles for each in bundle.shared)
    names.update((each.entity, each.key) for some in wanted for each in some)
    return names


def is_term(name: Name) -> bool:
    return name[0] == "taxonomy_term"


def wanted_by(record: Record, key: str, wanted: dict[str, set[uuid.UUID]]) -> None:
    """Add the UUIDs that the source gives a record and what it owns."""
    for step in walk(record):
        if own := find_uuid(key if step.owner is None else step.record.key):
            wanted[step.shape.table].add(own)


def digest_row(entity: str, key: str, digest: bytes, moved: datetime | None = None) -> Row:
    return {"its_entity": entity, "its_key": key, "its_digest": digest, "its_moment": moved}


def unfinished(digest: bytes) -> bytes:
    """The digest kept of a record while something it refers to has not come: it equals no version of it."""
    return bytes(each ^ 0xFF for each in digest)


def untold(digest: bytes) -> bytes:
    """The digest kept of a record until all services that nest it have been told: it equals no version of it."""
    return bytes(each ^ 0x0F for each in digest)
