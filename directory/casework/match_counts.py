"""How many people a scheme's matches found nothing for: by month, by what was needed, and by area. Nobody is named.

A person counts once for a need in a month, however often they are matched. That they were counted is kept as a token
until the month is over: it says nothing of the need or the person to who has the records alone. Of a match for nobody
in particular it is not known whose it was: what one colleague asks for on one day counts once.
"""

import uuid
from datetime import date, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from directory.accounts.actor import Actor
from directory.casework.models import Client, one_of
from directory.casework.queries import does_object
from directory.db import Base, current_database
from directory.matching.unmet import UnmetBy, UnmetMatch
from directory.security.blind_indexes import BlindIndex, indexes_of
from directory.security.keystore import current_key_store

KEPT_FOR = timedelta(weeks=104)


class UnmetMatchCount(Base):
    """How many people of a scheme needed something in an area in a month, and a match found none of it."""

    __tablename__ = "unmet_match_count"

    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"), primary_key=True)
    month_on: Mapped[date] = mapped_column(primary_key=True)
    unmet_by: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(primary_key=True)
    people: Mapped[int]

    __table_args__ = (
        CheckConstraint(one_of("unmet_by", UnmetBy), name="known_way"),
        CheckConstraint("people > 0", name="counts_somebody"),
    )


class UnmetMatchToken(Base):
    """Somebody was counted for something in a month, and is not again."""

    __tablename__ = "unmet_match_token"

    token: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    month_on: Mapped[date]

    __table_args__ = (Index(None, "month_on"),)


def count_unmet_match(
    db: Session, actor: Actor, client: Client | None, unmet: UnmetMatch, area: str, today: date
) -> None:
    """Count a match that went without, once for each thing needed, unless the person counts there already.

    Who was asked and does not want to count in figures is left out.
    """
    if client is not None and does_object(db, client):
        return
    month_on = today.replace(day=1)
    index = indexes_of(current_key_store().index_keys(), actor.scheme_id)[0]
    whose = str(client.id) if client else f"{actor.user_id} {today.isoformat()}"
    # All in one order, so that no two requests wait for one another.
    for code in sorted(set(unmet.codes)):
        if is_new(db, token_of(index, month_on, unmet.by, code, whose), month_on):
            add_one(db, actor.scheme_id, month_on, unmet.by, code, area)
    forget_old_counts(db, today)


def forget_old_counts(db: Session, today: date) -> None:
    """Let go of who was counted in a month that is over, and of what was counted two years ago."""
    month_on = today.replace(day=1)
    db.execute(delete(UnmetMatchToken).where(UnmetMatchToken.month_on < month_on))
    db.execute(delete(UnmetMatchCount).where(UnmetMatchCount.month_on < month_on - KEPT_FOR))


def token_of(index: BlindIndex, month_on: date, by: UnmetBy, code: str, whose: str) -> bytes:
    return index.token(f"unmet match {month_on.isoformat()}", "\0".join((by, code, whose)))


def is_new(db: Session, token: bytes, month_on: date) -> bool:
    """Write down that somebody is counted; False where they were before."""
    insert = postgresql.insert if current_database().dialect == "postgresql" else sqlite.insert
    row = insert(UnmetMatchToken).values(token=token, month_on=month_on)
    added = row.on_conflict_do_nothing(index_elements=["token"]).returning(UnmetMatchToken.month_on)
    return db.scalar(added) is not None


def add_one(db: Session, scheme_id: uuid.UUID, month_on: date, by: UnmetBy, code: str, area: str) -> None:
    insert = postgresql.insert if current_database().dialect == "postgresql" else sqlite.insert
    row = insert(UnmetMatchCount).values(
        scheme_id=scheme_id, month_on=month_on, unmet_by=by.value, code=code, area=area, people=1
    )
    known = ["scheme_id", "month_on", "unmet_by", "code", "area"]
    db.execute(row.on_conflict_do_update(index_elements=known, set_={"people": UnmetMatchCount.people + 1}))
