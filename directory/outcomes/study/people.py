"""Who is in the made-up cohort: sex, age and ethnic group, as the paper prints them of those who took part.

438 people: 436 with an ethnic group (Table 1), and two without. 435 are known to be women or men, of whom 278, 63.9%,
are women; of 436 no number is 63.9%. 434 have an age; four whose scores are in the tables have none, and the paper
tells of two of the 436, so that two more people are needed.
"""

import random
from dataclasses import dataclass
from statistics import fmean, stdev

from directory.outcomes.study.fitting import NotFitted

ETHNICITIES = {
    "White British": 379,
    "White Irish": 10,
    "Other White": 6,
    "Mixed White and Black Caribbean": 3,
    "Mixed White and Black African": 2,
    "Mixed White and Asian": 2,
    "Asian": 14,
    "Black Caribbean": 3,
    "Black African": 8,
    "Black other": 2,
    "Other": 7,
}
# How many there are of each sex and age, known or not.
CELLS = {
    ("male", "young"): 66,
    ("male", "old"): 90,
    ("female", "young"): 123,
    ("female", "old"): 152,
    ("", "young"): 1,
    ("", "old"): 2,
    ("male", ""): 1,
    ("female", ""): 3,
}
# From, to, and how many: 190 under 50, 93 (21.4%) of 50 to 59, 245 (56.5%) of 40 to 69, from 16 to 94.
AGES = ((16, 39, 118), (40, 49, 72), (50, 59, 93), (60, 69, 80), (70, 94, 71))
MEAN_AGE, SD_AGE = 53.1, 18.02
TRIES = 100_000


@dataclass
class Somebody:
    """One of the cohort."""

    number: int
    sex: str
    age_band: str
    age: int | None = None
    ethnicity: str = ""


def everybody(seed: int) -> list[Somebody]:
    """The people, in an order that tells nothing. Raises NotFitted."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    cells = [cell for cell, count in CELLS.items() for _ in range(count)]
    chance.shuffle(cells)
    people = [Somebody(number, sex, band) for number, (sex, band) in enumerate(cells, 1)]
    groups = [group for group, count in ETHNICITIES.items() for _ in range(count)]
    chance.shuffle(groups)
    without_age = [each for each in people if not each.age_band]
    for each, group in zip([each for each in people if each not in without_age[:2]], groups, strict=True):
        each.ethnicity = group
    ages = find_ages(chance)
    for band in ("young", "old"):
        members = [each for each in people if each.age_band == band]
        its_ages = [age for age in ages if (age < 50) == (band == "young")]
        chance.shuffle(its_ages)
        for each, age in zip(members, its_ages, strict=True):
            each.age = age
    return people


def find_ages(chance: random.Random) -> list[int]:
    """434 ages with the printed bands, mean and standard deviation, the youngest 16 and the oldest 94."""
    bands = [(low, high) for low, high, count in AGES for _ in range(count)]
    ages = [chance.randint(low, high) for low, high in bands]
    ages[0], ages[-1] = AGES[0][0], AGES[-1][1]
    away = from_printed(ages)
    for _ in range(TRIES):
        if away < 1:
            return ages
        at = chance.randrange(1, len(ages) - 1)
        before = ages[at]
        ages[at] = chance.randint(*bands[at])
        now = from_printed(ages)
        if now <= away:
            away = now
        else:
            ages[at] = before
    raise NotFitted


def from_printed(ages: list[int]) -> float:
    """How far the mean and the standard deviation are from those printed, in halves of their last digit."""
    return max(abs(fmean(ages) - MEAN_AGE) / 0.04, abs(stdev(ages) - SD_AGE) / 0.004)
