"""Answers with levels of the made-up cohort: how anxious before and after, and whether people see a GP more or less.

Of how anxious people are, the paper prints how many gave each answer and one z; what goes together is sought. Of seeing
a GP it prints shares and two tests. 345 is the only number of people, between 250 and 440, of whom the shares at the
end can be; both tests then come out with three people of no known sex and four of no known age, who all said "the
same".
"""

import math
import random
from collections.abc import Sequence

from directory.outcomes.statistics.ranks import signed_rank
from directory.outcomes.study.fitting import NotFitted

# 12.5%, (22.7%), 24.7%, 23.4%, 16.6% of 295, and 17.6%, (24.4%), 35.3%, 14.9%, 7.8%. The second is not printed.
ANXIOUS_BEFORE = (37, 67, 73, 69, 49)
ANXIOUS_AFTER = (52, 72, 104, 44, 23)
ANXIOUS_Z = -5.47

# 48.6%, 30.6%, 15.1%, 5.7%: of 438, as of some smaller numbers.
GP_BEFORE = (213, 134, 66, 25)
# 5.5%, 21.7%, 53.3%, 14.5%, 4.9% of 345.
GP_AFTER = (19, 75, 184, 50, 17)
GP_SAME = 3
GP_CELLS = {("male", "young"): 46, ("male", "old"): 78, ("female", "young"): 84, ("female", "old"): 130}
GP_SAID_SAME = 7
GP_U_SEX, GP_U_AGE = 13_202.5, 10_963.0

TRIES = 200_000
NEAR = 0.004
# So many wins more of one rank over another are taken as easily as not.
HEAT = 10.0

Table = list[list[int]]


def anxious_pairs(seed: int) -> list[tuple[int, int]]:
    """A pair of levels for each of 295 people: from everybody keeping their rank, swapped until z is as printed.

    Raises NotFitted.
    """
    chance = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    after = [level for level, count in enumerate(ANXIOUS_AFTER, 1) for _ in range(count)]
    before = [level for level, count in enumerate(ANXIOUS_BEFORE, 1) for _ in range(count)]
    away = from_printed(before, after)
    for _ in range(TRIES):
        if away < NEAR:
            return list(zip(before, after, strict=True))
        one, other = chance.randrange(len(after)), chance.randrange(len(after))
        after[one], after[other] = after[other], after[one]
        now = from_printed(before, after)
        if now <= away:
            away = now
        else:
            after[one], after[other] = after[other], after[one]
    raise NotFitted


def from_printed(before: Sequence[int], after: Sequence[int]) -> float:
    """How far z is from the one printed."""
    z = signed_rank(before, after).z
    return abs(z - ANXIOUS_Z) if z is not None else abs(ANXIOUS_Z)


def gp_answers(seed: int) -> dict[tuple[str, str], list[int]]:
    """How many people of each cell said what at the end of seeing a GP, so that both U come out exactly.

    Raises NotFitted.
    """
    chance = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    counts = first_guess(chance)
    cells, away = list(counts), distance(counts)
    for _ in range(TRIES):
        if away == 0:
            return counts
        one, other = chance.sample(cells, 2)
        more, fewer = chance.sample(range(len(GP_AFTER)), 2)
        if not (counts[one][fewer] and counts[other][more]):
            continue
        trade(counts[one], counts[other], more, fewer)
        now = distance(counts)
        if now <= away or chance.random() < math.exp((away - now) / HEAT):
            away = now
        else:
            trade(counts[one], counts[other], fewer, more)
    raise NotFitted


def first_guess(chance: random.Random) -> dict[tuple[str, str], list[int]]:
    """Everybody's answers dealt out by chance."""
    left = list(GP_AFTER)
    left[GP_SAME - 1] -= GP_SAID_SAME
    said = [level for level, count in enumerate(left) for _ in range(count)]
    chance.shuffle(said)
    counts, start = {}, 0
    for cell, people in GP_CELLS.items():
        part = said[start : start + people]
        counts[cell] = [part.count(level) for level in range(len(GP_AFTER))]
        start += people
    return counts


def trade(one: list[int], other: list[int], more: int, fewer: int) -> None:
    """Have somebody of either cell change answers with somebody of the other."""
    one[more] += 1
    one[fewer] -= 1
    other[more] -= 1
    other[fewer] += 1


def distance(counts: dict[tuple[str, str], list[int]]) -> float:
    """How far both U are from those printed."""
    men, women = (together(counts, 0, sex) for sex in ("male", "female"))
    young, old = (together(counts, 1, age) for age in ("young", "old"))
    # One man, three women, one person under 50 and two over it are of the seven who said that it is the same.
    for group, said_same in ((men, 1), (women, 3), (young, 1), (old, 2)):
        group[GP_SAME - 1] += said_same
    by_sex = u_of(men, women)
    return abs(min(by_sex, sum(men) * sum(women) - by_sex) - GP_U_SEX) + abs(u_of(young, old) - GP_U_AGE)


def together(counts: dict[tuple[str, str], list[int]], place: int, name: str) -> list[int]:
    parts = [each for cell, each in counts.items() if cell[place] == name]
    return [sum(each) for each in zip(*parts, strict=True)]


def u_of(first: Sequence[int], second: Sequence[int]) -> float:
    """How often somebody of the first ranks above somebody of the second, from how many gave each answer."""
    below, u = 0, 0.0
    for one, other in zip(first, second, strict=True):
        u += one * (below + other / 2)
        below += other
    return u
