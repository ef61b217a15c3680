"""How it went so far with a group, as counts, for whoever chooses. It tells of the group, and never ranks one.

A no that tells the truth about whom a group can take (no room, not for them, out of its area) counts neither way, and
neither does what people decided for themselves: "not for me", or a referral that was taken back before an answer.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, selectinload

from directory.accounts.actor import Actor
from directory.catalogue.models.services import Service
from directory.referrals.endings import JUSTIFIED
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.states import ReferralState

S = ReferralState
# Fewer say nothing of a group.
LEAST = 10
SAID_YES = (S.ACCEPTED, S.WAITING, S.ATTENDED, S.NOT_ATTENDED)


@dataclass(frozen=True)
class GroupFigures:
    """Of `asked` people, how many were taken; and within how many days half of the answers came, where any did."""

    asked: int
    taken: int
    days: int | None


def find_figures(db: Session, actor: Actor, service: Service) -> GroupFigures | None:
    """How it went so far with the group that runs a service, in the actor's team; None where that is too few."""
    wanted = (
        select(OnwardReferral)
        .join(Service, Service.id == OnwardReferral.service_id)
        .where(OnwardReferral.scheme_id == actor.scheme_id, Service.organization_id == service.organization_id)
        .where(OnwardReferral.state != S.DRAFT.value)
        .options(selectinload(OnwardReferral.moves))
    )
    return figures_of(each.standing_moves for each in db.scalars(wanted))


def find_figures_of_each(db: Session, actor: Actor, services: Iterable[Service]) -> Mapping[uuid.UUID, GroupFigures]:
    """How it went so far with the groups of some services, in the actor's team, by the group; none where too few."""
    wanted = (
        select(OnwardReferral)
        .where(OnwardReferral.scheme_id == actor.scheme_id, OnwardReferral.state != S.DRAFT.value)
        .join(OnwardReferral.service)
        .where(Service.organization_id.in_({each.organization_id for each in services}))
        .options(contains_eager(OnwardReferral.service), selectinload(OnwardReferral.moves))
    )
    histories: defaultdict[uuid.UUID, list[list[ReferralMove]]] = defaultdict(list)
    for each in db.scalars(wanted):
        histories[each.service.organization_id].append(each.standing_moves)
    figures = {group: figures_of(found) for group, found in histories.items()}
    return {group: each for group, each in figures.items() if each is not None}


def figures_of(histories: Iterable[list[ReferralMove]]) -> GroupFigures | None:
    """The figures of referrals with these standing moves; None where those that count are too few."""
    asked = taken = 0
    days = []
    for moves in histories:
        answer = first_answer(moves)
        if answer is None or answer.reason in JUSTIFIED:
            continue
        asked += 1
        taken += answer.to_state in SAID_YES
        if answer.reason != "no reply":
            days.append((answer.happened_on - moves[0].happened_on).days)
    return GroupFigures(asked, taken, round(median(days)) if days else None) if asked >= LEAST else None


def first_answer(moves: Iterable[ReferralMove]) -> ReferralMove | None:
    """The group's first answer, also that it gave none; None where it waits, or the person or we ended it first."""
    for each in moves:
        if each.to_state in (S.WITHDRAWN, S.NOT_FOR_ME):
            return None
        if each.to_state in (*SAID_YES, S.DECLINED):
            return each
    return None
