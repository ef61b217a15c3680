"""What was asked of the matcher, kept for a few hours, so that its results are a page that one can come back to."""

import json
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.models import Client, KeptQuestion
from directory.db import delete_free, new_id

# Longer than a working day, and gone by the next.
KEPT_FOR = timedelta(hours=12)


def keep_question(db: Session, actor: Actor, client: Client | None, asked: Mapping[str, Any]) -> uuid.UUID:
    """Keep a question for whoever asked it, and let go of those that are too old, whosever they are."""
    forget_old_questions(db)
    kept = KeptQuestion(
        id=new_id(),
        scheme_id=actor.scheme_id,
        user_id=actor.user_id,
        client_id=client.id if client else None,
        question=json.dumps(dict(asked), ensure_ascii=False),
        asked_at=clock.now(),
    )
    db.add(kept)
    return kept.id


def kept_for(actor: Actor, question_id: uuid.UUID) -> Select[KeptQuestion]:
    return select(KeptQuestion).where(
        KeptQuestion.id == question_id,
        KeptQuestion.user_id == actor.user_id,
        KeptQuestion.scheme_id == actor.scheme_id,
        KeptQuestion.asked_at > clock.now() - KEPT_FOR,
    )


def find_question(db: Session, actor: Actor, question_id: uuid.UUID) -> Mapping[str, Any] | None:
    """What the actor asked; None for what is too old, was let go of, or was asked by somebody else."""
    kept = db.scalar(kept_for(actor, question_id))
    if kept is None:
        return None
    asked: Mapping[str, Any] = json.loads(kept.question)
    return asked


def change_question(db: Session, actor: Actor, question_id: uuid.UUID, **answers: Any) -> Mapping[str, Any] | None:
    """Put other answers into a question that the actor asked; None for what `find_question` does not find."""
    kept = db.scalar(kept_for(actor, question_id).with_for_update())
    if kept is None:
        return None
    asked: Mapping[str, Any] = {**json.loads(kept.question), **answers}
    kept.question = json.dumps(asked, ensure_ascii=False)
    return asked


def forget_questions_of(db: Session, actor: Actor) -> None:
    """Let go of all that the actor asked."""
    db.execute(delete(KeptQuestion).where(KeptQuestion.user_id == actor.user_id))


def forget_old_questions(db: Session) -> None:
    """Let go of what was asked too long ago, whosever it is."""
    delete_free(db, KeptQuestion.id, KeptQuestion.asked_at <= clock.now() - KEPT_FOR)
