"""Parting two records that were joined: each gets back what it had, as it was.

What was written down since stays with the kept record, but for what hangs on something that goes back: a session of a
case goes with its case. A letter that was held back stays so: it would come out of the blue.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Table, delete, select, update
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.client_tokens import make_tokens
from directory.casework.joining.joining_records import answers_of, forget_what_was_read, read_again
from directory.casework.joining.journal import Journal, read_journal
from directory.casework.joining.leading import find_joined
from directory.casework.joining.models import AlikePair, JoinedRecord, PairState
from directory.casework.joining.pairing import find_pair, say_two_people
from directory.casework.joining.rows import (
    CLIENTS,
    MAY_NAME,
    add_row,
    from_plain,
    give_rows,
    list_rows,
    plain_value,
    sealed_by,
    tables_with_clients,
)
from directory.casework.joining.sections import number_sections, set_sections_aside
from directory.casework.models import Case, Client, Consent
from directory.casework.references import read_reference
from directory.casework.sight import in_scope
from directory.casework.transfers.queries import find_open_transfer
from directory.db import Base
from directory.errors import NotFound, Refused
from directory.links.models import SignedLink
from directory.outbox import OutboxMessage

Going = Mapping[str, set[uuid.UUID]]
# What hangs on an answer: where somebody agreed or said no since, it stays as it is.
BY_ANSWERS = (Consent.__tablename__, SignedLink.__tablename__)
STAYS_BACK = (OutboxMessage.__tablename__,)
# What goes back into another team than that in which the two were joined.
OF_THE_PERSON = (Case.__tablename__, "age_question")


# The columns that say when a row was made.
WHEN_MADE = ("recorded_at", "made_at", "added_at", "asked_at", "planned_at", "held_at", "began_at", "changed_at")


class NotPartable(Refused):
    """Two records cannot be parted now; the message says why, and what would put it right."""


class PartedAlready(Refused):
    """Two records that were one are two again; `reference` is that of the one that had come to the other."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"The two records are parted already. The other one is client {reference} again.")
        self.reference = reference


def get_joined(db: Session, actor: Actor, client: Client, reference: str) -> JoinedRecord:
    """The record of a reference that was joined into a client's.

    Raises PartedAlready where it is a record of its own and known to be of somebody else, and NotFound for others.
    """
    joined = find_joined(db, client, reference)
    if joined is not None:
        return joined
    other = db.scalar(select(Client).where(in_scope(actor), Client.reference == read_reference(reference)))
    pair = find_pair(db, client.id, other.id) if other is not None else None
    if other is not None and pair is not None and pair.state == PairState.TWO_PEOPLE:
        raise PartedAlready(other.reference)
    raise NotFound("No such record was joined into this one.")


def reasons_against_parting(db: Session, kept: Client, joined: JoinedRecord) -> Iterator[str]:
    """Why two records cannot be parted as they are, each as a sentence that says what puts it right."""
    if find_open_transfer(db, kept) is not None:
        yield "They are offered to another team. Take that back, or wait for the answer."
    if kept.death is not None and kept.death.recorded_at > joined.joined_at:
        yield "That they have died was written down since. Take it back, part the two, and write it down for the one."


@dataclass(frozen=True)
class Parting:
    """What parting would do: what goes back, by table, what was written since and stays, and what stands against it.

    `has_answered` where they agreed or said no since: then what they agree to stays as it is now.
    """

    goes: Mapping[str, int]
    written_since: Mapping[str, int]
    why_not: Sequence[str]
    has_answered: bool


def plan_parting(db: Session, kept: Client, joined: JoinedRecord) -> Parting:
    """What parting two records would do. Changes nothing."""
    journal = read_journal(joined.journal)
    going = rows_going(db, kept.id, journal)
    since = {table.name: count_since(db, table, kept.id, joined.joined_at, going) for table in tables_with_clients()}
    return Parting(
        goes={name: len(ids) for name, ids in going.items()},
        written_since={name: number for name, number in since.items() if number},
        why_not=list(reasons_against_parting(db, kept, joined)),
        has_answered=answers_of(kept) != journal.consents,
    )


def count_since(db: Session, table: Table, client_id: uuid.UUID, since: datetime, going: Going) -> int:
    """How many rows of the kept record were written since the two were joined, and stay."""
    made = next((name for name in WHEN_MADE if name in table.c), None)
    if made is None:
        return 0
    rows = [each for each in list_rows(db, table, client_id) if each["id"] not in going.get(table.name, ())]
    return sum(row[made] is not None and row[made] > since for row in rows)


def part_records(db: Session, actor: Actor, kept: Client, joined: JoinedRecord) -> Client:
    """Give back both records; returns the one that was joined. They are known to be two people from then on.

    The caller looked the kept one up to change it. Raises NotPartable.
    """
    why = next(reasons_against_parting(db, kept, joined), None)
    if why:
        raise NotPartable(why)
    journal, kept_id, joined_id = read_journal(joined.journal), kept.id, joined.id
    db.flush()
    going = rows_going(db, kept_id, journal)
    has_answered = answers_of(kept) != journal.consents
    was_moved = str(kept.scheme_id) != joined_values(journal)["scheme_id"]
    db.delete(joined)
    db.flush()
    bring_back_client(db, kept, journal)
    set_sections_aside(db, kept_id)
    for table in tables_with_clients():
        give_rows(db, table, kept_id, joined_id, going[table.name])
    take_out_added(db, journal)
    for entry in journal.changed:
        if entry["table"] not in STAYS_BACK and not (has_answered and entry["table"] in BY_ANSWERS):
            change_back(db, Base.metadata.tables[entry["table"]], entry)
    for entry in journal.removed:
        if entry["table"] != CLIENTS and (entry["table"] in OF_THE_PERSON or not was_moved):
            restore(db, entry, kept_id if entry["is_kepts"] else joined_id, kept.scheme_id)
    return finish_parting(db, actor, kept, joined_id)


def finish_parting(db: Session, actor: Actor, kept: Client, joined_id: uuid.UUID) -> Client:
    kept_id = kept.id
    # Who has the record open notices that it says something else.
    db.execute(update(Client).where(Client.id == kept_id).values(version=Client.version + 1))
    forget_what_was_read(db)
    for each in (kept_id, joined_id):
        number_sections(db, each)
    kept = read_again(db, kept_id)
    joined = read_again(db, joined_id)
    for client in (kept, joined):
        make_tokens(db, client, may_double=True)
    say_two_people(db, actor, kept, joined)
    record_act(db, actor.user_id, actor.scheme_id, "client.parted", "client", [kept_id, joined_id])
    return joined


def rows_going(db: Session, client_id: uuid.UUID, journal: Journal) -> Going:
    """Which rows of the kept record go to the joined one: what it had, and what hangs on that by now."""
    going: dict[str, set[uuid.UUID]] = defaultdict(set)
    everything: set[uuid.UUID] = set()
    rows = [(table, row) for table in tables_with_clients() for row in list_rows(db, table, client_id)]
    found = -1
    # Until nothing more is found: a row may hang on another of its own table.
    while found != len(everything):
        found = len(everything)
        for table, row in rows:
            if journal.had(table.name, row["id"]) or hangs_on(table, row, everything):
                going[table.name].add(row["id"])
                everything.add(row["id"])
    return going


def hangs_on(table: Table, row: RowMapping, ids: set[uuid.UUID]) -> bool:
    pointing = {key.parent.name for key in table.foreign_keys} | {each for each in MAY_NAME if each in table.c}
    return any(row[name] in ids for name in pointing)


def joined_values(journal: Journal) -> Mapping[str, Any]:
    """What the row of the joined client said."""
    values: Mapping[str, Any] = next(each["values"] for each in journal.removed if each["table"] == CLIENTS)
    return values


def bring_back_client(db: Session, kept: Client, journal: Journal) -> None:
    """Write the row of the joined client again, in the team that has the kept one, with somebody of it in charge."""
    values = {**joined_values(journal)}
    if values["scheme_id"] != str(kept.scheme_id):
        values |= {"scheme_id": str(kept.scheme_id), "coordinator_id": str(kept.coordinator_id), "due_since": None}
    add_row(db, Base.metadata.tables[CLIENTS], values, uuid.UUID(values["id"]))


def take_out_added(db: Session, journal: Journal) -> None:
    for name, ids in journal.added.items():
        table = Base.metadata.tables[name]
        db.execute(delete(table).where(table.c.id.in_([uuid.UUID(each) for each in ids])))


def change_back(db: Session, table: Table, entry: Mapping[str, Any]) -> None:
    """Have a row say again what it said, as far as nobody changed it since."""
    row_id = uuid.UUID(entry["id"])
    row = db.execute(select(table).where(table.c.id == row_id)).mappings().first()
    if row is None:
        return
    back = {
        name: value
        for name, value in entry["was"].items()
        if plain_value(table, table.c[name], row) == entry["is"][name]
    }
    if back:
        owner = sealed_by(table, row)
        db.execute(update(table).where(table.c.id == row_id).values(from_plain(table, back, row_id, owner)))


def restore(db: Session, entry: Mapping[str, Any], owner: uuid.UUID, scheme_id: uuid.UUID) -> None:
    """Write a row again that gave way, unless something else has its place by now."""
    table, values = Base.metadata.tables[entry["table"]], {**entry["values"], "scheme_id": str(scheme_id)}
    if table is Case.__table__ and has_open_case(db, owner):
        return
    if table is AlikePair.__table__ and not may_pair(db, values):
        return
    add_row(db, table, values, owner)


def has_open_case(db: Session, client_id: uuid.UUID) -> bool:
    is_open = (Case.client_id == client_id, Case.closed_on.is_(None))
    return db.scalar(select(Case.id).where(*is_open)) is not None


def may_pair(db: Session, values: Mapping[str, Any]) -> bool:
    """Whether both records of a pair are there, and nothing is said of them yet."""
    one, other = uuid.UUID(values["client_id"]), uuid.UUID(values["other_client_id"])
    are_there = db.scalars(select(Client.id).where(Client.id.in_([one, other]))).all()
    return len(are_there) == 2 and find_pair(db, one, other) is None
