"""How support sessions went, and whether there were enough of them: of cases that ended in the last twelve months.

How many had more than the team gives stands beside how many would have liked more: the one alone says little.
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory.accounts.actor import Actor
from directory.casework.models import Case, Client, Purpose
from directory.casework.queries import objects_to
from directory.casework.support_sessions.models import MoreSessions, SupportSession
from directory.casework.support_sessions.rhythm_models import MoreWanted
from directory.casework.support_sessions.states import (
    GROUPS,
    AskingState,
    ReasonGroup,
    SessionReason,
    SessionState,
)
from directory.outcomes.disclosure import Count, protect_parts, protect_whole

COUNTED_FOR = timedelta(days=365)


@dataclass(frozen=True)
class SessionFigures:
    """What may be told of sessions: no small count, nor one by difference. `average` is of those that happened."""

    cases: Count
    average: float | None
    happened: Count
    missed: Sequence[tuple[ReasonGroup, Count]]
    cancelled: Count
    moved: Count
    with_more: Count
    without_more: Count
    wanted_more: Count
    wanted_no_more: Count
    not_asked: Count


def count_support_sessions(db: Session, actor: Actor, today: date) -> SessionFigures:
    """The figures of the actor's team. Who does not want to count is left out; small counts are told to nobody."""
    ended = cases_ended(actor, today)
    cases = db.scalar(select(func.count()).select_from(ended.subquery())) or 0
    states, missed = count_states(db, ended), count_missed(db, ended)
    allowed = count_distinct(db, MoreSessions.case_id, ended, MoreSessions.state == AskingState.ALLOWED.value)
    wanted = count_distinct(db, MoreWanted.case_id, ended, MoreWanted.is_wanted.is_(True))
    unwanted = count_distinct(db, MoreWanted.case_id, ended, ~MoreWanted.is_wanted.is_(True))
    more, said = (allowed, cases - allowed), (wanted, unwanted, cases - wanted - unwanted)
    told = protect_whole(cases, more, said)
    with_more, without_more = protect_parts(more, hides_small=True)
    answers = protect_parts(said, hides_small=True)
    groups = list(ReasonGroup)
    ways_of_ending = (
        states[SessionState.HAPPENED],
        states[SessionState.CANCELLED],
        states[SessionState.RESCHEDULED],
        *(missed[each] for each in groups),
    )
    happened, cancelled, moved, *by_group = protect_parts(ways_of_ending, hides_small=True)
    may_average = cases and isinstance(told, int) and isinstance(happened, int)
    return SessionFigures(
        cases=told,
        average=states[SessionState.HAPPENED] / cases if may_average else None,
        happened=happened,
        missed=list(zip(groups, by_group, strict=True)),
        cancelled=cancelled,
        moved=moved,
        with_more=with_more,
        without_more=without_more,
        wanted_more=answers[0],
        wanted_no_more=answers[1],
        not_asked=answers[2],
    )


def cases_ended(actor: Actor, today: date) -> Select[uuid.UUID]:
    """The cases of a team that ended in the last twelve months, by id, of people who do not mind being counted."""
    counted_here = func.coalesce(Case.counted_scheme_id, Case.scheme_id) == actor.scheme_id
    objecting = select(Client.id).where(objects_to(Purpose.EVALUATION, today))
    return select(Case.id).where(counted_here, Case.closed_on > today - COUNTED_FOR, Case.client_id.not_in(objecting))


def count_states(db: Session, ended: Select[uuid.UUID]) -> Counter[SessionState]:
    found = db.execute(
        select(SupportSession.state, func.count())
        .where(SupportSession.case_id.in_(ended))
        .group_by(SupportSession.state)
    )
    return Counter({SessionState(state): number for state, number in found})


def count_missed(db: Session, ended: Select[uuid.UUID]) -> Counter[ReasonGroup]:
    missed = SupportSession.state == SessionState.MISSED.value
    found = db.execute(
        select(SupportSession.reason, func.count())
        .where(SupportSession.case_id.in_(ended), missed)
        .group_by(SupportSession.reason)
    )
    groups: Counter[ReasonGroup] = Counter()
    for reason, number in found:
        groups[GROUPS[SessionReason(reason or "")]] += number
    return groups


def count_distinct(
    db: Session, case_id: InstrumentedAttribute[uuid.UUID], ended: Select[uuid.UUID], which: ColumnElement[bool]
) -> int:
    wanted = select(func.count(case_id.distinct())).where(case_id.in_(ended), which)
    return db.scalar(wanted) or 0
