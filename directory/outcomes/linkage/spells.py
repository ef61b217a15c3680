"""Reading the spells of a scheme: those that it opened, wherever they went from there."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from directory.casework.closing.models import Closure
from directory.casework.closing.reasons import ClosureReason
from directory.casework.models import Case, Client
from directory.casework.referrals_in.referral_details import ReferrerKind
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import DeclineReason, ReferralInState, ReferralSource
from directory.clock import day_of
from directory.outcomes.linkage.rules import Period, ReferredBy, Spell, referral_of
from directory.outcomes.queries import counted_in, objects

# Whom a professional is, as a file of past records calls who referred somebody.
KINDS = {
    ReferrerKind.GP: "gp",
    ReferrerKind.AT_PRACTICE: "other_health",
    ReferrerKind.HOSPITAL: "other_health",
    ReferrerKind.MENTAL_HEALTH: "other_health",
    ReferrerKind.SOCIAL_CARE: "social_care",
}
SOURCES = {
    ReferralSource.SELF: "self",
    ReferralSource.VOLUNTARY: "voluntary_sector",
    ReferralSource.FRIEND: "friend_family",
}


def read_spells(db: Session, scheme_id: uuid.UUID) -> list[Spell]:
    """Every spell of a scheme. Of people who do not want to count it says so, and nothing else may be read."""
    objecting = set(db.scalars(select(Client.id).where(objects(), Client.id.in_(counted_people(scheme_id)))))
    accepted = accepted_referrals(db, scheme_id)
    is_mistake = Closure.reason == ClosureReason.MISTAKE.value
    stands = and_(Closure.case_id == Case.id, Closure.replaced_at.is_(None), Closure.undone_at.is_(None))
    wanted = (
        select(Case.id, Case.client_id, Case.opened_on, Case.closed_on, is_mistake)
        .outerjoin(Closure, stands)
        .where(counted_in() == scheme_id)
        .order_by(Case.client_id, Case.opened_on, Case.id)
    )
    found: list[Spell] = []
    for case_id, client_id, opened_on, closed_on, mistaken in db.execute(wanted):
        before = found[-1] if found and found[-1].client_id == client_id else None
        referral = referral_of(opened_on, before.closed_on if before else None, accepted.get(client_id, ()))
        found.append(Spell(case_id, client_id, opened_on, closed_on, referral, bool(mistaken), client_id in objecting))
    return found


def accepted_referrals(db: Session, scheme_id: uuid.UUID) -> Mapping[uuid.UUID, list[ReferredBy]]:
    """The referrals by which people were taken on, by whose they are. Nothing that is sealed is opened."""
    wanted = (
        select(
            Referral.client_id,
            Referral.made_at,
            Referral.referred_on,
            Referral.source,
            Referral.referrer_kind,
            Referral.practice_code,
        )
        .where(Referral.state == ReferralInState.ACCEPTED.value, Referral.client_id.in_(counted_people(scheme_id)))
        .order_by(Referral.made_at, Referral.id)
    )
    found: defaultdict[uuid.UUID, list[ReferredBy]] = defaultdict(list)
    for client_id, made_at, referred_on, source, kind, practice in db.execute(wanted):
        if client_id:
            found[client_id].append(ReferredBy(referred_on or day_of(made_at), route_of(source, kind), practice))
    return found


def counted_people(scheme_id: uuid.UUID) -> Select[uuid.UUID]:
    """The ids of everybody with a spell in the figures of a scheme."""
    return select(Case.client_id).where(counted_in() == scheme_id)


def route_of(source: str, kind: str | None) -> str:
    """Who referred somebody, in the codes of a file of past records."""
    if ReferralSource(source) is ReferralSource.PROFESSIONAL:
        return KINDS.get(ReferrerKind(kind), "other") if kind else "other"
    return SOURCES[ReferralSource(source)]


def count_not_taken_on(db: Session, scheme_id: uuid.UUID, period: Period) -> Mapping[str, int]:
    """How many were referred in a period and not taken on, by how that stands. Who was sent twice is one referral."""
    wanted = select(Referral.state, Referral.made_at, Referral.referred_on).where(
        Referral.scheme_id == scheme_id,
        Referral.state.not_in((ReferralInState.ACCEPTED.value, ReferralInState.JOINED.value)),
        or_(Referral.decline_reason.is_(None), Referral.decline_reason != DeclineReason.SENT_TWICE.value),
    )
    return Counter(
        state for state, made_at, referred_on in db.execute(wanted) if period.holds(referred_on or day_of(made_at))
    )
