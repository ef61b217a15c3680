"""What the pages about handing clients over to another team show."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.policy import may_withdraw_transfer
from directory.casework.queries import open_case
from directory.casework.transfers.models import ClientTransfer
from directory.casework.transfers.states import Ground, TransferState
from directory.staff.clients.transfer_forms import GROUND_WORDS
from directory.web.words import uk_short_date

STATE_WORDS = {
    TransferState.ASKED: ("Waits for your manager", "yellow"),
    TransferState.OFFERED: ("Waits for their answer", "blue"),
    TransferState.ACCEPTED: ("Handed over", "green"),
    TransferState.DECLINED: ("They said no", "red"),
    TransferState.WITHDRAWN: ("Taken back", "grey"),
}


@dataclass(frozen=True)
class OutgoingLine:
    """A client whom the team offers to another one, or has handed over: of those who are gone, the reference alone."""

    id: uuid.UUID
    reference: str
    client_href: str
    team: str
    asked: str
    state: str
    colour: str
    ended: str
    answer: str
    may_approve: bool
    may_withdraw: bool


@dataclass(frozen=True)
class IncomingLine:
    """A client of another team who is offered to this one."""

    href: str
    reference: str
    initials: str
    team: str
    asked: str


@dataclass(frozen=True)
class TransfersPage:
    """What waits for an answer of this team, what it offered, and what became of that."""

    answers_offers: bool
    incoming: Sequence[IncomingLine]
    waiting: Sequence[OutgoingLine]
    ended: Sequence[OutgoingLine]


@dataclass(frozen=True)
class OfferPage:
    """Somebody to be handed over, if they are supported now, and the team to which they are offered already."""

    reference: str
    name: str
    waits_for: str
    is_supported: bool
    has_teams: bool
    needs_manager: bool


@dataclass(frozen=True)
class DecisionPage:
    """An offer to this team, as much of it as is told before it says yes."""

    transfer_id: uuid.UUID
    reference: str
    facts: Sequence[Mapping[str, str]]
    is_open: bool
    state: str


def transfers_page(
    actor: Actor, incoming: Sequence[ClientTransfer], outgoing: Sequence[ClientTransfer], names: Mapping[uuid.UUID, str]
) -> TransfersPage:
    lines = [(each, outgoing_line(actor, each, names)) for each in outgoing]
    return TransfersPage(
        answers_offers=actor.may("casework.transfer"),
        incoming=[incoming_line(each) for each in incoming],
        waiting=[line for each, line in lines if each.is_open],
        ended=[line for each, line in lines if not each.is_open],
    )


def outgoing_line(actor: Actor, transfer: ClientTransfer, names: Mapping[uuid.UUID, str]) -> OutgoingLine:
    state = TransferState(transfer.state)
    words, colour = STATE_WORDS[state]
    is_gone = state is TransferState.ACCEPTED
    return OutgoingLine(
        id=transfer.id,
        reference=transfer.reference,
        client_href="" if is_gone else url_for("staff.show_client", reference=transfer.reference),
        team=transfer.to_scheme.name,
        asked=f"{uk_short_date(transfer.asked_at)}, {names.get(transfer.asked_by, 'a colleague')}",
        state=words,
        colour=colour,
        ended=uk_short_date(transfer.ended_at) if transfer.ended_at else "",
        answer=transfer.answer or "" if state is TransferState.DECLINED else "",
        may_approve=state is TransferState.ASKED and actor.may("casework.transfer"),
        may_withdraw=transfer.is_open and may_withdraw_transfer(actor, transfer),
    )


def incoming_line(transfer: ClientTransfer) -> IncomingLine:
    return IncomingLine(
        href=url_for("staff.show_transfer", transfer_id=transfer.id),
        reference=transfer.reference,
        initials=transfer.initials,
        team=transfer.scheme.name,
        asked=uk_short_date(transfer.asked_at),
    )


def offer_page(actor: Actor, client: Client, waiting: ClientTransfer | None, *, has_teams: bool) -> OfferPage:
    return OfferPage(
        reference=client.reference,
        name=client.name,
        waits_for=waiting.to_scheme.name if waiting else "",
        is_supported=open_case(client) is not None,
        has_teams=has_teams,
        needs_manager=not actor.may("casework.transfer"),
    )


def decision_page(transfer: ClientTransfer) -> DecisionPage:
    words, _ = STATE_WORDS[TransferState(transfer.state)]
    agreed = f" on {uk_short_date(transfer.agreed_on)}" if transfer.agreed_on else ""
    told = {
        "Initials": transfer.initials,
        "Team that supports them now": transfer.scheme.name,
        "Why they would come to you": transfer.reason,
        "What allows it": f"{GROUND_WORDS[Ground(transfer.ground)]}{agreed}",
        "Asked": uk_short_date(transfer.asked_at),
    }
    shown = told if transfer.is_open else {"Team that offered them": transfer.scheme.name}
    return DecisionPage(
        transfer_id=transfer.id,
        reference=transfer.reference,
        facts=[{"name": name, "value": value} for name, value in shown.items()],
        is_open=transfer.is_open,
        state=words,
    )
