"""Transferring a client to another scheme: asking, offering, taking back, declining and accepting."""

import uuid

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.queries import list_colleagues
from directory.audit.operations import record_act
from directory.casework.client_tokens import find_by_nhs_number, nhs_number_once
from directory.casework.models import Client
from directory.casework.moving import move_client
from directory.casework.own_page.keeping import close_own_page
from directory.casework.policy import may_withdraw_transfer
from directory.casework.queries import open_case
from directory.casework.rules import AGE_TO_DECIDE, may_be_decided_for
from directory.casework.transfers.inputs import TransferInput
from directory.casework.transfers.models import ClientTransfer
from directory.casework.transfers.queries import find_open_transfer, list_other_schemes
from directory.casework.transfers.states import Ground, TransferState
from directory.casework.triage.allocating import AllocationInput, note_allocation
from directory.casework.triage.kinds import AllocationReason
from directory.casework.young_people import ask_about_age
from directory.db import new_id
from directory.errors import Conflict, Refused, WrongInput


class TransferEnded(Conflict):
    """Somebody else answered or took back a transfer first."""

    def __init__(self, transfer: ClientTransfer) -> None:
        super().__init__(f"Somebody else was first: this transfer was {transfer.state} meanwhile.")


class NotTransferable(Refused):
    """This client cannot be transferred now; the message says why."""


def offer_transfer(db: Session, actor: Actor, client: Client, wanted: TransferInput) -> ClientTransfer:
    """Offer a client to another scheme or, as a coordinator, ask a manager to. A second click offers once.

    The caller keeps the client from others. Raises NotTransferable or WrongInput.
    """
    known = find_open_transfer(db, client)
    if known is not None:
        if (known.to_scheme_id, known.reason) == (wanted.to_scheme_id, wanted.reason):
            return known
        raise NotTransferable("A transfer of this person is waiting already. Take it back first.")
    if open_case(client) is None:
        raise NotTransferable("This person has no open case. Only somebody who is supported now can be transferred.")
    if all(each.id != wanted.to_scheme_id for each in list_other_schemes(db, actor)):
        raise WrongInput("Choose the team.", {"to_scheme_id": "Choose the team they go to"})
    check_ground(client, wanted)
    is_offered = actor.may("casework.transfer")
    transfer = ClientTransfer(
        id=new_id(),
        scheme_id=actor.scheme_id,
        to_scheme_id=wanted.to_scheme_id,
        client_id=client.id,
        reference=client.reference,
        state=(TransferState.OFFERED if is_offered else TransferState.ASKED).value,
        ground=wanted.ground.value,
        agreed_on=wanted.agreed_on if wanted.ground is Ground.AGREEMENT else None,
        reason=wanted.reason,
        asked_by=actor.user_id,
        asked_at=clock.now(),
        approved_by=actor.user_id if is_offered else None,
    )
    db.add(transfer)
    try:
        db.flush()
    except IntegrityError:
        raise NotTransferable("A transfer of this person is waiting already. Take it back first.") from None
    note(db, actor, transfer, f"transfer.{transfer.state}")
    return transfer


def check_ground(client: Client, wanted: TransferInput) -> None:
    """Raises WrongInput for an agreement in the future, and for a ground that is not for somebody of this age."""
    today = clock.today()
    if wanted.agreed_on and wanted.agreed_on > today:
        raise WrongInput("Check the date.", {"agreed_on": "The date must be today or earlier"})
    if wanted.ground is Ground.BEST_INTERESTS and not may_be_decided_for(client.age_on(today)):
        message = f"This is only for people who are known to be {AGE_TO_DECIDE} or over"
        raise WrongInput("Check the ground.", {"ground": message})


def approve_transfer(db: Session, actor: Actor, transfer: ClientTransfer) -> None:
    """Offer what a coordinator asked for. A second click changes nothing. Raises TransferEnded."""
    if transfer.state == TransferState.OFFERED:
        return
    require_open(transfer)
    transfer.state, transfer.approved_by = TransferState.OFFERED.value, actor.user_id
    note(db, actor, transfer, "transfer.offered")


def withdraw_transfer(db: Session, actor: Actor, transfer: ClientTransfer) -> None:
    """Take an offer back, as long as nobody accepted it. A second click changes nothing. Raises TransferEnded."""
    if transfer.state == TransferState.WITHDRAWN:
        return
    require_open(transfer)
    if not may_withdraw_transfer(actor, transfer):
        raise Refused("Only who asked for this transfer, or a manager, can take it back.")
    end_transfer(db, actor, transfer, TransferState.WITHDRAWN)


def decline_transfer(db: Session, actor: Actor, transfer: ClientTransfer, answer: str) -> None:
    """Say no to an offer, and why: the client stays where they are. Raises TransferEnded."""
    if transfer.state == TransferState.DECLINED:
        return
    require_open(transfer)
    transfer.answer = answer
    end_transfer(db, actor, transfer, TransferState.DECLINED)


def accept_transfer(db: Session, actor: Actor, transfer: ClientTransfer, coordinator_id: uuid.UUID) -> Client:
    """Take a client on from another scheme, with all that is held of them, into the care of a coordinator.

    From here on the sending scheme keeps its line of the transfer and what it audited. Raises TransferEnded where
    somebody else answered first, NotTransferable where the case was closed meanwhile or the team has their NHS number
    already, WrongInput for a coordinator of another team.
    """
    require_open(transfer)
    if all(each.id != coordinator_id for each in list_colleagues(db, actor, Role.COORDINATOR)):
        raise WrongInput("Choose the coordinator.", {"coordinator_id": "Choose who supports them from now on"})
    client = transfer.client
    if open_case(client) is None:
        raise NotTransferable("Their case was closed meanwhile, so that there is nobody to take on. Decline it.")
    known = find_by_nhs_number(db, actor.scheme_id, client.nhs_number) if client.nhs_number else None
    if known is not None:
        raise NotTransferable(
            f"Your team has somebody with this NHS number already: client {known.reference}. Look at that record first."
            " If it is the same person, decline, and tell the other team so."
        )
    end_transfer(db, actor, transfer, TransferState.ACCEPTED)
    # They come to know the new team from its own letter.
    close_own_page(db, client)
    before = client.coordinator_id
    with nhs_number_once():
        move_client(db, client, actor.scheme_id, coordinator_id)
    note_allocation(db, actor, client, AllocationInput(coordinator_id, AllocationReason.TRANSFERRED), before)
    ask_about_age(db, actor, client)
    record_act(db, actor.user_id, transfer.scheme_id, "client.transferred", "client", [client.id])
    record_act(db, actor.user_id, actor.scheme_id, "client.received", "client", [client.id])
    return client


def end_transfer(db: Session, actor: Actor, transfer: ClientTransfer, state: TransferState) -> None:
    transfer.state, transfer.ended_by, transfer.ended_at = state.value, actor.user_id, clock.now()
    note(db, actor, transfer, f"transfer.{state}")


def note(db: Session, actor: Actor, transfer: ClientTransfer, act: str) -> None:
    """Write an act down in both schemes it is about: for the receiving one, once it is offered."""
    record_act(db, actor.user_id, transfer.scheme_id, act, "client_transfer", [transfer.id])
    if act != "transfer.asked":
        record_act(db, actor.user_id, transfer.to_scheme_id, act, "client_transfer", [transfer.id])


def require_open(transfer: ClientTransfer) -> None:
    if not transfer.is_open:
        raise TransferEnded(transfer)
