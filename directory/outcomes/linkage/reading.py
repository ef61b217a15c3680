"""Reading what is linked to each spell: questionnaires, and what became of activities."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.casework.models import PlannedActivity
from directory.clock import day_of
from directory.outcomes.evaluating.dataset import TOTAL
from directory.outcomes.linkage.rules import Spell
from directory.outcomes.linkage.steps import Moved, Suggested
from directory.outcomes.models import InstrumentAnswer, InstrumentResponse, Score
from directory.outcomes.packs.registry import PACKS
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.queries import is_standing
from directory.referrals.signposts.models import Signpost

# So many ids go into one statement.
AT_ONCE = 500


@dataclass(frozen=True)
class Answered:
    """The total of one questionnaire as it was recorded, or the answer to one question by its number."""

    measure: str
    stage: str
    taken_on: date
    value: float
    item: int = TOTAL


def read_answered(db: Session, spells: Sequence[Spell]) -> Mapping[uuid.UUID, list[Answered]]:
    """Every questionnaire of some spells that was added up, and each answer of those that never are, by the case, the
    earliest first.
    """
    response = InstrumentResponse
    told = (response.case_id, response.instrument, response.occasion, response.taken_on)
    totals = {code: pack.scores[0].name for code, pack in PACKS.items() if pack.scores}
    found: defaultdict[uuid.UUID, list[Answered]] = defaultdict(list)
    for ids in some_at_once([each.case_id for each in spells]):
        in_order = select(*told).where(response.case_id.in_(ids)).order_by(response.taken_on, response.id)
        scored = in_order.join(Score, Score.response_id == response.id).add_columns(Score.name, Score.value)
        for case_id, instrument, occasion, taken_on, name, value in db.execute(scored):
            if totals.get(instrument) == name:
                found[case_id].append(Answered(instrument, occasion, taken_on, value))
        said = in_order.join(InstrumentAnswer).where(InstrumentAnswer.value.is_not(None))
        for case_id, instrument, occasion, taken_on, item, value in db.execute(
            said.add_columns(InstrumentAnswer.item, InstrumentAnswer.value).order_by(InstrumentAnswer.item)
        ):
            if instrument not in totals:
                found[case_id].append(Answered(instrument, occasion, taken_on, value, item))
    return found


def read_suggested(db: Session, spells: Sequence[Spell]) -> Mapping[uuid.UUID, list[Suggested]]:
    """What was put on each person's plan in a spell, and what they were told of at any time, by the case."""
    found: defaultdict[uuid.UUID, list[Suggested]] = defaultdict(list)
    case_of = {each.client_id: each.case_id for each in spells}
    for ids in some_at_once([each.case_id for each in spells]):
        planned = select(PlannedActivity.case_id, PlannedActivity.service_id, PlannedActivity.added_at)
        for case_id, service_id, added_at in db.execute(planned.where(PlannedActivity.case_id.in_(ids))):
            found[case_id].append(Suggested(service_id, day_of(added_at)))
    for ids in some_at_once(list(case_of)):
        told = select(Signpost.client_id, Signpost.service_id, Signpost.told_on)
        for client_id, place_id, told_on in db.execute(told.where(Signpost.client_id.in_(ids))):
            if client_id and place_id:
                found[case_of[client_id]].append(Suggested(place_id, told_on))
    return found


def read_moves(db: Session, spells: Sequence[Spell]) -> Mapping[uuid.UUID, list[Moved]]:
    """The moves that count of the onward referrals of each spell, by the case."""
    referral, move = OnwardReferral, ReferralMove
    found: defaultdict[uuid.UUID, list[Moved]] = defaultdict(list)
    for ids in some_at_once([each.case_id for each in spells]):
        wanted = (
            select(referral.case_id, referral.id, referral.service_id, move.to_state, move.happened_on)
            .join(move, move.onward_referral_id == referral.id)
            .where(referral.case_id.in_(ids), is_standing())
            .order_by(referral.id, move.number)
        )
        for case_id, referral_id, service_id, to_state, happened_on in db.execute(wanted):
            found[case_id].append(Moved(referral_id, service_id, to_state, happened_on))
    return found


def some_at_once(ids: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
