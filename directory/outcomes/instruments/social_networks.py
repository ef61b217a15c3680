"""The "social networks" score of Woodall et al. 2018: three answers, together 3 to 15, higher is better.

The paper names the three statements of the Campaign to End Loneliness, and gives neither range nor direction. Both are
inferred from its printed means (9.09 rising to 9.92, told as an improvement): it is 15 minus that campaign's total.
"""

from typing import Final

from directory.outcomes.packs.scoring import named, numbered_items, score_range
from directory.outcomes.packs.shape import Direction, Licence, Pack

ITEMS: Final = numbered_items(
    ("content with friendships", "enough people to ask for help", "relationships as satisfying as wanted"),
    1,
    5,
    Direction.HIGHER,
)

PACK: Final = Pack(
    code="social_networks",
    name="Social networks",
    about="Three statements about friendships and relationships, 1 to 5 each, higher is better.",
    items=ITEMS,
    scores=(score_range(ITEMS, "total", "total", Direction.HIGHER),),
    from_total=named("total"),
    missing_rule="All three answers are needed.",
    licence=Licence(is_open=False, note="© Campaign to End Loneliness. Free to use; its words are not shipped here."),
    source="Woodall et al. 2018, BMC Health Services Research 18:604.",
    notes=("Range and direction are inferred from the printed means: 15 minus the total of the campaign's tool.",),
)
