"""Setting up a sender, giving it keys, and ending them. Where `actor` is None it is done on the server."""

import uuid
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.senders.inputs import NewKeyInput, NewSenderInput, OldKeys
from directory.accounts.senders.keys import ReadKey, make_key
from directory.accounts.senders.models import ApiSender, Scope, SenderKey
from directory.audit.operations import record_act
from directory.db import add_once, new_id
from directory.errors import Refused, UsedBefore, WrongInput

# Time enough to put a new key into a system and see that it works.
OLD_KEYS_LAST = timedelta(days=14)
MOST_KEYS = 6


def add_sender(db: Session, actor: Actor | None, scheme_id: uuid.UUID, wanted: NewSenderInput) -> ApiSender:
    """Set up a sender of a scheme, without a key. The same submission again gives the one it made.

    Raises WrongInput where the scheme has one of this name.
    """
    known = find_by_submission(db, scheme_id, wanted.submission_key)
    if known is not None:
        return replayed(known, wanted)
    check_name(db, scheme_id, wanted.name)
    sender = ApiSender(
        id=new_id(),
        scheme_id=scheme_id,
        name=wanted.name,
        kind=wanted.kind.value,
        may_send=Scope.SEND in wanted.scopes,
        may_read=Scope.READ in wanted.scopes,
        made_by=actor.user_id if actor else None,
        submission_key=wanted.submission_key,
        keys=[],
    )
    kept, is_new = add_once(db, sender, lambda: find_by_submission(db, scheme_id, wanted.submission_key))
    if not is_new:
        return replayed(kept, wanted)
    note(db, actor, sender, "sender.added", [each.value for each in wanted.scopes])
    return sender


def find_by_submission(db: Session, scheme_id: uuid.UUID, submission_key: str) -> ApiSender | None:
    of_scheme = (ApiSender.scheme_id == scheme_id, ApiSender.submission_key == submission_key)
    return db.scalar(select(ApiSender).where(*of_scheme))


def replayed(sender: ApiSender, wanted: NewSenderInput) -> ApiSender:
    if (sender.name, sender.kind, sender.scopes) != (wanted.name, wanted.kind.value, frozenset(wanted.scopes)):
        raise UsedBefore
    sender.replays += 1
    return sender


def check_name(db: Session, scheme_id: uuid.UUID, name: str) -> None:
    """Raises WrongInput where a sender of the scheme that is not disabled is called so, whatever its capitals."""
    in_use = (ApiSender.scheme_id == scheme_id, ApiSender.disabled_at.is_(None))
    names = db.scalars(select(ApiSender.name).where(*in_use))
    if name.casefold() in {each.casefold() for each in names}:
        told = "There is a system of this name already. Give it a name that tells the two apart"
        raise WrongInput(f"{told}.", {"name": told})


def make_key_for(db: Session, actor: Actor | None, sender: ApiSender, wanted: NewKeyInput) -> ReadKey:
    """A new key of a sender, which nobody can read again. Raises Refused for one that is disabled or has many."""
    if sender.disabled_at is not None:
        raise Refused("This system is disabled. Set up a new one if it is to send again.")
    now = clock.now()
    working = [each for each in sender.keys if each.works_at(now)]
    if wanted.old_keys is not OldKeys.KEEP:
        lasts = OLD_KEYS_LAST if wanted.old_keys is OldKeys.END_SOON else timedelta(0)
        for each in working:
            if each.is_test == wanted.is_test:
                each.ends_at = min(each.ends_at or now + lasts, now + lasts)
    if sum(each.works_at(now) for each in working) >= MOST_KEYS:
        raise Refused("This system has many keys that work. End one of them first.")
    made = make_key(is_test=wanted.is_test)
    sender.keys.append(
        SenderKey(
            id=new_id(),
            name=made.name,
            digest=made.digest,
            is_test=made.is_test,
            made_by=actor.user_id if actor else None,
            made_at=now,
        )
    )
    note(db, actor, sender, "sender.key_made", ["test" if made.is_test else "live"])
    return made


def end_key(db: Session, actor: Actor | None, sender: ApiSender, key: SenderKey) -> None:
    """Have a key be known no more, from this moment on. One that ended stays as it is."""
    now = clock.now()
    if not key.works_at(now):
        return
    key.ends_at = now
    note(db, actor, sender, "sender.key_ended", ["test" if key.is_test else "live"])


def disable_sender(db: Session, actor: Actor | None, sender: ApiSender) -> None:
    """Have a sender be known no more, from this moment on, whatever keys it has. What it sent stays."""
    now = clock.now()
    if sender.disabled_at is not None:
        return
    sender.disabled_at = now
    for each in sender.keys:
        each.ends_at = min(each.ends_at or now, now)
    note(db, actor, sender, "sender.disabled")


def note(db: Session, actor: Actor | None, sender: ApiSender, act: str, fields: Iterable[str] = ()) -> None:
    """Write down who did what to whose system."""
    record_act(db, actor.user_id if actor else None, sender.scheme_id, act, "api_sender", [sender.id], fields)
