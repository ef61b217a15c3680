"""The direct question on loneliness that ONS recommends beside the three items: 1 often or always to 5 never."""

from typing import Final

from directory.outcomes.packs.shape import Direction, Item, Level, Licence, Pack

LEVELS: Final = (
    Level(1, "often", "often or always"),
    Level(2, "some_of_the_time", "some of the time"),
    Level(3, "occasionally", "occasionally"),
    Level(4, "hardly_ever", "hardly ever"),
    Level(5, "never", "never"),
)

PACK: Final = Pack(
    code="lonely_direct",
    name="Loneliness (direct question)",
    about="How often one feels lonely, in five answers.",
    items=(Item(1, "lonely", "feeling lonely", 1, 5, Direction.HIGHER, LEVELS),),
    scores=(),
    from_total=None,
    missing_rule="One answer.",
    licence=Licence(is_open=True, note="Crown copyright, Open Government Licence 3.0."),
    source="Office for National Statistics, Measuring loneliness: guidance for use of the national indicators, 2018.",
)
