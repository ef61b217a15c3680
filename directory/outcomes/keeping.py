"""What is kept for the evaluation of people who are erased, so that figures do not change with every erasure.

A case is kept without anything that leads to the person: its quarter and ten years of age, the scores, and how many
referrals there were. It is kept only where at least ten others share quarter and ages: people who are supported or
were, and do not object to being counted, and rows that are kept already. Whoever does not count is not counted on, so
that the order in which people are erased makes no difference.

What is kept must stay so. With every erasure that keeps nothing, and every day, the groups are counted again, and one
that has become too small loses all its rows. Not while somebody may be one of them who cannot be read: a missing key
can be put back, and rows cannot. Rows of a group are written anew, in no order, whenever one is added: which of them
came last would lead to whoever was erased last.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from sqlalchemy import Row, delete, select
from sqlalchemy.orm import Session, make_transient, selectinload

from directory.accounts.models import Scheme
from directory.casework.models import Case, Client
from directory.db import new_id
from directory.outcomes.instruments import swemwbs
from directory.outcomes.models import InstrumentResponse, KeptOutcome
from directory.outcomes.queries import CaseOutcome, case_outcome, counted_in, objects
from directory.referrals.models import OnwardReferral
from directory.referrals.states import ReferralState
from directory.security.key_tables import CannotBeRead, PersonErased

FEWEST_OTHERS = 10


@dataclass(frozen=True)
class Group:
    """Cases that look alike once all else is left out."""

    scheme_id: uuid.UUID
    quarter: date
    age_band: int | None


def keep_outcomes(db: Session, client: Client) -> int:
    """Keep for the evaluation what may be kept of a client who is about to be erased; says of how many cases.

    The client is one who does not object. Of several cases in one quarter only the first is kept, so that nobody is
    two people in a group.
    """
    kept = what_to_keep(db, client)
    for row in kept:
        shuffle_in(db, row)
    return len(kept)


def what_to_keep(db: Session, client: Client) -> list[KeptOutcome]:
    """The rows that `keep_outcomes` would keep."""
    responses = db.scalars(
        select(InstrumentResponse)
        .where(InstrumentResponse.client_id == client.id, InstrumentResponse.instrument == swemwbs.CODE)
        .options(selectinload(InstrumentResponse.scores))
    ).all()
    referrals = db.scalars(
        select(OnwardReferral).where(OnwardReferral.client_id == client.id).options(selectinload(OnwardReferral.moves))
    ).all()
    cases = {}
    for case in sorted(client.cases, key=lambda each: each.opened_on, reverse=True):
        cases[group_of(client, case)] = case
    return [
        row_of(group, case_outcome(responses, referrals, case), [each for each in referrals if each.case_id == case.id])
        for group, case in cases.items()
        if count_in_group(db, group, but=client.id) >= FEWEST_OTHERS
    ]


def row_of(group: Group, outcome: CaseOutcome, referrals: Sequence[OnwardReferral]) -> KeptOutcome:
    states = [move.to_state for each in referrals for move in each.standing_moves]
    return KeptOutcome(
        id=new_id(),
        scheme_id=group.scheme_id,
        quarter=group.quarter,
        age_band=group.age_band,
        baseline=outcome.metric(outcome.baseline),
        exit=outcome.metric(outcome.exit),
        attended=bool(outcome.attended),
        referrals_made=states.count(ReferralState.SENT),
        referrals_attended=states.count(ReferralState.ATTENDED),
        referrals_sent_on=sum(each.sent_on_from_id is not None for each in referrals),
    )


def group_of(client: Client, case: Case) -> Group:
    """The group in which a case counts: that of the scheme which opened it."""
    scheme_id = case.counted_scheme_id or case.scheme_id
    return Group(scheme_id, quarter_of(case.opened_on), band_of(client.age_on(case.opened_on)))


def quarter_of(day: date) -> date:
    """The first day of the quarter of a year."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def end_of(quarter: date) -> date:
    """The first day of the next quarter."""
    return date(quarter.year + quarter.month // 10, (quarter.month + 2) % 12 + 1, 1)


def band_of(age: int | None) -> int | None:
    """The youngest of the ten years of age that this is one of."""
    return None if age is None else age // 10 * 10


def count_in_group(db: Session, group: Group, *, but: uuid.UUID | None = None) -> int:
    """How many people there are in a group, kept and not erased, without one. Who objects is not counted."""
    people = {client.id for client, case in cases_of_quarter(db, group) if is_in(group, client, case)}
    return len(people - {but}) + len(kept_in(db, group))


def may_hide_more(db: Session, group: Group) -> bool:
    """Whether somebody may be in a group who cannot be read just now."""
    return any(is_in(group, client, case) is None for client, case in cases_of_quarter(db, group))


def cases_of_quarter(db: Session, group: Group) -> Sequence[Row[Client, Case]]:
    """The cases of the scheme and quarter of a group, of whatever age, with whose they are. Not of who objects."""
    wanted = (
        select(Client, Case)
        .join(Case, Case.client_id == Client.id)
        .where(
            counted_in() == group.scheme_id,
            Case.opened_on >= group.quarter,
            Case.opened_on < end_of(group.quarter),
            ~objects(),
        )
    )
    return db.execute(wanted).all()


def is_in(group: Group, client: Client, case: Case) -> bool | None:
    """Whether a client is in a group; None where their birth date cannot be read. Who was erased is in none."""
    try:
        return group_of(client, case) == group
    except PersonErased:
        return False
    except CannotBeRead:
        return None


def kept_in(db: Session, group: Group) -> Sequence[KeptOutcome]:
    return db.scalars(
        select(KeptOutcome).where(
            KeptOutcome.scheme_id == group.scheme_id,
            KeptOutcome.quarter == group.quarter,
            KeptOutcome.age_band.is_not_distinct_from(group.age_band),
        )
    ).all()


def shuffle_in(db: Session, row: KeptOutcome) -> None:
    """Add a row to its group, in which afterwards no row stands where it stood."""
    group = Group(row.scheme_id, row.quarter, row.age_band)
    rows: list[KeptOutcome] = [row, *kept_in(db, group)]
    db.execute(delete(KeptOutcome).where(KeptOutcome.id.in_([each.id for each in rows])))
    for each in rows:
        if each is not row:
            db.expunge(each)
            make_transient(each)
        each.id = new_id()
    # They are written in the order of their new ids, which are random, and not in that of the list.
    db.add_all(sorted(rows, key=attrgetter("id")))
    db.flush()


def groups_of(client: Client) -> set[Group]:
    """The groups in which the cases of a client count."""
    return {group_of(client, case) for case in client.cases}


def every_kept_group(db: Session) -> list[Group]:
    columns = (KeptOutcome.scheme_id, KeptOutcome.quarter, KeptOutcome.age_band)
    return [Group(*row) for row in db.execute(select(*columns).distinct())]


def drop_small_groups(db: Session, groups: Iterable[Group]) -> int:
    """Let go of what is kept in groups that have become too small; says of how many rows.

    A group stays for now where somebody may be in it who cannot be read.
    """
    dropped = 0
    for group in groups:
        rows = kept_in(db, group)
        # Each of them needs ten others beside itself.
        if rows and count_in_group(db, group) <= FEWEST_OTHERS and not may_hide_more(db, group):
            for each in rows:
                db.delete(each)
            dropped += len(rows)
    db.flush()
    return dropped


def keep_in_turn(db: Session, groups: Iterable[Group]) -> None:
    """Let erasures of one team follow one another, as each counts who is left. Other work of the team goes on."""
    teams = select(Scheme.id).where(Scheme.id.in_({each.scheme_id for each in groups}))
    db.execute(teams.order_by(Scheme.id).with_for_update(key_share=True))
