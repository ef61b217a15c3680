"""What the pages show on which two records of one person are made one, and parted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.joining.joining_records import reasons_against
from directory.casework.joining.models import AlikePair, JoinedRecord
from directory.casework.joining.pairing import Alike, find_pair, list_alike
from directory.casework.joining.parting_records import Parting
from directory.casework.joining.rules import TOLD, differing
from directory.casework.joining.taking_out import TakingOut
from directory.casework.models import Client
from directory.casework.queries import open_case
from directory.casework.referrals_in.referral_models import Referral
from directory.rights.erased_tables import count_rows
from directory.rights.parts.every import PARTS
from directory.staff.clients.client_pages import without_case
from directory.staff.clients.correction_page import LABELS, shown
from directory.staff.clients.found_clients import FoundRow, found_row
from directory.web.components import Fact
from directory.web.fields.choices import Choice
from directory.web.words import uk_short_date

WORDS = {**LABELS, "coordinator_gender": "Wishes to be supported by", "safe_contact": "How to reach them safely"}
HEADINGS = {part.model.__tablename__: part.heading for part in PARTS}
# What says nothing to somebody who decides.
NOT_SHOWN = {"client", "client_token", "alike_pair", "client_case"}


@dataclass(frozen=True)
class Line:
    """One thing as the two records say it."""

    what: str
    kept: str
    other: str
    is_different: bool


@dataclass(frozen=True)
class ComparingPage:
    """Two records side by side: the one that would be kept, and the one that would come to it.

    `are_two` says since when it is known that they are of two people; else it is empty.
    """

    kept: FoundRow
    other: FoundRow
    lines: Sequence[Line]
    comes: Sequence[Fact]
    why_not: Sequence[str]
    may_choose: bool
    are_two: str


@dataclass(frozen=True)
class JoinedLine:
    """A record that was joined into another: its reference, by whom and when."""

    reference: str
    joined: str
    otherwise: Sequence[Fact]


@dataclass(frozen=True)
class SecondRecordsPage:
    """The records that may be of the same person, and those that were joined into theirs."""

    name: str
    reference: str
    likely: Sequence[FoundRow]
    joined: Sequence[JoinedLine]


@dataclass(frozen=True)
class PairRow:
    """Two records that may be of one person, in a list."""

    one: FoundRow
    other: FoundRow
    href: str


@dataclass(frozen=True)
class PartingPage:
    """What goes back to the record that was joined, and what stays."""

    name: str
    reference: str
    old: str
    joined: str
    goes: Sequence[Fact]
    stays: Sequence[Fact]
    why_not: Sequence[str]
    answers_stay: bool


def second_records_page(client: Client, likely: Sequence[Client], joined: Sequence[JoinedRecord]) -> SecondRecordsPage:
    return SecondRecordsPage(
        client.name, client.reference, [found_row(each) for each in likely], [joined_line(each) for each in joined]
    )


def second_records(db: Session, actor: Actor, client: Client) -> Sequence[FoundRow]:
    """Who may be the same person as a client, for those who may say so."""
    return [found_row(each) for each in list_alike(db, actor, client)] if actor.may("casework.triage") else []


def joined_line(joined: JoinedRecord) -> JoinedLine:
    return JoinedLine(
        joined.reference,
        f"{uk_short_date(joined.joined_at)}, {joined.joiner.name}",
        [Fact(WORDS[name], value_shown(name, value)) for name, value in joined.said_otherwise.items()],
    )


def value_shown(name: str, value: str) -> str:
    # A day is kept as it is written in a database.
    return shown_day(value) if name == "born_on" else shown(name, value)


def shown_day(value: str) -> str:
    year, month, day = value.split("-")
    return f"{int(day)}/{int(month)}/{year}"


def comparing_page(db: Session, kept: Client, other: Client) -> ComparingPage:
    different = differing(kept, other)
    return ComparingPage(
        kept=found_row(kept),
        other=found_row(other),
        lines=[*said_lines(kept, other), *support_lines(kept, other)],
        comes=counted_parts(count_rows(db, other.id)),
        why_not=list(reasons_against(db, kept, other)),
        may_choose=bool(different),
        are_two=known_since(find_pair(db, kept.id, other.id)),
    )


def known_since(pair: AlikePair | None) -> str:
    return uk_short_date(pair.said_at) if pair is not None and pair.said_at else ""


def said_lines(kept: Client, other: Client) -> list[Line]:
    """What at least one of the two says. What somebody said for a case belongs to that."""
    lines = (line(name, kept, other) for name in WORDS if name != "statement")
    return [each for each in lines if each.kept or each.other]


def line(name: str, kept: Client, other: Client) -> Line:
    mine, theirs = getattr(kept, name), getattr(other, name)
    is_different = name in TOLD and None not in (mine, theirs) and mine != theirs
    return Line(WORDS[name], known(name, mine), known(name, theirs), is_different)


def known(name: str, value: Any) -> str:
    return shown(name, value) if value is not None else ""


def support_lines(kept: Client, other: Client) -> list[Line]:
    both = (("Coordinator", lambda each: each.coordinator.name), ("Case open since", case_words))
    return [Line(what, words(kept), words(other), is_different=False) for what, words in both]


def case_words(client: Client) -> str:
    case = open_case(client)
    return uk_short_date(case.opened_on) if case else without_case(client)


def counted_parts(counts: Mapping[str, int]) -> list[Fact]:
    """How much of each kind there is, as everything we hold calls it."""
    return [Fact(HEADINGS[name], str(counts[name])) for name in HEADINGS if name in counts and name not in NOT_SHOWN]


def take_choices(kept: Client, other: Client) -> dict[str, list[Choice]]:
    """What of the other record may count in the place of what the kept one says."""
    return {
        "take": [
            Choice(
                name, f"{WORDS[name]}: {shown(name, getattr(other, name))}", f"Not {shown(name, getattr(kept, name))}"
            )
            for name in differing(kept, other)
        ]
    }


def pair_row(pair: Alike) -> PairRow:
    href = url_for("staff.compare_records", reference=pair.one.reference, other=pair.other.reference)
    return PairRow(found_row(pair.one), found_row(pair.other), href)


def parting_page(client: Client, joined: JoinedRecord, parting: Parting) -> PartingPage:
    return PartingPage(
        name=client.name,
        reference=client.reference,
        old=joined.reference,
        joined=uk_short_date(joined.joined_at),
        goes=counted_parts(parting.goes),
        stays=counted_parts(parting.written_since),
        why_not=parting.why_not,
        answers_stay=parting.has_answered,
    )


@dataclass(frozen=True)
class TakingOutPage:
    """What goes with a referral that is taken out of a record, what is put back there, and what stays."""

    name: str
    reference: str
    came: str
    since: str
    more: int
    goes: Sequence[Fact]
    stays: Sequence[Fact]
    changed_since: Sequence[str]
    why_not: Sequence[str]
    case_goes: bool
    case_stays: bool
    is_noted: bool


def taking_out_page(client: Client, referral: Referral, plan: TakingOut) -> TakingOutPage:
    return TakingOutPage(
        name=client.name,
        reference=client.reference,
        came=referral.reference,
        since=uk_short_date(referral.made_at),
        more=plan.more,
        goes=counted_parts(plan.goes),
        stays=counted_parts(plan.stays),
        changed_since=[WORDS.get(each, "Wishes of who supports them") for each in plan.changed_since],
        why_not=plan.why_not,
        case_goes=plan.case_goes,
        case_stays=plan.case_stays,
        is_noted=plan.is_noted,
    )
