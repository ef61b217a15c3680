"""Answers kept between the steps that close a case, so that nothing typed is lost on the way."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.closing.deciding import KEPT_FOR
from directory.casework.closing.models import ClosingDraft, Closure
from directory.casework.models import Case
from directory.casework.support_sessions.rhythm import find_more_wanted
from directory.casework.support_sessions.rhythm_models import MoreWanted
from directory.db import new_id

OF_CLOSURE = (
    "reason",
    "reason_note",
    "what_next",
    "onward_to",
    "onward_told",
    "wanted_more",
    "exit_answer",
    "exit_why",
)


def find_draft(db: Session, actor: Actor, case: Case) -> ClosingDraft | None:
    """What the actor has answered so far, not too long ago."""
    draft = find_row(db, actor, case)
    return draft if draft is not None and draft.saved_at > clock.now() - KEPT_FOR else None


def find_row(db: Session, actor: Actor, case: Case) -> ClosingDraft | None:
    wanted = select(ClosingDraft).where(ClosingDraft.scheme_id == case.scheme_id, ClosingDraft.case_id == case.id)
    return db.scalar(wanted.where(ClosingDraft.user_id == actor.user_id))


def answers_so_far(
    draft: ClosingDraft | None, standing: Closure | None, wished: MoreWanted | None = None
) -> dict[str, Any]:
    """The answers a step begins with: the actor's own so far, else those of how it ended.

    `wished` is whether they would have liked more, where they were asked beside the sessions.
    """
    if draft is not None:
        return draft.given
    told = {name: getattr(standing, name) for name in OF_CLOSURE} if standing else {}
    if wished is not None:
        told["wanted_more"] = wished.is_wanted
    known = {name: value for name, value in told.items() if value is not None}
    return known | {"closed_on": standing.closed_on.isoformat()} if standing else known


def keep_answers(db: Session, actor: Actor, case: Case, standing: Closure | None, given: Mapping[str, Any]) -> None:
    """Keep the answers of one step, in place of earlier ones to the same questions; an empty one is taken out.

    The caller keeps the client from others.
    """
    so_far = answers_so_far(find_draft(db, actor, case), standing, find_more_wanted(db, case))
    answers = {**so_far, **given}
    answers = {name: value for name, value in answers.items() if value not in (None, "")}
    draft = find_row(db, actor, case)
    if draft is None:
        draft = ClosingDraft(
            id=new_id(), scheme_id=case.scheme_id, client_id=case.client_id, case_id=case.id, user_id=actor.user_id
        )
        db.add(draft)
    draft.answers, draft.saved_at = json.dumps(answers, ensure_ascii=False), clock.now()
