"""How many people a team and each group sent one another in the last twelve months."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.referrers import COUNTED_FOR, count_received
from directory.catalogue.models.services import Service
from directory.outcomes.disclosure import Count, protect
from directory.referrals.models import OnwardReferral
from directory.referrals.states import ReferralState


@dataclass(frozen=True)
class Exchanged:
    """How many were sent to a group, and how many came from it, as it may be told. No sum of them is told anywhere."""

    sent: Count = 0
    received: Count = 0


def count_exchanged(db: Session, actor: Actor, *, hides_small: bool) -> Mapping[uuid.UUID, Exchanged]:
    """What the actor's team and each group sent one another; groups with nothing are left out.

    Who may read the referrals themselves may count them too; to everybody else, and in files, 1 to 7 are "fewer than
    8".
    """
    since = clock.now() - COUNTED_FOR
    sent = {
        organization_id: number
        for organization_id, number in db.execute(
            select(Service.organization_id, func.count())
            .join(OnwardReferral, OnwardReferral.service_id == Service.id)
            .where(OnwardReferral.scheme_id == actor.scheme_id, OnwardReferral.state != ReferralState.DRAFT.value)
            .where(OnwardReferral.made_at >= since)
            .group_by(Service.organization_id)
        )
    }
    received = count_received(db, actor.scheme_id, since)
    return {
        each: Exchanged(protect(sent.get(each, 0), hides_small), protect(received.get(each, 0), hides_small))
        for each in sent.keys() | received.keys()
    }
