"""How a referral came to the record of a client who was known, what it changed there, and what goes with it."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from directory.casework.agreeing import answers_for
from directory.casework.joining.journal import Journal, read_journal
from directory.casework.joining.parting_records import Going
from directory.casework.joining.rows import CLIENTS, plain_value
from directory.casework.joining.settling import is_empty
from directory.casework.joining.taken_models import TakenAsKnown
from directory.casework.models import Case, Client, Consent, GivenHow, Purpose
from directory.casework.references import read_reference
from directory.casework.referrals_in.joined_referrals import list_joined
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import list_referrals_of, statement_of
from directory.casework.safety.coming_in import list_sent_with
from directory.casework.triage.following import list_following
from directory.casework.triage.models import Allocation
from directory.clock import day_of
from directory.db import Base
from directory.errors import NotFound, Refused

# Goes back with the case that was opened for the referral, and stays where that does.
WITH_CASE = "coordinator_id"


class TakenOutAlready(Refused):
    """A referral was taken out of a record before."""

    def __init__(self) -> None:
        super().__init__("The referral is taken out of this record already, and waits with the referrals to us.")


@dataclass(frozen=True)
class Came:
    """How a referral came to a record: with which others that go along, and what was noted then, the newest first."""

    referrals: Sequence[Referral]
    taken: Sequence[TakenAsKnown]
    at: datetime
    changes: Sequence[Journal] = field(default=())

    @property
    def first(self) -> Referral:
        return self.referrals[0]

    @property
    def cases(self) -> set[uuid.UUID]:
        """The cases that were opened for it."""
        return {uuid.UUID(each) for one in self.changes for each in one.added.get(Case.__tablename__, ())}

    @property
    def allocations(self) -> set[uuid.UUID]:
        return {uuid.UUID(each) for one in self.changes for each in one.added.get(Allocation.__tablename__, ())}

    @property
    def said(self) -> str | None:
        """What the case that was opened for it said at first."""
        told: list[str] = []
        for each in self.referrals:
            said = statement_of(each)
            if said and said not in "\n\n".join(told):
                told.append(said)
        return "\n\n".join(told) or None


def may_be_of_another(referral: Referral, client: Client) -> bool:
    """Whether a referral came to a record that it did not begin."""
    return referral.client_id == client.id and referral.reference != client.reference


def get_taken_as_known(db: Session, client: Client, reference: str, *, to_change: bool = False) -> Referral:
    """A referral that came to the record of a client whom the caller looked up, by its own reference.

    Raises NotFound for any other, and TakenOutAlready where it was taken out and waits.
    """
    known = read_reference(reference)
    wanted = select(Referral).where(Referral.scheme_id == client.scheme_id, Referral.reference == known)
    if to_change:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.scalar(wanted)
    if found is not None and found.taken_out_at is not None and found.client_id is None:
        raise TakenOutAlready
    if found is None or not may_be_of_another(found, client):
        raise NotFound("There is no such referral in this record.")
    return found


def how_it_came(db: Session, referral: Referral) -> Came:
    referrals = [referral, *list_joined(db, referral)]
    wanted = select(TakenAsKnown).where(TakenAsKnown.referral_id.in_([each.id for each in referrals]))
    noted = {each.referral_id: each for each in db.scalars(wanted)}
    taken = [noted[each.id] for each in reversed(referrals) if each.id in noted]
    journals = [each.journal for each in taken]
    at = min((each.taken_at for each in taken), default=referral.state_at)
    return Came(referrals, taken, at, [read_journal(each) for each in journals if each])


def going_with(db: Session, client: Client, came: Came) -> Going:
    """What goes with a referral: it and those joined to it, what came with them or was written down until then."""
    going: dict[str, set[uuid.UUID]] = defaultdict(set)
    going[Consent.__tablename__] = {each.id for each in list_agreed_by(db, client, came)}
    for referral in came.referrals:
        for each in (referral, *list_sent_with(db, referral), *list_following(db, referral)):
            going[inspect(each).mapper.local_table.description].add(each.id)
    return {name: ids for name, ids in going.items() if ids}


def list_agreed_by(db: Session, client: Client, came: Came) -> list[Consent]:
    """The agreements to be contacted that were taken over from what goes into the record of a client, and stand."""
    ids = {each.id for each in came.referrals}
    stays = [each for each in list_referrals_of(db, client) if each.id not in ids]
    return [
        each
        for each in answers_for(client, Purpose.CONTACT)
        if each.withdrawn_on is None
        and any(is_agreed_by(one, each) for one in came.referrals)
        and not any(is_agreed_by(one, each) for one in stays)
    ]


def is_agreed_by(referral: Referral, consent: Consent) -> bool:
    """Whether an agreement is the one that somebody gave online when they asked."""
    given = (consent.wording_id, consent.given_on, consent.given_how)
    return given == (referral.agreed_wording_id, day_of(referral.made_at), GivenHow.ONLINE.value)


def cases_opened(client: Client, came: Came) -> list[Case]:
    return [each for each in client.cases if each.id in came.cases]


def cases_going(db: Session, client: Client, came: Came) -> list[Case]:
    """The cases that were opened for a referral and in which nothing was written; none where they asked again since."""
    ids = {each.id for each in came.referrals}
    others = [each for each in list_referrals_of(db, client) if each.id not in ids]
    if any(each.state_at > came.at for each in others):
        return []
    return [
        each
        for each in cases_opened(client, came)
        if each.closed_on is None and each.statement == came.said and is_empty(db, each)
    ]


def changed_since(db: Session, came: Came, opened: Sequence[Case], goes: Sequence[Case]) -> Iterator[str]:
    """What a referral told, by the name of the attribute, that somebody has changed since in the record."""
    if any(case.statement not in (None, came.said) for case in opened if case not in goes):
        yield "statement"
    for journal in came.changes:
        for entry in journal.changed:
            table = Base.metadata.tables[entry["table"]]
            if table.name not in (CLIENTS, Case.__tablename__):
                continue
            row = db.execute(select(table).where(table.c.id == uuid.UUID(entry["id"]))).mappings().first()
            if row is None:
                continue
            for name, value in entry["is"].items():
                if name != WITH_CASE and plain_value(table, table.c[name], row) not in (value, *later(came, name)):
                    yield name.removesuffix("_sealed")


def later(came: Came, name: str) -> Iterator[object]:
    """What an attribute said after another referral that goes along changed it too."""
    for journal in came.changes:
        for entry in journal.changed:
            if name in entry["is"]:
                yield entry["is"][name]


def list_taken_out(db: Session, client: Client) -> Sequence[TakenAsKnown]:
    """That referrals of somebody else were in the record of a client whom the caller looked up, the oldest first."""
    wanted = select(TakenAsKnown).where(TakenAsKnown.client_id == client.id, TakenAsKnown.taken_out_at.is_not(None))
    return db.scalars(wanted.order_by(TakenAsKnown.taken_out_at)).all()
