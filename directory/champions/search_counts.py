"""How often something is looked for on the public pages: by week, by what was understood of it, and by area.

Never the words, and nobody. A search is counted in memory, so that looking at a page writes nothing; a job writes down
what came together. What was counted since then is lost where a process ends suddenly.
"""

import hashlib
import secrets
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import CheckConstraint, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.db import Base, current_database

# The concept of a search of which nothing was understood.
NOT_UNDERSTOOD = ""
WEEKS_SHOWN = 12
KEPT_FOR = timedelta(weeks=104)
# More than a town asks for in a day. Whoever comes after them may be counted twice.
MOST_REMEMBERED = 100_000


class SearchCount(Base):
    """How often one thing was looked for in one area in one week, and something was found or not."""

    __tablename__ = "search_count"

    week_on: Mapped[date] = mapped_column(primary_key=True)
    concept: Mapped[str] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(primary_key=True)
    is_found: Mapped[bool] = mapped_column(primary_key=True)
    searches: Mapped[int]

    __table_args__ = (CheckConstraint("searches > 0", name="counts_something"),)


@dataclass(frozen=True, order=True)
class Sought:
    """What is counted together: the Monday of the week, a code of the vocabulary, and an area or nothing."""

    week_on: date
    concept: str
    area: str
    is_found: bool


class SearchCounter:
    """What this process counted and has not written down yet. May be shared by threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counted: Counter[Sought] = Counter()
        self._day = date.min
        self._seen: set[bytes] = set()
        self._key = b""

    def note(self, visitor: str, concepts: Iterable[str], area: str, *, is_found: bool, today: date) -> None:
        """Count one search, once for each thing it is about, and each thing once a day for one visitor.

        Who that was is remembered until the day is over, as a digest under a key that is nowhere else.
        """
        week_on = today - timedelta(days=today.weekday())
        with self._lock:
            self._begin(today)
            for concept in set(concepts) or {NOT_UNDERSTOOD}:
                if self._is_new(visitor, concept, area):
                    self._counted[Sought(week_on, concept, area, is_found)] += 1

    def take(self) -> Counter[Sought]:
        """All that was counted, to be written down; it counts from nought again."""
        with self._lock:
            counted, self._counted = self._counted, Counter()
        return counted

    def give_back(self, counted: Counter[Sought]) -> None:
        """Keep what could not be written down for the next time."""
        with self._lock:
            self._counted.update(counted)

    def _begin(self, today: date) -> None:
        if self._day != today or len(self._seen) >= MOST_REMEMBERED:
            self._day, self._seen, self._key = today, set(), secrets.token_bytes(32)

    def _is_new(self, visitor: str, concept: str, area: str) -> bool:
        told = "\0".join((visitor, concept, area)).encode()
        digest = hashlib.blake2b(told, key=self._key, digest_size=8).digest()
        if digest in self._seen:
            return False
        self._seen.add(digest)
        return True


_counter = SearchCounter()


def current_search_counter() -> SearchCounter:
    """The counter of this process."""
    return _counter


def use_search_counter(counter: SearchCounter) -> None:
    """Choose the counter of this process."""
    global _counter
    _counter = counter


def add_counts(db: Session, counted: Counter[Sought], today: date) -> None:
    """Add to what is written down, and let go of what is old. Several processes may do it at once."""
    insert = postgresql.insert if current_database().dialect == "postgresql" else sqlite.insert
    # All in one order, so that no two processes wait for one another.
    for sought in sorted(counted):
        row = insert(SearchCount).values(**vars(sought), searches=counted[sought])
        known = ["week_on", "concept", "area", "is_found"]
        more = {"searches": SearchCount.searches + row.excluded.searches}
        db.execute(row.on_conflict_do_update(index_elements=known, set_=more))
    db.execute(delete(SearchCount).where(SearchCount.week_on < today - KEPT_FOR))


@dataclass(frozen=True)
class SoughtLine:
    """How often something was looked for in an area in the weeks that are shown."""

    concept: str
    name: str
    area: str
    found: int
    not_found: int


def list_sought(db: Session, today: date) -> Sequence[SoughtLine]:
    """What was looked for in the last whole weeks, by name and area. What has no name any more keeps its code."""
    this_week = today - timedelta(days=today.weekday())
    shown = SearchCount.week_on.between(this_week - timedelta(weeks=WEEKS_SHOWN), this_week - timedelta(days=1))
    total = func.sum(SearchCount.searches)
    rows = db.execute(
        select(SearchCount.concept, SearchCount.area, SearchCount.is_found, total)
        .where(shown)
        .group_by(SearchCount.concept, SearchCount.area, SearchCount.is_found)
    ).all()
    counts: dict[tuple[str, str], dict[bool, int]] = {}
    for concept, area, is_found, searches in rows:
        counts.setdefault((concept, area), {})[is_found] = int(searches)
    names = names_of(db, {concept for concept, _ in counts})
    lines = [
        SoughtLine(concept, names.get(concept, concept), area, each.get(True, 0), each.get(False, 0))
        for (concept, area), each in counts.items()
    ]
    return sorted(lines, key=lambda each: (each.name, each.area))


def names_of(db: Session, codes: set[str]) -> dict[str, str]:
    found = db.execute(select(TaxonomyTerm.code, TaxonomyTerm.name).where(TaxonomyTerm.code.in_(codes)))
    return {code: name for code, name in found if code}
