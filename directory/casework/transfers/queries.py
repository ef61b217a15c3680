"""Reading transfers: of the sending scheme its own, of the receiving one what was offered to it, and no more."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.sight import in_scope
from directory.casework.transfers.models import ClientTransfer
from directory.casework.transfers.states import OPEN, TransferState
from directory.errors import NotFound

IS_OPEN = ClientTransfer.state.in_(OPEN)


@dataclass(frozen=True)
class TransfersWaiting:
    """How many clients wait for a manager: offered by other schemes, and asked for by coordinators of their own."""

    to_answer: int
    to_offer: int


def list_other_schemes(db: Session, actor: Actor) -> Sequence[Scheme]:
    """The schemes that a client of the actor's could go to, by name."""
    return db.scalars(select(Scheme).where(Scheme.id != actor.scheme_id).order_by(Scheme.name)).all()


def find_open_transfer(db: Session, client: Client) -> ClientTransfer | None:
    """The transfer of a client that waits for an answer, with the team it would go to."""
    waiting = select(ClientTransfer).where(ClientTransfer.client_id == client.id, IS_OPEN)
    return db.scalar(waiting.options(joinedload(ClientTransfer.to_scheme)))


def may_be_told(actor: Actor) -> Sequence[ColumnElement[bool]]:
    """The transfers of the actor's scheme that they may know of, as conditions.

    Of who is gone a line without content is left, for everybody; of who is still here only for who may see them.
    """
    is_gone = ClientTransfer.state == TransferState.ACCEPTED.value
    return ClientTransfer.scheme_id == actor.scheme_id, or_(is_gone, ClientTransfer.client.has(in_scope(actor)))


def get_outgoing(db: Session, actor: Actor, transfer_id: uuid.UUID) -> ClientTransfer:
    """A transfer that the actor's scheme offers, kept from others until the end. Raises NotFound."""
    return get_transfer(db, ClientTransfer.id == transfer_id, *may_be_told(actor))


def get_incoming(db: Session, actor: Actor, transfer_id: uuid.UUID) -> ClientTransfer:
    """A transfer that was offered to the actor's scheme, kept from others until the end, and recorded as looked at.

    Raises NotFound.

    What a coordinator asked for and their manager has not offered yet is not there.
    """
    was_offered = ClientTransfer.approved_by.is_not(None)
    is_to_here = ClientTransfer.to_scheme_id == actor.scheme_id
    transfer = get_transfer(db, ClientTransfer.id == transfer_id, is_to_here, was_offered)
    record_act(db, actor.user_id, actor.scheme_id, "client.viewed", "client", [transfer.client_id])
    return transfer


def get_transfer(db: Session, *conditions: ColumnElement[bool]) -> ClientTransfer:
    # The client first, as everybody does who changes anything of theirs: else two could wait for each other.
    client_id = db.scalar(select(ClientTransfer.client_id).where(*conditions))
    if client_id is None:
        raise NotFound("There is no such transfer.")
    db.scalar(select(Client.id).where(Client.id == client_id).with_for_update())
    transfer = db.scalar(
        select(ClientTransfer)
        .where(*conditions)
        .options(
            joinedload(ClientTransfer.client).options(selectinload(Client.cases)),
            joinedload(ClientTransfer.scheme),
            joinedload(ClientTransfer.to_scheme),
        )
        .with_for_update(of=ClientTransfer)
        .execution_options(populate_existing=True)
    )
    if transfer is None:
        raise NotFound("There is no such transfer.")
    return transfer


def list_outgoing(db: Session, actor: Actor) -> Sequence[ClientTransfer]:
    """The transfers that the actor's scheme asked for or offered, newest first, and a record of whose they are."""
    theirs = select(ClientTransfer).where(*may_be_told(actor))
    found = db.scalars(
        theirs.options(joinedload(ClientTransfer.to_scheme)).order_by(ClientTransfer.asked_at.desc(), ClientTransfer.id)
    ).all()
    record_listed(db, actor, found)
    return found


def list_incoming(db: Session, actor: Actor) -> Sequence[ClientTransfer]:
    """The offers that wait for the actor's answer, longest first, and a record of whose they are.

    Nobody's for an actor who does not answer them.
    """
    if not actor.may("casework.transfer"):
        return ()
    found = db.scalars(
        select(ClientTransfer)
        .where(ClientTransfer.to_scheme_id == actor.scheme_id, ClientTransfer.state == TransferState.OFFERED.value)
        .options(joinedload(ClientTransfer.client), joinedload(ClientTransfer.scheme))
        .order_by(ClientTransfer.asked_at, ClientTransfer.id)
    ).all()
    record_listed(db, actor, found)
    return found


def record_listed(db: Session, actor: Actor, transfers: Sequence[ClientTransfer]) -> None:
    if transfers:
        record_act(
            db, actor.user_id, actor.scheme_id, "client.listed", "client", [each.client_id for each in transfers]
        )


def count_transfers_waiting(db: Session, actor: Actor) -> TransfersWaiting:
    """What waits for the actor, as a manager; who it is is not told."""
    if not actor.may("casework.transfer"):
        return TransfersWaiting(0, 0)
    counted = select(func.count()).select_from(ClientTransfer)
    offered = (ClientTransfer.to_scheme_id == actor.scheme_id, ClientTransfer.state == TransferState.OFFERED.value)
    asked = (ClientTransfer.scheme_id == actor.scheme_id, ClientTransfer.state == TransferState.ASKED.value)
    return TransfersWaiting(db.scalar(counted.where(*offered)) or 0, db.scalar(counted.where(*asked)) or 0)
