"""How often somebody sees a GP: at the start how often, at the end whether more or less since taking part.

Two questions, so that they are never paired. A rise may be a need that was uncovered, and neither measures savings.
"""

from typing import Final

from directory.outcomes.packs.shape import Direction, Item, Level, Licence, Pack

OFTEN: Final = (
    Level(1, "less_than_monthly", "less than once a month"),
    Level(2, "every_3_4_weeks", "every three or four weeks"),
    Level(3, "every_2_weeks", "every two weeks"),
    Level(4, "weekly_or_more", "once a week or more"),
)
CHANGED: Final = (
    Level(1, "lot_less", "a lot less"),
    Level(2, "bit_less", "a bit less"),
    Level(3, "same", "about the same"),
    Level(4, "bit_more", "a bit more"),
    Level(5, "lot_more", "a lot more"),
)

PACK: Final = Pack(
    code="gp_use",
    name="Seeing a GP",
    about="At the start how often, at the end whether more or less than before.",
    items=(Item(1, "gp_use", "seeing a GP", 1, 4, Direction.NEITHER, OFTEN),),
    scores=(),
    from_total=None,
    missing_rule="One answer.",
    licence=Licence(is_open=True, note="Open."),
    source="Woodall et al. 2018, BMC Health Services Research 18:604.",
    exit_levels=CHANGED,
    notes=(
        "What people say at the end is a change they perceive. It is never paired with the start.",
        "Seeing a GP more often may be a need that was uncovered. This does not measure savings.",
    ),
)
