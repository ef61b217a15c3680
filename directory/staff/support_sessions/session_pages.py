"""What the pages about support sessions show."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.casework.models import Case, Client
from directory.casework.queries import open_case
from directory.casework.support_sessions.models import MoreSessions, SupportSession, Way
from directory.casework.support_sessions.queries import (
    find_allowance,
    list_more_sessions,
    list_support_sessions,
    numbers_in_case,
)
from directory.casework.support_sessions.rhythm import find_more_wanted, find_rhythm, list_pauses
from directory.casework.support_sessions.rules import Allowance
from directory.casework.support_sessions.states import MOVES, AskingState, SessionReason, SessionState
from directory.casework.support_sessions.weeks import supported_weeks
from directory.staff.support_sessions.meeting_pages import (
    BeforeMeeting,
    ReminderStanding,
    VisitStanding,
    before_meeting,
    meeting_href,
    reminder_standing,
    visit_facts,
    visit_standing,
    where_facts,
)
from directory.staff.support_sessions.rhythm_words import pause_words, rhythm_words, wanted_words
from directory.staff.support_sessions.session_words import (
    ASKING_COLOURS,
    REASON_WORDS,
    WAY_WORDS,
    short_when,
    state_words,
    used_words,
    week_words,
    when_words,
)
from directory.web.components import Fact
from directory.web.words import counted, uk_short_date

NOT_COUNTED = "–"


@dataclass(frozen=True)
class SessionLine:
    """A session in a list: its number if it uses one, when and how it is, and how it stands."""

    number: str
    when: str
    how: str
    who: str
    state: str
    colour: str
    href: str


@dataclass(frozen=True)
class MoreLine:
    """A question for more sessions in a list."""

    asked: str
    state: str
    colour: str
    href: str
    name: str = ""
    reason: str = ""


@dataclass(frozen=True)
class PauseLine:
    """A pause in words, and where it is ended, if it still is to come or goes on."""

    words: str
    end_href: str


@dataclass(frozen=True)
class SessionPart:
    """The part of a client's page that tells of their support sessions; `earlier` are those of closed cases."""

    lines: Sequence[SessionLine]
    earlier: Sequence[SessionLine]
    used: str
    weeks: str
    is_over: bool
    questions: Sequence[MoreLine]
    may_plan: bool
    may_ask: bool
    reference: str
    rhythm: str
    pauses: Sequence[PauseLine]
    wanted_more: str
    asks_wanted_href: str
    may_write: bool


@dataclass(frozen=True)
class PlanningPage:
    """Planning a session, or moving one: whose, what is left, and the old time."""

    name: str
    reference: str
    used: str
    is_full: bool
    may_ask: bool
    waits: bool
    before: BeforeMeeting
    old: str = ""
    href: str = ""


@dataclass(frozen=True)
class SessionPage:
    """All of one session, and what may be done with it."""

    title: str
    name: str
    reference: str
    facts: Sequence[Fact]
    notes: str
    shared: str
    is_over: bool
    may_record: bool
    may_reschedule: bool
    may_take_back: bool
    visit: VisitStanding
    reminder: ReminderStanding
    version: int
    support_session_id: uuid.UUID


@dataclass(frozen=True)
class MorePage:
    """A question for more sessions, and whether its reader decides."""

    name: str
    reference: str
    facts: Sequence[Fact]
    may_decide: bool
    href: str


@dataclass(frozen=True)
class UndecidedPage:
    """The questions for more sessions that wait for a manager."""

    lines: Sequence[MoreLine]


def session_part(db: Session, actor: Actor, client: Client, now: datetime, today: date) -> SessionPart:
    """The sessions of a client, those of the open case apart from earlier ones."""
    case = open_case(client)
    sessions = list_support_sessions(db, client)
    numbers = numbers_of_cases(db, client, sessions)
    lines = [(each.case_id, session_line(client, each, numbers, now)) for each in sessions]
    allowance = find_allowance(db, case) if case else None
    weeks, is_over = weeks_of(db, case, today) if case else ("", False)
    questions = list_more_sessions(db, client)
    newest = case or max(client.cases, key=lambda each: each.opened_on, default=None)
    may_write = actor.may("casework.write") and case is not None
    return SessionPart(
        lines=[line for case_id, line in lines if case and case_id == case.id],
        earlier=[line for case_id, line in lines if not case or case_id != case.id],
        used=used_words(allowance) if allowance else "",
        weeks=weeks,
        is_over=is_over,
        questions=[more_line(client, each) for each in questions if case and each.case_id == case.id],
        may_plan=may_write and allowance is not None and bool(allowance.left),
        may_ask=case is not None and may_ask_for_more(allowance, questions),
        reference=client.reference,
        rhythm=rhythm_words(find_rhythm(db, case)) if case else "",
        pauses=pause_lines(db, client, case, today) if case else (),
        wanted_more=wanted_words(find_more_wanted(db, newest)) if newest else "",
        asks_wanted_href=wanted_href(actor, client, newest, allowance),
        may_write=may_write,
    )


def wanted_href(actor: Actor, client: Client, case: Case | None, allowance: Allowance | None) -> str:
    """Where it is written down whether somebody would have liked more: once none is left, or their case is closed."""
    is_time = case is not None and (case.closed_on is not None or (allowance is not None and not allowance.left))
    if case is None or not is_time or not actor.may("casework.write"):
        return ""
    return url_for("staff.edit_more_wanted", reference=client.reference, case_id=case.id)


def numbers_of_cases(db: Session, client: Client, sessions: Sequence[SupportSession]) -> dict[uuid.UUID, int]:
    numbers: dict[uuid.UUID, int] = {}
    held = {each.case_id for each in sessions}
    for case in client.cases:
        if case.id in held:
            numbers |= numbers_in_case(db, client, case)
    return numbers


def may_ask_for_more(allowance: Allowance | None, questions: Sequence[MoreSessions]) -> bool:
    """Whether more sessions can be asked for: where none is left, and no question waits."""
    waits = any(each.state == AskingState.ASKED for each in questions)
    return allowance is not None and not allowance.left and not waits


def weeks_of(db: Session, case: Case, today: date) -> tuple[str, bool]:
    """For how long a case is open, as a sentence, and whether that is longer than it is meant to be."""
    meant = db.get_one(Scheme, case.scheme_id).case_weeks
    until = case.closed_on or today
    weeks = supported_weeks(case.opened_on, until, list_pauses(db, case))
    return week_words(weeks, meant, case.closed_on), case.closed_on is None and weeks >= meant


def pause_lines(db: Session, client: Client, case: Case, today: date) -> list[PauseLine]:
    lines = []
    for each in list_pauses(db, case):
        is_over = each.ends_on is not None and each.ends_on <= today
        href = url_for("staff.end_support_pause", reference=client.reference, pause_id=each.id)
        lines.append(PauseLine(pause_words(each, today), "" if is_over else href))
    return lines


def session_line(
    client: Client, session: SupportSession, numbers: Mapping[uuid.UUID, int], now: datetime
) -> SessionLine:
    state, colour = state_words(session, now)
    return SessionLine(
        number=str(numbers.get(session.id, NOT_COUNTED)),
        when=short_when(session),
        how=how_words(session),
        who=session.coordinator.name,
        state=state,
        colour=colour,
        href=url_for("staff.show_support_session", reference=client.reference, support_session_id=session.id),
    )


def how_words(session: SupportSession) -> str:
    """At a place, and which; or by phone, by video, at their home."""
    if session.way == Way.PLACE and session.place:
        return session.place
    return WAY_WORDS[Way(session.way)]


def more_line(client: Client, more: MoreSessions) -> MoreLine:
    return MoreLine(
        asked=f"{counted(more.sessions, 'more session')}, asked by {more.asker.name} on {uk_short_date(more.asked_at)}",
        state=more.state,
        colour=ASKING_COLOURS[AskingState(more.state)],
        href=url_for("staff.show_more_sessions", reference=client.reference, more_id=more.id),
        name=client.listed_name,
        reason=more.reason,
    )


def planning_page(db: Session, actor: Actor, client: Client, old: SupportSession | None = None) -> PlanningPage:
    case = open_case(client)
    allowance = find_allowance(db, case) if case else None
    questions = list_more_sessions(db, client)
    return PlanningPage(
        name=client.listed_name,
        reference=client.reference,
        used=used_words(allowance) if allowance else "",
        is_full=old is None and (allowance is None or not allowance.left),
        may_ask=may_ask_for_more(allowance, questions),
        waits=any(each.state == AskingState.ASKED for each in questions),
        before=before_meeting(db, actor, client),
        old=when_words(old) if old else "",
        href=session_href(client, old) if old else url_for("staff.show_client", reference=client.reference),
    )


def session_href(client: Client, session: SupportSession) -> str:
    return meeting_href(client, session)


def session_page(
    db: Session,
    actor: Actor,
    client: Client,
    session: SupportSession,
    replaces: SupportSession | None,
    replacement: SupportSession | None,
    now: datetime,
) -> SessionPage:
    number = numbers_of_cases(db, client, [session]).get(session.id)
    state, may_write = SessionState(session.state), actor.may("casework.write")
    case_is_open = (case := open_case(client)) is not None and case.id == session.case_id
    return SessionPage(
        title=f"Support session {number}" if number else "Support session",
        name=client.listed_name,
        reference=client.reference,
        facts=session_facts(client, session, replaces, replacement, now),
        notes=session.notes or "",
        shared=session.shared or "",
        is_over=state is not SessionState.PLANNED,
        may_record=may_write and bool(MOVES[state]),
        may_reschedule=may_write and state is SessionState.PLANNED and case_is_open,
        may_take_back=may_write and SessionState.PLANNED in MOVES[state] and case_is_open,
        visit=visit_standing(db, actor, client, session, now),
        reminder=reminder_standing(db, actor, client, session),
        version=session.version,
        support_session_id=session.id,
    )


def session_facts(
    client: Client,
    session: SupportSession,
    replaces: SupportSession | None,
    replacement: SupportSession | None,
    now: datetime,
) -> list[Fact]:
    facts = [
        Fact("When", when_words(session)),
        Fact("How", WAY_WORDS[Way(session.way)]),
        *where_facts(client, session),
        Fact("With", session.coordinator.name),
        *visit_facts(session),
        Fact("How it stands", state_words(session, now)[0].capitalize()),
        Fact("Why", why_lines(session)) if session.reason else None,
        Fact("Moved from", when_words(replaces), session_href(client, replaces), "See it") if replaces else None,
        Fact("Moved to", when_words(replacement), session_href(client, replacement), "See it") if replacement else None,
        Fact("Planned by", f"{session.planner.name}, {uk_short_date(session.planned_at)}"),
        recorded_fact(session),
    ]
    return [each for each in facts if each]


def why_lines(session: SupportSession) -> list[str]:
    return [REASON_WORDS[SessionReason(session.reason or "")], *([session.note] if session.note else [])]


def recorded_fact(session: SupportSession) -> Fact | None:
    if session.recorder is None or session.recorded_at is None:
        return None
    return Fact("Written down by", f"{session.recorder.name}, {uk_short_date(session.recorded_at)}")


def more_page(actor: Actor, client: Client, more: MoreSessions) -> MorePage:
    return MorePage(
        name=client.listed_name,
        reference=client.reference,
        facts=more_facts(more),
        may_decide=actor.may("casework.oversee") and more.state == AskingState.ASKED,
        href=url_for("staff.decide_more_sessions", reference=client.reference, more_id=more.id),
    )


def more_facts(more: MoreSessions) -> list[Fact]:
    facts = [
        Fact("How many more", str(more.sessions)),
        Fact("Why", more.reason.split("\n")),
        Fact("Asked by", f"{more.asker.name}, {uk_short_date(more.asked_at)}"),
        Fact("How it stands", "Waits for a manager" if more.state == AskingState.ASKED else more.state.capitalize()),
    ]
    if more.decider and more.decided_at:
        facts.append(Fact("Decided by", f"{more.decider.name}, {uk_short_date(more.decided_at)}"))
    if more.answer:
        facts.append(Fact("What was answered", more.answer.split("\n")))
    return facts
