"""From which groups of the directory referrals come: a colleague says once which group a written name is.

Whoever refers somebody types what their organisation is called. That is linked to a group for all referrals of the
team that were written so, and for those that come: nobody is asked twice.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.audit.operations import record_act
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import AT_WORK
from directory.casework.referrer_models import KnownReferrer, ReferralFromGroup
from directory.catalogue.models.organizations import Organization
from directory.db import new_id
from directory.errors import Refused
from directory.security.key_tables import CannotBeRead

# Referrals of the last twelve months are counted, so that older ones need no link.
COUNTED_FOR = timedelta(days=365)


def link_referrer(db: Session, actor: Actor, referral: Referral, organization: Organization) -> int:
    """Say which group wrote a referral; returns for how many referrals that is known now. Said again, it is put right.

    Raises Refused where no organisation is written.
    """
    written = plain_name(referral.referrer_organization)
    if not written:
        raise Refused("Nobody wrote which organisation this referral is from.")
    # One at a time in a scheme: two who say it at once would both be the first.
    db.scalar(select(Scheme.id).where(Scheme.id == referral.scheme_id).with_for_update())
    known = find_known(db, referral.scheme_id, written)
    if known is None:
        known = KnownReferrer(id=new_id(), scheme_id=referral.scheme_id, written=written)
        db.add(known)
    known.organization_id, known.linked_by, known.linked_at = organization.id, actor.user_id, clock.now()
    same = [each for each in list_counted(db, referral.scheme_id, clock.now()) if was_written(each, written)]
    ids = list({referral.id, *(each.id for each in same)})
    known_before = {
        each.id: each for each in db.scalars(select(ReferralFromGroup).where(ReferralFromGroup.id.in_(ids)))
    }
    for each in known_before.values():
        each.organization_id = organization.id
    db.add_all(ReferralFromGroup(id=each, organization_id=organization.id) for each in ids if each not in known_before)
    record_act(db, actor.user_id, actor.scheme_id, "referral_in.linked", "referral", ids)
    return len(ids)


def link_if_known(db: Session, referral: Referral) -> None:
    """Link a referral that just came to its group, if somebody has said before which one is written so."""
    written = plain_name(referral.referrer_organization)
    known = find_known(db, referral.scheme_id, written) if written else None
    if known is not None:
        db.add(ReferralFromGroup(id=referral.id, organization_id=known.organization_id))


def find_known(db: Session, scheme_id: uuid.UUID, written: str) -> KnownReferrer | None:
    """What somebody said last of a written name. A team knows some dozens: each is opened and compared."""
    of_scheme = select(KnownReferrer).where(KnownReferrer.scheme_id == scheme_id)
    newest_first = db.scalars(of_scheme.order_by(KnownReferrer.linked_at.desc(), KnownReferrer.id))
    return next((each for each in newest_first if each.written == written), None)


def list_counted(db: Session, scheme_id: uuid.UUID, now: datetime) -> Sequence[Referral]:
    """The referrals of professionals and organisations that are counted by group."""
    wanted = select(Referral).where(
        Referral.scheme_id == scheme_id,
        Referral.source.in_([each.value for each in AT_WORK]),
        Referral.made_at >= now - COUNTED_FOR,
    )
    return db.scalars(wanted).all()


def was_written(referral: Referral, written: str) -> bool:
    """Whether a referral names its organisation so; what cannot be read names none."""
    try:
        return plain_name(referral.referrer_organization) == written
    except CannotBeRead:
        return False


def plain_name(name: str | None) -> str:
    """A name to compare with others: typed in two ways it is one all the same."""
    return " ".join((name or "").split()).casefold()


def find_group_of(db: Session, referral: Referral) -> Organization | None:
    """The group a referral came from, if somebody has said which."""
    known = select(ReferralFromGroup.organization_id).where(ReferralFromGroup.id == referral.id)
    return db.scalar(select(Organization).where(Organization.id.in_(known)))


def count_received(db: Session, scheme_id: uuid.UUID, since: datetime) -> Mapping[uuid.UUID, int]:
    """How many referrals a scheme got from each group since a moment, by the group's id."""
    counted = (
        select(ReferralFromGroup.organization_id, func.count())
        .join(Referral, Referral.id == ReferralFromGroup.id)
        .where(Referral.scheme_id == scheme_id, Referral.made_at >= since)
        .group_by(ReferralFromGroup.organization_id)
    )
    return {organization_id: number for organization_id, number in db.execute(counted)}
