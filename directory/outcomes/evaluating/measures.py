"""What is evaluated of each questionnaire: its scores, and answers that stand by themselves."""

from dataclasses import dataclass
from enum import StrEnum

from directory.outcomes.packs.registry import PACKS
from directory.outcomes.packs.shape import Direction, Item, Pack, ScoreKind


class Kind(StrEnum):
    """How a measure is evaluated."""

    SCALE = "scale"
    ORDINAL = "ordinal"
    ANOTHER_QUESTION = "another question at the end"


@dataclass(frozen=True)
class Measure:
    """A score or an answer of a questionnaire. `part` is what it is worked out of."""

    code: str
    label: str
    kind: Kind
    direction: Direction
    pack: Pack
    part: ScoreKind | Item

    @property
    def higher_is_better(self) -> bool:
        return self.direction is not Direction.LOWER


def measures_of(pack: Pack) -> list[Measure]:
    """The measures of a questionnaire: each score; and each answer that has levels, or is never added up."""
    found = [
        Measure(score_code(pack, each), f"{pack.name}: {each.label}", Kind.SCALE, each.direction, pack, each)
        for each in pack.scores
    ]
    for item in pack.items:
        if pack.exit_levels:
            kind = Kind.ANOTHER_QUESTION
        elif item.levels:
            kind = Kind.ORDINAL
        elif pack.scores:
            continue
        else:
            kind = Kind.SCALE
        code = pack.code if len(pack.items) == 1 else f"{pack.code}_{item.code}"
        label = pack.name if len(pack.items) == 1 else f"{pack.name}: {item.label}"
        found.append(Measure(code, label, kind, item.direction, pack, item))
    return found


def score_code(pack: Pack, score: ScoreKind) -> str:
    """The code of a score: the questionnaire's own where it is the only one."""
    return pack.code if len(pack.scores) == 1 and score.name == "total" else f"{pack.code}_{score.name}"


MEASURES = {measure.code: measure for pack in PACKS.values() for measure in measures_of(pack)}
