"""How cases ended: by reason and by end state, and for how long they had been open, with small counts hidden.

Weeks in which support rested do not count as open, as on the page of a client.

The cases that the actor's scheme opened and that ended in the four quarters before this one, but for those of people
who do not want to count. What is told of a reason is told within its end state, so that no small count can be worked
out from a total.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.caseload.open_cases import rests_of
from directory.casework.closing.models import Closure
from directory.casework.closing.reasons import REASONS, ClosureReason, EndState, end_state_of
from directory.casework.models import Case
from directory.casework.support_sessions.rules import DAYS_OF_WEEK
from directory.casework.support_sessions.weeks import supported_days
from directory.outcomes.disclosure import Count, Hidden, can_be_told, is_small, protect, protect_parts
from directory.outcomes.queries import is_counted, objecting_clients

MONTHS_IN_A_QUARTER = 3


@dataclass(frozen=True)
class ToldState:
    """How many cases came to one end state, and for which reasons; no reasons where those would tell too much."""

    state: EndState
    count: Count
    reasons: Mapping[ClosureReason, Count]


@dataclass(frozen=True)
class ToldEndings:
    """How cases ended from a day on and before another. `weeks` is the median; None where too few ended."""

    since: date
    before: date
    ended: Count
    without_reason: Count
    states: Sequence[ToldState]
    weeks: float | None


def read_endings(db: Session, actor: Actor, today: date) -> ToldEndings:
    """The endings of the last four quarters that are over."""
    before = date(today.year, today.month - (today.month - 1) % MONTHS_IN_A_QUARTER, 1)
    since = before.replace(year=before.year - 1)
    stands = and_(Closure.case_id == Case.id, Closure.replaced_at.is_(None), Closure.undone_at.is_(None))
    ended = (
        is_counted(actor),
        Case.client_id.not_in(objecting_clients(actor)),
        Case.closed_on >= since,
        Case.closed_on < before,
    )
    wanted = select(Case.id, Case.opened_on, Case.closed_on, Closure.reason).outerjoin(Closure, stands).where(*ended)
    found, rests = db.execute(wanted).all(), rests_of(db, select(Case.id).where(*ended))
    weeks = [
        supported_days(opened_on, closed_on, rests.get(case_id, ())) / DAYS_OF_WEEK
        for case_id, opened_on, closed_on, _ in found
        if closed_on
    ]
    counts = Counter(ClosureReason(reason) for *_, reason in found if reason)
    return told_endings(since, before, counts, weeks)


def told_endings(since: date, before: date, counts: Mapping[ClosureReason, int], weeks: Sequence[float]) -> ToldEndings:
    """What is told of counts by reason, and of how long cases had been open."""
    by_state = {
        state: {reason: counts.get(reason, 0) for reason in REASONS if end_state_of(reason) is state}
        for state in EndState
    }
    parts = (*(sum(reasons.values()) for reasons in by_state.values()), len(weeks) - sum(counts.values()))
    whole = protect(len(weeks), True)
    shown = protect_parts(parts, True) if not isinstance(whole, Hidden) else (Hidden.KEPT_BACK,) * len(parts)
    if can_be_told(parts, shown) and not isinstance(whole, Hidden):
        shown = (Hidden.KEPT_BACK,) * len(parts)
    *of_states, without = shown
    return ToldEndings(
        since=since,
        before=before,
        ended=whole,
        without_reason=without,
        states=[
            ToldState(state, count, told_reasons(count, by_state[state]))
            for state, count in zip(EndState, of_states, strict=True)
        ],
        weeks=round(median(weeks), 1) if weeks and not is_small(len(weeks)) else None,
    )


def told_reasons(whole: Count, reasons: Mapping[ClosureReason, int]) -> Mapping[ClosureReason, Count]:
    """The reasons within one end state, where its count is told and none of them can be worked out from it."""
    if isinstance(whole, Hidden):
        return {}
    parts = tuple(reasons.values())
    shown = protect_parts(parts, True)
    if can_be_told(parts, shown):
        return {}
    return dict(zip(reasons, shown, strict=True))
