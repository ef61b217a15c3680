"""The nightly round that keeps listings checked.

It begins and ends waiting, writes to groups, and tells champions. Each step is a transaction of its own: killed
anywhere and run again, or run twice at once, nobody gets a second letter.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.models import User
from directory.catalogue.freshness import Freshness
from directory.catalogue.history.record_rows import portions
from directory.catalogue.models.taxonomies import Attribute
from directory.champions.keepers import editors_at_work, keepers_in
from directory.champions.models import ChampionDomain
from directory.champions.queries import falling_into_domains
from directory.champions.to_do.setting_aside import forget_set_aside
from directory.champions.verification.letters import queue_silent
from directory.champions.verification.models import ToldWhy
from directory.champions.verification.taking_back import forget_before
from directory.champions.verification.telling import ask_anew, note_untold
from directory.champions.verification.verifying import (
    Waiting,
    ask_owners,
    begin_due,
    count_by_freshness,
    end_answered,
    list_not_to_ask,
    list_waiting,
)
from directory.db import reading, transaction

# So many are begun, and so many groups written to, in one transaction.
LISTINGS_AT_ONCE, GROUPS_AT_ONCE = 1_000, 50
WHY_WORDS = {
    ToldWhy.NO_ANSWER: "nobody has answered",
    ToldWhy.NOT_DELIVERED: "the letter did not arrive",
    ToldWhy.ADDRESS_FAILS: "the address does not work",
    ToldWhy.NO_ADDRESS: "there is no email address to write to",
}

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Round:
    """What a round came to: listings that began or ended waiting, letters to groups, and listings champions got."""

    begun: int
    ended: int
    letters: int
    told: int


def verify_listings(*, can_write: bool, progress: Progress = lambda done, total: None) -> Round:
    """One round. `can_write` says whether letters leave here at all; where none do, champions have everything."""
    today = clock.today()
    with transaction() as db:
        ended = end_answered(db, today)
        ask_anew(db, today)
        forget_before(db, today)
        forget_set_aside(db, today)
    begun = begin_all(today)
    with reading() as db:
        owners = to_ask(list_waiting(db), list_not_to_ask(db), today) if can_write else {}
    letters = ask_all(owners, today, progress)
    with transaction() as db:
        told = tell_champions(db, today, can_write=can_write)
    return Round(begun, ended, letters, told)


@dataclass(frozen=True)
class Ahead:
    """What a round would find: listings that are due a check, and groups to write to."""

    listings: int
    groups: int


def look_ahead(*, can_write: bool) -> Ahead:
    """What a round would do now. Changes nothing."""
    with transaction() as db:
        look = db.begin_nested()
        end_answered(db, clock.today())
        ask_anew(db, clock.today())
        while begin_due(db, clock.today(), LISTINGS_AT_ONCE):
            pass
        groups = to_ask(list_waiting(db), list_not_to_ask(db), clock.today())
        look.rollback()
        counts = count_by_freshness(db, clock.today())
    due = sum(number for state, number in counts.items() if state is not Freshness.CHECKED)
    return Ahead(due, len(groups) if can_write else 0)


def begin_all(today: date) -> int:
    begun = 0
    while True:
        with transaction() as db:
            more = begin_due(db, today, LISTINGS_AT_ONCE)
        if not more:
            return begun
        begun += more


def to_ask(waiting: Sequence[Waiting], not_to_ask: Set[str], today: date) -> dict[str, list[uuid.UUID]]:
    """By address, what is asked about there today: all that waits there, where it is time for something of it."""
    by_address: defaultdict[str, list[Waiting]] = defaultdict(list)
    for each in waiting:
        by_address[each.address].append(each)
    return {
        address: [each.id for each in theirs]
        for address, theirs in by_address.items()
        if address and address not in not_to_ask and any(each.is_to_be_asked(today) for each in theirs)
    }


def ask_all(owners: Mapping[str, Sequence[uuid.UUID]], today: date, progress: Progress) -> int:
    """Write to each group; returns how many letters there are."""
    letters = done = 0
    for some in portions(sorted(owners), GROUPS_AT_ONCE):
        with transaction() as db:
            letters += ask_owners(db, {address: owners[address] for address in some}, today)
        done += len(some)
        progress(done, len(owners))
    return letters


def tell_champions(db: Session, today: date, *, can_write: bool) -> int:
    """Give champions what nobody else can make sure of, each with one letter; returns how many listings those are.

    What no champion at work looks after is told to the editors.
    """
    told = note_untold(db, today, can_write=can_write)
    for keeper, theirs in keepers_of(db, told).items():
        reasons = Counter(WHY_WORDS[told[each]] for each in theirs)
        queue_silent(db, keeper, reasons, str(uuid.uuid5(keeper.id, " ".join(sorted(map(str, theirs))))))
    return len(told)


def keepers_of(db: Session, services: Iterable[uuid.UUID]) -> dict[User, set[uuid.UUID]]:
    """Of some listings those of each champion and deputy who is at work; what is nobody's, of each editor."""
    wanted = set(services)
    found: defaultdict[User, set[uuid.UUID]] = defaultdict(set)
    keepers = keepers_in(true()).subquery()
    kept = (
        falling_into_domains()
        .with_only_columns(Attribute.link_id, User)
        .join(keepers, keepers.c.domain_id == ChampionDomain.id)
        .join(User, User.id == keepers.c.user_id)
    )
    for some in portions(wanted):
        for service_id, champion in db.execute(kept.where(Attribute.link_id.in_(some))):
            found[champion].add(service_id)
    nobodys = wanted - {each for theirs in found.values() for each in theirs}
    if nobodys:
        for editor in db.scalars(select(User).where(User.id.in_(editors_at_work()))):
            found[editor] |= nobodys
    return found
