"""The chain of the audit record: each event's link is a digest of the event and of the link before it.

Whoever changes, takes out or slips in an event, past the triggers of the database, breaks the chain from there on.
Who rewrites all of it is found out by a link that was noted elsewhere: `lynchpin audit verify` prints the last one.

Links are made at the very end of a transaction, one transaction after another, so that nobody waits for longer than a
commit takes.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC

from sqlalchemy import event, exists, func, insert, inspect, select
from sqlalchemy.orm import Session, SessionTransaction

from directory.audit.models import AuditEvent, AuditLink

BEGINNING = "0" * 64
NOT_LINKED = "audit_events_not_linked"
# Any number that no other advisory lock of PostgreSQL uses here.
LINKING = 7_465_002
BATCH = 1_000


def digest_of(before: str, event: AuditEvent) -> str:
    """The link of an event that follows a link."""
    told: list[object] = [
        event.id,
        event.at.astimezone(UTC).isoformat(),
        str(event.actor_id) if event.actor_id else None,
        str(event.scheme_id) if event.scheme_id else None,
        event.action,
        event.subject,
        event.subject_ids,
        event.fields,
    ]
    # Events from before this was noted keep the digest they had.
    if event.origin is not None:
        told.append(event.origin)
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{written}".encode()).hexdigest()


def to_be_linked(db: Session, event: AuditEvent) -> None:
    """Have an event linked when its transaction is kept."""
    db.info.setdefault(NOT_LINKED, []).append(event)


@event.listens_for(Session, "before_commit")
def link_events(db: Session) -> None:
    """Link what this transaction wrote down. A part that is kept inside it waits for the end of the whole."""
    if db.in_nested_transaction() or not db.info.get(NOT_LINKED):
        return
    db.flush()
    # What was rolled back with a part of the transaction is not there.
    events = [each for each in db.info.pop(NOT_LINKED) if inspect(each).persistent]
    if db.get_bind().dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(LINKING)))
    before = db.scalar(select(AuditLink.digest).order_by(AuditLink.id.desc()).limit(1)) or BEGINNING
    made = []
    for each in sorted(events, key=lambda event: event.id):
        before = digest_of(before, each)
        made.append({"event_id": each.id, "digest": before})
    if made:
        # One row after another, so that their numbers are in the order of the chain.
        db.execute(insert(AuditLink), made)


@event.listens_for(Session, "after_soft_rollback")
def forget_events(db: Session, undone: SessionTransaction) -> None:
    """Forget what was written down in a transaction that is taken back whole.

    A flush that fails inside a part of it is a transaction too, and has a parent.
    """
    if undone.parent is None:
        db.info.pop(NOT_LINKED, None)


@dataclass
class Verdict:
    """What came of going through the chain. `broken` names what is wrong, link by link."""

    events: int = 0
    links: int = 0
    last: str = BEGINNING
    broken: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.broken


def verify_chain(db: Session, noted: str = "", most: int = 20) -> Verdict:
    """Go through all links in order. `noted` is a link that must be among them; `most` is how much wrong is named."""
    verdict, has_noted = Verdict(events=count_events(db)), not noted
    for link, found in links_in_order(db):
        verdict.links += 1
        right = digest_of(verdict.last, found) if found else None
        if found is None:
            verdict.broken.append(f"event {link.event_id} was taken out")
        elif link.digest != right:
            verdict.broken.append(f"event {link.event_id} or the link before it was changed")
        # Going on from what stands there shows whether the rest is right in itself.
        verdict.last = link.digest
        has_noted = has_noted or link.digest == noted
    if not has_noted:
        verdict.broken.append("the link that was noted is not there: the chain was written anew or cut off")
    if verdict.links != (db.scalar(select(func.count()).select_from(AuditLink)) or 0):
        verdict.broken.append("there are links outside the chain: they were slipped in")
    verdict.broken += [f"event {each} has no link: it was slipped in" for each in events_without_link(db)]
    verdict.broken = verdict.broken[:most]
    return verdict


def count_events(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(AuditEvent)) or 0


def links_in_order(db: Session) -> Iterator[tuple[AuditLink, AuditEvent | None]]:
    """Each link with its event, a batch at a time."""
    after = 0
    while rows := read_links(db, after):
        yield from rows
        after = rows[-1][0].id
        db.expunge_all()


def read_links(db: Session, after: int) -> Sequence[tuple[AuditLink, AuditEvent | None]]:
    joined = select(AuditLink, AuditEvent).outerjoin(AuditEvent, AuditEvent.id == AuditLink.event_id)
    rows = db.execute(joined.where(AuditLink.id > after).order_by(AuditLink.id).limit(BATCH)).all()
    return [(link, found) for link, found in rows]


def events_without_link(db: Session) -> Sequence[int]:
    is_linked = exists().where(AuditLink.event_id == AuditEvent.id)
    return db.scalars(select(AuditEvent.id).where(~is_linked).order_by(AuditEvent.id)).all()
