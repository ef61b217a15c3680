"""Reading onward referrals, always within the actor's scheme, with a record of whose were looked at."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.catalogue.models.services import Service
from directory.errors import NotFound
from directory.referrals.models import OnwardReferral
from directory.referrals.states import OPEN


def referrals_in_scope(actor: Actor) -> Select[OnwardReferral]:
    """The referrals of the actor's scheme, with service, organization, client and moves."""
    return (
        select(OnwardReferral)
        .where(OnwardReferral.scheme_id == actor.scheme_id)
        .options(
            joinedload(OnwardReferral.service).options(joinedload(Service.organization)),
            joinedload(OnwardReferral.client),
            joinedload(OnwardReferral.maker),
            selectinload(OnwardReferral.moves),
        )
    )


def get_onward_referral(db: Session, actor: Actor, reference: str) -> OnwardReferral:
    """A referral by reference, recorded as looked at. Raises NotFound for another scheme's as for none."""
    referral = db.scalar(referrals_in_scope(actor).where(OnwardReferral.reference == reference.upper()))
    if referral is None:
        raise NotFound("There is no such referral.")
    record_act(db, actor.user_id, actor.scheme_id, "client.viewed", "client", [referral.client_id])
    return referral


def list_onward_referrals(
    db: Session, actor: Actor, client: Client | None = None, *, only_open: bool = False
) -> Sequence[OnwardReferral]:
    """The referrals of the scheme, or of one client, latest change first.

    Whose they are is recorded as looked at; of one client, `get_client` has done so already.
    """
    wanted = referrals_in_scope(actor)
    if client is not None:
        wanted = wanted.where(OnwardReferral.client_id == client.id)
    if only_open:
        wanted = wanted.where(OnwardReferral.state.in_(OPEN))
    found = db.scalars(wanted.order_by(OnwardReferral.state_on.desc(), OnwardReferral.made_at.desc())).all()
    if client is None and found:
        record_act(db, actor.user_id, actor.scheme_id, "client.listed", "client", [each.client_id for each in found])
    return found
