"""What one page of a list of clients shows of each."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from directory.casework.caseload.stages import OpenCase, Stage
from directory.casework.models import Client, Purpose
from directory.casework.queries import open_case
from directory.casework.rules import Standing, has_consent, standing_of
from directory.clock import day_of
from directory.referrals.awaiting import Wait
from directory.security.key_tables import CannotBeRead
from directory.staff.clients.caseload.waits import WaitLine, wait_lines
from directory.staff.support_sessions.session_words import clock_time, short_weeks
from directory.web.components import Tag
from directory.web.words import counted, uk_day, uk_short_date

STAGE_WORDS = {
    Stage.TO_REACH: ("To reach", "orange"),
    Stage.TO_ASSESS: ("To assess", "blue"),
    Stage.SUPPORTED: ("Supported", "green"),
    Stage.PAUSED: ("Paused", "grey"),
}

UNDER_CONCERN = Tag("Safeguarding", "info", "bad")


@dataclass(frozen=True)
class CaseRow:
    """A client in a list to work from."""

    name: str
    reference: str
    href: str
    coordinator: str
    stage: str
    colour: str
    last_contact: str
    next: str
    waits: Sequence[WaitLine]
    alerts: Sequence[Tag]
    weeks: str
    is_long: bool


@dataclass(frozen=True)
class Beside:
    """What stands beside the clients of a page, by their ids: cases, what they wait for, risks; names of colleagues.

    `under_concern` names those of whom a safeguarding concern stands that the reader may read, and nobody else.
    """

    cases: Mapping[uuid.UUID, OpenCase]
    waits: Mapping[uuid.UUID, Sequence[Wait]]
    at_risk: frozenset[uuid.UUID]
    under_concern: frozenset[uuid.UUID]
    names: Mapping[uuid.UUID, str]
    meant: int
    today: date


def case_row(client: Client, beside: Beside) -> CaseRow:
    case, href = beside.cases.get(client.id), url_for("staff.show_client", reference=client.reference)
    coordinator = beside.names.get(client.coordinator_id, "Somebody who has left")
    alerts = list(alert_tags(client, beside))
    if case is None:
        ended = ended_words(client)
        return CaseRow(
            client.listed_name, client.reference, href, coordinator, ended, "grey", "", "", [], alerts, "", False
        )
    stage, colour = STAGE_WORDS[case.stage]
    weeks = case.weeks_on(beside.today)
    return CaseRow(
        name=client.listed_name,
        reference=client.reference,
        href=href,
        coordinator=coordinator,
        stage=stage,
        colour=colour,
        last_contact=ago_words(case.last_contact_on, beside.today),
        next=next_words(case),
        waits=list(wait_lines(beside.waits.get(client.id, ()), client)),
        alerts=alerts,
        weeks=short_weeks(weeks, beside.meant),
        is_long=weeks >= beside.meant,
    )


def ended_words(client: Client) -> str:
    """How it stands with somebody whom nobody supports now."""
    if client.death:
        return "Has died"
    closed_on = max((each.closed_on for each in client.cases if each.closed_on), default=None)
    return f"Ended {uk_short_date(closed_on)}" if closed_on and open_case(client) is None else "No open case"


def ago_words(day: date | None, today: date) -> str:
    """A day, with how long ago it was; that there was none."""
    if day is None:
        return "None yet"
    days = (today - day).days
    return f"{uk_day(day)} ({counted(days, 'day')} ago)" if days > 0 else "Today"


def next_words(case: OpenCase) -> str:
    """What is next, and when."""
    if case.next is not None:
        what = "assessment" if case.next.is_assessment else "session"
        return f"{uk_day(day_of(case.next.starts_at))}, {clock_time(case.next.starts_at)}: {what}"
    if case.is_paused:
        return f"Rests until {uk_day(case.paused_until)}" if case.paused_until else "Rests"
    return "Nothing planned"


def alert_tags(client: Client, beside: Beside) -> Iterator[Tag]:
    """What has to be known before anybody rings: in a word, as the page of the client says the rest."""
    if client.death is not None:
        return
    contact = standing_of(client.consents, Purpose.CONTACT, beside.today)
    if contact in (Standing.SAID_NO, Standing.TOOK_IT_BACK):
        yield Tag("Do not ring or write", "cross", "bad")
    if client.id in beside.under_concern:
        yield UNDER_CONCERN
    if client.id in beside.at_risk:
        yield Tag("Risk", "info", "warn")
    if is_to_be_reached_safely(client):
        yield Tag("Reach them safely", "info", "warn")
    if client.restricted_at is not None:
        yield Tag("Restricted", "", "calm")
    if not has_consent(client.consents, Purpose.REFERRAL, beside.today):
        yield Tag("Not agreed to share", "", "calm")


def is_to_be_reached_safely(client: Client) -> bool:
    try:
        return bool(client.safe_contact)
    except CannotBeRead:
        # The name says why.
        return False
