"""Taking along what was written down of somebody who asked, once they are a client."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.casework.referrals_in.referral_models import Referral
from directory.casework.triage.models import FollowsPerson


def follow_person(db: Session, referral: Referral, client_id: uuid.UUID) -> None:
    """Have everything that was written down of who asked be about the client they are, and sealed under their key."""
    for model in FollowsPerson.__subclasses__():
        for each in db.scalars(select(model).where(model.referral_id == referral.id)).all():
            each.belong_to(client_id)
