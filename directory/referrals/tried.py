"""What somebody tried or turned down before, why it was not for them, and what that says for their next match."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm
from directory.catalogue.vocabulary import LINK_TYPES, taxonomy_id
from directory.errors import WrongInput
from directory.matching.learnt import Learnt, LearntKind
from directory.referrals.inputs import OnwardReferralInput
from directory.referrals.models import OnwardReferral
from directory.referrals.room import SAY_WHY
from directory.referrals.states import TRIED, Reason, ReferralState

INTERESTS = "interests"
# What a reason of theirs says of other activities; the others say nothing.
LEARNT = {
    Reason.TOO_FAR: LearntKind.TOO_FAR,
    Reason.WRONG_TIME: LearntKind.WRONG_TIME,
    Reason.COST: LearntKind.COST,
    Reason.NOT_MY_THING: LearntKind.NOT_MY_THING,
    Reason.PEOPLE: LearntKind.PEOPLE,
    Reason.TOO_MANY_PEOPLE: LearntKind.TOO_MANY_PEOPLE,
}
ASK_FIRST = "They said that it is not for them. Ask whether they want to try it again, and say below what they said."


@dataclass(frozen=True)
class Tried:
    """An activity that somebody was referred to before and did not stay with, with the last that was said of it."""

    service: Service
    state: ReferralState
    reason: Reason | None
    on: date


def list_tried_before(db: Session, actor: Actor, client: Client) -> list[Tried]:
    """What a client tried or turned down, each activity once with the last that was said of it, newest first."""
    wanted = (
        select(OnwardReferral)
        .where(OnwardReferral.scheme_id == actor.scheme_id, OnwardReferral.client_id == client.id)
        .where(OnwardReferral.state.in_([each.value for each in TRIED]))
        .options(joinedload(OnwardReferral.service), selectinload(OnwardReferral.moves))
        .order_by(OnwardReferral.state_on.desc(), OnwardReferral.made_at.desc())
    )
    found: dict[uuid.UUID, Tried] = {}
    for each in db.scalars(wanted):
        found.setdefault(each.service_id, tried_of(each))
    return list(found.values())


def tried_of(referral: OnwardReferral) -> Tried:
    last = referral.standing_moves[-1]
    reason = Reason(last.reason) if last.reason else None
    return Tried(referral.service, ReferralState(last.to_state), reason, last.happened_on)


def learn_from(db: Session, tried: Sequence[Tried]) -> tuple[Learnt, ...]:
    """What the reasons for which things were not for somebody say for their next match."""
    telling = [(each.service, LEARNT[each.reason]) for each in tried if each.reason in LEARNT]
    codes = interests_of(db, [service.id for service, kind in telling if kind is LearntKind.NOT_MY_THING])
    groups = run_by(db, [service.organization_id for service, kind in telling if kind is LearntKind.PEOPLE])
    return tuple(
        Learnt(
            kind,
            service.id,
            service.name,
            codes.get(service.id, frozenset()),
            groups.get(service.organization_id, frozenset()) if kind is LearntKind.PEOPLE else frozenset(),
        )
        for service, kind in telling
    )


def interests_of(db: Session, service_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, frozenset[str]]:
    """The kinds of activity that services are, by our own words for them."""
    rows = db.execute(
        select(Attribute.link_id, TaxonomyTerm.code)
        .join(TaxonomyTerm, TaxonomyTerm.id == Attribute.taxonomy_term_id)
        .where(Attribute.link_entity == "service", Attribute.link_id.in_(service_ids))
        .where(Attribute.link_type == LINK_TYPES[INTERESTS], TaxonomyTerm.taxonomy_id == taxonomy_id(INTERESTS))
        .where(TaxonomyTerm.code.is_not(None))
    )
    found: defaultdict[uuid.UUID, set[str]] = defaultdict(set)
    for service_id, code in rows:
        found[service_id].add(str(code))
    return {service_id: frozenset(codes) for service_id, codes in found.items()}


def run_by(db: Session, organization_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, frozenset[uuid.UUID]]:
    """The services of groups, by the group."""
    wanted = select(Service.organization_id, Service.id).where(Service.organization_id.in_(organization_ids))
    found: defaultdict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for organization_id, service_id in db.execute(wanted):
        found[organization_id].add(service_id)
    return {organization_id: frozenset(ids) for organization_id, ids in found.items()}


def find_not_for_them(db: Session, actor: Actor, client: Client, service_id: uuid.UUID) -> Tried | None:
    """That somebody said of a service that it is not for them, where that is the last that was said of it."""
    known = next((each for each in list_tried_before(db, actor, client) if each.service.id == service_id), None)
    return known if known is not None and known.state is ReferralState.NOT_FOR_ME else None


def heed_not_for_them(
    db: Session, actor: Actor, client: Client, service_id: uuid.UUID, wanted: OnwardReferralInput
) -> Tried | None:
    """What a referral is made in spite of. Raises WrongInput where nobody says that they want it after all."""
    known = find_not_for_them(db, actor, client, service_id)
    if known is not None and not wanted.in_spite:
        raise WrongInput(ASK_FIRST, {"in_spite": SAY_WHY})
    return known
