"""Answers that close a case and wait for a manager: putting them to one, and sending them back.

A change of any answer takes them back from the manager, so that nobody closes a case by answers they were not shown.
So does each end of the case, and each new beginning: what was asked then is answered.
"""

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.closing.models import PUT_TO_MANAGER_ON, SENT_BACK_ON, ClosingDraft
from directory.casework.models import Case, Client
from directory.casework.sight import in_scope

# Answers that nobody came back to for so long are not begun with any more, and no manager is asked about them.
KEPT_FOR = timedelta(days=14)


def put_to_manager(db: Session, actor: Actor, draft: ClosingDraft) -> None:
    """Ask a manager to decide about what was answered. A second click asks once."""
    if draft.put_to_manager_on is None:
        note(draft, {PUT_TO_MANAGER_ON: clock.today().isoformat()})
        record_act(db, actor.user_id, actor.scheme_id, "closure.put_to_manager", "client_case", [draft.case_id])


def send_back(db: Session, actor: Actor, draft: ClosingDraft) -> None:
    """Have somebody tried again: whoever asked keeps their answers, and the case stays as it is."""
    if draft.put_to_manager_on is not None:
        note(draft, {SENT_BACK_ON: clock.today().isoformat()})
        record_act(db, actor.user_id, actor.scheme_id, "closure.sent_back", "client_case", [draft.case_id])


def take_back_put(db: Session, case: Case) -> None:
    """Ask no manager any more, as a case ended, or goes on, in another way meanwhile. What was answered stays."""
    for draft in db.scalars(select(ClosingDraft).where(ClosingDraft.case_id == case.id)):
        if draft.put_to_manager_on is not None:
            draft.answers = json.dumps(draft.given, ensure_ascii=False)


def note(draft: ClosingDraft, stands: Mapping[str, str]) -> None:
    draft.answers = json.dumps({**draft.given, **stands}, ensure_ascii=False)
    draft.saved_at = clock.now()


def list_put(
    db: Session, actor: Actor, case_ids: Collection[uuid.UUID] | None = None
) -> Sequence[tuple[ClosingDraft, Client]]:
    """What waits for a manager of the actor's team, among the clients whom the actor may see, oldest first.

    Where only some cases matter, no other answers are opened.
    """
    wanted = (
        select(ClosingDraft, Client)
        .join(Client, Client.id == ClosingDraft.client_id)
        .where(ClosingDraft.scheme_id == actor.scheme_id, ClosingDraft.saved_at > clock.now() - KEPT_FOR)
        .where(in_scope(actor))
        .order_by(ClosingDraft.saved_at, ClosingDraft.id)
    )
    if case_ids is not None:
        wanted = wanted.where(ClosingDraft.case_id.in_(case_ids))
    return [(draft, client) for draft, client in db.execute(wanted) if draft.put_to_manager_on is not None]


def find_put(db: Session, actor: Actor, case: Case) -> ClosingDraft | None:
    """What waits for a manager's decision about a case; the first, where two colleagues ask."""
    return next((draft for draft, _ in list_put(db, actor, [case.id])), None)


def drop_put(db: Session, case: Case) -> None:
    """Forget what anybody had answered, as a manager has decided."""
    db.execute(delete(ClosingDraft).where(ClosingDraft.scheme_id == case.scheme_id, ClosingDraft.case_id == case.id))
