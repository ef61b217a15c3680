"""Taking out an organization that was added by mistake: one that nothing names.

One that activities name stays, also where all of them were put away: their history can bring them back. The public
does not see it as long as none of them is published.
"""

import uuid

from sqlalchemy import delete, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.history.local_values import list_sources
from directory.catalogue.history.revisions import refuse_revision
from directory.catalogue.history.written_records import CHANGED_SINCE, hold_record
from directory.catalogue.models.duplicates import DuplicateCandidate, MergedRecord
from directory.catalogue.models.merging import MERGE
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.services import Program, Service
from directory.catalogue.models.taxonomies import Attribute
from directory.catalogue.publishing import published
from directory.db import Base
from directory.errors import Conflict, Refused

ENTITY = Organization.__tablename__
SEEN_UNTIL = "Put away what it runs, and nobody sees it any more."
NOT_SEEN = (
    "Activities that were put away, or are still being written, name it. "
    "Nobody else sees it as long as none of them is published."
)
NAMED_BY: tuple[tuple[InstrumentedAttribute[uuid.UUID] | InstrumentedAttribute[uuid.UUID | None], str], ...] = (
    (Program.organization_id, "A programme of activities belongs to it."),
    (Location.organization_id, "A place belongs to it."),
    (Organization.parent_organization_id, "Another organisation is part of it."),
)
WRITTEN_ABOUT = (
    "Something is written down about it that would be lost, such as a meeting or a check. "
    "If it is listed twice, make the two one."
)
TAKEN_OUT = "This organisation was taken out of the directory."


def why_it_stays(db: Session, organization: Organization) -> str:
    """What keeps an organization in the catalogue, in a sentence or two; nothing where it may be taken out."""
    services = Service.organization_id == organization.id
    if db.scalar(select(exists().where(services, published()))):
        return f"Activities that everybody sees name it. {SEEN_UNTIL}"
    if db.scalar(select(exists().where(services))):
        return NOT_SEEN
    for column, words in NAMED_BY:
        if db.scalar(select(exists().where(column == organization.id))):
            return words
    if sources := list_sources(db, ENTITY, organization.id):
        return f"It comes from {sources[0].name}, and would come back from there."
    if was_merged(db, organization):
        return "It was made one with another. Make two of them again first."
    return WRITTEN_ABOUT if is_written_about(db, organization) else ""


def is_written_about(db: Session, organization: Organization) -> bool:
    """Whether anything names it that would follow it to another: what people here know of it, and not its own."""
    key = Base.metadata.tables[ENTITY].c.id
    naming = (each for table in Base.metadata.sorted_tables for each in table.c if each.references(key))
    return any(db.scalar(select(exists().where(each == organization.id))) for each in naming if MERGE in each.info)


def was_merged(db: Session, organization: Organization) -> bool:
    merged = (
        MergedRecord.entity == ENTITY,
        MergedRecord.split_at.is_(None),
        MergedRecord.new_id == organization.id,
    )
    return bool(db.scalar(select(func.count()).select_from(MergedRecord).where(*merged)))


def remove_organization(db: Session, actor: Actor, organization: Organization, version: int) -> None:
    """Take an organization out. Drafts about it go with it, and suggestions are answered.

    `version` is that of the organization the actor saw. Raises Conflict where somebody changed it meanwhile, and
    Refused where something keeps it.
    """
    hold_record(db, ENTITY, organization.id)
    if organization.version != version:
        raise Conflict(CHANGED_SINCE)
    if reason := why_it_stays(db, organization):
        raise Refused(reason)
    answer_revisions(db, actor, organization.id)
    pair = or_(DuplicateCandidate.first_id == organization.id, DuplicateCandidate.second_id == organization.id)
    db.execute(delete(DuplicateCandidate).where(DuplicateCandidate.entity == ENTITY, pair))
    db.execute(delete(Attribute).where(Attribute.link_entity == ENTITY, Attribute.link_id == organization.id))
    record_act(db, actor.user_id, None, "organization.removed", ENTITY, [organization.id])
    db.delete(organization)


def answer_revisions(db: Session, actor: Actor, organization_id: uuid.UUID) -> None:
    about = (Revision.entity == ENTITY, Revision.record_id == organization_id)
    db.execute(delete(Revision).where(*about, Revision.state == RevisionState.DRAFT.value))
    for each in db.scalars(select(Revision).where(*about, Revision.state == RevisionState.WAITING.value)):
        refuse_revision(db, actor, each, TAKEN_OUT)
