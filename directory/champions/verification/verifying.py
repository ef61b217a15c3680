"""Which listings wait to be checked, and for whom: begun on the day they are due, ended when somebody has looked.

Each of these can be done again at any time, by two at once too, and nothing comes of it twice.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.catalogue.freshness import Freshness, current_rhythm
from directory.catalogue.history.record_rows import portions
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.catalogue.publishing import is_on
from directory.catalogue.registered_contact import address_of
from directory.champions.verification.failing_addresses import list_failing
from directory.champions.verification.letters import queue_verifications
from directory.champions.verification.models import Verification, VerificationLetter
from directory.champions.verification.waiting import is_as_before, is_open, plain_address, registered_address, since
from directory.db import new_id

# Ids of waiting listings are made from this, the listing and the day.
_NAMES = uuid.UUID("5f3f6c1e-0e1b-4b0c-9c58-4c7a4b6a9d11")
# However many listings a group has, it gets no second letter within a week; a round may run somewhat earlier one night.
LEAST_BETWEEN = timedelta(days=6, hours=12)


@dataclass(frozen=True)
class Waiting:
    """A listing that waits, as far as it matters for whom to write to; `address` is that of its group, if known."""

    id: uuid.UUID
    address: str
    began_on: date
    letters: int
    asked_on: date | None

    def is_to_be_asked(self, today: date) -> bool:
        """Whether it is time for another letter about it: so long after the last one, however late that was."""
        return current_rhythm().is_to_be_asked(self.began_on, self.letters, self.asked_on, today)


def begin_due(db: Session, today: date, most: int) -> int:
    """Begin waiting for up to so many listings that are due a check; returns how many there were."""
    waits = exists().where(Verification.service_id == Service.id, is_open())
    wanted = select(Service.id, since()).where(is_on(), since() <= today - current_rhythm().due_after, ~waits)
    due = db.execute(wanted.order_by(Service.id).limit(most)).all()
    if not due:
        return 0
    rows = [
        {
            "id": uuid.uuid5(_NAMES, f"{service_id}:{day}"),
            "service_id": service_id,
            "since": day,
            "began_on": today,
            "letters": 0,
        }
        for service_id, day in due
    ]
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(Verification)
    # What was put away while it waited goes on where it was.
    db.execute(row.on_conflict_do_update(index_elements=["id"], set_={"ended_on": None}), rows)
    return len(due)


def end_answered(db: Session, today: date) -> int:
    """End waiting for listings that somebody has checked since, or that are no longer on; returns how many."""
    over = update(Verification).where(is_open(), ~is_as_before())
    return _changed(db.execute(over.values(ended_on=today)))


def end_verification(db: Session, service: Service, today: date) -> None:
    """End waiting for one listing: somebody has looked."""
    db.execute(update(Verification).where(Verification.service_id == service.id, is_open()).values(ended_on=today))


def reopen_verification(db: Session, service: Service, today: date) -> None:
    """Have a listing wait again that somebody looked at today by mistake, as it did before."""
    waited = (Verification.service_id == service.id, Verification.ended_on == today)
    before = service.assured_date or service.listed_on
    db.execute(update(Verification).where(*waited, Verification.since == before).values(ended_on=None))


def list_waiting(db: Session) -> list[Waiting]:
    """Everything that waits and could be asked about once more by a letter; not what its group has told us of."""
    wanted = (
        select(
            Verification.id, registered_address(), Verification.began_on, Verification.letters, Verification.asked_on
        )
        .join(Service, Service.id == Verification.service_id)
        .join(Organization, Organization.id == Service.organization_id)
        .where(
            is_open(),
            Verification.letters < len(current_rhythm().reminder_weeks),
            Verification.answered_on.is_(None),
        )
        .order_by(Verification.id)
    )
    return [
        Waiting(verification_id, plain_address(registered), began_on, letters, asked_on)
        for verification_id, registered, began_on, letters, asked_on in db.execute(wanted)
    ]


def list_not_to_ask(db: Session) -> frozenset[str]:
    """The addresses that get no letter, whatever has become due: they got one lately, or none arrives there."""
    wanted = select(VerificationLetter.address).where(VerificationLetter.made_at > clock.now() - LEAST_BETWEEN)
    return frozenset(map(plain_address, db.scalars(wanted))) | list_failing(db)


def ask_owners(db: Session, owners: Mapping[str, Collection[uuid.UUID]], today: date) -> int:
    """Write one letter to each of some groups about its listings that wait; returns how many letters there are.

    `owners` holds the ids of what waits by the address of its group. What a group was asked about before goes along,
    and does not count as asked once more before its time. Where there is nothing to ask by now, nobody is written to.
    """
    ids = [each for theirs in owners.values() for each in theirs]
    by_address: defaultdict[str, list[Verification]] = defaultdict(list)
    for each in hold_waiting(db, ids):
        if waiting_of(each).is_to_be_asked(today) or each.letters:
            by_address[waiting_of(each).address].append(each)
    failing = list_failing(db)
    letters = [
        note_asked(found, today)
        for address, found in by_address.items()
        if address in owners.keys() - failing and any(waiting_of(each).is_to_be_asked(today) for each in found)
    ]
    db.add_all(letters)
    # What is sent names its letter.
    db.flush()
    queue_verifications(db, letters)
    return len(letters)


def hold_waiting(db: Session, ids: Iterable[uuid.UUID]) -> Iterator[Verification]:
    """Of what waits what still does, with its group, kept from others who would ask about it."""
    with_group = joinedload(Verification.service).joinedload(Service.organization)
    for some in portions(sorted(ids)):
        wanted = select(Verification).where(Verification.id.in_(some), is_open(), is_as_before()).options(with_group)
        # Whoever asks about the same comes to it in the same order, and waits.
        locked = wanted.order_by(Verification.id).with_for_update(of=Verification)
        yield from db.scalars(locked.execution_options(populate_existing=True))


def note_asked(found: Sequence[Verification], today: date) -> VerificationLetter:
    """The letter to the group of what waits, which is asked about today."""
    for each in found:
        each.letters += waiting_of(each).is_to_be_asked(today)
        each.asked_on = today
    registered = address_of(found[0].service) or ""
    return VerificationLetter(id=new_id(), address=registered.strip(), verifications=list(found))


def waiting_of(verification: Verification) -> Waiting:
    """What waits, of a row that was read with its group."""
    address = plain_address(address_of(verification.service))
    return Waiting(verification.id, address, verification.began_on, verification.letters, verification.asked_on)


def told_of() -> Select[uuid.UUID]:
    """The listings that their champion has to make sure of, as no letter helps."""
    return select(Verification.service_id).where(is_open(), Verification.told_on.is_not(None))


def find_open(db: Session, service_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Verification]:
    """Of some listings those that wait to be checked."""
    wanted = select(Verification).where(Verification.service_id.in_(list(service_ids)), is_open())
    return {each.service_id: each for each in db.scalars(wanted.order_by(Verification.since.desc()))}


def count_by_freshness(db: Session, today: date) -> dict[Freshness, int]:
    """How many live listings stand which way: when somebody last made sure of them."""
    counts = dict.fromkeys(Freshness, 0)
    days = select(since(), func.count()).where(is_on()).group_by(since())
    for day, number in db.execute(days):
        due_on = day + current_rhythm().due_after if day else today
        counts[current_rhythm().freshness(due_on, today)] += number
    return counts


def _changed(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
