"""Looking through the catalogue for what a machine can see is wrong.

What is read is judged with no transaction open; what changes is written in small ones. Killed anywhere and run again,
or run twice at once, nothing is counted twice and what people decided stays.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from directory import clock
from directory.catalogue.history.record_rows import portions
from directory.champions.findings.looks import LOOKS
from directory.champions.findings.recording import (
    Changes,
    add_findings,
    compare,
    count_again,
    forget,
    list_known,
    put_right,
    tell_otherwise,
)
from directory.db import reading, transaction

# So many are written in one transaction, so that others can write in between.
KEPT_AT_ONCE = 500
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Looked:
    """What a look came to: how much is found in all, and what of it is new, back or otherwise, and put right."""

    found: int
    new: int
    changed: int
    put_right: int


def look_through(progress: Progress = lambda done, total: None, *, is_dry: bool = False) -> Looked:
    """Look at everything that is on, and keep what was found. A dry look changes nothing."""
    today = clock.today()
    changes = []
    found = 0
    for done, kind in enumerate(LOOKS, 1):
        with reading() as db:
            sightings = list(LOOKS[kind](db, today, None))
            changes.append(compare(list_known(db, [kind]), sightings, today))
        found += len({each.id for each in sightings})
        progress(done, len(LOOKS))
    put_right_now = sum(len(each.gone) for each in changes) if is_dry else write_all(changes, today)
    return Looked(
        found, sum(len(each.new) for each in changes), sum(len(each.otherwise) for each in changes), put_right_now
    )


def write_all(changes: Sequence[Changes], today: date) -> int:
    """Keep what looks changed; returns how many findings are put right."""
    gone = sum(write(each, today) for each in changes)
    with transaction() as db:
        forget(db, today)
    return gone


def write(changes: Changes, today: date) -> int:
    for some in portions(changes.new, KEPT_AT_ONCE):
        with transaction() as db:
            add_findings(db, some, today)
    for ids in portions(changes.again, KEPT_AT_ONCE):
        with transaction() as db:
            count_again(db, ids, today)
    for some in portions(changes.otherwise, KEPT_AT_ONCE):
        with transaction() as db:
            for each in some:
                tell_otherwise(db, each, today)
    closed = 0
    for ids in portions(changes.gone, KEPT_AT_ONCE):
        with transaction() as db:
            closed += put_right(db, ids)
    return closed
