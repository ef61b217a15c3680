"""Gathering what is due from all who can tell, and what the first page shows of it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import chain

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor, Role
from directory.accounts.models import Scheme
from directory.accounts.queries import names_of_users
from directory.audit.operations import record_act
from directory.referrals.nudging import GivenBack, list_given_back
from directory.staff.my_day.due import DueLine
from directory.staff.my_day.no_answer import UnansweredRow, due_of_unanswered, unanswered_rows
from directory.staff.my_day.sources import SOURCES
from directory.web.components import ListLink
from directory.web.words import counted, uk_day

A_WEEK = timedelta(days=7)
GONE = "Somebody who has left"


@dataclass(frozen=True)
class ShownDue:
    """Something to do, in words. `whose` is the coordinator, where others than one's own are shown."""

    kind: str
    name: str
    what: str
    href: str
    when: str
    whose: str


@dataclass(frozen=True)
class DuePart:
    """What is overdue, due today, or due within a week."""

    heading: str
    lines: Sequence[ShownDue]
    is_late: bool = False


@dataclass(frozen=True)
class MyDay:
    """What somebody has to do, in three parts; for who sees a team's, whose it is.

    `waiting` are those who wait for the answer of a group.
    `other_text` leads who is coordinator and manager from the one day to the other.
    """

    parts: Sequence[DuePart]
    whose: Sequence[ListLink]
    waiting: Sequence[UnansweredRow]
    is_team: bool
    other_text: str = ""
    other_href: str = ""


def my_day(db: Session, actor: Actor, today: date, *, of_team: bool = False, only: str = "") -> MyDay:
    """The day of a coordinator, or of the whole team for who has no clients of their own; who is named is recorded.

    Whoever is away keeps their clients: their manager reads here what waits with them, and `only` narrows it to one.
    Who is both reads their own day, and that of the team where they ask for it.
    """
    is_both = actor.may("casework.write") and actor.may("casework.oversee")
    is_team = not actor.may("casework.write") or (is_both and of_team)
    carer = as_manager(actor) if is_team else actor
    # Many parts ask what the team has set: it is read once as long as it is at hand.
    db.info["team"] = db.get_one(Scheme, actor.scheme_id)
    unanswered = list_given_back(db, carer)
    due = list_due(db, carer, unanswered, today)
    names = names_of_users(db, {each.coordinator_id for each in due if each.coordinator_id}) if is_team else {}
    wanted = [each for each in due if only in ("", str(each.coordinator_id))]
    waiting = [each for each in unanswered if only in ("", str(each.referral.client.coordinator_id))]
    record_named(db, actor, wanted, waiting)
    parts, rows = parts_of(wanted, names, today), unanswered_rows(waiting, today)
    day = MyDay(parts, whose_links(names, only, is_both=is_both), rows, is_team)
    if not is_both:
        return day
    if is_team:
        return replace(day, other_text="Only my own work", other_href=url_for("staff.home"))
    return replace(day, other_text="What is due in my team", other_href=url_for("staff.home", whose="team"))


def as_manager(actor: Actor) -> Actor:
    """An actor as the manager they are, who cares for the whole team, even if they have clients of their own."""
    return replace(actor, roles=actor.roles - {Role.COORDINATOR})


def list_due(db: Session, actor: Actor, unanswered: Iterable[GivenBack], today: date) -> list[DueLine]:
    """What is overdue or due within a week for the people in the actor's care, by day."""
    told = chain(due_of_unanswered(unanswered, today), *(each(db, actor, today) for each in SOURCES))
    return sorted((each for each in told if each.due_on <= today + A_WEEK), key=lambda each: each.due_on)


def record_named(db: Session, actor: Actor, due: Iterable[DueLine], waiting: Iterable[GivenBack]) -> None:
    shown = (*(each.client_id for each in due if each.client_id), *(each.referral.client_id for each in waiting))
    named = list(dict.fromkeys(shown))
    if named:
        record_act(db, actor.user_id, actor.scheme_id, "client.listed", "client", named)


def parts_of(due: Iterable[DueLine], names: Mapping[uuid.UUID, str], today: date) -> list[DuePart]:
    lines = [(each.is_overdue, each.due_on, shown_due(each, names)) for each in due]
    late = [line for is_late, _, line in lines if is_late]
    now = [line for is_late, day, line in lines if not is_late and day <= today]
    soon = [line for is_late, day, line in lines if not is_late and day > today]
    parts = (
        DuePart(f"Overdue: {len(late)}", late, is_late=True),
        DuePart(f"Today: {len(now)}", now),
        DuePart(f"Within a week: {len(soon)}", soon),
    )
    return [each for each in parts if each.lines]


def shown_due(line: DueLine, names: Mapping[uuid.UUID, str]) -> ShownDue:
    whose = names.get(line.coordinator_id, GONE) if names and line.coordinator_id else ""
    return ShownDue(line.kind, line.client_name, line.what, line.href, uk_day(line.due_on), whose)


def whose_links(names: Mapping[uuid.UUID, str], only: str, *, is_both: bool) -> list[ListLink]:
    """Links to narrow a team's day to one coordinator; none where all is one coordinator's."""
    if len(names) < 2:
        return []
    here = partial(url_for, "staff.home", whose="team" if is_both else None)
    whole = ListLink(f"All {counted(len(names), 'coordinator')}", here(), not only)
    by_name = sorted(names.items(), key=lambda each: each[1])
    return [whole, *(ListLink(name, here(of=key), only == str(key)) for key, name in by_name)]
