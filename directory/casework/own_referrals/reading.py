"""The referrals that a practice, group or system made itself, and how each stands.

Nothing that is sealed is opened to say how they stand: only the names of those that are shown, as their referrer wrote
them. What became known of somebody since is not told.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased, load_only

from directory.casework.message_back.addressing import AT_A_PRACTICE
from directory.casework.models import Case, Client, Purpose
from directory.casework.own_referrals.models import ReferrerLink
from directory.casework.own_referrals.standing import Facts, Spell, Standing, standing_of
from directory.casework.queries import agrees_to, has_died
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import AT_WORK, ReferralInState
from directory.casework.referrals_in.sent_models import SentReferral
from directory.casework.referrer_models import ReferralFromGroup
from directory.casework.rules import initials_of
from directory.casework.triage.kinds import IN_VAIN, ContactResult
from directory.casework.triage.models import ContactAttempt, ReferrerNotice
from directory.clock import day_of
from directory.security.key_tables import CannotBeRead

# Older ones are not listed: whoever referred somebody longer ago rings.
LISTED_FOR = timedelta(days=365)
NOT_READABLE = "Not shown"
# The referral whose answer counts: for one more of the same person, the one that came first.
First = aliased(Referral)


@dataclass(frozen=True)
class OwnReferral:
    """A referral in the list of whoever made it, without anything of the person."""

    id: uuid.UUID
    reference: str
    standing: Standing


@dataclass(frozen=True)
class Whose:
    """By what a referrer knows whom it is about: the initials of the name they wrote, and which colleague sent it."""

    initials: str
    sent_by: str


def are_of(link: ReferrerLink) -> ColumnElement[bool]:
    """The referrals that a practice, group or system made to a team as its work, as a condition.

    Of a practice those that a GP or colleague there sent about its own patients: others write the code of somebody's
    practice too.
    """
    to_team = and_(Referral.scheme_id == link.scheme_id, Referral.source.in_([each.value for each in AT_WORK]))
    if link.practice is not None:
        kinds = [each.value for each in AT_A_PRACTICE]
        return and_(to_team, Referral.practice_code == link.practice.code, Referral.referrer_kind.in_(kinds))
    if link.sender_id is not None:
        return and_(to_team, Referral.id.in_(select(SentReferral.id).where(SentReferral.sender_id == link.sender_id)))
    of_group = ReferralFromGroup.organization_id == link.organization_id
    return and_(to_team, Referral.id.in_(select(ReferralFromGroup.id).where(of_group)))


def are_listed(link: ReferrerLink, now: datetime) -> ColumnElement[bool]:
    """Those of them that are recent enough to be listed."""
    return and_(are_of(link), Referral.made_at >= now - LISTED_FOR)


def count_own(db: Session, link: ReferrerLink, now: datetime) -> int:
    """How many a list has. Nobody is named, so that nothing is recorded."""
    return db.scalar(select(func.count()).select_from(Referral).where(are_listed(link, now))) or 0


def list_own(db: Session, link: ReferrerLink, now: datetime) -> list[OwnReferral]:
    """The referrals of whoever has a link, the newest first, and how each stands today."""
    rows = db.execute(facts_of(link, now)).all()
    spells = spells_of(db, link, now)
    return [OwnReferral(each.id, each.reference, standing_of(facts_in(each, spells))) for each in rows]


def facts_of(link: ReferrerLink, now: datetime) -> Select[*tuple[Any, ...]]:
    """What decides how each referral stands, a row each."""
    told = select(func.min(ReferrerNotice.told_at)).where(ReferrerNotice.referral_id == Referral.id)
    tries = select(func.min(ContactAttempt.tried_on)).where(ContactAttempt.referral_id == First.id)
    reached = tries.where(ContactAttempt.result.in_([each.value for each in ContactResult if each not in IN_VAIN]))
    # A restricted record is kept from most of the team: then no mailbox of another house learns of it either.
    agrees = and_(agrees_to(Purpose.FEEDBACK, day_of(now)), ~has_died(), Client.restricted_at.is_(None))
    return (
        select(
            Referral.id,
            Referral.reference,
            Referral.made_at,
            First.state,
            First.state_at,
            First.client_id,
            agrees.label("agrees"),
            reached.scalar_subquery().label("reached_on"),
            told.scalar_subquery().label("told_at"),
        )
        .join(First, First.id == func.coalesce(Referral.joined_to_id, Referral.id))
        .outerjoin(Client, Client.id == First.client_id)
        .where(are_listed(link, now))
        .order_by(Referral.made_at.desc(), Referral.id)
    )


def spells_of(db: Session, link: ReferrerLink, now: datetime) -> Mapping[uuid.UUID, tuple[Spell, ...]]:
    """The spells of support of everybody in the list, by client."""
    clients = (
        select(First.client_id)
        .join(Referral, First.id == func.coalesce(Referral.joined_to_id, Referral.id))
        .where(are_listed(link, now))
    )
    found: defaultdict[uuid.UUID, tuple[Spell, ...]] = defaultdict(tuple)
    wanted = select(Case.client_id, Case.opened_on, Case.closed_on).where(Case.client_id.in_(clients))
    for client_id, opened_on, closed_on in db.execute(wanted):
        found[client_id] += (Spell(opened_on, closed_on),)
    return found


def facts_in(row: Any, spells: Mapping[uuid.UUID, tuple[Spell, ...]]) -> Facts:
    return Facts(
        state=ReferralInState(row.state),
        received_on=day_of(row.made_at),
        answered_on=day_of(row.state_at),
        agrees=bool(row.agrees),
        reached_on=row.reached_on,
        told_on=day_if(row.told_at),
        spells=spells.get(row.client_id, ()),
    )


def day_if(moment: datetime | None) -> date | None:
    return day_of(moment) if moment else None


def whose(db: Session, ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Whose]:
    """By what their referrer knows some referrals. Who is shown them is written down by who asks."""
    wanted = select(Referral).where(Referral.id.in_(ids))
    only = (Referral.id, Referral.person_id, Referral.name_sealed, Referral.referrer_name_sealed)
    return {each.id: whose_is(each) for each in db.scalars(wanted.options(load_only(*only)))}


def whose_is(referral: Referral) -> Whose:
    try:
        return Whose(initials_of(referral.name), referral.referrer_name or "")
    except CannotBeRead:
        return Whose(NOT_READABLE, "")
