"""Groups that know nothing of a referral yet: they are to be rung or written to, and nobody has said that they were.

A referral counts as sent from the day on which it is made. Where no email leaves by itself, its group learns of it only
once somebody has told it.
"""

import uuid
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from directory.referrals.models import OnwardReferral
from directory.referrals.states import ReferralState
from directory.referrals.tell_by import TellBy
from directory.referrals.telling_models import ReferralTelling


def is_untold() -> ColumnElement[bool]:
    """The referrals without an answer whose groups know nothing yet, as a condition."""
    told = select(ReferralTelling.id).where(ReferralTelling.onward_referral_id == OnwardReferral.id)
    return and_(
        OnwardReferral.state == ReferralState.SENT.value,
        OnwardReferral.tell_by != TellBy.EMAIL.value,
        ~told.exists(),
    )


def find_untold(db: Session, referrals: Iterable[OnwardReferral]) -> Mapping[uuid.UUID, TellBy]:
    """How those groups of some referrals are to be told that know nothing yet, by the referral."""
    asked = [each.id for each in referrals if each.state == ReferralState.SENT and not each.is_written_to]
    if not asked:
        return {}
    wanted = select(OnwardReferral.id, OnwardReferral.tell_by)
    rows = db.execute(wanted.where(OnwardReferral.id.in_(asked), is_untold()))
    return {referral_id: TellBy(tell_by) for referral_id, tell_by in rows}
