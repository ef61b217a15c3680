"""The four questions on personal wellbeing of the Office for National Statistics, 0 to 10 each.

They are told one by one and never added up. For the fourth, how anxious one was yesterday, higher is worse.
"""

from typing import Final

from directory.outcomes.packs.shape import Direction, Item, Licence, Pack

PACK: Final = Pack(
    code="ons4",
    name="Personal wellbeing (ONS4)",
    about="Four questions, 0 to 10 each, told one by one.",
    items=(
        Item(1, "satisfied", "satisfied with life", 0, 10, Direction.HIGHER),
        Item(2, "worthwhile", "what one does is worthwhile", 0, 10, Direction.HIGHER),
        Item(3, "happy", "happy yesterday", 0, 10, Direction.HIGHER),
        Item(4, "anxious", "anxious yesterday", 0, 10, Direction.LOWER),
    ),
    scores=(),
    from_total=None,
    missing_rule="Each answer counts by itself.",
    licence=Licence(is_open=True, note="Crown copyright, Open Government Licence 3.0."),
    source="Office for National Statistics, Personal well-being user guidance.",
    from_age=16,
)
