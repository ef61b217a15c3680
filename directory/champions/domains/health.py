"""How well a domain is kept, at a glance: how its listings stand, and what else waits for whoever keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.champions.gaps import asked_in_domains
from directory.champions.models import ChampionDomain, Gap
from directory.champions.questions.asking import about_domains
from directory.champions.questions.models import Question
from directory.champions.standing import Shown

# Of a domain that is well kept nearly all listings were checked; below half nobody can rely on it.
WELL_KEPT, HALF_KEPT = 0.9, 0.5
A_YEAR = timedelta(days=365)


class Verdict(StrEnum):
    """How well a domain is kept."""

    EMPTY = "empty"
    WELL = "well"
    PARTLY = "partly"
    BADLY = "badly"


@dataclass(frozen=True)
class Asked:
    """What colleagues asked in a domain: how many questions wait for an answer, and how often in a year nothing was
    there that would do.
    """

    questions: int = 0
    gaps: int = 0


@dataclass(frozen=True)
class Health:
    """How many listings of a domain stand each way, and what colleagues asked there."""

    counts: Mapping[Shown, int]
    asked: Asked

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


def read_asked(db: Session, domain: ChampionDomain, now: datetime) -> Asked:
    """What colleagues asked about the needs and the area of a domain."""
    this_one = ChampionDomain.id == domain.id
    waiting = (Question.id.in_(about_domains(this_one)), Question.waits_since.is_not(None))
    missing = (Gap.id.in_(asked_in_domains(this_one)), Gap.asked_at >= now - A_YEAR)
    return Asked(
        db.scalar(select(func.count(Question.id)).where(*waiting)) or 0,
        db.scalar(select(func.count(Gap.id)).where(*missing)) or 0,
    )
