"""How a domain changed hands: written down, and read by who keeps it now."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.champions.domains.handover_models import DomainHandover
from directory.champions.models import ChampionDomain
from directory.db import new_id

MOST_SHOWN = 50
# For so long the page of a domain leads whoever took it to what they have to know.
IS_NEW_FOR = timedelta(days=60)


def record_handover(
    db: Session, actor: Actor, domain: ChampionDomain, from_id: uuid.UUID | None, to_id: uuid.UUID, note: str | None
) -> DomainHandover:
    """Write down that a domain has another champion, and what was said to them."""
    handover = DomainHandover(
        id=new_id(),
        domain_id=domain.id,
        from_id=from_id,
        to_id=to_id,
        handed_by=actor.user_id,
        note=note,
        handed_at=clock.now(),
    )
    db.add(handover)
    return handover


def list_handovers(db: Session, actor: Actor, domain: ChampionDomain) -> Sequence[DomainHandover]:
    """How a domain changed hands, newest first, and a record that the notes were looked at."""
    wanted = newest_first(domain).options(
        joinedload(DomainHandover.giver), joinedload(DomainHandover.taker), joinedload(DomainHandover.hander)
    )
    found = db.scalars(wanted.limit(MOST_SHOWN)).all()
    if found:
        record_act(db, actor.user_id, None, "domain_handover.listed", "domain_handover", [each.id for each in found])
    return found


def find_new_to(db: Session, actor: Actor, domain: ChampionDomain, now: datetime) -> datetime | None:
    """When a domain was handed to the actor, where that is not long ago and they have it still."""
    last = db.execute(
        newest_first(domain).with_only_columns(DomainHandover.to_id, DomainHandover.handed_at).limit(1)
    ).first()
    is_news = last is not None and last.to_id == actor.user_id == domain.champion_id
    return last.handed_at if last is not None and is_news and now - last.handed_at <= IS_NEW_FOR else None


def newest_first(domain: ChampionDomain) -> Select[DomainHandover]:
    wanted = select(DomainHandover).where(DomainHandover.domain_id == domain.id)
    return wanted.order_by(DomainHandover.handed_at.desc(), DomainHandover.id)
