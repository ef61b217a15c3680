"""The one figure of unmet need: what people looked for and did not get, by need, area and month."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.champions.search_counts import names_of
from directory.outcomes.disclosure import Hidden
from directory.reporting.protecting import Told, ToldTree, protect_tree
from directory.reporting.quarters import Quarter
from directory.reporting.unmet_sources import Missing, Unmet, count_unmet

EVERYWHERE = None
NOT_TOLD = Told(Hidden.KEPT_BACK)


@dataclass(frozen=True)
class UnmetLine:
    """A need in an area, or `EVERYWHERE`, with what may be told of each way in which it was not met.

    The area is empty where none was known.
    """

    code: str
    need: str
    area: str | None
    counts: Mapping[Unmet, Told] = field(default_factory=dict)

    def count_of(self, kind: Unmet) -> Told:
        return self.counts.get(kind, Told())

    @property
    def most(self) -> int:
        """How much of it may be told, for putting lines in order: what is hidden moves no line."""
        return sum(each.whole for each in self.counts.values() if isinstance(each.whole, int))


def read_unmet_needs(db: Session, actor: Actor, quarter: Quarter) -> list[UnmetLine]:
    """What was missing in a quarter as the actor's scheme may see it: what is missing most first."""
    counted = count_unmet(db, actor.scheme_id, quarter)
    names = names_of(db, {each.code for each in counted})
    return unmet_lines(counted, names)


def unmet_lines(counted: Mapping[Missing, int], names: Mapping[str, str]) -> list[UnmetLine]:
    """The lines of each need: everywhere first, then its areas by name. A code without a name stands for itself."""
    trees = trees_of(counted)
    lines = [lines_of(code, names.get(code, code), kinds) for code, kinds in trees.items()]
    ordered = sorted(lines, key=lambda each: (-each[0].most, each[0].need, each[0].code))
    return [line for each in ordered for line in each]


def trees_of(counted: Mapping[Missing, int]) -> dict[str, dict[Unmet, ToldTree]]:
    """By need and kind, what may be told."""
    raw: defaultdict[tuple[str, Unmet], defaultdict[str, defaultdict[date, int]]]
    raw = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for each, number in counted.items():
        raw[each.code, each.kind][each.area][each.month] += number
    trees: defaultdict[str, dict[Unmet, ToldTree]] = defaultdict(dict)
    for (code, kind), areas in raw.items():
        trees[code][kind] = protect_tree(areas)
    return trees


def lines_of(code: str, need: str, kinds: Mapping[Unmet, ToldTree]) -> list[UnmetLine]:
    areas = sorted({area for tree in kinds.values() for area in tree.areas})
    everywhere = UnmetLine(code, need, EVERYWHERE, {kind: Told(tree.whole) for kind, tree in kinds.items()})
    there = [
        UnmetLine(code, need, area, {kind: tree.areas.get(area, unknown_in(tree)) for kind, tree in kinds.items()})
        for area in areas
    ]
    return [everywhere, *there]


def unknown_in(tree: ToldTree) -> Told:
    """What is told of an area that a tree does not name: nought, or nothing where it names none of its areas."""
    return Told() if tree.areas else NOT_TOLD


def areas_of(lines: Iterable[UnmetLine]) -> Sequence[str]:
    """The areas that some lines name, in order."""
    return sorted({each.area for each in lines if each.area})
