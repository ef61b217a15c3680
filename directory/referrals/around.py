"""What happened around the referrals of one client beside their steps: agreements, calls and letters, nudges,
questions of groups, and that they were told themselves.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory.casework.models import Client
from directory.outbox import OutboxMessage, messages_about
from directory.referrals.models import GroupAgreement
from directory.referrals.news_models import ReferralNews
from directory.referrals.nudge_models import ReferralNudge
from directory.referrals.question_models import ReferralQuestion
from directory.referrals.telling_models import ReferralTelling
from directory.referrals.visit_models import FirstVisit


@dataclass(frozen=True)
class AroundReferrals:
    """All of it for one client, in no order; `letters` are those that told them, by the id of the news."""

    agreements: Sequence[GroupAgreement]
    tellings: Sequence[ReferralTelling]
    nudges: Sequence[ReferralNudge]
    questions: Sequence[ReferralQuestion]
    news: Sequence[ReferralNews]
    letters: dict[uuid.UUID, OutboxMessage]
    visits: Sequence[FirstVisit]


def list_around(db: Session, client: Client) -> AroundReferrals:
    """What happened around the referrals of a client whom the caller looked up."""
    news = db.scalars(select(ReferralNews).where(ReferralNews.client_id == client.id)).all()
    return AroundReferrals(
        agreements=db.scalars(select(GroupAgreement).where(GroupAgreement.client_id == client.id)).all(),
        tellings=db.scalars(
            select(ReferralTelling)
            .where(ReferralTelling.client_id == client.id)
            .options(joinedload(ReferralTelling.recorder))
        ).all(),
        nudges=db.scalars(select(ReferralNudge).where(ReferralNudge.client_id == client.id)).all(),
        questions=db.scalars(select(ReferralQuestion).where(ReferralQuestion.client_id == client.id)).all(),
        news=news,
        letters=messages_about(db, [each.id for each in news]),
        visits=db.scalars(select(FirstVisit).where(FirstVisit.client_id == client.id)).all(),
    )
