"""Joining a second record of one person into the kept one."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.agreeing import hold_back_what_waits
from directory.casework.client_tokens import nhs_number_once
from directory.casework.joining.journal import write_journal
from directory.casework.joining.models import JoinedRecord
from directory.casework.joining.rows import give_rows, tables_with_clients, take_snapshot
from directory.casework.joining.rules import put_together
from directory.casework.joining.sections import number_sections, set_sections_aside
from directory.casework.joining.settling import goes_into, is_empty, settle
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.queries import WITH_RECORD, open_case
from directory.casework.transfers.queries import find_open_transfer
from directory.errors import Refused


class NotJoinable(Refused):
    """Two records cannot be joined now; the message says why, and what would put it right."""


@dataclass(frozen=True)
class JoiningInput:
    """How two records are joined: which words of the other record count, and the revisions that were looked at."""

    take: frozenset[str] = frozenset()
    seen: tuple[int, int] | None = None


def reasons_against(db: Session, kept: Client, other: Client) -> Iterator[str]:
    """Why two records cannot be joined as they are, each as a sentence that says what puts it right."""
    if kept.nhs_number and other.nhs_number and kept.nhs_number != other.nhs_number:
        yield "They have two NHS numbers, so they are most likely two people. If one is wrong, put it right first."
    for each in (kept, other):
        if find_open_transfer(db, each) is not None:
            yield f"Client {each.reference} is offered to another team. Take that back, or wait for the answer."
    for one, another in ((kept, other), (other, kept)):
        if one.death is not None and another.death is None and open_case(another) is not None:
            yield (
                f"Client {one.reference} has died, and {another.reference} has an open case. Write down there too that"
                " they have died, or take it back if it was a mistake."
            )
    both = goes_into(db, kept, other)
    if both is not None and not is_empty(db, both[0]):
        yield "Both have an open case with something written down in it. Close one of the two first: it is kept."


def join_records(db: Session, actor: Actor, kept: Client, other: Client, wanted: JoiningInput) -> JoinedRecord:
    """Make two records one: everything of `other` comes to `kept`, and its reference leads there.

    The caller looked both up to change them, and so keeps them from others. Raises NotJoinable, and ChangedMeanwhile
    where one was changed after it was looked at.
    """
    if wanted.seen is not None and wanted.seen != (kept.revision, other.revision):
        raise ChangedMeanwhile
    if kept.id == other.id or kept.scheme_id != other.scheme_id:
        raise NotJoinable("Choose another record of your team.")
    why = next(reasons_against(db, kept, other), None)
    if why:
        raise NotJoinable(why)
    before = take_snapshot(db, kept.id, other.id)
    together = put_together(kept, other, wanted.take)
    said_no = settle(db, actor, kept, other)
    joined = JoinedRecord(id=other.id, scheme_id=kept.scheme_id, client_id=kept.id, reference=other.reference)
    joined.joined_by, joined.joined_at = actor.user_id, clock.now()
    move_rows(db, kept, other)
    kept = read_again(db, kept.id)
    for name, value in together.changes.items():
        setattr(kept, name, value)
    with nhs_number_once():
        db.flush()  # what they are found by is made then
    for purpose in said_no:
        hold_back_what_waits(db, kept, purpose)
    after = take_snapshot(db, kept.id)
    joined.journal = write_journal(kept.id, before, after, answers_of(kept)).as_text()
    joined.otherwise = json.dumps(together.otherwise, ensure_ascii=False)
    db.add(joined)
    record_act(db, actor.user_id, actor.scheme_id, "client.joined", "client", [kept.id, joined.id])
    return joined


def move_rows(db: Session, kept: Client, other: Client) -> None:
    """Have all that hangs on one record hang on the other, and take the first away."""
    db.flush()
    set_sections_aside(db, other.id)
    for table in tables_with_clients():
        give_rows(db, table, other.id, kept.id)
    number_sections(db, kept.id)
    db.execute(delete(Client).where(Client.id == other.id))
    db.expunge(other)
    forget_what_was_read(db)


def forget_what_was_read(db: Session) -> None:
    """Have the rows that went past their objects be read again."""
    tables = tables_with_clients()
    for each in list(db):
        if inspect(each).mapper.local_table in tables:
            db.expire(each)


def read_again(db: Session, client_id: uuid.UUID) -> Client:
    wanted = select(Client).where(Client.id == client_id).options(*WITH_RECORD)
    return db.scalars(wanted.execution_options(populate_existing=True)).one()


def answers_of(client: Client) -> dict[str, list[list[str | None]]]:
    """All answers of a client by purpose, so that it is known whether anything was said since."""
    found: dict[str, list[list[str | None]]] = {}
    for each in sorted(client.consents, key=lambda each: str(each.id)):
        ended = each.withdrawn_on.isoformat() if each.withdrawn_on else None
        found.setdefault(each.purpose, []).append([str(each.id), ended])
    return found
