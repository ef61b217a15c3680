"""The measurement tool of the Campaign to End Loneliness: three statements, 0 strongly agree to 4 strongly disagree.

The total runs from 0 to 12, and higher is lonelier. Its authors made it to measure what a service changes, not to find
lonely people.
"""

from typing import Final

from directory.outcomes.packs.scoring import named, numbered_items, score_range
from directory.outcomes.packs.shape import Direction, Licence, Pack

ITEMS: Final = numbered_items(
    ("content with friendships", "enough people to ask for help", "relationships as satisfying as wanted"),
    0,
    4,
    Direction.LOWER,
)

PACK: Final = Pack(
    code="ctel",
    name="Loneliness (Campaign to End Loneliness)",
    about="Three statements about friendships and relationships, 0 to 4 each.",
    items=ITEMS,
    scores=(score_range(ITEMS, "total", "total", Direction.LOWER),),
    from_total=named("total"),
    missing_rule="All three answers are needed.",
    licence=Licence(is_open=False, note="© Campaign to End Loneliness. Free to use; its words are not shipped here."),
    source="Campaign to End Loneliness, Measuring your impact on loneliness in later life, 2015.",
    notes=("Its authors say that it is not for screening people.",),
)
