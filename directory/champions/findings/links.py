"""Which links lead nowhere: what came of looking for their pages, kept by address.

A page that is not there once may be back tomorrow. It counts only when it was missed on three different days.
"""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import portions
from directory.champions.findings.facts import Among, list_links
from directory.champions.findings.models import FindingKind, Found, LinkCheck
from directory.champions.findings.sightings import Sighting
from directory.db import add_once

_NAMES = uuid.UUID("8b0f2f4e-4d7a-4e0c-a8d8-6f0f2b7a1c11")
COUNTS_FROM_DAYS = 3
# A page that was there is looked for again after so long, and one that was not on each of the next nights.
AGAIN_AFTER = timedelta(days=14)
# What nobody has looked for since says nothing of today.
STALE_AFTER = timedelta(days=60)


@dataclass(frozen=True)
class Looked:
    """What came of looking for one page; nothing was `found` where it is there, or nobody can tell."""

    url: str
    found: Found | None
    moved_to: str | None = None


def link_id(url: str) -> uuid.UUID:
    return uuid.uuid5(_NAMES, url)


def list_due_links(db: Session, today: date, most: int) -> list[str]:
    """Up to so many pages to look for today: those that were missed first, then new ones, then the longest ago."""
    urls = sorted({each.about.strip() for each in list_links(db)})
    known = known_checks(db, urls)
    due = [each for each in urls if is_due(known.get(each), today)]
    return sorted(due, key=lambda each: order_of(known.get(each)))[:most]


def known_checks(db: Session, urls: Collection[str]) -> dict[str, LinkCheck]:
    found: dict[str, LinkCheck] = {}
    for ids in portions(link_id(each) for each in urls):
        found |= {each.url: each for each in db.scalars(select(LinkCheck).where(LinkCheck.id.in_(ids)))}
    return found


def is_due(known: LinkCheck | None, today: date) -> bool:
    if known is None:
        return True
    return known.checked_on <= today - AGAIN_AFTER or (known.failed_days > 0 and known.checked_on < today)


def order_of(known: LinkCheck | None) -> tuple[int, date]:
    if known is None:
        return 1, date.min
    return (0 if known.failed_days else 2), known.checked_on


def keep_looked(db: Session, looked: Looked, today: date) -> None:
    """Keep what came of looking for a page. Looked for twice on one day, a miss counts once."""
    key = link_id(looked.url)
    known = db.get(LinkCheck, key, with_for_update=True)
    first = LinkCheck(id=key, url=looked.url, checked_on=today, failed_days=0)
    kept = known or add_once(db, first, lambda: db.get(LinkCheck, key))[0]
    is_another_day = kept.checked_on < today or kept.failed_days == 0
    kept.checked_on = today
    if looked.found is None:
        kept.found = kept.moved_to = kept.first_failed_on = None
        kept.failed_days = 0
        return
    kept.found, kept.moved_to = looked.found.value, looked.moved_to
    kept.first_failed_on = kept.first_failed_on or today
    kept.failed_days += is_another_day


def wrong_links(db: Session, today: date, among: Among = None) -> Iterator[Sighting]:
    """The links that were missed often enough, wherever they stand."""
    counting = (LinkCheck.failed_days >= COUNTS_FROM_DAYS, LinkCheck.checked_on >= today - STALE_AFTER)
    missed = {each.url: each for each in db.scalars(select(LinkCheck).where(*counting))}
    if not missed:
        return
    for place in list_links(db, among):
        known = missed.get(place.about.strip())
        if known is not None and known.found is not None:
            yield Sighting(
                place, FindingKind.LINK, Found(known.found), proposal=known.moved_to, since=known.first_failed_on
            )
