"""How well a domain is kept, at a glance: how its listings stand, and what else waits for whoever keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.champions.models import ChampionDomain
from directory.champions.question_models import Question
from directory.champions.questions import about_domains
from directory.champions.standing import Shown

# Of a domain that is well kept nearly all listings were checked; below half nobody can rely on it.
WELL_KEPT, HALF_KEPT = 0.9, 0.5


class Verdict(StrEnum):
    """How well a domain is kept."""

    EMPTY = "empty"
    WELL = "well"
    PARTLY = "partly"
    BADLY = "badly"


@dataclass(frozen=True)
class Health:
    """How many listings of a domain stand each way, and how many questions of colleagues nobody has answered."""

    counts: Mapping[Shown, int]
    gaps: int

    @property
    def listings(self) -> int:
        """How many are on: what all the rest is a part of."""
        return self.counts[Shown.ON]

    @property
    def checked_share(self) -> float:
        """Which part of them somebody made sure of, and that still holds."""
        return self.counts[Shown.CHECKED] / self.listings if self.listings else 0.0

    @property
    def verdict(self) -> Verdict:
        if not self.listings:
            return Verdict.EMPTY
        if self.checked_share >= WELL_KEPT:
            return Verdict.WELL
        return Verdict.PARTLY if self.checked_share >= HALF_KEPT else Verdict.BADLY


def count_open_questions(db: Session, domain: ChampionDomain) -> int:
    """How many questions of colleagues about the needs and the area of a domain wait for an answer."""
    asked = about_domains(ChampionDomain.id == domain.id)
    waiting = select(func.count(Question.id)).where(Question.id.in_(asked), Question.waits_since.is_not(None))
    return db.scalar(waiting) or 0
