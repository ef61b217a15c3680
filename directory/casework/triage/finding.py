"""Finding one next step, or one referrer to tell, for who may see whom it is about."""

import uuid
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.queries import get_client
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import get_referral_in
from directory.casework.triage.models import NeedsMore, ReferrerNotice
from directory.errors import NotFound

Found = TypeVar("Found", NeedsMore, ReferrerNotice)
# Whether it is about a client, and their reference.
About = tuple[bool, str]


def get_step(db: Session, actor: Actor, step_id: uuid.UUID) -> tuple[NeedsMore, About]:
    """A next step, and whom it is about, recorded as viewed. Raises NotFound."""
    return find_for(db, actor, NeedsMore, step_id)


def get_notice(db: Session, actor: Actor, notice_id: uuid.UUID) -> tuple[ReferrerNotice, About]:
    """A referrer to tell, and of whom, recorded as viewed. Raises NotFound."""
    return find_for(db, actor, ReferrerNotice, notice_id)


def find_for(db: Session, actor: Actor, kind: type[Found], id_: uuid.UUID) -> tuple[Found, About]:
    found = db.scalar(select(kind).where(kind.id == id_, kind.scheme_id == actor.scheme_id).with_for_update())
    if found is None:
        raise NotFound("There is nothing like this to do.")
    if found.client_id is not None:
        reference = db.get_one(Client, found.client_id).reference
        get_client(db, actor, reference)
        return found, (True, reference)
    reference = db.get_one(Referral, found.referral_id).reference
    get_referral_in(db, actor, reference)
    return found, (False, reference)
