"""Which records of a team may be of one person: found by a program, decided by a person.

Each record is compared with those that share most with it, by their tokens, once it is new or was changed. So a page
looks pairs up and opens nobody's record to find them.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session, aliased

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.inputs import NewClientInput
from directory.casework.joining.models import AlikePair, PairState
from directory.casework.looking_up import likeliest
from directory.casework.models import Client
from directory.casework.queries import list_recorded
from directory.casework.referrals_in.recognising import is_likely, sought_of
from directory.casework.sight import in_scope
from directory.db import new_id
from directory.security.key_tables import CannotBeRead

# Who is found again and again for a family's phone is found by hand, too.
MOST_PAIRS = 10


def find_pair(db: Session, one: uuid.UUID, other: uuid.UUID) -> AlikePair | None:
    """What is known of two records, whichever is named first."""
    both = [one, other]
    return db.scalar(select(AlikePair).where(AlikePair.client_id.in_(both), AlikePair.other_client_id.in_(both)))


def pairs_with(client_id: uuid.UUID) -> ColumnElement[bool]:
    return or_(AlikePair.client_id == client_id, AlikePair.other_client_id == client_id)


def say_two_people(db: Session, actor: Actor, one: Client, other: Client) -> AlikePair:
    """Write down that two records are of two people, so that nobody is asked again. A second click changes nothing."""
    pair = find_pair(db, one.id, other.id)
    if pair is None:
        pair = make_pair(one, other)
        db.add(pair)
    if pair.state != PairState.TWO_PEOPLE:
        pair.state, pair.said_by, pair.said_at = PairState.TWO_PEOPLE.value, actor.user_id, clock.now()
        record_act(db, actor.user_id, actor.scheme_id, "client.told_apart", "client", [one.id, other.id])
    db.flush()  # a second click is answered by what is kept
    return pair


def tell_apart_from(db: Session, actor: Actor, client: Client, references: Collection[str]) -> None:
    """Keep that somebody who was just taken on is none of those who were shown before."""
    others = select(Client).where(in_scope(actor), Client.reference.in_(references), Client.id != client.id)
    for other in db.scalars(others).all() if references else []:
        say_two_people(db, actor, client, other)


def make_pair(one: Client, other: Client) -> AlikePair:
    """A pair of two records, the older one first, so that the database keeps it once."""
    first, second = sorted((one, other), key=lambda each: (each.made_at, each.id))
    return AlikePair(
        id=new_id(),
        scheme_id=first.scheme_id,
        client_id=first.id,
        other_client_id=second.id,
        state=PairState.LIKELY.value,
        found_at=clock.now(),
    )


def list_alike(db: Session, actor: Actor, client: Client) -> Sequence[Client]:
    """The records that may be of the same person as a client's, of those the actor may see; recorded as listed."""
    likely = (AlikePair.state == PairState.LIKELY.value, pairs_with(client.id))
    pairs = db.scalars(select(AlikePair).where(*likely)).all()
    ids = [each.other_client_id if each.client_id == client.id else each.client_id for each in pairs]
    return list_recorded(db, actor, Client.id.in_(ids)) if ids else []


@dataclass(frozen=True)
class Alike:
    """Two records that may be of one person."""

    one: Client
    other: Client


def list_pairs(db: Session, actor: Actor, most: int) -> Sequence[Alike]:
    """The pairs that wait for somebody to look, newest first, of records the actor may see; recorded as listed."""
    other = aliased(Client)
    seen = select(Client.id).where(in_scope(actor))
    wanted = (
        select(AlikePair.client_id, AlikePair.other_client_id)
        .where(AlikePair.scheme_id == actor.scheme_id, AlikePair.state == PairState.LIKELY.value)
        .where(AlikePair.client_id.in_(seen), AlikePair.other_client_id.in_(seen))
        .join(other, other.id == AlikePair.other_client_id)
        .order_by(AlikePair.found_at.desc(), AlikePair.id)
        .limit(most)
    )
    ids = [(one, another) for one, another in db.execute(wanted)]
    shown = {each for pair in ids for each in pair}
    known = {each.id: each for each in list_recorded(db, actor, Client.id.in_(shown))} if shown else {}
    return [Alike(known[one], known[another]) for one, another in ids]


def is_due() -> ColumnElement[bool]:
    """The clients whose records are new or were changed since they were compared, as a condition."""
    return or_(Client.compared_version.is_(None), Client.compared_version != Client.version)


def compare_clients(db: Session, most: int) -> int:
    """Look for whom the records that are new, or were changed, may be a second one of; says how many were compared."""
    wanted = select(Client).where(is_due()).order_by(Client.made_at, Client.id).limit(most)
    due = db.scalars(wanted.with_for_update(skip_locked=True)).all()
    for client in due:
        compare_client(db, client)
        # Nobody changed anything of theirs: the version stays.
        seen = update(Client).where(Client.id == client.id).values(compared_version=client.version)
        db.execute(seen.execution_options(synchronize_session=False))
    return len(due)


def compare_client(db: Session, client: Client) -> None:
    """Keep which records of the team a client's is like now. What a person said of two of them stays."""
    likely = list_likely_ones(db, client)
    pairs = db.scalars(select(AlikePair).where(pairs_with(client.id))).all()
    known = {each.other_client_id if each.client_id == client.id else each.client_id for each in pairs}
    for each in likely:
        if each.id not in known:
            db.add(make_pair(client, each))
    for pair in pairs:
        if pair.state == PairState.LIKELY and not are_still_alike(db, pair):
            db.delete(pair)
    db.flush()  # the other one of a pair may be compared next


def are_still_alike(db: Session, pair: AlikePair) -> bool:
    """Whether two records are like each other yet, whichever is compared with the other."""
    one, other = db.get_one(Client, pair.client_id), db.get_one(Client, pair.other_client_id)
    return is_like(one, other) or is_like(other, one)


def is_like(client: Client, other: Client) -> bool:
    try:
        wanted = told_of(client)
    except CannotBeRead:
        return False
    return is_likely(wanted, sought_of(wanted), other)


def list_likely_ones(db: Session, client: Client) -> Sequence[Client]:
    """The clients of the team who are likely the same person. Nobody is shown anything, so that nothing is noted."""
    try:
        wanted = told_of(client)
    except CannotBeRead:
        return []
    sought = sought_of(wanted)
    ids = [each for each in likeliest(db, client.scheme_id, sought.told()) if each != client.id]
    found = {each.id: each for each in db.scalars(select(Client).where(Client.id.in_(ids)))} if ids else {}
    in_order = (found[each] for each in ids if each in found)
    return [each for each in in_order if is_likely(wanted, sought, each)][:MOST_PAIRS]


def told_of(client: Client) -> NewClientInput:
    """What is known of a client, as if they were to be taken on."""
    return NewClientInput(
        name=client.name,
        submission_key=client.submission_key,
        postcode=client.postcode,
        born_on=client.born_on,
        nhs_number=client.nhs_number,
        phone=client.phone,
        email=client.email,
    )
