"""What there may be only one of: which of two gives way when two records become one.

Every rule of the database that allows a client one of something is met here, or in `reasons_against`.
"""

from sqlalchemy import Table, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.agreeing import answers_for
from directory.casework.drafts.models import FormDraft
from directory.casework.joining.models import AlikePair, PairState
from directory.casework.joining.pairing import pairs_with
from directory.casework.joining.rules import endings_of
from directory.casework.models import Case, Client, Purpose
from directory.casework.own_page.keeping import close_own_page
from directory.casework.queries import open_case
from directory.casework.young_models import AgeQuestion
from directory.db import Base, new_id

KEY_OF_CLIENT = {"client_id", "submission_key"}
IN_BOTH = "It was written down in both records, which were joined."


def settle(db: Session, actor: Actor, kept: Client, other: Client) -> frozenset[Purpose]:
    """Have the records say everything once; returns what they no longer agree to."""
    fold_cases(db, kept, other)
    settle_deaths(actor, kept, other)
    settle_holds(db, actor, kept, other)
    settle_questions(db, kept, other)
    settle_drafts(db, kept, other)
    settle_keys(db, kept, other)
    settle_pairs(db, kept, other)
    # They know the joined record by a letter of its own, and were told its reference.
    close_own_page(db, other)
    said_no = settle_consents(kept, other)
    db.flush()
    return said_no


def settle_consents(kept: Client, other: Client) -> frozenset[Purpose]:
    said_no = set()
    for purpose in Purpose:
        for consent, day, is_no in list(endings_of(answers_for(kept, purpose), answers_for(other, purpose))):
            consent.withdrawn_on = day
            if is_no:
                said_no.add(purpose)
    return frozenset(said_no)


def is_empty(db: Session, case: Case) -> bool:
    """Whether nothing at all hangs on a spell of support."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if (
                key.column.table is Case.__table__
                and db.execute(select(table.c.id).where(key.parent == case.id)).first()
            ):
                return False
    return True


def goes_into(db: Session, kept: Client, other: Client) -> tuple[Case, Case] | None:
    """Of two open cases the one in which nothing happened yet, and the one that goes on; None where there are not both.

    The first is None of both where something happened in each.
    """
    mine, theirs = open_case(kept), open_case(other)
    if mine is None or theirs is None:
        return None
    return (theirs, mine) if is_empty(db, theirs) else (mine, theirs)


def fold_cases(db: Session, kept: Client, other: Client) -> None:
    """Have an open case in which nothing happened be part of the one that goes on: one person has one."""
    both = goes_into(db, kept, other)
    if both is None:
        return
    folded, goes_on = both
    goes_on.opened_on = min(goes_on.opened_on, folded.opened_on)
    if folded.statement and folded.statement not in (goes_on.statement or ""):
        goes_on.statement = "\n\n".join(filter(None, (goes_on.statement, folded.statement)))
    db.flush()
    db.expunge(folded)
    db.expire(kept if folded.client_id == kept.id else other, ["cases"])
    db.execute(delete(Case).where(Case.id == folded.id))


def settle_deaths(actor: Actor, kept: Client, other: Client) -> None:
    if kept.death is None or other.death is None:
        return
    again = other.death
    again.undone_at, again.undone_by, again.why_undone = clock.now(), actor.user_id, IN_BOTH


def settle_holds(db: Session, actor: Actor, kept: Client, other: Client) -> None:
    """Have one record held back once. What holds it belongs to a package above, and is known by its table."""
    hold = Base.metadata.tables["retention_hold"]
    in_force = hold.c.ended_at.is_(None)
    if db.execute(select(hold.c.id).where(hold.c.client_id == kept.id, in_force)).first():
        ended = {"ended_at": clock.now(), "ended_by": actor.user_id}
        db.execute(update(hold).where(hold.c.client_id == other.id, in_force).values(ended))


def settle_questions(db: Session, kept: Client, other: Client) -> None:
    """Have a manager asked once about somebody's age; an answer that was given counts."""
    both = db.scalars(select(AgeQuestion).where(AgeQuestion.client_id.in_([kept.id, other.id]))).all()
    if len(both) == 2:
        goes = min(both, key=lambda each: (each.answered_at is not None, each.client_id == kept.id))
        db.delete(goes)


def settle_drafts(db: Session, kept: Client, other: Client) -> None:
    """Of two beginnings of one form by one colleague, the kept record's stays."""
    same = select(FormDraft.user_id, FormDraft.form, FormDraft.about)
    begun = {tuple(each) for each in db.execute(same.where(FormDraft.client_id == kept.id))}
    for draft in db.scalars(select(FormDraft).where(FormDraft.client_id == other.id)):
        if (draft.user_id, draft.form, draft.about) in begun:
            db.delete(draft)


def settle_keys(db: Session, kept: Client, other: Client) -> None:
    """Have no two things of one person that were sent with one key: that would be one thing sent twice."""
    for table in Base.metadata.sorted_tables:
        if any({*each.columns.keys()} == KEY_OF_CLIENT for each in uniques_of(table)):
            used = select(table.c.submission_key).where(table.c.client_id == kept.id).scalar_subquery()
            doubled = (table.c.client_id == other.id, table.c.submission_key.in_(used))
            another = table.c.submission_key + f" ({other.reference})"
            db.execute(update(table).where(*doubled).values(submission_key=another))


def uniques_of(table: Table) -> list[UniqueConstraint]:
    return [each for each in table.constraints if isinstance(each, UniqueConstraint)]


def settle_pairs(db: Session, kept: Client, other: Client) -> None:
    """Tell the kept record apart from whom the joined one was told apart from; what was only likely is found anew."""
    known = {kept.id}
    for pair in db.scalars(select(AlikePair).where(pairs_with(kept.id))):
        known |= {pair.client_id, pair.other_client_id}
    for pair in db.scalars(select(AlikePair).where(pairs_with(other.id))).all():
        third = pair.client_id if pair.other_client_id == other.id else pair.other_client_id
        if pair.state == PairState.TWO_PEOPLE and third not in known:
            db.add(
                AlikePair(
                    id=new_id(),
                    scheme_id=pair.scheme_id,
                    client_id=kept.id,
                    other_client_id=third,
                    state=pair.state,
                    found_at=pair.found_at,
                    said_by=pair.said_by,
                    said_at=pair.said_at,
                )
            )
        db.delete(pair)
