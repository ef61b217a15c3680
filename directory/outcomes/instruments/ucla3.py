"""The three items on loneliness of the University of California, Los Angeles, 3 to 9, as ONS recommends them."""

from typing import Final

from directory.outcomes.packs.scoring import named, score_range
from directory.outcomes.packs.shape import Direction, Item, Level, Licence, Pack

LEVELS: Final = (
    Level(1, "hardly_ever", "hardly ever or never"),
    Level(2, "sometimes", "some of the time"),
    Level(3, "often", "often"),
)
ITEMS: Final = tuple(
    Item(number, code, label, 1, 3, Direction.LOWER, LEVELS)
    for number, (code, label) in enumerate(
        (
            ("companionship", "lacking companionship"),
            ("left_out", "feeling left out"),
            ("isolated", "feeling isolated"),
        ),
        1,
    )
)

PACK: Final = Pack(
    code="ucla3",
    name="Loneliness (UCLA, three items)",
    about="Three questions with three answers each. The direct question is asked beside them.",
    items=ITEMS,
    scores=(score_range(ITEMS, "total", "total", Direction.LOWER),),
    from_total=named("total"),
    missing_rule="All three answers are needed.",
    licence=Licence(is_open=True, note="Open. Hughes et al. 2004; wording as the ONS recommends it."),
    source="Hughes et al. 2004, Research on Aging 26:655; ONS, Measuring loneliness, 2018.",
)
