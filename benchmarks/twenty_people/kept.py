"""Reading the database once everybody has gone: is all there that was accepted, once? Does nothing stand wrongly?"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from benchmarks.twenty_people.ledger import Write
from directory.audit.chain import verify_chain
from directory.audit.models import AuditEvent
from directory.casework.assessment.plan_models import Goal
from directory.casework.models import Case, Client
from directory.casework.record.models import ClientNote
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.support_sessions.models import MoreSessions, SupportSession
from directory.casework.support_sessions.queries import find_allowance
from directory.casework.triage.models import Allocation, ContactAttempt
from directory.catalogue.models.revisions import Revision
from directory.outbox import OutboxMessage
from directory.referrals.letters import INTRODUCTION
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.states import MOVES, ReferralState

# In which text of which records the mark of a kind of work stands.
TEXTS: Mapping[str, Callable[[Session], Iterable[str | None]]] = {
    "note": lambda db: (each.words for each in db.scalars(select(ClientNote))),
    "goal": lambda db: (each.words for each in db.scalars(select(Goal))),
    "session": lambda db: (each.place for each in db.scalars(select(SupportSession))),
    "more sessions": lambda db: (each.reason for each in db.scalars(select(MoreSessions))),
    "session called off": lambda db: (each.notes for each in db.scalars(select(SupportSession))),
    "try": lambda db: (each.note for each in db.scalars(select(ContactAttempt))),
    "referral onward": lambda db: (each.message for each in db.scalars(select(OnwardReferral))),
    "move of a referral": lambda db: (each.note for each in db.scalars(select(ReferralMove))),
    "answer of a group": lambda db: (each.note for each in db.scalars(select(ReferralMove))),
    "call": lambda db: (each.name for each in db.scalars(select(Referral))),
    "asked for support": lambda db: (each.name for each in db.scalars(select(Referral))),
    "client": lambda db: (each.name for each in db.scalars(select(Client))),
    "given to another": lambda db: (each.note for each in db.scalars(select(Allocation))),
    "taken on": lambda db: db.scalars(select(Client.reference)),
    "listing": lambda db: (str(each.after) for row in db.scalars(select(Revision)) for each in row.field_changes),
}
# What a later change writes over: its number is counted instead.
WRITTEN_OVER = frozenset({"correction"})


@dataclass(frozen=True)
class Looked:
    """One thing that was looked at, how much of it there was, and what was found wrong."""

    what: str
    number: int
    wrong: Sequence[str] = ()


def look_at_all(db: Session, writes: Sequence[Write]) -> list[Looked]:
    """Everything there is to look at."""
    return [
        *look_at_marks(db, writes),
        look_at_corrections(db, writes),
        look_at_versions(writes),
        look_at_referrals(db),
        look_at_letters(db),
        look_at_cases(db),
        look_at_coordinators(db),
        look_at_audit(db),
    ]


def look_at_marks(db: Session, writes: Sequence[Write]) -> Iterator[Looked]:
    """Each write that was accepted is there once, and none that was refused."""
    by_kind: defaultdict[str, list[Write]] = defaultdict(list)
    for each in writes:
        by_kind[each.kind].append(each)
    for kind, some in by_kind.items():
        if kind not in WRITTEN_OVER:
            # Two may take on the same person: what is accepted of both is there once.
            accepted = {each.mark for each in some if each.is_accepted}
            refused = {each.mark for each in some if not each.is_accepted} - accepted
            yield Looked(f"{kind}: written once", len(accepted), wrong_marks(TEXTS[kind](db), accepted, refused))


def wrong_marks(texts: Iterable[str | None], accepted: Iterable[str], refused: Iterable[str]) -> list[str]:
    everything = [each for each in texts if each]
    times = {mark: sum(mark in text for text in everything) for mark in (*accepted, *refused)}
    return [
        *(f"{mark} is there {times[mark]} times" for mark in accepted if times[mark] != 1),
        *(f"{mark} was refused, and is there" for mark in refused if times[mark]),
    ]


def look_at_corrections(db: Session, writes: Sequence[Write]) -> Looked:
    """Each correction that was accepted is in the record of who did what, and the last of them stands."""
    accepted: defaultdict[str, list[str]] = defaultdict(list)
    for each in writes:
        if each.kind == "correction" and each.is_accepted:
            accepted[each.about].append(each.mark)
    events = Counter(
        subject
        for ids in db.scalars(select(AuditEvent.subject_ids).where(AuditEvent.action == "client.corrected"))
        for subject in map(str, ids)
    )
    wrong = []
    known = select(Client).where(Client.reference.in_(accepted)).options(selectinload(Client.cases))
    for client in db.scalars(known):
        marks = accepted[client.reference]
        said = [case.statement or "" for case in client.cases]
        if events[str(client.id)] != len(marks):
            wrong.append(f"{client.reference}: {len(marks)} corrections, {events[str(client.id)]} written down")
        if not any(mark in each for mark in marks for each in said):
            wrong.append(f"{client.reference}: none of its corrections stands")
    return Looked("correction: the record says so", sum(map(len, accepted.values())), wrong)


def look_at_versions(writes: Sequence[Write]) -> Looked:
    """Of two who changed the same version of something, one was told so."""
    taken = Counter((each.kind, each.about, each.seen) for each in writes if each.is_accepted and is_version(each))
    wrong = [
        f"{kind} of {about}: version {seen} changed {n} times" for (kind, about, seen), n in taken.items() if n > 1
    ]
    return Looked("versions: changed once", len(taken), wrong)


def is_version(write: Write) -> bool:
    """Whether what somebody looked at never comes back. A client may well go back to who supported them before."""
    return bool(write.seen) and write.kind != "given to another"


def look_at_referrals(db: Session) -> Looked:
    """Every referral onward came to where it stands by moves that are allowed, numbered without a gap."""
    moves: defaultdict[object, list[ReferralMove]] = defaultdict(list)
    for move in db.scalars(select(ReferralMove).order_by(ReferralMove.number)):
        moves[move.onward_referral_id].append(move)
    wrong = []
    referrals = db.scalars(select(OnwardReferral)).all()
    for each in referrals:
        steps = moves[each.id]
        if [step.number for step in steps] != list(range(1, len(steps) + 1)):
            wrong.append(f"{each.reference}: moves are missing, or there twice")
        states = [ReferralState(step.to_state) for step in steps]
        if not states or states[-1] != each.state:
            wrong.append(f"{each.reference}: stands otherwise than its last move says")
        wrong += [f"{each.reference}: {a} to {b}" for a, b in itertools.pairwise(states) if b not in MOVES[a]]
    return Looked("referrals onward: allowed moves", len(referrals), wrong)


def look_at_letters(db: Session) -> Looked:
    """One letter introduces each referral."""
    keys = db.scalars(select(OutboxMessage.dedupe_key).where(OutboxMessage.kind == INTRODUCTION))
    letters = Counter(each.split(":")[1] for each in keys)
    referrals = {str(each) for each in db.scalars(select(OnwardReferral.id))}
    wrong = [f"{each}: {letters[each]} letters" for each in referrals if letters[each] != 1]
    return Looked("letters: one for each referral", len(referrals), wrong)


def look_at_cases(db: Session) -> Looked:
    """Nobody has two open cases, and no case more sessions than are allowed."""
    opened = Counter(db.scalars(select(Case.client_id).where(Case.closed_on.is_(None))))
    wrong = [f"{client_id}: {number} open cases" for client_id, number in opened.items() if number > 1]
    cases = db.scalars(select(Case)).all()
    for case in cases:
        allowance = find_allowance(db, case)
        if allowance.used + allowance.planned > allowance.limit:
            wrong.append(f"{case.id}: {allowance.used} + {allowance.planned} sessions of {allowance.limit}")
    return Looked("cases: one each, within their sessions", len(cases), wrong)


def look_at_coordinators(db: Session) -> Looked:
    """Each change of coordinator begins where the last one ended, and the last one stands."""
    by_client: defaultdict[object, list[Allocation]] = defaultdict(list)
    for each in db.scalars(select(Allocation).order_by(Allocation.allocated_at)):
        by_client[each.client_id].append(each)
    clients = {each.id: each.coordinator_id for each in db.scalars(select(Client))}
    wrong = []
    for client_id, changes in by_client.items():
        if any(after.from_user_id != before.to_user_id for before, after in itertools.pairwise(changes)):
            wrong.append(f"{client_id}: changes of coordinator do not follow on one another")
        if clients.get(client_id) != changes[-1].to_user_id:
            wrong.append(f"{client_id}: another coordinator than the last change says")
    return Looked("coordinators: changes follow on", sum(map(len, by_client.values())), wrong)


def look_at_audit(db: Session) -> Looked:
    """The record of who did and saw what is whole, event by event."""
    verdict = verify_chain(db)
    return Looked("audit: chain is whole", verdict.events, [] if verdict.is_whole else verdict.broken)
