"""Putting the sections of two records in one order, and apart again: the newest of each section counts."""

import uuid
from itertools import groupby

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.casework.record.models import RecordedSection

# Beyond any number there is, so that no two rows have the same while they change places.
ASIDE = 1_000_000


def set_sections_aside(db: Session, client_id: uuid.UUID) -> None:
    """Give the sections of a record numbers that no other's have, so that both can be of one client."""
    theirs = RecordedSection.client_id == client_id
    db.execute(update(RecordedSection).where(theirs).values(number=RecordedSection.number + ASIDE))


def number_sections(db: Session, client_id: uuid.UUID) -> None:
    """Number what was written down in each section of a client in the order in which that was done, from one."""
    model = RecordedSection
    wanted = select(model.id, model.section, model.number).where(model.client_id == client_id)
    rows = db.execute(wanted.order_by(model.section, model.recorded_at, model.number)).all()
    db.execute(update(model).where(model.client_id == client_id).values(number=-model.number))
    for _, of_section in groupby(rows, key=lambda each: each.section):
        for number, row in enumerate(of_section, start=1):
            db.execute(update(model).where(model.id == row.id).values(number=number))
