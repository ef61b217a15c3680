"""Those of a team whom nobody supports now, page by page: who ended last stands first."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from directory.accounts.actor import Actor
from directory.casework.models import Case, Client
from directory.casework.sight import in_scope


def count_ended(db: Session, actor: Actor, *conditions: ColumnElement[bool]) -> int:
    """How many of the clients whom the actor may see have no open case."""
    return db.scalar(last_cases(actor, *conditions).with_only_columns(func.count())) or 0


def list_ended(
    db: Session, actor: Actor, offset: int, most: int | None, *conditions: ColumnElement[bool]
) -> Sequence[uuid.UUID]:
    """The ids of the clients of one page, or of all from `offset` on. Nobody is named, so that nothing is recorded."""
    newest_first = (Case.closed_on.desc(), Case.id)
    return db.scalars(last_cases(actor, *conditions).order_by(*newest_first).offset(offset).limit(most)).all()


def last_cases(actor: Actor, *conditions: ColumnElement[bool]) -> Select[uuid.UUID]:
    """The client of each case that has ended and is the last of theirs."""
    later = aliased(Case)
    is_later = or_(
        later.closed_on.is_(None),
        later.closed_on > Case.closed_on,
        and_(later.closed_on == Case.closed_on, later.id > Case.id),
    )
    of_client = (later.scheme_id == Case.scheme_id, later.client_id == Case.client_id, later.id != Case.id)
    return (
        select(Case.client_id)
        .join(Client, Client.id == Case.client_id)
        .where(Case.scheme_id == actor.scheme_id, Case.closed_on.is_not(None))
        .where(~select(later.id).where(*of_client, is_later).exists(), in_scope(actor), *conditions)
    )
