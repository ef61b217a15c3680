"""What the pages show on which a caseload is handed over, and of one that was."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.accounts.queries import names_of_users
from directory.casework.caseload.handing_over import (
    MOST_AT_ONCE,
    get_handover,
    list_given,
    list_handovers,
    may_undo_until,
)
from directory.casework.caseload.left_with import count_tasks, list_appointments_left
from directory.casework.models import Client, Purpose
from directory.casework.queries import list_recorded, open_case
from directory.casework.rules import Standing, standing_of
from directory.casework.triage.kinds import AllocationReason
from directory.casework.triage.models import Allocation, CaseloadHandover
from directory.casework.triage.profiles import list_possible
from directory.casework.triage.proposing import Colleague, Proposal, share_out
from directory.casework.triage.wishing import wishes_of_many
from directory.champions.queries import list_names_kept
from directory.clock import day_of
from directory.referrals.awaiting import WaitsFor
from directory.staff.clients.caseload.choosing import Chosen, Order, in_order
from directory.staff.clients.caseload.reading import Caseload, open_clients, read_caseload, rows_of
from directory.staff.clients.caseload.rows import CaseRow
from directory.staff.support_sessions.meeting_pages import meeting_href
from directory.staff.support_sessions.session_words import short_when
from directory.web.fields.choices import Choice
from directory.web.words import counted, uk_short_date

GONE = "Somebody who has left"


@dataclass(frozen=True)
class GiveLine:
    """Somebody to be given: how it stands, whom we would ask first and why."""

    row: CaseRow
    first: str


@dataclass(frozen=True)
class LeftLine:
    """An appointment that goes to nobody by itself."""

    words: str
    href: str


@dataclass(frozen=True)
class EarlierLine:
    """A hand-over that was made before."""

    words: str
    href: str


@dataclass(frozen=True)
class NewHandoverPage:
    """Whose clients are handed over, what goes with them, and what has to be seen to apart."""

    name: str
    is_active: bool
    lines: Mapping[str, GiveLine]
    total: int
    goes_along: Sequence[str]
    left: Sequence[LeftLine]
    domains: Sequence[str]
    may_arrange_domains: bool
    save_href: str
    earlier: Sequence[EarlierLine]
    has_receivers: bool


@dataclass(frozen=True)
class Shared:
    """A page of clients in order with whom we would ask first, and everybody who may be asked."""

    page: NewHandoverPage
    proposed: Mapping[uuid.UUID, uuid.UUID | None]
    choices: Sequence[Choice]


def read_handover(db: Session, actor: Actor, colleague: User, today: date) -> Shared:
    """The page on which a caseload is handed over; who is named is recorded as listed."""
    caseload = read_caseload(db, actor, Chosen(is_team=True, of=colleague.id), today)
    ids = [each.client_id for each in in_order(caseload.cases, Order.NEXT)][:MOST_AT_ONCE]
    shown = open_clients(db, actor, ids)
    rows = {row.reference: row for row in rows_of(db, actor, caseload, shown)}
    receivers = [each for each in list_possible(db, actor) if each.user_id != colleague.id]
    proposals = share_out(wishes_of_many(db, shown), receivers)
    firsts = {client.id: each[0] if each else None for client, each in zip(shown, proposals, strict=True)}
    page = NewHandoverPage(
        name=colleague.name,
        is_active=colleague.is_active,
        lines={str(each.id): GiveLine(rows[each.reference], first_words(firsts[each.id])) for each in shown},
        total=len(caseload.cases),
        goes_along=along_words(db, caseload),
        left=left_lines(db, actor, colleague),
        domains=list_names_kept(db, colleague.id),
        may_arrange_domains=actor.may("champions.arrange"),
        save_href=url_for("staff.create_caseload_handover", coordinator_id=colleague.id),
        earlier=earlier_lines(db, actor, colleague.id),
        has_receivers=bool(receivers),
    )
    proposed = {client_id: each.colleague.user_id if each else None for client_id, each in firsts.items()}
    return Shared(page, proposed, receiver_choices(receivers))


def receiver_choices(receivers: Sequence[Colleague]) -> list[Choice]:
    """Each with what they have in hand and how much they can, short enough for a narrow box."""
    return [Choice(str(each.user_id), f"{each.name} ({each.load:g} of {each.capacity})") for each in receivers]


def first_words(proposal: Proposal | None) -> str:
    """Whom we would ask first, with what speaks for them and against."""
    if proposal is None:
        return "Nobody can be proposed"
    reasons = "; ".join([*proposal.reasons, *(f"but: {each}" for each in proposal.doubts)])
    return f"We would ask {proposal.colleague.name} first: {reasons}"


def along_words(db: Session, caseload: Caseload) -> list[str]:
    """What goes with the people of a caseload."""
    waits = [each for theirs in caseload.waits.values() for each in theirs]
    groups = sum(each.what in (WaitsFor.GROUP, WaitsFor.PLACE) for each in waits)
    to_tell = sum(each.what is WaitsFor.TELLING for each in waits)
    told = sum(each.what is WaitsFor.US for each in waits)
    appointments = sum(each.next is not None for each in caseload.cases)
    tasks = count_tasks(db, caseload.cases)
    words = (
        (appointments, f"{counted(appointments, 'person has', 'people have')} an appointment to come"),
        (to_tell, f"{counted(to_tell, 'group is', 'groups are')} to be rung or written to"),
        (groups, f"{counted(groups, 'referral waits', 'referrals wait')} for a group"),
        (told, f"{counted(told, 'thing waits', 'things wait')} for an answer from us"),
        (tasks, f"{counted(tasks, 'thing', 'things')} to do on plans"),
    )
    return [each for number, each in words if number]


def left_lines(db: Session, actor: Actor, colleague: User) -> list[LeftLine]:
    lines = []
    for each in list_appointments_left(db, actor, colleague.id):
        what = "is the buddy of a home visit" if each.buddy_id == colleague.id else "stands in for a colleague"
        words = f"{short_when(each)}: {colleague.name} {what}, with client {each.client.reference}"
        lines.append(LeftLine(words, meeting_href(each.client, each)))
    return lines


def earlier_lines(db: Session, actor: Actor, user_id: uuid.UUID | None = None) -> list[EarlierLine]:
    """The last hand-overs of the team, or of one colleague's clients."""
    made = [each for each in list_handovers(db, actor) if user_id in (None, each.from_user_id)]
    names = names_of_users(db, {each.from_user_id for each in made})
    return [
        EarlierLine(
            f"{uk_short_date(each.made_at)}: clients of {names.get(each.from_user_id, GONE)}"
            + (", taken back" if each.undone_at else ""),
            url_for("staff.show_caseload_handover", handover_id=each.id),
        )
        for each in made
    ]


@dataclass(frozen=True)
class GivenLine:
    """Somebody who was given, to whom, how they wish to be reached, and how it stands now."""

    name: str
    href: str
    to: str
    reach: Sequence[str]
    stands: str


@dataclass(frozen=True)
class WordsToSay:
    """What a new coordinator may say to those who are with them from now on."""

    name: str
    words: str


@dataclass(frozen=True)
class HandoverPage:
    """A hand-over that was made: who went to whom, what to tell them, how many are left, and undoing it."""

    title: str
    made: str
    lines: Sequence[GivenLine]
    words: Sequence[WordsToSay]
    given: int
    left: int
    more_href: str
    undo_href: str
    undo_until: str
    undone: str


def handover_page(db: Session, actor: Actor, handover_id: uuid.UUID, now: datetime) -> HandoverPage:
    """A hand-over as it stands; who is named is recorded as listed."""
    handover = get_handover(db, actor, handover_id)
    given = list_given(db, handover)
    ids = [each.client_id for each in given]
    clients = {each.id: each for each in list_recorded(db, actor, Client.id.in_(ids))} if ids else {}
    people = {each.to_user_id for each in given} | {handover.from_user_id, handover.by_user_id}
    names = names_of_users(db, people | {each.coordinator_id for each in clients.values()})
    before = names.get(handover.from_user_id, GONE)
    chosen = Chosen(is_team=True, of=handover.from_user_id)
    left = len(read_caseload(db, actor, chosen, day_of(now)).cases)
    may_undo = handover.undone_at is None and now <= may_undo_until(handover)
    by = names.get(handover.by_user_id, "a colleague")
    return HandoverPage(
        title=f"Clients of {before} handed over",
        made=f"{by} handed them over on {uk_short_date(handover.made_at)}. {reason_words(handover)}",
        lines=[
            given_line(each, clients[each.client_id], names, day_of(now)) for each in given if each.client_id in clients
        ],
        words=[] if handover.undone_at else words_to_say(handover, given, names, before),
        given=len(given),
        left=left,
        more_href=url_for("staff.new_caseload_handover", coordinator_id=handover.from_user_id),
        undo_href=url_for("staff.undo_caseload_handover", handover_id=handover.id) if may_undo else "",
        undo_until=uk_short_date(may_undo_until(handover)),
        undone=f"It was taken back on {uk_short_date(handover.undone_at)}" if handover.undone_at else "",
    )


def reason_words(handover: CaseloadHandover) -> str:
    is_away = AllocationReason(handover.reason) is AllocationReason.AWAY
    return "Their coordinator is away." if is_away else "Their coordinator has left."


def given_line(allocation: Allocation, client: Client, names: Mapping[uuid.UUID, str], today: date) -> GivenLine:
    now = names.get(client.coordinator_id, GONE)
    stands = ""
    if client.coordinator_id != allocation.to_user_id:
        stands = f"Now with {now}"
    elif open_case(client) is None:
        stands = "Support has ended"
    return GivenLine(
        name=client.listed_name,
        href=url_for("staff.show_support", reference=client.reference),
        to=names.get(allocation.to_user_id, GONE),
        reach=reach_words(client, today),
        stands=stands,
    )


def reach_words(client: Client, today: date) -> list[str]:
    """How somebody wishes to be told, as far as they said."""
    if standing_of(client.consents, Purpose.CONTACT, today) in (Standing.SAID_NO, Standing.TOOK_IT_BACK):
        return ["Do not ring or write: tell them when they come"]
    way, when, safely = client.contact_by, client.contact_times, client.safe_contact
    said = [f"By {way}" if way else "", when or "", f"Safely: {safely}" if safely else ""]
    return [each for each in said if each] or ["They have not said how"]


def words_to_say(
    handover: CaseloadHandover, given: Sequence[Allocation], names: Mapping[uuid.UUID, str], before: str
) -> list[WordsToSay]:
    """A few kind words for each new coordinator."""
    is_away = AllocationReason(handover.reason) is AllocationReason.AWAY
    why = "is away for some time" if is_away else "does not work with us any more"
    receivers = sorted({names.get(each.to_user_id, GONE) for each in given})
    return [
        WordsToSay(
            each,
            f"Hello, this is {each}. {before} {why}, so I support you from now on. Your plan stays as it is, and so do"
            " your appointments. I know what you told us, so that you need not tell it again. Is there anything you"
            " would like to be different?",
        )
        for each in receivers
    ]
