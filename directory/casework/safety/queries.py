"""Reading what is known of somebody's safety. Whoever asks has looked the person up, and so was recorded."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql.base import ExecutableOption

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Case, Client
from directory.casework.queries import has_died, in_care_of, is_supported
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.safety.models import Risk, SafeguardingConcern
from directory.casework.safety.policy import may_read_concerns, may_read_waiting_concerns
from directory.casework.sight import in_scope
from directory.errors import NotFound

About = TypeVar("About", Risk, SafeguardingConcern)


@dataclass(frozen=True)
class Standing:
    """What stands of somebody's safety: risks, the newest first, or that none is known; concerns, for who reads them.

    `is_asked` is False where nobody has asked for risks yet, or all have ended and nobody asked again; `hears_danger`
    where words of danger were heard when they came, and no colleague has written down since what there is to it.
    """

    risks: Sequence[Risk] = ()
    none_known: Risk | None = None
    concerns: Sequence[SafeguardingConcern] = ()
    hears_danger: bool = False

    @property
    def is_asked(self) -> bool:
        return bool(self.risks) or self.none_known is not None


def list_standing(db: Session, actor: Actor, client: Client) -> Standing:
    """The risks and concerns of a client that no person has ended. That concerns are read is recorded."""
    return standing_of(db, actor, client.id, may_read=may_read_concerns(actor, client))


def standing_of(db: Session, actor: Actor, person_id: uuid.UUID, *, may_read: bool) -> Standing:
    """What stands of a person by whose key their record is sealed, with the concerns for who may read them."""
    told = [each for each in list_risks(db, person_id) if each.ended_on is None]
    none_known = next((each for each in told if each.is_none_known), None)
    concerns = list_concerns(db, actor, person_id) if may_read else ()
    return Standing(
        [each for each in told if not each.is_none_known],
        none_known,
        [each for each in concerns if each.ended_on is None],
        hears_danger(db, person_id),
    )


def list_risks(db: Session, person_id: uuid.UUID) -> Sequence[Risk]:
    """Every risk that was ever known of a person, the newest first."""
    return list_about(db, Risk, person_id)


def list_concerns(db: Session, actor: Actor, person_id: uuid.UUID) -> Sequence[SafeguardingConcern]:
    """Every safeguarding concern there ever was about a person, the newest first, recorded as read.

    The caller knows that the actor may read them.
    """
    found = list_about(db, SafeguardingConcern, person_id)
    record_reading(db, actor, found)
    return found


def list_about(db: Session, kind: type[About], person_id: uuid.UUID) -> Sequence[About]:
    wanted = select(kind).where(kind.person_id == person_id)
    return db.scalars(wanted.options(*people_of(kind)).order_by(kind.recorded_at.desc(), kind.id)).all()


def people_of(kind: type[About]) -> Sequence[ExecutableOption]:
    """Who wrote it down, who asked about it and who ended it, to be read with it."""
    people: list[ExecutableOption] = [joinedload(kind.recorder), joinedload(kind.ender)]
    if issubclass(kind, Risk):
        people.append(joinedload(Risk.asker))
    return people


def record_reading(db: Session, actor: Actor, concerns: Sequence[SafeguardingConcern]) -> None:
    """Write down that an actor reads concerns, of which only who may read them is told."""
    if concerns:
        ids = [each.id for each in concerns]
        record_act(db, actor.user_id, actor.scheme_id, "safeguarding.viewed", "safeguarding_concern", ids)


def get_risk(db: Session, client: Client, risk_id: uuid.UUID) -> Risk:
    """A risk of a client, kept from others until the end of the transaction. Raises NotFound for one of another."""
    return get_about(db, Risk, client, risk_id)


def get_concern(db: Session, actor: Actor, client: Client, concern_id: uuid.UUID) -> SafeguardingConcern:
    """A concern about a client, kept from others until the end of the transaction, recorded as read.

    Raises NotFound for whoever may not read it, just as for none at all.
    """
    if not may_read_concerns(actor, client):
        raise NotFound("There is no such page.")
    found = get_about(db, SafeguardingConcern, client, concern_id)
    record_reading(db, actor, [found])
    return found


def get_about(db: Session, kind: type[About], client: Client, wanted_id: uuid.UUID) -> About:
    found = db.scalar(
        select(kind)
        .where(kind.id == wanted_id, kind.client_id == client.id, kind.scheme_id == client.scheme_id)
        .options(*people_of(kind))
        .with_for_update(of=kind)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("There is no such page.")
    return found


def has_standing_risk(db: Session, person_id: uuid.UUID) -> bool:
    """Whether any risk stands of a person: a client by their id, who waits with a referral by its `person_id`."""
    stands = (Risk.person_id == person_id, Risk.ended_on.is_(None), Risk.is_none_known.is_(False))
    return db.scalar(select(Risk.id).where(*stands).limit(1)) is not None


def has_standing_concern(db: Session, person_id: uuid.UUID) -> bool:
    """Whether any concern stands about a person. For decisions that need a manager, and never to be shown to others."""
    stands = (SafeguardingConcern.person_id == person_id, SafeguardingConcern.ended_on.is_(None))
    return db.scalar(select(SafeguardingConcern.id).where(*stands).limit(1)) is not None


def hears_danger(db: Session, person_id: uuid.UUID) -> bool:
    """Whether words of danger were heard in what was told of a person when they came, and no colleague has written down
    since what risk there is, that none is known, or that one is as it was told. What a sender says of risks answers
    nothing that was heard.
    """
    is_written = and_(Risk.recorded_by.is_not(None), Risk.recorded_at >= Referral.made_at)
    is_looked_at = or_(is_written, Risk.asked_at >= Referral.made_at)
    is_asked = exists().where(Risk.person_id == Referral.person_id, is_looked_at)
    heard = select(Referral.id).where(Referral.person_id == person_id, Referral.sounds_urgent.is_(True), ~is_asked)
    return db.scalar(heard.limit(1)) is not None


def list_unasked(db: Session, actor: Actor, since: date) -> Sequence[tuple[Client, date]]:
    """Whose risks nobody has asked for, of those in the actor's care whose case began on a day or later, and that day.

    Who is shown is written down by the caller.
    """
    return [(client, opened_on) for client, opened_on in db.execute(unasked(actor, since))]


@lru_cache
def unasked(actor: Actor, since: date) -> Select[Client, date]:
    told = select(Risk.id).where(Risk.person_id == Client.id, Risk.ended_on.is_(None)).exists()
    # Of open cases a client has one: since when it is open is asked where those are read.
    wanted = select(Client, Case.opened_on).join(Case, (Case.client_id == Client.id) & Case.closed_on.is_(None))
    open_since = is_supported(Case.opened_on >= since)
    in_sight = wanted.where(in_scope(actor), in_care_of(actor), open_since, ~has_died(), ~told)
    return in_sight.order_by(Client.made_at, Client.id)


def list_unacted(db: Session, actor: Actor) -> Sequence[tuple[Client, SafeguardingConcern]]:
    """The concerns of which nobody has written down what was done, about those in the actor's care: they may read them.

    That they are known of is recorded; who is shown is written down by the caller.
    """
    found = [(client, each) for client, each in db.execute(unacted(actor))]
    record_reading(db, actor, [each for _, each in found])
    return found


@lru_cache
def unacted(actor: Actor) -> Select[Client, SafeguardingConcern]:
    wanted = select(Client, SafeguardingConcern).join(Client, Client.id == SafeguardingConcern.client_id)
    open_ones = (SafeguardingConcern.ended_on.is_(None), SafeguardingConcern.acted_sealed.is_(None))
    # Of all clients they are about few, who are read first.
    about = Client.id.in_(select(SafeguardingConcern.client_id).where(*open_ones).correlate(None))
    in_sight = wanted.where(about, in_scope(actor), in_care_of(actor), *open_ones)
    return in_sight.order_by(Client.made_at, SafeguardingConcern.recorded_at, SafeguardingConcern.id)


def list_at_risk(db: Session, client_ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Of which clients any risk stands, of those whom the caller looked up."""
    stands = (Risk.client_id.in_(client_ids), Risk.ended_on.is_(None), Risk.is_none_known.is_(False))
    return frozenset(filter(None, db.scalars(select(Risk.client_id).where(*stands))))


def list_under_concern(db: Session, actor: Actor, clients: Sequence[Client]) -> frozenset[uuid.UUID]:
    """About which of some clients, whom the caller looked up, a concern stands, as far as the actor may read it."""
    return known_under_concern(db, actor, [each.id for each in clients if may_read_concerns(actor, each)])


def list_waiting_under_concern(db: Session, actor: Actor, person_ids: Sequence[uuid.UUID]) -> frozenset[uuid.UUID]:
    """The same of those who wait with a referral, by its `person_id`."""
    return known_under_concern(db, actor, person_ids if may_read_waiting_concerns(actor) else ())


def known_under_concern(db: Session, actor: Actor, person_ids: Sequence[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Of which people a concern stands. That it is known of is recorded; who may know, the caller has seen to."""
    if not person_ids:
        return frozenset()
    stands = (SafeguardingConcern.person_id.in_(person_ids), SafeguardingConcern.ended_on.is_(None))
    found = db.scalars(select(SafeguardingConcern).where(SafeguardingConcern.scheme_id == actor.scheme_id, *stands))
    concerns = found.all()
    record_reading(db, actor, concerns)
    return frozenset(each.person_id for each in concerns)
