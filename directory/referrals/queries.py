"""Reading onward referrals, always within the actor's scheme, with a record of whose were looked at."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.queries import has_died
from directory.casework.sight import in_scope
from directory.catalogue.models.services import Service
from directory.errors import NotFound
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.states import OPEN, ReferralState


def referrals_in_scope(actor: Actor) -> Select[OnwardReferral]:
    """The referrals of the actor's scheme whose clients they may see, with service, organization, client and moves."""
    return (
        select(OnwardReferral)
        .where(OnwardReferral.scheme_id == actor.scheme_id, OnwardReferral.client.has(in_scope(actor)))
        .options(
            joinedload(OnwardReferral.service).options(joinedload(Service.organization)),
            joinedload(OnwardReferral.client).options(
                selectinload(Client.deaths), selectinload(Client.consents), joinedload(Client.coordinator)
            ),
            joinedload(OnwardReferral.maker),
            selectinload(OnwardReferral.agreements),
            selectinload(OnwardReferral.moves).options(joinedload(ReferralMove.recorder)),
        )
    )


def is_standing() -> ColumnElement[bool]:
    """The moves that count, as a condition: neither taken back, nor the taking back of another."""
    later = aliased(ReferralMove)
    taken_back = select(later.id).where(
        later.onward_referral_id == ReferralMove.onward_referral_id, later.takes_back == ReferralMove.number
    )
    return and_(ReferralMove.takes_back.is_(None), ~taken_back.exists())


def get_onward_referral(db: Session, actor: Actor, reference: str, *, to_change: bool = False) -> OnwardReferral:
    """A referral by reference, recorded as looked at. Raises NotFound for another scheme's as for none.

    `to_change` keeps others who would change it, or anything of the client, waiting until the end of the transaction.
    """
    wanted = referrals_in_scope(actor).where(OnwardReferral.reference == reference.upper())
    if to_change:
        keep_client_of(db, OnwardReferral.scheme_id == actor.scheme_id, OnwardReferral.reference == reference.upper())
        wanted = wanted.with_for_update(of=OnwardReferral).execution_options(populate_existing=True)
    referral = db.scalar(wanted)
    if referral is None:
        raise NotFound("There is no such referral.")
    record_act(db, actor.user_id, actor.scheme_id, "client.viewed", "client", [referral.client_id])
    return referral


def keep_client_of(db: Session, *is_referral: ColumnElement[bool]) -> None:
    """Keep whoever would change anything of a referral's client waiting until the end of the transaction.

    Everybody asks for the client first, and only then for the referral: else two could wait for each other.
    """
    db.scalar(select(Client.id).join(OnwardReferral).where(*is_referral).with_for_update(of=Client))


def count_referred(db: Session, actor: Actor, since: date) -> dict[uuid.UUID, int]:
    """How many people the scheme sent to each service since a day, by the service's id. Who they are is not told."""
    counted = (
        select(OnwardReferral.service_id, func.count())
        .where(OnwardReferral.scheme_id == actor.scheme_id, OnwardReferral.state != ReferralState.DRAFT.value)
        .where(OnwardReferral.made_at >= datetime.combine(since, time.min, tzinfo=UTC))
        .group_by(OnwardReferral.service_id)
    )
    return {service_id: number for service_id, number in db.execute(counted)}


def count_open_referrals(db: Session, actor: Actor) -> dict[uuid.UUID, int]:
    """How many open referrals each client of the scheme has, by the client's id. Who they are is not told."""
    counted = (
        select(OnwardReferral.client_id, func.count())
        .where(OnwardReferral.scheme_id == actor.scheme_id, OnwardReferral.state.in_(OPEN))
        .where(~OnwardReferral.client.has(has_died()))
        .group_by(OnwardReferral.client_id)
    )
    return {client_id: number for client_id, number in db.execute(counted)}


def list_onward_referrals(
    db: Session, actor: Actor, client: Client | None = None, *, only_open: bool = False
) -> Sequence[OnwardReferral]:
    """The referrals of the scheme, or of one client, latest change first.

    Nothing is to be done about those of somebody who has died: among the open ones of a scheme they are not.
    Whose they are is recorded as looked at; of one client, `get_client` has done so already.
    """
    wanted = referrals_in_scope(actor)
    if client is not None:
        wanted = wanted.where(OnwardReferral.client_id == client.id)
    if only_open:
        wanted = wanted.where(OnwardReferral.state.in_(OPEN))
    if only_open and client is None:
        wanted = wanted.where(~OnwardReferral.client.has(has_died()))
    found = db.scalars(wanted.order_by(OnwardReferral.state_on.desc(), OnwardReferral.made_at.desc())).all()
    if client is None and found:
        record_act(db, actor.user_id, actor.scheme_id, "client.listed", "client", [each.client_id for each in found])
    return found
