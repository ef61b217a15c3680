"""Keeping what a look found from night to night.

Each of these can be done again at any time, by two at once too: what a person decided meanwhile stays, and a finding is
counted once a day.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.champions.findings.models import Finding, FindingKind, FindingState, LinkCheck
from directory.champions.findings.sightings import Sighting

KEPT = timedelta(days=365)


@dataclass(frozen=True)
class Known:
    """What is kept of a finding, as far as a new look may change it."""

    state: str
    found: str
    detail: str | None
    proposal: str | None
    last_seen_on: date

    def says(self, sighting: Sighting) -> bool:
        return (self.found, self.detail, self.proposal) == (sighting.found, sighting.detail, sighting.proposal)


@dataclass(frozen=True)
class Changes:
    """What a look changes: findings that are new, that are there still or again, and that are no longer."""

    new: tuple[Sighting, ...]
    again: tuple[uuid.UUID, ...]
    otherwise: tuple[Sighting, ...]
    """They are found in another way than before, or were put right and are back."""
    gone: tuple[uuid.UUID, ...]


def list_known(db: Session, kinds: Collection[FindingKind]) -> dict[uuid.UUID, Known]:
    """Every finding of some kinds, by id."""
    columns = (Finding.id, Finding.state, Finding.found, Finding.detail, Finding.proposal, Finding.last_seen_on)
    rows = db.execute(select(*columns).where(Finding.kind.in_(kinds)))
    return {row.id: Known(row.state, row.found, row.detail, row.proposal, row.last_seen_on) for row in rows}


def compare(known: Mapping[uuid.UUID, Known], sightings: Iterable[Sighting], today: date) -> Changes:
    """What a look changes in what is known. What was dismissed is left alone, found or not."""
    seen = {each.id: each for each in sightings}
    new = tuple(each for key, each in seen.items() if key not in known)
    again, otherwise = [], []
    for key, each in seen.items():
        before = known.get(key)
        if before is None or before.state == FindingState.DISMISSED:
            continue
        if before.state == FindingState.PUT_RIGHT or not before.says(each):
            otherwise.append(each)
        elif before.last_seen_on < today:
            again.append(key)
    gone = (key for key, each in known.items() if each.state == FindingState.OPEN and key not in seen)
    return Changes(new, tuple(again), tuple(otherwise), tuple(gone))


def add_findings(db: Session, sightings: Collection[Sighting], today: date) -> None:
    """Begin findings. One that somebody else began meanwhile stays as it is."""
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    rows = [
        {
            "id": each.id,
            "entity": each.place.entity,
            "record_id": each.place.record_id,
            "kind": each.kind.value,
            "field": each.place.field,
            "about": each.place.about,
            "found": each.found.value,
            "detail": each.detail,
            "proposal": each.proposal,
            "first_seen_on": each.since or today,
            "last_seen_on": today,
            "times": 1,
            "state": FindingState.OPEN.value,
        }
        for each in sightings
    ]
    db.execute(insert(Finding).on_conflict_do_nothing(index_elements=["id"]), rows)


def count_again(db: Session, ids: Collection[uuid.UUID], today: date) -> None:
    """Note that findings are there still, once a day."""
    db.execute(
        update(Finding)
        .where(Finding.id.in_(ids), Finding.state == FindingState.OPEN.value, Finding.last_seen_on < today)
        .values(last_seen_on=today, times=Finding.times + 1)
    )


def tell_otherwise(db: Session, sighting: Sighting, today: date) -> None:
    """Note that something else is wrong with a value than before, or the same again after it was right for a while."""
    same = (Finding.id == sighting.id, Finding.state != FindingState.DISMISSED.value)
    was_right = Finding.state == FindingState.PUT_RIGHT.value
    db.execute(
        update(Finding)
        .where(*same, was_right)
        .values(state=FindingState.OPEN.value, first_seen_on=today, last_seen_on=today, times=1)
    )
    said = {"found": sighting.found.value, "detail": sighting.detail, "proposal": sighting.proposal}
    db.execute(update(Finding).where(*same).values(said))
    count_again(db, [sighting.id], today)


def put_right(db: Session, ids: Collection[uuid.UUID]) -> int:
    """Close open findings that are no longer there; returns how many."""
    still_open = (Finding.id.in_(ids), Finding.state == FindingState.OPEN.value)
    done = db.execute(update(Finding).where(*still_open).values(state=FindingState.PUT_RIGHT.value))
    return done.rowcount if isinstance(done, CursorResult) else 0


def forget(db: Session, today: date) -> None:
    """Let go of what was found of records that are no longer in the catalogue, or was put right a year ago.

    A page that nobody looked for in that time is named by nothing any more.
    """
    long_ago = today - KEPT
    is_right = Finding.state == FindingState.PUT_RIGHT.value
    db.execute(delete(Finding).where(is_right, Finding.last_seen_on < long_ago))
    db.execute(delete(LinkCheck).where(LinkCheck.checked_on < long_ago))
    for model in (Service, Organization):
        of_these = (Finding.entity == model.__tablename__, Finding.record_id.not_in(select(model.id)))
        db.execute(delete(Finding).where(*of_these))
