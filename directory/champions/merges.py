"""What was made one, as far as it is an actor's to undo."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from directory.accounts.actor import Actor, Role
from directory.catalogue.models.duplicates import MergedRecord
from directory.catalogue.models.services import Service
from directory.champions.keepers import is_kept_by
from directory.champions.queries import in_domains
from directory.errors import NotFound

PAGE_SIZE = 25
WITH_PEOPLE = (joinedload(MergedRecord.merger), selectinload(MergedRecord.splitter))


@dataclass(frozen=True)
class MergePage:
    """One page of merges, the newest first."""

    merges: Sequence[MergedRecord]
    total: int
    page: int


def list_merges(db: Session, actor: Actor, page: int = 1, size: int = PAGE_SIZE) -> MergePage:
    """The merges that the actor may undo, or might have. Raises NotFound for a page below 1."""
    if page < 1:
        raise NotFound("There is no such page.")
    mine = is_theirs_to_undo(actor)
    total = db.scalar(select(func.count()).select_from(MergedRecord).where(mine)) or 0
    merges = db.scalars(
        select(MergedRecord)
        .where(mine)
        .options(*WITH_PEOPLE)
        .order_by(MergedRecord.merged_at.desc(), MergedRecord.id)
        .limit(size)
        .offset((page - 1) * size)
    ).all()
    return MergePage(merges, total, page)


def get_merge(db: Session, actor: Actor, merge_id: uuid.UUID, *, to_change: bool = False) -> MergedRecord:
    """A merge with who made and who undid it. Raises NotFound, also for somebody else's.

    `to_change` keeps others from undoing it before this is done.
    """
    mine = (MergedRecord.id == merge_id, is_theirs_to_undo(actor))
    wanted = select(MergedRecord).where(*mine).options(*WITH_PEOPLE)
    if to_change:
        wanted = wanted.with_for_update(of=MergedRecord).execution_options(populate_existing=True)
    found = db.scalar(wanted)
    if found is None:
        raise NotFound("There is no such merge.")
    return found


def is_theirs_to_undo(actor: Actor) -> ColumnElement[bool]:
    """Whether a merge is the actor's own, or of a listing in one of their domains, or of who runs one."""
    if Role.EDITOR in actor.roles:
        return true()
    services = in_domains(is_kept_by(actor.user_id))
    groups = select(Service.organization_id).where(Service.id.in_(services))
    is_service = MergedRecord.entity == "service"
    return or_(
        MergedRecord.merged_by == actor.user_id,
        and_(is_service, MergedRecord.new_id.in_(services)),
        and_(~is_service, MergedRecord.new_id.in_(groups)),
    )
