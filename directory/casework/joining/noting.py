"""Noting what it changes in a client's record that a referral is taken on as theirs, so that it can be undone."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from directory import clock
from directory.casework.joining.journal import write_journal
from directory.casework.joining.rows import take_snapshot
from directory.casework.joining.taken_models import TakenAsKnown
from directory.casework.models import Client
from directory.casework.referrals_in.referral_models import Referral
from directory.db import new_id


@contextmanager
def noting_changes(db: Session, referral: Referral, client: Client) -> Iterator[None]:
    """Note what is done meanwhile to the record of a client who is known, because a referral is found to be theirs."""
    before = take_snapshot(db, client.id)
    yield
    after = take_snapshot(db, client.id)
    taken = TakenAsKnown(id=new_id(), scheme_id=client.scheme_id, client_id=client.id, referral_id=referral.id)
    taken.taken_at = clock.now()
    taken.journal = write_journal(client.id, before, after, {}).as_text()
    db.add(taken)
