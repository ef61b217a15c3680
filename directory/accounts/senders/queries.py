"""Finding senders: those of a team for its administrators, and the one a key belongs to."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.accounts.senders.keys import read_key
from directory.accounts.senders.models import ApiSender, Scope, SenderKey, SenderKind
from directory.errors import NotFound


@dataclass(frozen=True)
class Caller:
    """A sender in the middle of a request, by the key it showed. `is_test` where nothing is to be kept."""

    sender_id: uuid.UUID
    scheme_id: uuid.UUID
    name: str
    kind: SenderKind
    key_id: uuid.UUID
    is_test: bool
    scopes: frozenset[Scope]


def find_caller(db: Session, text: str) -> Caller | None:
    """Whose key this is; None where it is none, has ended, or its sender is disabled."""
    key = read_key(text)
    if key is None:
        return None
    wanted = select(SenderKey).where(SenderKey.name == key.name).options(joinedload(SenderKey.sender))
    found = db.scalar(wanted.execution_options(populate_existing=True))
    is_secret = key.is_of(found.digest if found else None)
    if found is None or not is_secret or found.is_test != key.is_test or not found.works_at(clock.now()):
        return None
    sender = found.sender
    if sender.disabled_at is not None:
        return None
    return Caller(
        sender.id, sender.scheme_id, sender.name, SenderKind(sender.kind), found.id, found.is_test, sender.scopes
    )


def list_senders(db: Session, actor: Actor) -> Sequence[ApiSender]:
    """The senders of the actor's scheme with their keys, by name; those that are disabled last."""
    of_scheme = select(ApiSender).where(ApiSender.scheme_id == actor.scheme_id).options(selectinload(ApiSender.keys))
    return db.scalars(of_scheme.order_by(ApiSender.disabled_at.is_not(None), func.lower(ApiSender.name))).all()


def get_sender(db: Session, actor: Actor, sender_id: uuid.UUID, *, to_change: bool = False) -> ApiSender:
    """A sender of the actor's scheme with its keys. Raises NotFound for one of another just as for none."""
    wanted = select(ApiSender).where(ApiSender.id == sender_id, ApiSender.scheme_id == actor.scheme_id)
    return one_of(db, wanted_with_keys(wanted, to_change=to_change))


def get_sender_named(db: Session, scheme_name: str, name: str) -> ApiSender:
    """A sender that is not disabled, by the names of its scheme and of itself: for commands. Raises NotFound."""
    named = (Scheme.name == scheme_name, ApiSender.name == name, ApiSender.disabled_at.is_(None))
    wanted = select(ApiSender).join(Scheme, Scheme.id == ApiSender.scheme_id).where(*named)
    return one_of(db, wanted_with_keys(wanted, to_change=True))


def wanted_with_keys(wanted: Select[ApiSender], *, to_change: bool) -> Select[ApiSender]:
    wanted = wanted.options(selectinload(ApiSender.keys)).execution_options(populate_existing=True)
    return wanted.with_for_update(of=ApiSender) if to_change else wanted


def one_of(db: Session, wanted: Select[ApiSender]) -> ApiSender:
    found = db.scalar(wanted)
    if found is None:
        raise NotFound("There is no such system.")
    return found


def get_key(sender: ApiSender, key_id: uuid.UUID) -> SenderKey:
    """A key of a sender. Raises NotFound."""
    found = next((each for each in sender.keys if each.id == key_id), None)
    if found is None:
        raise NotFound("There is no such key.")
    return found


def list_all_senders(db: Session) -> Sequence[tuple[str, ApiSender]]:
    """Every sender with its keys, after the name of its scheme."""
    wanted = select(Scheme.name, ApiSender).join(Scheme, Scheme.id == ApiSender.scheme_id)
    found = db.execute(wanted.options(selectinload(ApiSender.keys)).order_by(Scheme.name, ApiSender.name))
    return [(scheme, sender) for scheme, sender in found]


def names_of_senders(db: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What senders are called."""
    found = db.execute(select(ApiSender.id, ApiSender.name).where(ApiSender.id.in_(list(ids))))
    return {sender_id: name for sender_id, name in found}
