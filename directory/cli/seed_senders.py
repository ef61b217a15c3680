"""The record system of a surgery of the fictional town, and somebody whom it referred. Nobody knows its key."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.accounts.queries import actor_of
from directory.accounts.senders.inputs import NewKeyInput, NewSenderInput
from directory.accounts.senders.models import Scope, SenderKind
from directory.accounts.senders.operations import add_sender, make_key_for
from directory.accounts.senders.queries import Caller, find_caller
from directory.api.referrals.reading import read_referral
from directory.casework.referrals_in.receiving_sent import receive_sent
from directory.cli.town import Town


def load_senders(db: Session, town: Town, staff: Mapping[str, User]) -> None:
    for row in town.people()["sender"]:
        actor = actor_of(db, staff[row["set_up_by"]].email)
        caller = set_up(db, actor, row)
        for number, told in enumerate(row["sent"]):
            send(db, town, caller, f"town-{number}", told)


def set_up(db: Session, actor: Actor, row: Mapping[str, Any]) -> Caller:
    """A system with a key that works, as it is known when it sends."""
    wanted = NewSenderInput(row["name"], SenderKind(row["kind"]), tuple(Scope), f"town-{row['name']}")
    made = make_key_for(db, actor, add_sender(db, actor, actor.scheme_id, wanted), NewKeyInput())
    db.flush()  # the key is looked up
    caller = find_caller(db, made.written)
    if caller is None:
        raise LookupError("a key that was just made is not known")
    return caller


def send(db: Session, town: Town, caller: Caller, key: str, row: Mapping[str, Any]) -> None:
    """Somebody whom it referred some days ago, and who waits."""
    told = {name: value for name, value in row.items() if name not in ("days_ago", "born_days_ago")}
    told["born_on"] = town.day(row["born_days_ago"]).isoformat()
    referral, _ = receive_sent(db, caller, read_referral(caller, key, told))
    referral.made_at -= timedelta(days=row["days_ago"])
