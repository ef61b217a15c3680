"""What the pages of a support session and of an assessment both show: where it is, what to know before, who waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.safety.at_address import list_at_address
from directory.casework.safety.kinds import RiskKind
from directory.casework.safety.models import Risk
from directory.casework.safety.queries import Standing, standing_of
from directory.casework.support_sessions.meetings import AnyMeeting
from directory.casework.support_sessions.models import RemindBy, SupportSession, Way
from directory.casework.support_sessions.reminders import reminder_words, ring_words
from directory.catalogue.duplicates.likeness_words import phone_key
from directory.staff.clients.safety.safety_pages import by_words
from directory.staff.support_sessions.meeting_forms import REMINDER_WORDS
from directory.staff.support_sessions.session_words import clock_time
from directory.web.components import Fact
from directory.web.words import uk_date, uk_short_date

RISKS_NOT_ASKED = "Nobody has asked for risks yet. Ask before you visit somebody at home."
RISK_WORDS = {
    RiskKind.HOME_VISIT: "When you visit them at home",
    RiskKind.TO_THEMSELF: "To themself",
    RiskKind.TO_OTHERS: "To others",
    RiskKind.FROM_OTHERS: "From others",
    RiskKind.FALLS: "Falls",
    RiskKind.INFECTION: "Infection",
    RiskKind.OTHER: "Something else",
}


@dataclass(frozen=True)
class BeforeMeeting:
    """What has to be known before a time is set: risks, or that nobody asked, and how to reach them safely.

    `at_address` is what awaits a visitor by the record of somebody else who lives there.
    """

    risks: Sequence[str] = ()
    words: str = ""
    wishes: str = ""
    at_address: Sequence[str] = ()


@dataclass(frozen=True)
class VisitStanding:
    """How a home visit stands: the risks that stand, whether one can check in now, and whether that is overdue."""

    risks: Sequence[str]
    may_check_in: bool
    is_overdue: bool
    at_address: Sequence[str] = ()


@dataclass(frozen=True)
class ReminderStanding:
    """How somebody is reminded of what is planned: in words, the letter to print, and where it is noted as done.

    `safely` says how to reach them safely, and `numbers` where they are rung or texted.
    """

    words: str = ""
    safely: str = ""
    numbers: Sequence[str] = ()
    letter_href: str = ""
    done_href: str = ""


def before_meeting(db: Session, actor: Actor, client: Client) -> BeforeMeeting:
    standing = standing_of(db, actor, client.id, may_read=False)
    words = "" if standing.is_asked else RISKS_NOT_ASKED
    there = address_lines(list_at_address(db, actor, client))
    return BeforeMeeting(risk_lines(standing), words, client.safe_contact or "", there)


def visit_standing(db: Session, actor: Actor, client: Client, meeting: AnyMeeting, now: datetime) -> VisitStanding:
    is_visit = meeting.way == Way.HOME
    there = list_at_address(db, actor, client, meeting.place) if is_visit else ()
    return VisitStanding(
        risks=risk_lines(standing_of(db, actor, client.id, may_read=False)) if is_visit else (),
        may_check_in=meeting.is_awaited and meeting.starts_at <= now,
        is_overdue=meeting.is_awaited and meeting.check_in_due_at is not None and meeting.check_in_due_at <= now,
        at_address=address_lines(there),
    )


def risk_lines(standing: Standing) -> list[str]:
    """The risks that stand, those of a visit to their home first."""
    first = sorted(standing.risks, key=lambda each: each.kind != RiskKind.HOME_VISIT)
    return [
        f"{RISK_WORDS[RiskKind(each.kind)]}: {each.words}" if each.words else RISK_WORDS[RiskKind(each.kind)]
        for each in first
    ]


def address_lines(risks: Sequence[Risk]) -> list[str]:
    """What awaits a visitor at an address, and who wrote it down; not in whose record."""
    return [
        f"{each.words or 'No more is written down: ask before you go'} ({by_words(each)},"
        f" {uk_short_date(each.recorded_at)})"
        for each in risks
    ]


def meeting_href(client: Client, meeting: AnyMeeting) -> str:
    if isinstance(meeting, SupportSession):
        return url_for("staff.show_support_session", reference=client.reference, support_session_id=meeting.id)
    return url_for("staff.show_assessment", reference=client.reference, assessment_id=meeting.id)


def reminder_standing(db: Session, actor: Actor, client: Client, meeting: AnyMeeting) -> ReminderStanding:
    """How somebody is reminded of a meeting; nothing where they are not, or where it is over."""
    if meeting.remind_by is None or meeting.state != meeting.PLANNED:
        return ReminderStanding()
    by_hand = meeting.remind_by != RemindBy.EMAIL and meeting.reminded_at is None
    by_phone = by_hand and meeting.remind_by != RemindBy.LETTER
    return ReminderStanding(
        words=remind_words(db, meeting),
        safely=(client.safe_contact or "") if by_hand else "",
        numbers=numbers_of(client, RemindBy(meeting.remind_by)) if by_phone else (),
        letter_href=reminder_href(client, meeting, "letter") if meeting.remind_by == RemindBy.LETTER else "",
        done_href=reminder_href(client, meeting, "done") if by_hand and actor.may("casework.write") else "",
    )


def reminder_href(client: Client, meeting: AnyMeeting, what: str) -> str:
    """Where the letter of a reminder is printed, or where it is noted that it was given: "letter" or "done"."""
    if isinstance(meeting, SupportSession):
        endpoints = {"letter": "staff.print_reminder", "done": "staff.note_reminded_of_support_session"}
        return url_for(endpoints[what], reference=client.reference, support_session_id=meeting.id)
    endpoints = {"letter": "staff.print_reminder_of_assessment", "done": "staff.note_reminded_of_assessment"}
    return url_for(endpoints[what], reference=client.reference, assessment_id=meeting.id)


def numbers_of(client: Client, way: RemindBy) -> list[str]:
    """Where somebody is rung or texted: their own number first, for a text whichever is a mobile."""
    known = [each for each in (client.phone, client.other_phone) if each]
    return sorted(known, key=lambda each: not is_mobile(each)) if way is RemindBy.TEXT else known


def is_mobile(number: str) -> bool:
    """Whether a number is that of a mobile telephone in this country."""
    return phone_key(number).startswith("07")


def text_words(db: Session, meeting: AnyMeeting) -> str:
    """What is sent or said, with who it is from: no name of theirs, none of the team, and not what it is about."""
    return f"{reminder_words(meeting)} {ring_words(db, meeting, meeting.coordinator)}. {meeting.coordinator.name}"


def remind_words(db: Session, meeting: AnyMeeting) -> str:
    """How and when somebody is reminded, as a sentence with what a text is to say."""
    way = REMINDER_WORDS[RemindBy(meeting.remind_by or RemindBy.CALL)]
    if meeting.reminded_at:
        return f"{way}: done on {uk_short_date(meeting.reminded_at)}."
    words = f" It can say: “{text_words(db, meeting)}”" if meeting.remind_by == RemindBy.TEXT else ""
    return f"{way}, on {uk_date(meeting.remind_on)}.{words}"


def where_facts(client: Client, meeting: AnyMeeting) -> list[Fact]:
    """The place that was named; of a home visit where none was, the address of the record."""
    if meeting.place:
        return [Fact("Where", meeting.place)]
    return [Fact("Where", (client.address or "").split("\n"))] if meeting.way == Way.HOME else []


def visit_facts(meeting: AnyMeeting) -> list[Fact]:
    """Of a home visit, who knows of it and when it is over."""
    if meeting.check_in_due_at is None or meeting.buddy is None:
        return []
    stands = f"By {clock_time(meeting.check_in_due_at)}"
    if meeting.checked_in_at:
        stands = f"Checked in at {clock_time(meeting.checked_in_at)}"
    elif meeting.alerted_at:
        stands = f"{stands}. Colleagues were told at {clock_time(meeting.alerted_at)}"
    return [Fact("Who is told if nobody checks in", meeting.buddy.name), Fact("Check-in", stands)]
