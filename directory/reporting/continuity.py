"""How many coordinators people had, and what became of those who asked: of the last twelve months, without a name.

Signposts are counted beside referrals, and never as any.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.models import Case, Client, Purpose
from directory.casework.queries import objects_to
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.triage.models import Allocation
from directory.outcomes.disclosure import Count, protect, protect_parts
from directory.referrals.models import OnwardReferral
from directory.referrals.signposts.models import Signpost
from directory.referrals.states import ReferralState

COUNTED_FOR = timedelta(days=365)
S = ReferralInState
ANSWERS = (S.ACCEPTED, S.SIGNPOSTED, S.PASSED_ON, S.UNREACHABLE, S.DECLINED)


@dataclass(frozen=True)
class ContinuityFigures:
    """What may be told: no small count, nor one by difference.

    `coordinators` are how many people had one, two, and three or more. `answered` is what became of those who asked.
    """

    people: Count
    coordinators: Sequence[Count]
    changes: Count
    answered: Sequence[tuple[ReferralInState, Count]]
    signposts: Count
    referrals: Count


def count_continuity(db: Session, actor: Actor, today: date) -> ContinuityFigures:
    """The figures of the actor's team. Who does not want to count is left out; small counts are told to nobody."""
    since = today - COUNTED_FOR
    had = coordinators_of(db, supported_since(actor, since, today))
    numbers = Counter(min(len(each), 3) for each in had.values())
    answers = count_answers(db, actor)
    told = protect_parts([answers[each] for each in ANSWERS], hides_small=True)
    return ContinuityFigures(
        people=protect(len(had), hides_small=True),
        coordinators=protect_parts([numbers[each] for each in (1, 2, 3)], hides_small=True),
        changes=protect(count_changes(db, actor, since, today), hides_small=True),
        answered=list(zip(ANSWERS, told, strict=True)),
        signposts=protect(count_told(db, actor, since), hides_small=True),
        referrals=protect(count_sent(db, actor), hides_small=True),
    )


def supported_since(actor: Actor, since: date, today: date) -> Select[uuid.UUID]:
    """The clients with a case that is open or ended since a day, by id, who do not mind being counted."""
    was_open = or_(Case.closed_on.is_(None), Case.closed_on >= since)
    objecting = select(Client.id).where(objects_to(Purpose.EVALUATION, today))
    return select(Case.client_id).where(Case.scheme_id == actor.scheme_id, was_open, Case.client_id.not_in(objecting))


def coordinators_of(db: Session, people: Select[uuid.UUID]) -> Mapping[uuid.UUID, set[uuid.UUID]]:
    """Who supports some people and who did, as far back as it was written down."""
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for client_id, coordinator_id in db.execute(select(Client.id, Client.coordinator_id).where(Client.id.in_(people))):
        found[client_id].add(coordinator_id)
    changed = select(Allocation.client_id, Allocation.from_user_id, Allocation.to_user_id)
    for client_id, before, after in db.execute(changed.where(Allocation.client_id.in_(people))):
        found[client_id].update(filter(None, (before, after)))
    return found


def count_changes(db: Session, actor: Actor, since: date, today: date) -> int:
    """How often somebody was given another coordinator while they were supported here."""
    of_people = Allocation.client_id.in_(supported_since(actor, since, today))
    changed = (Allocation.scheme_id == actor.scheme_id, Allocation.from_user_id.is_not(None))
    return db.scalar(select(func.count()).select_from(Allocation).where(of_people, *changed)) or 0


def count_answers(db: Session, actor: Actor) -> Counter[ReferralInState]:
    of_team = (Referral.scheme_id == actor.scheme_id, Referral.made_at >= clock.now() - COUNTED_FOR)
    found = db.execute(select(Referral.state, func.count()).where(*of_team).group_by(Referral.state))
    return Counter({ReferralInState(state): number for state, number in found})


def count_told(db: Session, actor: Actor, since: date) -> int:
    of_team = (Signpost.scheme_id == actor.scheme_id, Signpost.told_on >= since)
    return db.scalar(select(func.count()).select_from(Signpost).where(*of_team)) or 0


def count_sent(db: Session, actor: Actor) -> int:
    of_team = (OnwardReferral.scheme_id == actor.scheme_id, OnwardReferral.state != ReferralState.DRAFT.value)
    sent = (
        select(func.count())
        .select_from(OnwardReferral)
        .where(*of_team, OnwardReferral.made_at >= clock.now() - COUNTED_FOR)
    )
    return db.scalar(sent) or 0
