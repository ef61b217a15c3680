"""Seeking whole scores before and after whose means and standard deviations come out as printed, group by group.

People stand in cells that are no smaller than any group that is told (men under 50, say). The sums of each cell are
given, so that every mean is right from the start and stays so: a step takes from one person what it gives to another
of the same cell. Steps that bring standard deviations nearer are taken, others now and then, and ever less often
(simulated annealing). Nobody's direction changes, so that counts of better and worse hold as well.
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

STEPS = 400_000
# Half of the last digit that is printed.
HALF = 0.005


@dataclass(frozen=True)
class Cell:
    """So many people who are in the same groups, the sum of their scores before, and of their changes."""

    groups: frozenset[str]
    people: int
    before: int
    change: int


@dataclass(frozen=True)
class Wanted:
    """The standard deviations of a group, as printed: before, after, of the change; None where it is not known."""

    before: float
    after: float
    change: float
    within: tuple[float, float] | None = None


@dataclass(frozen=True)
class Fit:
    """What to seek: `known` are people whose scores are given, to make the groups fit each other."""

    lowest: int
    highest: int
    better: int
    worse: int
    cells: Sequence[Cell]
    known: Sequence[tuple[frozenset[str], int, int]]
    wanted: Mapping[str, Wanted]


@dataclass
class Person:
    """Somebody made up: the groups they are in, and their scores before and after."""

    groups: frozenset[str]
    before: int
    after: int
    cell: int = -1

    @property
    def way(self) -> int:
        return (self.after > self.before) - (self.after < self.before)


@dataclass
class Sums:
    """What the standard deviations of a group are worked out of."""

    n: int = 0
    before: int = 0
    before2: int = 0
    after: int = 0
    after2: int = 0
    change2: int = 0

    def add(self, before: int, after: int, times: int) -> None:
        self.n += times
        self.before += times * before
        self.before2 += times * before * before
        self.after += times * after
        self.after2 += times * after * after
        self.change2 += times * (after - before) ** 2

    def sds(self) -> tuple[float, float, float]:
        change = self.after - self.before
        pairs = ((self.before, self.before2), (self.after, self.after2), (change, self.change2))
        return tuple(math.sqrt(max(0.0, (squares - sum_ * sum_ / self.n) / (self.n - 1))) for sum_, squares in pairs)  # type: ignore[return-value]


class NotFitted(Exception):
    """None were found: another seed may do."""


@dataclass
class Seeking:
    """One search."""

    fit: Fit
    chance: random.Random
    people: list[Person] = field(default_factory=list)
    sums: dict[str, Sums] = field(default_factory=dict)
    away: dict[str, float] = field(default_factory=dict)

    def begin(self) -> None:
        """People as a normal distribution would have them, then with the right directions and sums."""
        for place, cell in enumerate(self.fit.cells):
            self.people += [self.first_guess(cell, place) for _ in range(cell.people)]
        self.give_directions()
        for place, cell in enumerate(self.fit.cells):
            self.meet_sums(cell, [each for each in self.people if each.cell == place])
        self.people += [Person(groups, before, after) for groups, before, after in self.fit.known]
        for name in self.fit.wanted:
            self.sums[name] = Sums()
            for each in self.people:
                if name in each.groups:
                    self.sums[name].add(each.before, each.after, 1)
            self.away[name] = self.distance(name, self.sums[name])

    def first_guess(self, cell: Cell, place: int) -> Person:
        wanted = self.fit.wanted["all"]
        before = self.chance.gauss(cell.before / cell.people, wanted.before)
        after = before + self.chance.gauss(cell.change / cell.people, wanted.change)
        middle = (cell.before + cell.change) / cell.people
        # Who begins low rises more than who begins high.
        after += (middle - after) * 0.3
        return Person(cell.groups, self.kept(before), self.kept(after), place)

    def kept(self, score: float) -> int:
        return min(self.fit.highest, max(self.fit.lowest, round(score)))

    def give_directions(self) -> None:
        """Let as many rise, fall and stay as are wanted, those given in advance counted in."""
        ways = [(after > before) - (after < before) for _, before, after in self.fit.known]
        worse = self.fit.worse - ways.count(-1)
        better = self.fit.better - ways.count(1)
        order = sorted(self.people, key=lambda each: each.after - each.before)
        for rank, each in enumerate(order):
            way = -1 if rank < worse else 1 if rank >= len(order) - better else 0
            if each.way == way:
                continue
            if way == 0:
                each.after = each.before
            elif self.fit.lowest <= each.before + way <= self.fit.highest:
                each.after = each.before + way
            else:
                each.after, each.before = each.before, each.before - way

    def meet_sums(self, cell: Cell, members: list[Person]) -> None:
        """Push single people by a point until the sums of a cell are right."""
        for _ in range(100_000):
            short = cell.before - sum(each.before for each in members)
            short_after = cell.before + cell.change - sum(each.after for each in members)
            if not short and not short_after:
                return
            each = self.chance.choice(members)
            step, step_after = ((short > 0) - (short < 0)), ((short_after > 0) - (short_after < 0))
            if each.way == 0 and step != step_after:
                step = step_after = self.chance.choice((step, step_after))
            self.move_if_may(each, each.before + step, each.after + step_after)
        raise NotFitted

    def may_be(self, each: Person, before: int, after: int) -> bool:
        in_range = all(self.fit.lowest <= score <= self.fit.highest for score in (before, after))
        return in_range and (after > before) - (after < before) == each.way

    def move_if_may(self, each: Person, before: int, after: int) -> None:
        if self.may_be(each, before, after):
            each.before, each.after = before, after

    def distance(self, name: str, sums: Sums) -> float:
        """How far a group's standard deviations are from rounding to what is printed, in halves of the last digit."""
        wanted = self.fit.wanted[name]
        goals = ((wanted.before, None), (wanted.after, None), (wanted.change, wanted.within))
        total = 0.0
        for found, (printed, within) in zip(sums.sds(), goals, strict=True):
            low, high = within or (printed - HALF * 0.98, printed + HALF * 0.98)
            if not low <= found <= high:
                total += max(low - found, found - high) / HALF + 0.1
        return total

    def seek(self) -> list[Person]:
        """The people, once all is as printed. Raises NotFitted."""
        self.begin()
        members = [[each for each in self.people if each.cell == place] for place in range(len(self.fit.cells))]
        weights = [cell.people for cell in self.fit.cells]
        for step in range(STEPS):
            total = sum(self.away.values())
            if total == 0:
                return self.people
            self.try_step(self.chance.choices(members, weights)[0], total, 2 * math.exp(-7 * step / STEPS))
        raise NotFitted

    def try_step(self, members: Sequence[Person], total: float, heat: float) -> None:
        """Take from one and give to another, unless it leads further away than the heat allows."""
        one, other = self.chance.sample(members, 2)
        points = self.chance.randint(1, max(2, (self.fit.highest - self.fit.lowest) // 6))
        before, after = self.chance.choice(((points, 0), (0, points), (points, points)))
        moved = [
            (one, one.before + before, one.after + after),
            (other, other.before - before, other.after - after),
        ]
        if not all(self.may_be(*each) for each in moved):
            return
        sums = {name: Sums(**vars(self.sums[name])) for name in one.groups if name in self.sums}
        for each, new_before, new_after in moved:
            for group in sums.values():
                group.add(each.before, each.after, -1)
                group.add(new_before, new_after, 1)
        away = self.away | {name: self.distance(name, group) for name, group in sums.items()}
        further = sum(away.values()) - total
        if further <= 0 or self.chance.random() < math.exp(-further / heat):
            for each, new_before, new_after in moved:
                each.before, each.after = new_before, new_after
            self.sums |= sums
            self.away = away


def find_people(fit: Fit, seed: int) -> list[Person]:
    """People who fit, the same for the same seed. Raises NotFitted."""
    return Seeking(fit, random.Random(seed)).seek()  # noqa: S311 - nothing secret is drawn
