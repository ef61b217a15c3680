"""The made-up cohort put together, and written as a file of past records."""

import csv
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from statistics import correlation
from typing import TextIO, TypeVar

from directory.outcomes.imported.reading import COLUMNS
from directory.outcomes.instruments.gp_use import CHANGED, OFTEN
from directory.outcomes.study.answers import GP_BEFORE, GP_SAME, anxious_pairs, gp_answers
from directory.outcomes.study.fitting import Fit, NotFitted, Person, find_people
from directory.outcomes.study.people import Somebody, everybody
from directory.outcomes.study.scores import HEALTH, NETWORKS, WELLBEING

SEED = 2018
# r of age with the change in wellbeing.
WITH_AGE = -0.21
TRIES = 100_000
MOST_SEEDS = 50
# Eighteen months, as the study had; most people left within 16 weeks, after ten on average.
FIRST_DAY, DAYS = date(2016, 1, 4), 540
MEAN_WEEKS, SD_WEEKS, LEAST_WEEKS = 10, 3.5, 3

T = TypeVar("T")
Row = tuple[object, ...]
Pairs = dict[int, tuple[int, int]]


class Cohort:
    """The people and what each answered, by number of the person: before and after, or either."""

    def __init__(self, seed: int = SEED) -> None:
        self.seed = seed
        self.chance = random.Random(seed)  # noqa: S311 - nothing secret is drawn
        self.people = tried(everybody, seed)
        self.wellbeing = self.dealt(WELLBEING)
        self.health = self.dealt(HEALTH)
        self.networks = self.dealt(NETWORKS)
        self.anxious = self.deal_anxious()
        self.gp_before = self.deal_gp_before()
        self.gp_after = self.deal_gp_after()
        self.let_age_go_with_change()

    def dealt(self, fit: Fit) -> Pairs:
        """Each made-up pair of scores given to somebody of the same sex and age band, as far as it has any."""
        free = list(self.people)
        self.chance.shuffle(free)
        pairs = {}
        # First those who must be of a certain cell; last those of whom nothing is known, who take what is left.
        for person in sorted(tried_fit(fit, self.seed), key=lambda each: -len(each.groups)):
            somebody = next(each for each in free if takes(each, person, fit))
            free.remove(somebody)
            pairs[somebody.number] = (person.before, person.after)
        return pairs

    def deal_anxious(self) -> Pairs:
        pairs = tried(anxious_pairs, self.seed)
        chosen = self.chance.sample([each.number for each in self.people], len(pairs))
        return dict(zip(chosen, pairs, strict=True))

    def deal_gp_before(self) -> dict[int, int]:
        levels = [level for level, count in enumerate(GP_BEFORE, 1) for _ in range(count)]
        self.chance.shuffle(levels)
        return {each.number: level for each, level in zip(self.people, levels, strict=True)}

    def deal_gp_after(self) -> dict[int, int]:
        """What the people of each cell said; those of no known sex or age all said that it is the same."""
        said = {each.number: GP_SAME for each in self.people if not (each.sex and each.age_band)}
        for cell, counts in tried(gp_answers, self.seed).items():
            levels = [level for level, count in enumerate(counts, 1) for _ in range(count)]
            members = [each.number for each in self.people if (each.sex, each.age_band) == cell]
            said |= dict(zip(self.chance.sample(members, len(levels)), levels, strict=True))
        return said

    def let_age_go_with_change(self) -> None:
        """Have people of one age band change ages until age goes with the change in wellbeing as printed."""
        of_age = [each for each in self.people if each.age is not None]
        away = self.from_printed()
        for _ in range(TRIES):
            if away < 0.003:
                return
            one, other = self.chance.sample(of_age, 2)
            if one.age_band != other.age_band:
                continue
            one.age, other.age = other.age, one.age
            now = self.from_printed()
            if now <= away:
                away = now
            else:
                one.age, other.age = other.age, one.age
        raise NotFitted

    def from_printed(self) -> float:
        known = [
            (each.age, self.wellbeing[each.number])
            for each in self.people
            if each.age is not None and each.number in self.wellbeing
        ]
        ages, changes = [age for age, _ in known], [after - before for _, (before, after) in known]
        return abs(correlation(ages, changes) - WITH_AGE)

    def rows(self) -> Iterator[Row]:
        """The cohort as rows of a file of past records."""
        days = random.Random(self.seed)  # noqa: S311 - nothing secret is drawn
        for each in self.people:
            first = FIRST_DAY + timedelta(days.randrange(DAYS))
            weeks = max(LEAST_WEEKS, round(days.gauss(MEAN_WEEKS, SD_WEEKS)))
            last = first + timedelta(weeks=weeks)
            about = (f"S{each.number:03}", each.sex, "" if each.age is None else each.age, each.ethnicity, "")
            for measure, item, before, after in self.answers_of(each):
                if before is not None:
                    yield (*about, "baseline", first, measure, item, before)
                if after is not None:
                    yield (*about, "exit", last, measure, item, after)

    def answers_of(self, each: Somebody) -> Iterator[tuple[str, str, object, object]]:
        for measure, item, pairs in (
            ("swemwbs", "", self.wellbeing),
            ("eq5d_vas", "", self.health),
            ("social_networks", "", self.networks),
            ("eq5d5l", "anxiety_depression", self.anxious),
        ):
            if each.number in pairs:
                yield measure, item, *pairs[each.number]
        after = self.gp_after.get(each.number)
        often = OFTEN[self.gp_before[each.number] - 1].code
        yield "gp_use", "", often, CHANGED[after - 1].code if after else None


def takes(somebody: Somebody, person: Person, fit: Fit) -> bool:
    """Whether somebody is in the groups of a made-up person and in no other that is told of this score."""
    told = {name for name in (somebody.sex, somebody.age_band) if name in fit.wanted}
    return told == person.groups - {"all"}


def tried_fit(fit: Fit, seed: int) -> list[Person]:
    return tried(lambda other: find_people(fit, other), seed)


def tried(make: Callable[[int], T], seed: int) -> T:
    """What comes of the first seed, from this one on, that leads to anything. Raises NotFitted."""
    for other in range(seed, seed + MOST_SEEDS):
        with suppress(NotFitted):
            return make(other)
    raise NotFitted


def write_cohort(file: TextIO, cohort: Cohort) -> None:
    """Write the cohort as a file that `lynchpin outcomes import` takes."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(cohort.rows())
