"""Reading the pairs of records that may be one."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import TABLES, portions
from directory.catalogue.models.duplicates import CandidateState, DuplicateCandidate


@dataclass(frozen=True)
class Named:
    """The name of a record, and of the organization that runs it where it is a service."""

    name: str
    group: str = ""


def list_open_pairs(db: Session, entity: str) -> Sequence[DuplicateCandidate]:
    """The pairs that wait for somebody, the most likely first."""
    return db.scalars(
        select(DuplicateCandidate)
        .where(DuplicateCandidate.entity == entity, DuplicateCandidate.state == CandidateState.OPEN.value)
        .order_by(DuplicateCandidate.score.desc(), DuplicateCandidate.id)
    ).all()


def names_of(db: Session, entity: str, ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Named]:
    """By id, what records are called. Those that are gone are left out."""
    record, organization = TABLES[entity], TABLES["organization"]
    wanted = select(record.c.id, record.c.name)
    if entity == "service":
        wanted = wanted.add_columns(organization.c.name).join(
            organization, organization.c.id == record.c.organization_id
        )
    return {
        row_id: Named(*names)
        for some in portions(sorted(set(ids)))
        for row_id, *names in db.execute(wanted.where(record.c.id.in_(some)))
    }
