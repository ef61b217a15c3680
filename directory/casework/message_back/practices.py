"""The practices that a team writes to, so that nobody types an address twice: kept by hand, and by each message."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.message_back.practice_models import KnownPractice
from directory.casework.operations import ChangedMeanwhile
from directory.casework.practice_codes import tidy_practice, what_is_wrong_with_practice
from directory.db import add_once, new_id
from directory.errors import NotFound, WrongInput


@dataclass(frozen=True)
class PracticeInput:
    """A practice and its address; `seen` is the version that was looked at, 0 where it is new."""

    code: str
    name: str
    email: str
    seen: int = 0


def list_practices(db: Session, actor: Actor) -> Sequence[KnownPractice]:
    """The practices of the actor's team, by name."""
    of_team = select(KnownPractice).where(KnownPractice.scheme_id == actor.scheme_id)
    return db.scalars(
        of_team.options(joinedload(KnownPractice.changer)).order_by(KnownPractice.name, KnownPractice.code)
    ).all()


def find_practice(db: Session, scheme_id: uuid.UUID, code: str | None) -> KnownPractice | None:
    """The practice of a code, if the team knows it."""
    if not code:
        return None
    of_team = (KnownPractice.scheme_id == scheme_id, KnownPractice.code == tidy_practice(code))
    return db.scalar(select(KnownPractice).where(*of_team))


def get_practice(db: Session, actor: Actor, practice_id: uuid.UUID) -> KnownPractice:
    """A practice of the actor's team. Raises NotFound."""
    of_team = (KnownPractice.scheme_id == actor.scheme_id, KnownPractice.id == practice_id)
    found = db.scalar(select(KnownPractice).where(*of_team))
    if found is None:
        raise NotFound("There is no such practice on your team's list.")
    return found


def keep_practice(db: Session, actor: Actor, wanted: PracticeInput) -> KnownPractice:
    """Put a practice on the team's list, or change what stands there. The same again changes nothing.

    Raises WrongInput for what is no code, and ChangedMeanwhile where a colleague changed it.
    """
    problem = what_is_wrong_with_practice(wanted.code)
    if problem:
        raise WrongInput("Check the code.", {"code": problem})
    known = find_practice(db, actor.scheme_id, wanted.code)
    if known is not None and wanted.seen not in (0, known.version):
        raise ChangedMeanwhile
    return remember_practice(db, actor, wanted.code, wanted.name, wanted.email)


def remember_practice(db: Session, actor: Actor, code: str, name: str, email: str) -> KnownPractice:
    """Keep where a practice gets its messages. One that is known by another address gets the new one."""
    known = find_practice(db, actor.scheme_id, code)
    if known is None:
        known, is_new = add_once(
            db, practice_of(actor, code, name, email), lambda: find_practice(db, actor.scheme_id, code)
        )
    else:
        is_new = (known.name, known.email) != (name, email)
        known.name, known.email = name, email
    if is_new:
        known.changed_by, known.changed_at = actor.user_id, clock.now()
        record_act(db, actor.user_id, actor.scheme_id, "practice.kept", "known_practice", [known.id])
    return known


def practice_of(actor: Actor, code: str, name: str, email: str) -> KnownPractice:
    return KnownPractice(
        id=new_id(),
        scheme_id=actor.scheme_id,
        code=tidy_practice(code),
        name=name,
        email=email,
        changed_by=actor.user_id,
        changed_at=clock.now(),
    )


def remove_practice(db: Session, actor: Actor, practice: KnownPractice) -> None:
    """Take a practice off the list. What was sent there stays as it was."""
    record_act(db, actor.user_id, actor.scheme_id, "practice.removed", "known_practice", [practice.id])
    db.delete(practice)
