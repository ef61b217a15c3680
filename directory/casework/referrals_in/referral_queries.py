"""Reading the referrals to a team. Everything here is scoped to the actor's scheme in the query itself."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.inputs import NewClientInput
from directory.casework.models import Client
from directory.casework.policy import may_see_referral_in
from directory.casework.queries import list_by_reference
from directory.casework.references import read_reference
from directory.casework.referrals_in.recognising import MOST_OFFERED, is_likely_one, list_likely
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ANSWERED_OTHERWISE, WAITING, ReferralInState
from directory.casework.sight import in_scope
from directory.casework.tombstones import check_not_erased
from directory.errors import NotFound
from directory.security.key_tables import CannotBeRead

WAITING_STATES = tuple(sorted(each.value for each in WAITING))
# Somebody who could not be reached may still ring back.
OPEN_STATES = (*WAITING_STATES, ReferralInState.NOT_REACHED.value)


def get_referral_in(db: Session, actor: Actor, reference: str, *, to_change: bool = False) -> Referral:
    """A referral to the actor's team by reference, and a record that it was looked at.

    `to_change` keeps others who would answer it waiting until the end of the transaction. Raises NotFound for one of
    another team just as for none at all, and where the actor may not see the client it was accepted as. Raises
    PersonErased for one of the actor's team that was erased.
    """
    this = (Referral.scheme_id == actor.scheme_id, Referral.reference == read_reference(reference))
    if to_change:
        # Whoever waits here for a colleague asks only then whether they may see it: in the same question, the client
        # whom the colleague made of it would not be there yet.
        db.execute(select(Referral.id).where(*this).with_for_update())
    wanted = select(Referral).where(is_in_sight(actor), *this)
    found = db.scalar(wanted.execution_options(populate_existing=to_change))
    if found is None or not may_see_referral_in(actor, found):
        check_not_erased(db, actor, reference)
        raise NotFound("There is no such referral.")
    record_act(db, actor.user_id, actor.scheme_id, "referral_in.viewed", "referral", [found.id])
    return found


def is_in_sight(actor: Actor) -> ColumnElement[bool]:
    """The referrals an actor may see: of their team, and not those of a client whose record is hidden from them."""
    of_client = select(Client.id).where(Client.id == Referral.client_id, in_scope(actor))
    return and_(Referral.scheme_id == actor.scheme_id, or_(Referral.client_id.is_(None), of_client.exists()))


def list_referrals_of(db: Session, client: Client) -> Sequence[Referral]:
    """How a client came to the team, each time, oldest first. The caller looked the client up."""
    wanted = select(Referral).where(Referral.scheme_id == client.scheme_id, Referral.client_id == client.id)
    return db.scalars(wanted.order_by(Referral.made_at, Referral.id)).all()


def count_waiting_in(db: Session, actor: Actor) -> int:
    """How many wait for a first answer of the actor's team. Nobody is named, so that nothing is recorded."""
    return db.scalar(waiting_in(actor.scheme_id)) or 0


@lru_cache
def waiting_in(scheme_id: uuid.UUID) -> Select[int]:
    waits = Referral.state.in_(WAITING_STATES)
    return select(func.count()).select_from(Referral).where(Referral.scheme_id == scheme_id, waits)


def list_likely_clients(db: Session, actor: Actor, referral: Referral) -> Sequence[Client]:
    """Clients whom the actor sees and who are likely the person of a referral, likeliest first; recorded as listed."""
    try:
        wanted = as_new_client(referral)
    except CannotBeRead:
        return []
    return list_by_reference(db, actor, list_likely(db, actor, wanted))


def list_likely_waiting(db: Session, actor: Actor, referral: Referral) -> Sequence[Referral]:
    """Other referrals that wait and are likely of the same person, the oldest first; just they are recorded as listed.

    All that wait are opened for it. They are few, as a team answers them: no sender learns of any.
    """
    try:
        wanted = as_new_client(referral)
    except CannotBeRead:
        return []
    return list_alike(db, actor, wanted, Referral.state.in_(OPEN_STATES), Referral.id != referral.id)


def list_told_before(db: Session, actor: Actor, wanted: NewClientInput, since: datetime) -> Sequence[Referral]:
    """Referrals of whoever is likely the person that a colleague hears of now, as `list_likely_waiting` gives them.

    Beside those that wait, they are those since a moment that ended without support: somebody may ring once more.
    """
    ended = and_(Referral.state.in_([each.value for each in ANSWERED_OTHERWISE]), Referral.made_at >= since)
    return list_alike(db, actor, wanted, or_(Referral.state.in_(OPEN_STATES), ended))


def list_alike(db: Session, actor: Actor, wanted: NewClientInput, *among: ColumnElement[bool]) -> Sequence[Referral]:
    in_order = select(Referral).where(is_in_sight(actor), *among).order_by(Referral.made_at, Referral.id)
    alike = [each for each in db.scalars(in_order) if is_likely_other(wanted, each)][:MOST_OFFERED]
    if alike:
        record_act(db, actor.user_id, actor.scheme_id, "referral_in.listed", "referral", [each.id for each in alike])
    return alike


def is_likely_other(wanted: NewClientInput, other: Referral) -> bool:
    try:
        return is_likely_one(wanted, as_new_client(other))
    except CannotBeRead:
        return False


def as_new_client(referral: Referral) -> NewClientInput:
    """What is known of the person of a referral, as it is asked of somebody who is taken on."""
    return NewClientInput(
        name=referral.name,
        submission_key=f"referral-{referral.id}",
        postcode=referral.postcode,
        born_on=referral.born_on,
        nhs_number=referral.nhs_number,
        phone=referral.phone,
        email=referral.email,
        statement=statement_of(referral),
    )


def statement_of(referral: Referral) -> str | None:
    """What was said of the person's wishes and needs, as one text."""
    access = f"Needs for access: {referral.access_needs}" if referral.access_needs else None
    return "\n\n".join(filter(None, (referral.statement, access))) or None
