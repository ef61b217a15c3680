"""EQ VAS: how good or bad one's health is today, 0 worst to 100 best, as the second part of EQ-5D."""

from typing import Final

from directory.outcomes.packs.scoring import named
from directory.outcomes.packs.shape import Direction, Licence, Pack, ScoreKind

PACK: Final = Pack(
    code="eq5d_vas",
    name="Health rating (EQ VAS)",
    about="Health today on a scale from 0 to 100.",
    items=(),
    scores=(ScoreKind("total", "rating", 0, 100, Direction.HIGHER),),
    from_total=named("total"),
    missing_rule="One answer.",
    from_age=16,
    licence=Licence(is_open=False, note="© EuroQol Research Foundation, as the health profile it belongs to."),
    source="Herdman et al. 2011, Quality of Life Research 20:1727.",
)
