"""Asking groups again that have not answered, every night: one letter a group, whatever it is asked about.

Each letter is a transaction of its own. Killed anywhere and run again, or run twice at once, no group is asked twice
about the same.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from directory.accounts.models import Scheme
from directory.db import reading, transaction
from directory.referrals.group_letters import queue_group_letter
from directory.referrals.nudging import list_due_groups, note_nudge


@dataclass(frozen=True)
class Nudged:
    """What a run came to: how many letters, about how many referrals."""

    letters: int
    referrals: int


def nudge_groups(today: date) -> Nudged:
    """Queue the letters that are due on a day."""
    letters = referrals = 0
    with reading() as db:
        due = [
            (scheme.id, address)
            for scheme in db.scalars(select(Scheme).order_by(Scheme.name, Scheme.id))
            for address in list_due_groups(db, scheme, today)
        ]
    for scheme_id, address in due:
        with transaction() as db:
            # Kept from another run, so that each letter is written once; looked up anew, as an answer may have come.
            scheme = db.scalars(select(Scheme).where(Scheme.id == scheme_id).with_for_update()).one()
            some = list_due_groups(db, scheme, today).get(address, ())
            if some:
                queue_group_letter(db, note_nudge(db, scheme, some, today), address, some, scheme.name)
                letters, referrals = letters + 1, referrals + len(some)
    return Nudged(letters, referrals)
