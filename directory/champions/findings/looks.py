"""The looks of each kind: at all that is on, every night, or at a few records that somebody has changed since."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models.revisions import Revision
from directory.champions.findings.charities import wrong_charities
from directory.champions.findings.costs import contradictions
from directory.champions.findings.facts import (
    Among,
    list_costs,
    list_dated_texts,
    list_emails,
    list_phones,
    list_times,
)
from directory.champions.findings.links import wrong_links
from directory.champions.findings.models import FindingKind
from directory.champions.findings.past_dates import said_to_come, schedules_over
from directory.champions.findings.reach import wrong_emails, wrong_phones
from directory.champions.findings.sightings import Sighting
from directory.clock import day_of

Look = Callable[[Session, date, Among], Iterator[Sighting]]


@dataclass(frozen=True)
class SeenBefore:
    """A finding as the last look left it, and when its record was last changed."""

    id: uuid.UUID
    kind: FindingKind
    record_id: uuid.UUID
    seen_on: date
    changed_at: datetime


def look_at_phones(db: Session, _today: date, among: Among = None) -> Iterator[Sighting]:
    return chain.from_iterable(map(wrong_phones, list_phones(db, among)))


def look_at_emails(db: Session, _today: date, among: Among = None) -> Iterator[Sighting]:
    return chain.from_iterable(map(wrong_emails, list_emails(db, among)))


def look_at_dates(db: Session, today: date, among: Among = None) -> Iterator[Sighting]:
    yield from schedules_over(list_times(db, today, among), today)
    for place in list_dated_texts(db, among):
        yield from said_to_come(place, today)


def look_at_costs(db: Session, today: date, among: Among = None) -> Iterator[Sighting]:
    return chain.from_iterable(contradictions(*each) for each in list_costs(db, today, among))


LOOKS: Mapping[FindingKind, Look] = {
    FindingKind.LINK: wrong_links,
    FindingKind.PHONE: look_at_phones,
    FindingKind.EMAIL: look_at_emails,
    FindingKind.PAST_DATE: look_at_dates,
    FindingKind.CHARITY: wrong_charities,
    FindingKind.COST: look_at_costs,
}


def list_put_right(db: Session, seen: Sequence[SeenBefore], today: date) -> frozenset[uuid.UUID]:
    """Which findings are there no more because a person has changed their records since the last look.

    They are looked at again, so that what is put right is done at once, and not only when a machine looks at night.
    """
    doubtful = changed_by_people(db, [each for each in seen if day_of(each.changed_at) >= each.seen_on])
    by_kind: defaultdict[FindingKind, set[uuid.UUID]] = defaultdict(set)
    for each in doubtful:
        by_kind[each.kind].add(each.record_id)
    there = {found.id for kind, among in by_kind.items() for found in LOOKS[kind](db, today, among)}
    return frozenset(each.id for each in doubtful if each.id not in there)


def changed_by_people(db: Session, seen: Sequence[SeenBefore]) -> list[SeenBefore]:
    """Those whose record a person changed since. What sources bring in is judged at night, as there is much of it."""
    if not seen:
        return []
    since = datetime.combine(min(each.seen_on for each in seen), time.min, tzinfo=UTC)
    changed = select(Revision.record_id).where(
        Revision.record_id.in_({each.record_id for each in seen}),
        Revision.source_id.is_(None),
        Revision.decided_at >= since,
    )
    records = set(db.scalars(changed))
    return [each for each in seen if each.record_id in records]
