"""Suggested changes of records: whose they are to decide, and what became of one's own."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from directory.accounts.actor import Actor, Role
from directory.audit.operations import record_act
from directory.catalogue.history.edits import write_draft
from directory.catalogue.history.queries import with_people
from directory.catalogue.history.record_changes import rebased, values_now
from directory.catalogue.history.record_rows import portions
from directory.catalogue.history.revisions import DECIDED_BEFORE, accept_revision, refuse_revision, settle
from directory.catalogue.history.written_records import MODELS, WrittenRecord, get_record
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.services import Service
from directory.catalogue.photographs.gone import leave_out_gone
from directory.champions.keepers import is_kept_by
from directory.champions.models import CheckResult, CheckWay
from directory.champions.operations import assure, record_check
from directory.champions.queries import Ids, in_domains, records_beside
from directory.champions.suggesting.suggestion_letters import queue_word
from directory.errors import Conflict, NotFound, Refused

MOST_SHOWN = 100
WAITING = (Revision.entity.in_(MODELS), Revision.state == RevisionState.WAITING)
# What its author is still writing is for nobody else's eyes, and no suggestion yet.
SUGGESTED = (Revision.entity.in_(MODELS), Revision.is_suggestion, Revision.state != RevisionState.DRAFT)
NO_SUCH = "There is no such suggestion."


def list_waiting(db: Session, actor: Actor, most: int = MOST_SHOWN) -> Sequence[Revision]:
    """The suggestions the actor may decide, oldest first; at most a hundred, as more wait behind them."""
    wanted = with_people().where(*WAITING, is_theirs_to_decide(actor)).order_by(Revision.id)
    return db.scalars(wanted.limit(most)).all()


def count_waiting(db: Session, actor: Actor) -> int:
    """How many suggestions wait for the actor."""
    return db.scalar(select(func.count()).select_from(Revision).where(*WAITING, is_theirs_to_decide(actor))) or 0


def list_own(db: Session, actor: Actor, most: int = MOST_SHOWN) -> Sequence[Revision]:
    """What the actor suggested, newest first, with what became of it."""
    mine = with_people().where(*SUGGESTED, Revision.author_id == actor.user_id)
    return db.scalars(mine.order_by(Revision.id.desc()).limit(most)).all()


def get_suggestion(
    db: Session, actor: Actor, revision_id: int, *, to_decide: bool = False
) -> tuple[Revision, WrittenRecord]:
    """A suggestion the actor may decide, or might have, with its record. Raises NotFound, also for somebody else's.

    `to_decide` keeps others from deciding it, and its author from withdrawing it, before this is done; it raises
    Conflict where that has happened.
    """
    theirs = is_theirs_to_decide(actor)
    revision = get_one(db, revision_id, theirs)
    record = get_record_of(db, revision, to_change=to_decide)
    # The record is held first and its revision then, as everybody does who needs both.
    return (get_one(db, revision_id, theirs, to_decide=True) if to_decide else revision), record


def get_own_suggestion(db: Session, actor: Actor, revision_id: int, *, to_decide: bool = False) -> Revision:
    """A suggestion that the actor made. Raises NotFound, also for somebody else's."""
    return get_one(db, revision_id, Revision.author_id == actor.user_id, to_decide=to_decide)


def get_one(db: Session, revision_id: int, condition: ColumnElement[bool], *, to_decide: bool = False) -> Revision:
    wanted = with_people().where(*SUGGESTED, Revision.id == revision_id, condition)
    if to_decide:
        wanted = wanted.with_for_update(of=Revision).execution_options(populate_existing=True)
    revision = db.scalar(wanted)
    if revision is None:
        raise NotFound(NO_SUCH)
    if to_decide and revision.state != RevisionState.WAITING:
        raise Conflict(DECIDED_BEFORE)
    return revision


def get_record_of(db: Session, revision: Revision, *, to_change: bool) -> WrittenRecord:
    try:
        return get_record(db, MODELS[revision.entity], revision.record_id, to_change=to_change)
    except NotFound:
        raise NotFound("What this is about is no longer in the catalogue.") from None


def records_of(db: Session, revisions: Sequence[Revision]) -> Mapping[uuid.UUID, WrittenRecord]:
    """The records that revisions are about, by id, with what a list says of them."""
    services = select(Service).options(joinedload(Service.organization))
    places = select(Location).options(selectinload(Location.addresses))
    found: list[WrittenRecord] = []
    for some in portions({each.record_id for each in revisions}):
        found += db.scalars(services.where(Service.id.in_(some)))
        found += db.scalars(places.where(Location.id.in_(some)))
        found += db.scalars(select(Organization).where(Organization.id.in_(some)))
    return {record.id: record for record in found}


def is_theirs_to_decide(actor: Actor, services: Ids | None = None) -> ColumnElement[bool]:
    """Whether a revision is of a record the actor looks after: a champion those of their domains, an editor all.

    `services` are those of their domains, where they are known already.
    """
    if Role.EDITOR in actor.roles:
        return true()
    mine = in_domains(is_kept_by(actor.user_id)) if services is None else services
    records = {entity: mine if entity == "service" else records_beside(entity, mine) for entity in MODELS}
    return or_(*(and_(Revision.entity == entity, Revision.record_id.in_(ids)) for entity, ids in records.items()))


def accept_suggestion(db: Session, actor: Actor, revision: Revision, record: WrittenRecord, version: int) -> None:
    """Change a record as suggested. What its group told us, it has looked at: that counts as a check of its listing.

    Photographs whose picture was deleted since are left out. `version` is that of the record which the actor saw.
    Raises Conflict where somebody changed it meanwhile.
    """
    revision.changes = [asdict(each) for each in leave_out_gone(db, revision.field_changes)]
    accept_revision(db, actor, revision, record, version)
    if revision.is_from_group and isinstance(record, Service):
        assure(db, None, record)
        record_check(db, None, record, CheckResult.CHANGED, CheckWay.LINK)


def refuse_suggestion(db: Session, actor: Actor, revision: Revision, record: WrittenRecord, note: str) -> bool:
    """Leave a record as it is, with a word to who suggested the change; returns whether a letter tells its group.

    A colleague reads it in the list of what they suggested. Raises Conflict where it was decided.
    """
    refuse_revision(db, actor, revision, note)
    return isinstance(record, Service) and queue_word(db, revision, record, note, is_taken=False)


def take_into_draft(db: Session, actor: Actor, revision: Revision, record: WrittenRecord) -> None:
    """Put what is suggested into the actor's own draft of a record, to be changed there and published.

    The suggestion waits until they say what came of it. Raises Refused where the record says all of it already.
    """
    changes = rebased(db, record, leave_out_gone(db, revision.field_changes))
    if not changes:
        raise Refused("It says all of this already.")
    write_draft(db, actor, record, {each.field: each.after for each in changes})


def accept_otherwise(db: Session, actor: Actor, revision: Revision, record: WrittenRecord, note: str) -> bool:
    """Note that a suggestion led to a change in other words, which was made; returns whether a letter tells its group.

    It then tells what really changed. Raises Refused where the record says still what it said when it was suggested,
    and Conflict where it was decided.
    """
    before = {each.field: each.before for each in revision.field_changes}
    now = values_now(db, record, before)
    changes = [FieldChange(name, before[name], now[name]) for name in before if now[name] != before[name]]
    if not changes:
        raise Refused("Nothing of it has changed yet. Change it first, or say why it stays as it is.")
    settle(revision, actor, RevisionState.DONE, note)
    revision.changes = [asdict(each) for each in changes]
    record_act(db, actor.user_id, None, "revision.taken_otherwise", revision.entity, [revision.record_id], before)
    return isinstance(record, Service) and queue_word(db, revision, record, note, is_taken=True)
