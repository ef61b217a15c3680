"""Ending a spell of support for a reason, and putting right how it ended."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.closing.deciding import take_back_put
from directory.casework.closing.inputs import ClosingInput
from directory.casework.closing.models import ClosingDraft, Closure
from directory.casework.closing.queries import find_standing, list_closures
from directory.casework.closing.reasons import ClosureReason
from directory.casework.models import Case
from directory.casework.operations import ChangedMeanwhile, close_case
from directory.casework.own_page.stopping import see_to_wish
from directory.db import new_id

KEPT = (
    "reason_note",
    "closed_on",
    "what_next",
    "onward_to",
    "onward_told",
    "wanted_more",
    "exit_why",
)


def end_case(
    db: Session,
    actor: Actor,
    case: Case,
    wanted: ClosingInput,
    *,
    settled: Sequence[str] = (),
    still_held: Collection[uuid.UUID] = (),
) -> Closure:
    """End a case, or put right how it ended: what was written down before stays, as replaced.

    `settled` says in words what was decided about each thing that was open, and `still_held` are the planned sessions
    that are held all the same. The same again changes nothing. Raises
    ChangedMeanwhile where somebody else ended it, or put it right, after it was looked at; WrongInput for a day that
    cannot be. The caller keeps the client from others.
    """
    standing = find_standing(db, case)
    if standing is not None and says_the_same(standing, wanted):
        drop_draft(db, actor, case)
        return standing
    if wanted.seen_number not in (None, standing.number if standing else 0):
        raise ChangedMeanwhile
    # Where nobody looked beforehand, the day may be put right all the same.
    seen = case.version if wanted.seen is None else wanted.seen
    close_case(db, actor, case, wanted.closed_on, seen=seen, still_held=still_held)
    see_to_wish(db, actor, case)
    return add_closure(db, actor, case, wanted, standing, settled)


def says_the_same(closure: Closure, wanted: ClosingInput) -> bool:
    told = all(getattr(closure, name) == getattr(wanted, name) for name in KEPT)
    return told and (closure.reason, closure.exit_answer) == (wanted.reason, wanted.exit_answer)


def add_closure(
    db: Session,
    actor: Actor,
    case: Case,
    wanted: ClosingInput,
    standing: Closure | None,
    settled: Sequence[str] = (),
) -> Closure:
    """Keep how a case ended, in place of what stands so far. The case itself is closed by the caller."""
    known = list_closures(db, case)
    closure = Closure(
        id=new_id(),
        scheme_id=case.scheme_id,
        client_id=case.client_id,
        case_id=case.id,
        number=len(known) + 1,
        reason=wanted.reason.value,
        exit_answer=wanted.exit_answer.value if wanted.exit_answer else None,
        settled="\n".join(settled) or (standing.settled if standing else None),
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
        **{name: getattr(wanted, name) for name in KEPT},
    )
    if standing is not None:
        standing.replaced_at = clock.now()
        db.flush()  # only one of a case stands at a time, and the database checks that
    db.add(closure)
    drop_draft(db, actor, case)
    take_back_put(db, case)
    action = "closure.corrected" if standing else "closure.recorded"
    record_act(db, actor.user_id, actor.scheme_id, action, "closure", [closure.id], ["reason"])
    return closure


def end_with_death(db: Session, actor: Actor, case: Case) -> Closure:
    """Keep that a case ended because the person has died. The case is closed by whoever wrote the death down."""
    wanted = ClosingInput(ClosureReason.DIED, case.closed_on or clock.today())
    return add_closure(db, actor, case, wanted, find_standing(db, case))


def undo_closure(db: Session, actor: Actor, case: Case, why: str) -> bool:
    """Take back how a case ended, as it goes on; says whether there was anything to take back."""
    take_back_put(db, case)
    standing = find_standing(db, case)
    if standing is None:
        return False
    standing.undone_at, standing.undone_by, standing.why_undone = clock.now(), actor.user_id, why
    record_act(db, actor.user_id, actor.scheme_id, "closure.undone", "closure", [standing.id])
    return True


def drop_draft(db: Session, actor: Actor, case: Case) -> None:
    """Forget what the actor had answered of the steps. What a colleague has in hand stays for them."""
    db.execute(delete(ClosingDraft).where(ClosingDraft.case_id == case.id, ClosingDraft.user_id == actor.user_id))
