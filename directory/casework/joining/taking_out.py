"""Taking a referral out of the record of a client, when it is found to be of somebody else.

It waits again, under a key of its own, with all that came with it. What it changed in the record is put back as far as
nobody changed it since; what was written there since stays, for a person to read whose it is. A key is made and none is
destroyed: the record that stays is sealed as before.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.agreeing import answers_for, hold_back_what_waits
from directory.casework.client_tokens import make_tokens
from directory.casework.joining.came import (
    WITH_CASE,
    Came,
    cases_going,
    cases_opened,
    changed_since,
    going_with,
    how_it_came,
    list_agreed_by,
)
from directory.casework.joining.joining_records import forget_what_was_read, read_again
from directory.casework.joining.models import JoinedRecord
from directory.casework.joining.parting_records import change_back, count_since
from directory.casework.joining.rows import CLIENTS, tables_with_clients
from directory.casework.joining.taken_models import TakenAsKnown
from directory.casework.models import Case, Client, Purpose
from directory.casework.operations import ChangedMeanwhile
from directory.casework.record.models import RecordedSection
from directory.casework.referrals_in.answering_referrals import keep_agreement, move_referral_in
from directory.casework.referrals_in.joining_referrals import give_to
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import list_referrals_of
from directory.casework.referrals_in.referral_states import ReferralInState, ReferralSource
from directory.casework.referrals_in.telling_senders import tell_senders_of_client
from directory.casework.safety.keeping import end_none_known
from directory.casework.safety.models import Risk
from directory.casework.transfers.queries import find_open_transfer
from directory.casework.triage.following import list_following
from directory.casework.triage.models import Allocation, ReferrerNotice
from directory.db import Base, new_id
from directory.errors import Refused

S = ReferralInState


PUT_BACK = (CLIENTS, Case.__tablename__, Risk.__tablename__)


class NotTakenOut(Refused):
    """A referral cannot be taken out of a record now; the message says why, and what would put it right."""


@dataclass(frozen=True)
class TakingOutInput:
    """Why a referral is of somebody else, and the revision of the record that was looked at."""

    why: str
    seen: int | None = None


@dataclass(frozen=True)
class TakingOut:
    """What taking a referral out would do: what goes with it and what was written since and stays, by table, what it
    told that somebody changed since, and what stands against it.

    `case_goes` and `case_stays` say whether a case that was opened for it is taken away or kept. `is_noted` where it is
    known what it changed in the record. `more` is how many other referrals go with it.
    """

    goes: Mapping[str, int]
    stays: Mapping[str, int]
    changed_since: Sequence[str]
    why_not: Sequence[str]
    case_goes: bool
    case_stays: bool
    is_noted: bool
    more: int


def reasons_against_taking_out(db: Session, client: Client, came: Came) -> Iterator[str]:
    """Why a referral cannot be taken out as things are, each as a sentence that says what puts it right."""
    if find_open_transfer(db, client) is not None:
        yield "They are offered to another team. Take that back, or wait for the answer."
    own = {each.reference for each in came.referrals}
    for joined in db.scalars(select(JoinedRecord).where(JoinedRecord.client_id == client.id)):
        if joined.reference in own or joined.joined_at > came.at:
            yield f"Record {joined.reference} was joined into this one since. Part the two records first."


def plan_taking_out(db: Session, client: Client, referral: Referral) -> TakingOut:
    """What taking a referral out of the record of a client would do. Changes nothing."""
    came = how_it_came(db, referral)
    going = going_with(db, client, came)
    since = {table.name: count_since(db, table, client.id, came.at, going) for table in tables_with_clients()}
    opened, goes = cases_opened(client, came), cases_going(db, client, came)
    return TakingOut(
        goes={name: len(ids) for name, ids in going.items()},
        stays={name: number for name, number in since.items() if number},
        changed_since=list(dict.fromkeys(changed_since(db, came, opened, goes))),
        why_not=list(reasons_against_taking_out(db, client, came)),
        case_goes=bool(goes),
        case_stays=len(opened) > len(goes),
        is_noted=bool(came.changes),
        more=len(came.referrals) - 1,
    )


def take_out_of_record(
    db: Session, actor: Actor, client: Client, referral: Referral, wanted: TakingOutInput
) -> Referral:
    """Have a referral that was taken on as a client wait again, for it is of somebody else; what came with it goes too.

    The caller looked both up to change them. Raises NotTakenOut, and ChangedMeanwhile where the record was changed
    after it was looked at.
    """
    if wanted.seen is not None and wanted.seen != client.revision:
        raise ChangedMeanwhile
    came = how_it_came(db, referral)
    why = next(reasons_against_taking_out(db, client, came), None)
    if why:
        raise NotTakenOut(why)
    client_id, referral_ids = client.id, [each.id for each in came.referrals]
    agreed_to_less = take_agreement_back(db, client, came)
    note_taken_out(db, actor, client, came, wanted.why)
    going = {each.id for each in cases_going(db, client, came)}
    for case in cases_opened(client, came):
        if case.id not in going and case.statement == came.said:
            case.statement = None
    wait_again(db, actor, came)
    db.flush()
    put_back(db, came, going)
    take_case_away(db, came, going)
    # Who has the record open notices that it says something else.
    db.execute(update(Client).where(Client.id == client_id).values(version=Client.version + 1))
    forget_what_was_read(db)
    finish_record(db, actor, read_again(db, client_id), agreed_to_less=agreed_to_less)
    for each in referral_ids:
        record_act(db, actor.user_id, actor.scheme_id, "referral_in.taken_out", "referral", [each])
    record_act(db, actor.user_id, actor.scheme_id, "client.referral_taken_out", "client", [client_id])
    return db.get_one(Referral, referral_ids[0])


def finish_record(db: Session, actor: Actor, client: Client, *, agreed_to_less: bool) -> None:
    """Have a record that says less agree with itself: how they are found, what they agree to and what stands."""
    make_tokens(db, client, may_double=True)
    if agreed_to_less:
        for each in list_referrals_of(db, client):
            keep_agreement(db, actor, each, client)
        if not any(each.withdrawn_on is None for each in answers_for(client, Purpose.CONTACT)):
            hold_back_what_waits(db, client, Purpose.CONTACT)
    end_none_known(db, actor, client)
    db.flush()  # senders are told by the cases that stand in the database
    tell_senders_of_client(db, client.id)


def take_agreement_back(db: Session, client: Client, came: Came) -> bool:
    """Have a client agree to nothing that somebody else agreed to. Returns whether they had."""
    agreed = list_agreed_by(db, client, came)
    for each in agreed:
        client.consents.remove(each)
        db.delete(each)
    return bool(agreed)


def note_taken_out(db: Session, actor: Actor, client: Client, came: Came, why: str) -> None:
    """Keep in the record that a referral of somebody else was in it and since when, and nothing that leads to them."""
    for each in came.taken[1:]:
        db.delete(each)
    if came.taken:
        taken = came.taken[0]
    else:
        taken = TakenAsKnown(id=new_id(), scheme_id=client.scheme_id, client_id=client.id)
        db.add(taken)
    taken.taken_at, taken.taken_out_at, taken.taken_out_by = came.at, clock.now(), actor.user_id
    taken.referral_id, taken.journal, taken.why = None, None, why


def wait_again(db: Session, actor: Actor, came: Came) -> None:
    """Have a referral, and those that are joined to it, wait as nobody's whom we know, under a key of their own."""
    person_id, first = new_id(), came.first
    for each in came.referrals:
        forget_what_is_to_be_told(db, each)
        give_to(db, each, person_id)
    for each in came.referrals:
        each.client_id, each.taken_out_at, each.taken_out_by = None, clock.now(), actor.user_id
        # It waited all the time, and nobody was told of that.
        each.unanswered_told_at = each.contact_told_at = each.contact_late_told_at = None
        if each is first:
            each.joined_to_id = None
            each.state = (S.UNCONFIRMED if each.source == ReferralSource.FRIEND else S.NEW).value
    move_referral_in(db, actor, first, S(first.state))


def forget_what_is_to_be_told(db: Session, referral: Referral) -> None:
    """Have nobody told how the support of somebody else ended."""
    for each in list_following(db, referral):
        if isinstance(each, ReferrerNotice) and each.told_at is None:
            db.delete(each)
    db.flush()


def put_back(db: Session, came: Came, cases_going: set[uuid.UUID]) -> None:
    """Have the record say what it said before a referral came to it, as far as nobody changed that since.

    What the record of somebody new began with goes too: it is of somebody else, whatever was written after it.
    """
    for journal in came.changes:
        begun = [uuid.UUID(each) for each in journal.added.get(RecordedSection.__tablename__, ())]
        db.execute(delete(RecordedSection).where(RecordedSection.id.in_(begun)))
        for entry in journal.changed:
            if entry["table"] not in PUT_BACK:
                continue
            left_out = () if cases_going else (WITH_CASE,)
            was = {name: value for name, value in entry["was"].items() if name not in left_out}
            change_back(db, Base.metadata.tables[entry["table"]], {**entry, "was": was})


def take_case_away(db: Session, came: Came, cases_going: set[uuid.UUID]) -> None:
    """Take away a case in which nothing happened, with the note of who was to support them in it."""
    if cases_going:
        db.execute(delete(Case).where(Case.id.in_(cases_going)))
        db.execute(delete(Allocation).where(Allocation.id.in_(came.allocations)))
