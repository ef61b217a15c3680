"""Pairs of records that may be one: keeping what was found, and what people decided of it."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.audit.operations import record_act
from directory.catalogue.duplicates.likely_pairs import Pair
from directory.catalogue.duplicates.reasons import Likeness, Reason, ReasonKind
from directory.catalogue.history.record_rows import portions
from directory.catalogue.models.duplicates import CandidateState, DuplicateCandidate
from directory.catalogue.models.field_changes import Plain
from directory.db import new_id
from directory.errors import Conflict, Refused

# By so much the score of a pair that was dismissed has to rise before somebody is asked again.
MATERIAL = 0.25
DECIDED = "{who} has decided this pair already: {what}. Look at the list again."
DECISIONS = {CandidateState.MERGED: "they are one", CandidateState.DISMISSED: "they are two"}

PairOfIds = tuple[uuid.UUID, uuid.UUID]


@dataclass
class FoundCounts:
    """What a search for duplicates changed in the list."""

    new: int = 0
    again: int = 0
    gone: int = 0

    def add(self, other: "FoundCounts") -> None:
        self.new += other.new
        self.again += other.again
        self.gone += other.gone


def pair_of(one: uuid.UUID, other: uuid.UUID) -> PairOfIds:
    """Two ids in the order in which a pair is kept."""
    return (one, other) if one < other else (other, one)


def plain_reasons(found: Likeness) -> list[Plain]:
    """Reasons as a row keeps them."""
    return [[each.kind.value, each.points, each.detail] for each in found.reasons]


def reasons_of(candidate: DuplicateCandidate) -> list[Reason]:
    """What speaks for and against a pair, the strongest first."""
    return [Reason(ReasonKind(kind), points, detail) for kind, points, detail in candidate.reasons]


def record_found(db: Session, entity: str, pairs: Iterable[Pair]) -> FoundCounts:
    """Keep the pairs that a search found. One that was dismissed comes back only with materially more evidence."""
    found = {pair_of(one.record_id, other.record_id): likeness for one, other, likeness in pairs}
    known = list_known(db, entity, found)
    counts = FoundCounts()
    for pair, likeness in found.items():
        candidate = known.get(pair)
        if candidate is None:
            db.add(new_candidate(entity, pair, likeness))
            counts.new += 1
        elif candidate.state == CandidateState.OPEN:
            candidate.score, candidate.reasons = likeness.score, plain_reasons(likeness)
        elif candidate.state == CandidateState.MERGED or says_more(likeness, candidate):
            open_again(candidate, likeness)
            counts.again += 1
    return counts


def list_known(db: Session, entity: str, pairs: Collection[PairOfIds]) -> dict[PairOfIds, DuplicateCandidate]:
    wanted = select(DuplicateCandidate).where(DuplicateCandidate.entity == entity)
    first_ids = {first for first, _ in pairs}
    known = [
        each
        for some in portions(sorted(first_ids))
        for each in db.scalars(wanted.where(DuplicateCandidate.first_id.in_(some)))
    ]
    return {(each.first_id, each.second_id): each for each in known if (each.first_id, each.second_id) in pairs}


def new_candidate(entity: str, pair: PairOfIds, likeness: Likeness) -> DuplicateCandidate:
    return DuplicateCandidate(
        id=new_id(),
        entity=entity,
        first_id=pair[0],
        second_id=pair[1],
        score=likeness.score,
        reasons=plain_reasons(likeness),
    )


def says_more(likeness: Likeness, candidate: DuplicateCandidate) -> bool:
    """Whether there is evidence that a dismissed pair did not have: one more thing the same, or far more alike."""
    before = {each.kind for each in reasons_of(candidate) if each.points > 0}
    now = {each.kind for each in likeness.reasons if each.points > 0}
    return bool(now - before) or likeness.score >= candidate.score + MATERIAL


def open_again(candidate: DuplicateCandidate, likeness: Likeness) -> None:
    candidate.state = CandidateState.OPEN.value
    candidate.score, candidate.reasons = likeness.score, plain_reasons(likeness)
    candidate.found_at = clock.now()


def drop_not_found(db: Session, entity: str, found: Collection[PairOfIds]) -> int:
    """Take open pairs off the list that a search no longer finds; returns how many. What people decided stays."""
    is_open = (DuplicateCandidate.entity == entity, DuplicateCandidate.state == CandidateState.OPEN.value)
    gone = [each for each in db.scalars(select(DuplicateCandidate).where(*is_open)) if is_gone(each, found)]
    for each in gone:
        if each.decided_at is None:
            db.delete(each)
        else:
            each.state = CandidateState.DISMISSED.value
    return len(gone)


def is_gone(candidate: DuplicateCandidate, found: Collection[PairOfIds]) -> bool:
    return (candidate.first_id, candidate.second_id) not in found


def decide(db: Session, actor: Actor, candidate: DuplicateCandidate, state: CandidateState, note: str | None) -> None:
    """Write down what somebody decided. Raises Conflict where somebody else was quicker."""
    if candidate.state != CandidateState.OPEN:
        who = db.get(User, candidate.decided_by)
        what = DECISIONS[CandidateState(candidate.state)]
        raise Conflict(DECIDED.format(who=who.name if who else "Somebody", what=what))
    candidate.state = state.value
    candidate.decided_by = actor.user_id
    candidate.decided_at = clock.now()
    candidate.note = note
    ids = [candidate.first_id, candidate.second_id]
    record_act(db, actor.user_id, None, f"duplicate.{state.value}", candidate.entity, ids)


def dismiss(db: Session, actor: Actor, candidate: DuplicateCandidate, note: str) -> None:
    """Say that two records are not one, and why. Raises Conflict where somebody else was quicker."""
    if not note.strip():
        raise Refused("Say in a few words how you know that they are two.")
    decide(db, actor, candidate, CandidateState.DISMISSED, note.strip())


def reopen(db: Session, actor: Actor, candidate: DuplicateCandidate) -> None:
    """Put a pair that was dismissed back on the list, with what was said of it. Nothing for one that waits anyway."""
    if candidate.state == CandidateState.MERGED:
        raise Refused("These are one. Undo that first, under “Made one”.")
    candidate.state = CandidateState.OPEN.value
    record_act(
        db, actor.user_id, None, "duplicate.reopened", candidate.entity, [candidate.first_id, candidate.second_id]
    )


def carry_decisions_over(db: Session, merged: DuplicateCandidate, old_id: uuid.UUID, kept_id: uuid.UUID) -> None:
    """What was dismissed of the record that goes stays dismissed for the one that stays; what is open is found anew."""
    touching = or_(DuplicateCandidate.first_id == old_id, DuplicateCandidate.second_id == old_id)
    others = select(DuplicateCandidate).where(
        DuplicateCandidate.entity == merged.entity, touching, DuplicateCandidate.id != merged.id
    )
    for each in db.scalars(others).all():
        if each.state == CandidateState.OPEN:
            db.delete(each)
        elif each.state == CandidateState.DISMISSED:
            dismiss_likewise(db, each, old_id, kept_id)


def dismiss_likewise(db: Session, dismissed: DuplicateCandidate, old_id: uuid.UUID, kept_id: uuid.UUID) -> None:
    third = dismissed.second_id if dismissed.first_id == old_id else dismissed.first_id
    if third == kept_id:
        return
    pair = pair_of(third, kept_id)
    if list_known(db, dismissed.entity, [pair]):
        return
    db.add(
        DuplicateCandidate(
            id=new_id(),
            entity=dismissed.entity,
            first_id=pair[0],
            second_id=pair[1],
            score=dismissed.score,
            reasons=dismissed.reasons,
            state=dismissed.state,
            decided_by=dismissed.decided_by,
            decided_at=dismissed.decided_at,
            note=dismissed.note,
        )
    )
