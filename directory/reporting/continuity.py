"""How many coordinators people had, and what became of those who asked: of four whole quarters, without a name.

The quarters are over, as in `endings`: a window that moves on tells by its difference from yesterday's what it hides.
Signposts are counted beside referrals, and never as any. Who does not want to count is in none of it.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory.accounts.actor import Actor
from directory.casework.models import Case, Client, Purpose
from directory.casework.queries import objects_to
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.triage.models import Allocation
from directory.casework.triage.wishing import stands
from directory.outcomes.disclosure import Count, protect, protect_parts, protect_whole
from directory.referrals.models import OnwardReferral
from directory.referrals.signposts.models import Signpost
from directory.referrals.states import ReferralState
from directory.referrals.visit_models import SUPPORTED_BY, TO_ARRANGE, FirstVisit
from directory.reporting.quarters import quarter_of

S = ReferralInState
ANSWERS = (S.ACCEPTED, S.SIGNPOSTED, S.PASSED_ON, S.UNREACHABLE, S.DECLINED)


@dataclass(frozen=True)
class Year:
    """Four quarters that are over: from a day on and before another, and the same as moments."""

    since: date
    before: date
    begins: datetime
    ends: datetime

    def has(self, day: InstrumentedAttribute[date]) -> ColumnElement[bool]:
        return (day >= self.since) & (day < self.before)

    def has_moment(self, moment: InstrumentedAttribute[datetime]) -> ColumnElement[bool]:
        return (moment >= self.begins) & (moment < self.ends)


@dataclass(frozen=True)
class ContinuityFigures:
    """What may be told from a day on and before another: no small count, nor one by difference.

    `coordinators` are how many people had one, two, and three or more. `answered` is what became of those who asked.
    `visits` are first visits with somebody beside them that came about, and that did not; `transport` is how often
    a lift, community transport or a taxi was wanted for one.
    """

    since: date
    before: date
    people: Count
    coordinators: Sequence[Count]
    changes: Count
    answered: Sequence[tuple[ReferralInState, Count]]
    signposts: Count
    referrals: Count
    visits: Sequence[Count]
    transport: Count


def count_continuity(db: Session, actor: Actor, today: date) -> ContinuityFigures:
    """The figures of the actor's team. Who does not want to count is left out; small counts are told to nobody."""
    year, minding = year_before(today), select(Client.id).where(objects_to(Purpose.EVALUATION, today))
    people = supported_in(actor, year, minding)
    had = coordinators_of(db, people, year.ends)
    numbers = Counter(min(len(each), 3) for each in had.values())
    split = [numbers[each] for each in (1, 2, 3)]
    answers = count_answers(db, actor, year, minding)
    told = protect_parts([answers[each] for each in ANSWERS], hides_small=True)
    return ContinuityFigures(
        since=year.since,
        before=year.before,
        people=protect_whole(len(had), split),
        coordinators=protect_parts(split, hides_small=True),
        changes=protect(count_changes(db, actor, people, year), hides_small=True),
        answered=list(zip(ANSWERS, told, strict=True)),
        signposts=protect(count_signposts(db, actor, year, minding), hides_small=True),
        referrals=protect(count_sent(db, actor, year, minding), hides_small=True),
        visits=protect_parts(
            [count_visits(db, actor, year, minding, each) for each in (True, False)], hides_small=True
        ),
        transport=protect(count_transport(db, actor, year, minding), hides_small=True),
    )


def year_before(today: date) -> Year:
    """The four quarters before the one that a day is in."""
    now = quarter_of(today)
    since = now.before.before.before.before
    return Year(since.begins_on, now.begins_on, since.moments[0], now.moments[0])


def supported_in(actor: Actor, year: Year, minding: Select[uuid.UUID]) -> Select[uuid.UUID]:
    """The clients who had a case open in a year, by id, but those who mind being counted."""
    was_open = (Case.opened_on < year.before, or_(Case.closed_on.is_(None), Case.closed_on >= year.since))
    return select(Case.client_id).where(Case.scheme_id == actor.scheme_id, *was_open, Case.client_id.not_in(minding))


def coordinators_of(db: Session, people: Select[uuid.UUID], until: datetime) -> Mapping[uuid.UUID, set[uuid.UUID]]:
    """Who supported some people until a moment, as far back as it was written down."""
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    had = {
        client_id: coordinator_id
        for client_id, coordinator_id in db.execute(
            select(Client.id, Client.coordinator_id).where(Client.id.in_(people))
        )
    }
    of_people = (Allocation.client_id.in_(people), *stands())
    newest_first = select(Allocation).where(*of_people).order_by(Allocation.allocated_at.desc())
    for each in db.scalars(newest_first):
        if each.allocated_at < until:
            found[each.client_id].update(filter(None, (each.from_user_id, each.to_user_id)))
        else:
            # Until it was written, whoever stands there as the one before had them.
            had[each.client_id] = each.from_user_id or each.to_user_id
    for client_id, coordinator_id in had.items():
        found[client_id].add(coordinator_id)
    return found


def count_changes(db: Session, actor: Actor, people: Select[uuid.UUID], year: Year) -> int:
    """How often somebody was given another coordinator while they were supported here."""
    changed = (Allocation.scheme_id == actor.scheme_id, Allocation.from_user_id.is_not(None), *stands())
    of_people = (Allocation.client_id.in_(people), year.has_moment(Allocation.allocated_at))
    return db.scalar(select(func.count()).select_from(Allocation).where(*of_people, *changed)) or 0


def count_answers(db: Session, actor: Actor, year: Year, minding: Select[uuid.UUID]) -> Counter[ReferralInState]:
    """What became of those who were answered in a year."""
    of_team = (Referral.scheme_id == actor.scheme_id, year.has_moment(Referral.state_at))
    wanted = select(Referral.state, func.count()).where(*of_team, counts(Referral.client_id, minding))
    return Counter({S(state): number for state, number in db.execute(wanted.group_by(Referral.state))})


def count_signposts(db: Session, actor: Actor, year: Year, minding: Select[uuid.UUID]) -> int:
    of_team = (Signpost.scheme_id == actor.scheme_id, year.has(Signpost.told_on), counts(Signpost.client_id, minding))
    return db.scalar(select(func.count()).select_from(Signpost).where(*of_team)) or 0


def count_sent(db: Session, actor: Actor, year: Year, minding: Select[uuid.UUID]) -> int:
    of_team = (OnwardReferral.scheme_id == actor.scheme_id, OnwardReferral.state != ReferralState.DRAFT.value)
    of_year = (year.has_moment(OnwardReferral.made_at), OnwardReferral.client_id.not_in(minding))
    return db.scalar(select(func.count()).select_from(OnwardReferral).where(*of_team, *of_year)) or 0


def count_visits(db: Session, actor: Actor, year: Year, minding: Select[uuid.UUID], came_about: bool) -> int:
    """How many first visits with somebody beside them were planned for a year, and came about or not."""
    supported = FirstVisit.company.in_([each.value for each in SUPPORTED_BY])
    was = (supported, FirstVisit.came_about.is_(came_about), FirstVisit.visit_on.is_not(None))
    of_year = (FirstVisit.visit_on >= year.since, FirstVisit.visit_on < year.before)
    return count_of(db, actor, minding, *was, *of_year)


def count_transport(db: Session, actor: Actor, year: Year, minding: Select[uuid.UUID]) -> int:
    wanted = FirstVisit.transport.in_([each.value for each in TO_ARRANGE])
    return count_of(db, actor, minding, wanted, year.has_moment(FirstVisit.recorded_at))


def count_of(db: Session, actor: Actor, minding: Select[uuid.UUID], *is_so: ColumnElement[bool]) -> int:
    """How many first visits of the actor's team something is so of, but of those who mind being counted."""
    of_team = (FirstVisit.scheme_id == actor.scheme_id, FirstVisit.client_id.not_in(minding))
    return db.scalar(select(func.count()).select_from(FirstVisit).where(*of_team, *is_so)) or 0


def counts(client_id: InstrumentedAttribute[uuid.UUID | None], minding: Select[uuid.UUID]) -> ColumnElement[bool]:
    """Whoever asked and is no client yet was not asked whether they want to count."""
    return or_(client_id.is_(None), client_id.not_in(minding))
