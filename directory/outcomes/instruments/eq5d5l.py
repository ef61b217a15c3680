"""EQ-5D-5L: the profile of five dimensions with five levels each, 1 none to 5 extreme, of today.

The sum of levels (5 to 25) orders profiles roughly. It is not an EQ-5D value: that needs a value set of a country.
"""

from typing import Final

from directory.outcomes.packs.scoring import named
from directory.outcomes.packs.shape import Direction, Item, Level, Licence, Pack, ScoreKind

DIMENSIONS: Final = {
    "mobility": "moving about",
    "self_care": "washing and dressing",
    "usual_activities": "usual activities",
    "pain_discomfort": "pain or discomfort",
    "anxiety_depression": "anxiety or depression",
}
LEVELS: Final = tuple(
    Level(value, code, code) for value, code in enumerate(("none", "slight", "moderate", "severe", "extreme"), 1)
)

PACK: Final = Pack(
    code="eq5d5l",
    name="Health profile (EQ-5D-5L)",
    about="Health today in five dimensions, each with five levels.",
    items=tuple(
        Item(number, code, label, 1, 5, Direction.LOWER, LEVELS)
        for number, (code, label) in enumerate(DIMENSIONS.items(), 1)
    ),
    scores=(ScoreKind("level_sum", "level sum (not an EQ-5D value)", 5, 25, Direction.LOWER),),
    from_total=named("level_sum"),
    # A level sum alone says nothing of the profile, which is the result.
    takes_total=False,
    missing_rule="All five answers are needed for the level sum; each dimension counts by itself.",
    from_age=16,
    licence=Licence(
        is_open=False,
        note="© EuroQol Research Foundation. EQ-5D is a trade mark of it. Registration is needed, for each version,"
        " language and mode; free for uses that are not commercial. Profile and scale are used together.",
    ),
    source="Herdman et al. 2011, Quality of Life Research 20:1727.",
)
