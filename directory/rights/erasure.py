"""Erasing a person: what goes and what stays, and doing it.

It is done in one transaction of the records, which leaves a tombstone; then `finish_erasure` destroys the key. Stopped
between the two, it is finished by `tombstones.replay_tombstones` at the next start or by the nightly job.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.joining.leading import list_joined
from directory.casework.message_back.models import MessageBack
from directory.casework.models import Client
from directory.casework.queries import does_object
from directory.casework.references import read_reference
from directory.casework.sharing.models import UnagreedSharing
from directory.casework.tombstones import ErasedPerson, ErasureReason
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.errors import WrongInput
from directory.outbox import OutboxMessage
from directory.outcomes.keeping import (
    Group,
    drop_small_groups,
    groups_of,
    keep_in_turn,
    keep_outcomes,
    what_to_keep,
)
from directory.referrals.models import OnwardReferral
from directory.referrals.telling_models import ReferralTelling
from directory.rights.erased_tables import count_rows, delete_rows
from directory.rights.holding import check_not_held, find_hold
from directory.rights.parts.every import PARTS
from directory.security.key_tables import CannotBeRead
from directory.security.keystore import KeyStore


@dataclass(frozen=True)
class ErasureInput:
    """Why somebody is erased, their reference as it was typed once more, and whether they object to being counted."""

    reason: ErasureReason
    typed: str
    objects: bool = False


class Figures(StrEnum):
    """What becomes of a person's figures in the evaluation."""

    KEPT = "kept"
    TOO_FEW = "too few"
    OBJECTS = "objects"
    UNREADABLE = "cannot be read"


@dataclass(frozen=True)
class ErasurePlan:
    """What an erasure would do: how much of which kind goes, what becomes of the figures, and which groups know.

    The groups were told of the person, and nobody will know that afterwards. Where the record is held back it cannot be
    erased.
    """

    goes: Sequence[tuple[str, int]]
    figures: Figures
    told: Sequence[str]
    is_held: bool


def plan_erasure(db: Session, client: Client) -> ErasurePlan:
    """What erasing a client would do. Changes nothing."""
    counts = count_rows(db, client.id)
    headings = {part.model.__tablename__: part.heading for part in PARTS}
    goes = [(headings[name], counts.pop(name)) for name in headings if name in counts]
    if counts:
        goes.append(("Other entries that lead to them", sum(counts.values())))
    is_held = find_hold(db, client.id) is not None
    return ErasurePlan(goes, figures_of(db, client), list_told(db, client), is_held)


def figures_of(db: Session, client: Client) -> Figures:
    if does_object(db, client):
        return Figures.OBJECTS
    if find_groups(client) is None:
        return Figures.UNREADABLE
    return Figures.KEPT if what_to_keep(db, client) else Figures.TOO_FEW


def find_groups(client: Client) -> set[Group] | None:
    """The groups in which a client counts; None where nobody can read how old they are."""
    try:
        return groups_of(client)
    except CannotBeRead:
        return None


def list_told(db: Session, client: Client) -> Sequence[str]:
    """Who was told of a client, by name, as far as it can be read: not those whose letter never left."""
    was_rung = select(ReferralTelling.id).where(ReferralTelling.onward_referral_id == OnwardReferral.id)
    wanted = (
        select(Organization.name)
        .join(Service, Service.organization_id == Organization.id)
        .join(OnwardReferral, OnwardReferral.service_id == Service.id)
        .where(OnwardReferral.client_id == client.id, has_left(OnwardReferral.id) | was_rung.exists())
        .distinct()
    )
    shared = db.scalars(select(UnagreedSharing).where(UnagreedSharing.client_id == client.id)).all()
    was_sent = (MessageBack.client_id == client.id, MessageBack.sent_at.is_not(None), has_left(MessageBack.id))
    messages = db.scalars(select(MessageBack).where(*was_sent)).all()
    others = (*map(told_to, shared), *map(sent_to, messages))
    return sorted({*db.scalars(wanted), *filter(None, others)})


def has_left(about_id: InstrumentedAttribute[uuid.UUID]) -> ColumnElement[bool]:
    """Whether something was told by letter, or otherwise, as a condition.

    Where there is no letter somebody rang, or it is so long ago that the letter is gone.
    """
    letter = select(OutboxMessage.id).where(OutboxMessage.about_id == about_id)
    return ~letter.exists() | letter.where(OutboxMessage.sent_at.is_not(None)).exists()


def told_to(sharing: UnagreedSharing) -> str:
    """Who was told; nothing where that cannot be read any more."""
    try:
        return sharing.told_to
    except CannotBeRead:
        return ""


def sent_to(message: MessageBack) -> str:
    """Whose message it was; nothing where that cannot be read any more."""
    try:
        return message.to_name
    except CannotBeRead:
        return ""


def erase_client(db: Session, actor: Actor, client: Client, wanted: ErasureInput) -> Sequence[uuid.UUID]:
    """Take a client out of the records, and leave a tombstone. The caller then calls `finish_erasure` with whom.

    Raises WrongInput where the reference that was typed is not theirs, and RecordHeld where the record is held back.
    """
    check_not_held(db, client)
    if read_reference(wanted.typed.strip()) != client.reference:
        raise WrongInput("Check the reference.", {"typed": "This is not the reference of this person"})
    gone = take_out(db, client, wanted.reason, counts=not wanted.objects)
    record_act(
        db, actor.user_id, actor.scheme_id, "client.erased", "client", [client.id], [wanted.reason.replace(" ", "_")]
    )
    return gone


def take_out(db: Session, client: Client, reason: ErasureReason, *, counts: bool = True) -> Sequence[uuid.UUID]:
    """Delete every row about a client; keep figures where they may count and there are enough like them.

    Returns whose keys are to be destroyed: theirs, and those of second records that were joined into theirs.
    """
    groups = find_groups(client)
    keep_in_turn(db, groups or ())
    if counts and groups is not None and reason is not ErasureReason.MADE_IN_ERROR and not does_object(db, client):
        keep_outcomes(db, client)
    known_as = [(client.id, client.reference), *((each.id, each.reference) for each in list_joined(db, client))]
    db.add_all(stone_of(client, *each, reason) for each in known_as)
    db.flush()
    delete_rows(db, client.id)
    # Of whom nobody knows the groups, the nightly count sees to them.
    drop_small_groups(db, groups or ())
    return [person_id for person_id, _ in known_as]


def stone_of(client: Client, person_id: uuid.UUID, reference: str, reason: ErasureReason) -> ErasedPerson:
    """The tombstone of a client, or of a record that was joined into theirs: its reference says the same."""
    return ErasedPerson(
        person_id=person_id,
        scheme_id=client.scheme_id,
        reference=reference,
        erased_at=clock.now(),
        reason=reason.value,
    )


def finish_erasure(store: KeyStore, gone: Iterable[uuid.UUID], erased_at: datetime) -> None:
    """Destroy the keys of somebody who was taken out of the records, once that is kept. Safe to do again."""
    store.destroy_keys(dict.fromkeys(gone, erased_at))
