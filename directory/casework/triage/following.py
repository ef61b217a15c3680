"""Taking along what was written down of somebody who asked, once they are a client."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.casework.referrals_in.referral_models import Referral
from directory.casework.triage.models import FollowsPerson
from directory.outbox import give_letters


def follow_person(db: Session, referral: Referral, client_id: uuid.UUID) -> None:
    """Have everything that was written down of who asked be about the client they are, and sealed under their key.

    So are the letters that it led to: one that still waits must be readable when it leaves.
    """
    following = list_following(db, referral)
    for each in following:
        each.belong_to(client_id)
    give_letters(db, [each.id for each in following], client_id)


def list_following(db: Session, referral: Referral) -> list[FollowsPerson]:
    """Everything that was written down of who asked, by the referral it was written down with."""
    models = FollowsPerson.__subclasses__()
    return [each for model in models for each in db.scalars(select(model).where(model.referral_id == referral.id))]
