"""Taking in a list of referrals: what it would do, and doing it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Scheme
from directory.casework.referrals_in.danger import urgent_codes_in
from directory.casework.referrals_in.receiving import receive_for_team
from directory.casework.referrals_in.referral_inputs import ReferralInput
from directory.casework.referrals_in.referral_models import Referral
from directory.errors import WrongInput
from directory.exchange.referral_lists.reading import ListedRow, Mistake


class RowStatus(StrEnum):
    """What a row of a list would do."""

    NEW = "new"
    THERE = "there already"
    TWICE = "twice in this list"
    WRONG = "to put right"


@dataclass(frozen=True)
class LookedAt:
    """One row, with what it would do."""

    row: ListedRow
    status: RowStatus


def look_at(db: Session, rows: Sequence[ListedRow]) -> list[LookedAt]:
    """What each row of a list would do. Nothing is written."""
    keys = [each.wanted.submission_key for each in rows if each.wanted]
    there = set(db.scalars(select(Referral.submission_key).where(Referral.submission_key.in_(keys))))
    seen: set[str] = set()
    looked = []
    for row in rows:
        key = row.wanted.submission_key if row.wanted else ""
        looked.append(LookedAt(row, status_of(key, there, seen)))
        seen.add(key)
    return looked


def status_of(key: str, there: set[str], seen: set[str]) -> RowStatus:
    if not key:
        return RowStatus.WRONG
    if key in there:
        return RowStatus.THERE
    return RowStatus.TWICE if key in seen else RowStatus.NEW


def take_in_list(db: Session, actor_id: uuid.UUID | None, scheme: Scheme, rows: Sequence[ListedRow]) -> int:
    """Keep the sound rows that are new as referrals to a team; returns how many. All go in, or none.

    Raises WrongInput, with the number of its row, for one that cannot be kept.
    """
    taken = 0
    for each in look_at(db, rows):
        if each.status is RowStatus.NEW and each.row.wanted:
            try:
                receive_for_team(db, actor_id, scheme, heard(db, each.row.wanted))
            except WrongInput as wrong:
                raise WrongInput(f"Row {each.row.number}: {first_of(wrong)}. Nothing was taken in.") from None
            taken += 1
    return taken


def heard(db: Session, wanted: ReferralInput) -> ReferralInput:
    """The same, marked where words of danger are heard in it."""
    told: Mapping[str, object] = {**asdict(wanted), "risks": [{"words": each.words} for each in wanted.risks]}
    return replace(wanted, sounds_urgent=bool(urgent_codes_in(db, told)))


def first_of(wrong: WrongInput) -> str:
    return next(iter(wrong.fields.values()), str(wrong)).rstrip(".")


def mistakes_of(rows: Sequence[ListedRow]) -> list[tuple[int, Mistake]]:
    """Everything that is wrong, with the number of its row."""
    return [(row.number, each) for row in rows for each in row.mistakes]
