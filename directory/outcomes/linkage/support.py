"""How each person was supported in a spell: sessions, and whether they were assessed, met, or only telephoned."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import AssessmentState
from directory.casework.support_sessions.models import SupportSession, Way
from directory.casework.support_sessions.states import SessionState
from directory.outcomes.linkage.reading import some_at_once
from directory.outcomes.linkage.rules import Spell

HELD = (AssessmentState.HELD.value, AssessmentState.FINISHED.value)


class Met(StrEnum):
    """How a person was met, the most that there was."""

    ASSESSED = "assessed"
    MET = "met without an assessment"
    TELEPHONE = "telephone only"
    NOT_MET = "not met"


@dataclass(frozen=True)
class Support:
    """How many sessions took place, and how the person was met."""

    sessions: int
    met: Met


NONE = Support(0, Met.NOT_MET)


def support_of(ways: Sequence[str], is_assessed: bool) -> Support:
    """What sessions in these ways come to. A video call is a meeting; an assessment is one in whatever way it was."""
    if is_assessed:
        return Support(len(ways), Met.ASSESSED)
    if not ways:
        return NONE
    return Support(len(ways), Met.TELEPHONE if set(ways) == {Way.PHONE.value} else Met.MET)


def read_support(db: Session, spells: Sequence[Spell]) -> Mapping[uuid.UUID, Support]:
    """The support of each spell, by the case."""
    ways: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    assessed: set[uuid.UUID] = set()
    for ids in some_at_once([each.case_id for each in spells]):
        sessions = select(SupportSession.case_id, SupportSession.way)
        happened = (SupportSession.case_id.in_(ids), SupportSession.state == SessionState.HAPPENED.value)
        for case_id, way in db.execute(sessions.where(*happened)):
            ways[case_id].append(way)
        held = select(Assessment.case_id).where(Assessment.case_id.in_(ids), Assessment.state.in_(HELD))
        assessed.update(db.scalars(held))
    return {each.case_id: support_of(ways[each.case_id], each.case_id in assessed) for each in spells}
