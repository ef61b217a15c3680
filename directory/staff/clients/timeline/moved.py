"""Offers of a client to another team, and what became of them."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.transfers.models import ClientTransfer
from directory.casework.transfers.states import TransferState
from directory.staff.clients.timeline.entries import Kind, TimelineEntry

ENDED = {
    TransferState.ACCEPTED: "took them on",
    TransferState.DECLINED: "said no to taking them on",
}


def list_moved(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    """The transfers that the actor's team asked for, and the one by which they came to it."""
    came = (ClientTransfer.to_scheme_id == actor.scheme_id) & (ClientTransfer.state == TransferState.ACCEPTED.value)
    transfers = db.scalars(
        select(ClientTransfer)
        .where(ClientTransfer.client_id == client.id, or_(ClientTransfer.scheme_id == actor.scheme_id, came))
        .options(joinedload(ClientTransfer.scheme), joinedload(ClientTransfer.to_scheme))
    )
    for each in transfers:
        yield from entries_of(actor, each)


def entries_of(actor: Actor, transfer: ClientTransfer) -> Iterator[TimelineEntry]:
    is_ours = transfer.scheme_id == actor.scheme_id
    href = url_for("staff.show_transfers") if is_ours else ""
    title = f"To be handed over to {transfer.to_scheme.name}"
    # Another team says itself who works there.
    by = transfer.asked_by if is_ours else transfer.scheme.name
    yield TimelineEntry(transfer.asked_at, Kind.TEAM, title, transfer.reason, href, by)
    if transfer.ended_at:
        yield TimelineEntry(transfer.ended_at, Kind.TEAM, ended_words(transfer), transfer.answer or "", href)


def ended_words(transfer: ClientTransfer) -> str:
    ended = ENDED.get(TransferState(transfer.state))
    return f"{transfer.to_scheme.name} {ended}" if ended else "The handing over was taken back"
