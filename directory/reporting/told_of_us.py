"""What people told us of our own service, as figures: how much, about what, whether in time, and what was found.

Who reads the log counts what they may read of it, of the last year, so that a number tells nobody that somebody
complained of them. Others are told of four whole quarters, and no small count, nor one that follows from a total.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.feedback.kinds import FeedbackAbout, FeedbackKind, Finding, GivenBy, Severity
from directory.casework.feedback.models import Feedback
from directory.casework.feedback.rules import Promptness, promptness
from directory.casework.feedback.sight import is_readable
from directory.casework.feedback.states import needs_answer
from directory.outcomes.disclosure import Count, Hidden, protect_parts, protect_whole
from directory.reporting.quarters import list_told_quarters

A_YEAR = timedelta(days=365)
QUARTERS = 4
# What is counted of each, in this order.
COUNTED = (
    Feedback.kind,
    Feedback.about,
    Feedback.given_by,
    Feedback.severity,
    Feedback.acknowledge_by,
    Feedback.acknowledged_on,
    Feedback.answer_by,
    Feedback.answered_on,
    Feedback.finding,
)
Part = TypeVar("Part")
Told = Row[str, str, str, str | None, date | None, date | None, date | None, date | None, str | None]


@dataclass(frozen=True)
class ToldOfKind:
    """How many there were of one kind, and of them by what they are about and how bad they were."""

    count: Count
    about: Mapping[FeedbackAbout, Count]
    severities: Mapping[Severity | None, Count]


@dataclass(frozen=True)
class ToldOfUs:
    """What was told from a day on and before another; of complaints also whether in time, and what was found.

    `is_all` where nothing is hidden, as its reader may read each of them.
    """

    since: date
    before: date
    is_all: bool
    kinds: Mapping[FeedbackKind, ToldOfKind]
    acknowledged: Mapping[Promptness, Count]
    answered: Mapping[Promptness, Count]
    findings: Mapping[Finding | None, Count]


def read_told_of_us(db: Session, actor: Actor, today: date) -> ToldOfUs:
    """The figures of the actor's team, as far as the actor may be told."""
    is_all = actor.may("casework.oversee")
    since, before = last_year(today) if is_all else told_quarters(today)
    found = db.execute(
        select(*COUNTED)
        .where(is_readable(actor) if is_all else Feedback.scheme_id == actor.scheme_id)
        .where(Feedback.received_on >= since, Feedback.received_on < before)
    ).all()
    return told_of_us(since, before, found, today, is_all=is_all)


def last_year(today: date) -> tuple[date, date]:
    return today - A_YEAR, today + timedelta(days=1)


def told_quarters(today: date) -> tuple[date, date]:
    quarters = list_told_quarters(today)[:QUARTERS]
    return quarters[-1].begins_on, quarters[0].ends_before


def told_of_us(since: date, before: date, found: Sequence[Told], today: date, *, is_all: bool) -> ToldOfUs:
    """What is told of what was found."""
    of_kind = {kind: [each for each in found if each.kind == kind] for kind in FeedbackKind}
    complaints = of_kind[FeedbackKind.COMPLAINT]
    acknowledged = split(
        complaints, Promptness, lambda each: promptness(each.acknowledge_by, each.acknowledged_on, today)
    )
    answered = split(complaints, Promptness, lambda each: promptness(answered_by(each), each.answered_on, today))
    findings = split(complaints, (*Finding, None), lambda each: Finding(each.finding) if each.finding else None)
    more = {FeedbackKind.COMPLAINT: (acknowledged.values(), answered.values(), findings.values())}
    kinds = {kind: told_of_kind(rows, more.get(kind, ()), is_all=is_all) for kind, rows in of_kind.items()}
    whole = kinds[FeedbackKind.COMPLAINT].count
    return ToldOfUs(
        since=since,
        before=before,
        is_all=is_all,
        kinds=kinds,
        acknowledged=parts_told(acknowledged, whole, is_all=is_all),
        answered=parts_told(answered, whole, is_all=is_all),
        findings=parts_told(findings, whole, is_all=is_all),
    )


def told_of_kind(rows: Sequence[Told], more: Iterable[Iterable[int]], *, is_all: bool) -> ToldOfKind:
    """What is told of one kind, where `more` are other ways in which it is split."""
    about = split(rows, FeedbackAbout, lambda each: FeedbackAbout(each.about))
    bad = split(rows, (*Severity, None), lambda each: Severity(each.severity) if each.severity else None)
    ways = [tuple(each) for each in (about.values(), bad.values(), *more)]
    count = len(rows) if is_all else protect_whole(len(rows), *ways)
    return ToldOfKind(count, parts_told(about, count, is_all=is_all), parts_told(bad, count, is_all=is_all))


def split(rows: Sequence[Told], into: Iterable[Part], part_of: Callable[[Told], Part]) -> dict[Part, int]:
    """How many rows there are of each part, with those of which there are none."""
    counts = Counter(map(part_of, rows))
    return {each: counts[each] for each in into}


def parts_told(parts: Mapping[Part, int], whole: Count, *, is_all: bool) -> dict[Part, Count]:
    """The parts as they are told beside their total. Where that is hidden, they would give it away."""
    if is_all:
        return dict(parts)
    if isinstance(whole, Hidden):
        return dict.fromkeys(parts, Hidden.KEPT_BACK)
    return dict(zip(parts, protect_parts(tuple(parts.values()), True), strict=True))


def answered_by(complaint: Told) -> date | None:
    """By when somebody was to have an answer; None where nobody waits for one."""
    is_awaited = needs_answer(FeedbackKind(complaint.kind), GivenBy(complaint.given_by))
    return complaint.answer_by if is_awaited else None
