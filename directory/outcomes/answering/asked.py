"""What is asked together, and which answers each question has at the start and at the end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from directory.errors import NotFound
from directory.outcomes.instruments import gp_use, lonely_direct, ons4, ucla3
from directory.outcomes.models import Occasion
from directory.outcomes.packs.shape import Item, Level, Pack


@dataclass(frozen=True)
class AskedTogether:
    """Questionnaires of one sitting, by a code of its own."""

    code: str
    name: str
    packs: tuple[Pack, ...]


# The ONS asks for the direct question beside the three of UCLA.
ASKED: Final = {
    each.code: each
    for each in (
        AskedTogether("ons4", ons4.PACK.name, (ons4.PACK,)),
        AskedTogether(
            "loneliness", "Loneliness (three questions and the direct one)", (ucla3.PACK, lonely_direct.PACK)
        ),
        AskedTogether("gp_use", gp_use.PACK.name, (gp_use.PACK,)),
    )
}


def get_asked(code: str) -> AskedTogether:
    """What is asked together, by its code. Raises NotFound."""
    found = ASKED.get(code)
    if found is None:
        raise NotFound("There is no such questionnaire here.")
    return found


def items_at(pack: Pack, occasion: Occasion) -> Sequence[Item]:
    """The questions of a questionnaire on an occasion: at the end some ask for a change and not for a state."""
    if occasion is Occasion.EXIT and pack.exit_levels:
        first, last = pack.exit_levels[0].value, pack.exit_levels[-1].value
        return [replace(each, lowest=first, highest=last, levels=pack.exit_levels) for each in pack.items]
    return pack.items


def levels_of(item: Item) -> Sequence[Level]:
    """The answers that can be chosen; plain numbers where they have no words."""
    return item.levels or [Level(each, str(each), str(each)) for each in range(item.lowest, item.highest + 1)]
