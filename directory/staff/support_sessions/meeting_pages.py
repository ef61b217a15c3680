"""What the pages of a support session and of an assessment both show: where it is, what to know before, who waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.safety.kinds import RiskKind
from directory.casework.safety.queries import Standing, standing_of
from directory.casework.support_sessions.meetings import AnyMeeting
from directory.casework.support_sessions.models import SupportSession, Way
from directory.staff.support_sessions.session_words import clock_time
from directory.web.components import Fact

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
    """What has to be known before a time is set: risks, or that nobody asked, and how to reach them safely."""

    risks: Sequence[str] = ()
    words: str = ""
    wishes: str = ""


@dataclass(frozen=True)
class VisitStanding:
    """How a home visit stands: the risks that stand, whether one can check in now, and whether that is overdue."""

    risks: Sequence[str]
    may_check_in: bool
    is_overdue: bool


def before_meeting(db: Session, actor: Actor, client: Client) -> BeforeMeeting:
    standing = standing_of(db, actor, client.id, may_read=False)
    words = "" if standing.is_asked else RISKS_NOT_ASKED
    return BeforeMeeting(risk_lines(standing), words, client.safe_contact or "")


def visit_standing(db: Session, actor: Actor, client: Client, meeting: AnyMeeting, now: datetime) -> VisitStanding:
    is_visit = meeting.way == Way.HOME
    return VisitStanding(
        risks=risk_lines(standing_of(db, actor, client.id, may_read=False)) if is_visit else (),
        may_check_in=meeting.is_awaited and meeting.starts_at <= now,
        is_overdue=meeting.is_awaited and meeting.check_in_due_at is not None and meeting.check_in_due_at <= now,
    )


def risk_lines(standing: Standing) -> list[str]:
    """The risks that stand, those of a visit to their home first."""
    first = sorted(standing.risks, key=lambda each: each.kind != RiskKind.HOME_VISIT)
    return [
        f"{RISK_WORDS[RiskKind(each.kind)]}: {each.words}" if each.words else RISK_WORDS[RiskKind(each.kind)]
        for each in first
    ]


def meeting_href(client: Client, meeting: AnyMeeting) -> str:
    if isinstance(meeting, SupportSession):
        return url_for("staff.show_support_session", reference=client.reference, support_session_id=meeting.id)
    return url_for("staff.show_assessment", reference=client.reference, assessment_id=meeting.id)


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
