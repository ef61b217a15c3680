"""What is found for a profile, in what order, and how many there would be with another choice.

Who looks around chooses among what is there: a day, a cost, a kind. What says itself that it is within the limits comes
before what does not say, and only that is counted for a choice; what is counted is what the choice then shows. Whatever
somebody wants first, what nobody has made sure of for too long comes last.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

import numpy as np

from directory.matching.limits import LimitName, added_by_each, ruled_out
from directory.matching.profile import Profile
from directory.matching.ranking import Ranking, best
from directory.matching.scope import scope_of
from directory.matching.stated import says_itself
from directory.matching.tiers import Tiers, tiers_of
from directory.matching.vocabulary import Vocabulary
from directory.search.arrangements import ARRANGEMENTS
from directory.search.arrays import Floats, Ids, Marks
from directory.search.facets import Facet, Facets, count_facets, count_tagged
from directory.search.index import CatalogueIndex
from directory.search.times import next_starts

# With fewer than this many that speak of what was said, those that only come close in meaning make up the number.
ENOUGH = 5
# What somebody chooses among what is there. Of a listing that is for others by its age or area they chose nothing.
CHOSEN = frozenset(
    {
        LimitName.TIMES,
        LimitName.COST,
        LimitName.WAYS,
        LimitName.LANGUAGE,
        LimitName.COMPANY,
        LimitName.ACCESS,
        LimitName.ARRANGED,
        LimitName.KIND,
        LimitName.HELP,
        LimitName.PEOPLE,
    }
)
# The questions of which any answer will do. Of access and of how it is run all that is asked has to be there.
_LIMIT_OF = {
    Facet.TIMES: LimitName.TIMES,
    Facet.COST: LimitName.COST,
    Facet.WAYS: LimitName.WAYS,
    Facet.LANGUAGE: LimitName.LANGUAGE,
}


class Order(StrEnum):
    """What comes first."""

    FIT = "fit"
    NEAR = "near"
    SOON = "soon"


@dataclass(frozen=True)
class Choices:
    """How many there would be with each choice. `kinds`, `helps`, `people` and `arranged` are counted by the code.

    `total` counts what there is with what is chosen already, `silent` those of them that do not say whether they fit.
    """

    total: int
    silent: int
    facets: Facets
    kinds: Mapping[str, int]
    helps: Mapping[str, int]
    people: Mapping[str, int]
    arranged: Mapping[str, int]


class Narrowing:
    """The rows that answer what a profile asks for, and what each limit makes of them."""

    def __init__(
        self, index: CatalogueIndex, profile: Profile, ranking: Ranking | None = None, answers: Marks | None = None
    ) -> None:
        """Without a ranking whatever is open answers; with one what speaks of what was said, or `answers`."""
        self._index = index
        self._profile = profile
        self._ranking = ranking
        self.scope = ranking.scope if ranking else scope_of(index, profile)
        self._out = ranking.out if ranking else ruled_out(index, self.scope, profile)
        self._is_open = self.scope.of(index.open_on(profile.today))
        self._answers = self._is_open & self._answering(answers)

    @cached_property
    def found(self) -> Marks:
        """Which rows answer and are within all limits."""
        return self._within(())

    @property
    def total(self) -> int:
        """How many these are."""
        return int(np.count_nonzero(self.found))

    @cached_property
    def stating(self) -> Marks:
        """Which of these say themselves that they are within what was chosen."""
        return self._stating(())

    @property
    def is_only_close(self) -> bool:
        """Whether nothing speaks of what was said itself."""
        return self._ranking is not None and not bool((self.found & self._ranking.relevance.is_telling).any())

    @property
    def left_out(self) -> Mapping[LimitName, int]:
        """How many each limit alone leaves out."""
        return added_by_each(self._out, self._answers)

    def ordered(self, order: Order) -> Ids:
        """The places of what was found, by tier; what says that it fits before what does not, then as asked for."""
        places = np.flatnonzero(self.found).astype(np.int32)
        own = [self._key(order)] if order is not Order.FIT else []
        keys = [self.scope.ranks, -self.points, self._position, *own, ~self.stating, self._tiers]
        return places[np.lexsort([each[places] for each in keys])]

    def choices(self, vocabulary: Vocabulary) -> Choices:
        """What it may be narrowed by further."""
        asked = self._profile
        return Choices(
            total=self.total,
            silent=int(np.count_nonzero(self.found & ~self.stating)),
            facets=count_facets(self._index, lambda facet: self._counted_for(_LIMIT_OF.get(facet)), asked.slots),
            kinds=self._tagged(LimitName.KIND, vocabulary, [each.code for each in vocabulary.groups("interests")]),
            helps=self._tagged(LimitName.HELP, vocabulary, vocabulary.kinds_of_needs),
            people=self._tagged(LimitName.PEOPLE, vocabulary, vocabulary.kinds_of_people),
            arranged=self._tagged(None, vocabulary, ARRANGEMENTS),
        )

    def _answering(self, answers: Marks | None) -> Marks:
        if self._ranking is None:
            return np.ones(len(self.scope), bool)
        return self._telling_enough(self._ranking) if answers is None else answers

    def _telling_enough(self, ranking: Ranking) -> Marks:
        """What speaks of what was said and, where that is little, the best of what only comes close."""
        relevant = ranking.relevance
        limits = [marks for name, marks in self._out.items() if name not in CHOSEN]
        may_be = self._is_open & ~np.any(np.stack([*limits, np.zeros(len(self.scope), bool)]), axis=0)
        lacking = ENOUGH - int(np.count_nonzero(may_be & relevant.is_telling))
        answers = relevant.is_telling.copy()
        if lacking > 0:
            may_be &= relevant.is_grounded & ~answers
            answers[best(ranking.scope, ranking.points, ranking.tiers, may_be, lacking)[:lacking]] = True
        return answers

    def _within(self, but: Collection[LimitName]) -> Marks:
        out = [marks for name, marks in self._out.items() if name not in but]
        return self._answers & ~np.any(np.stack(out), axis=0) if out else self._answers

    def _stating(self, but: Collection[LimitName]) -> Marks:
        stating = np.ones(len(self.scope), bool)
        for name in self._out:
            says = None if name in but else self._says(name)
            if says is not None:
                stating &= says
        return stating

    def _says(self, name: LimitName) -> Marks | None:
        return says_itself(name, self._index, self.scope, self._profile)

    def _counted_for(self, name: LimitName | None) -> Marks:
        """What is counted for the choices of a limit, over the whole index: they stand in each other's place."""
        if name is None or name not in self._out:
            return self._counted_now
        return self._over_the_index(self._within((name,)) & self._stating((name,)))

    @cached_property
    def _counted_now(self) -> Marks:
        """The same for what is chosen beside all else."""
        return self._over_the_index(self.found & self.stating)

    def _over_the_index(self, looked_at: Marks) -> Marks:
        marks = np.zeros(len(self._index), bool)
        marks[self.scope.rows[looked_at]] = True
        return marks

    def _tagged(self, name: LimitName | None, vocabulary: Vocabulary, codes: Collection[str]) -> Mapping[str, int]:
        within = self._counted_for(name)
        counts = {code: count_tagged(self._index, within, vocabulary.widened([code])) for code in codes}
        return {code: count for code, count in counts.items() if count}

    @cached_property
    def points(self) -> Floats:
        """What each row is worth for what was said; nought where nothing was."""
        return self._ranking.points if self._ranking else np.zeros(len(self.scope), np.float32)

    @cached_property
    def _tiers(self) -> Tiers:
        return self._ranking.tiers if self._ranking else tiers_of(self.scope, self._profile.today)

    @cached_property
    def _position(self) -> Ids:
        """Where the ranking puts each row, which is not by points alone."""
        position = np.full(len(self.scope), np.iinfo(np.int32).max, np.int32)
        if self._ranking:
            places = np.searchsorted(self.scope.rows, self._ranking.order)
            position[places] = np.arange(len(places), dtype=np.int32)
        return position

    def _key(self, order: Order) -> Floats:
        distances = self.scope.distances_m
        far = np.zeros(len(self.scope), np.float32) if distances is None else np.nan_to_num(distances, nan=np.inf)
        if order is Order.NEAR or self._profile.today is None:
            return far
        # What is on at the same time comes by distance: nobody goes further than so many metres.
        return (self._next_starts(self._profile.today).astype(np.float64) * 1e9 + np.minimum(far, 1e8)).astype(
            np.float64
        )

    def _next_starts(self, today: date) -> Floats:
        """In how many minutes of this day and the next each row can be gone to next, at a time that was asked for."""
        asked = self._profile
        return next_starts(
            self._index.times, self.scope.places, len(self.scope), today, asked.minutes_over, asked.slots
        )


def keeping_to(profile: Profile, vocabulary: Vocabulary) -> Profile:
    """The same profile with what is narrower than the kinds, needs and people it keeps to."""
    if not (profile.kinds or profile.helps or profile.people):
        return profile
    return replace(
        profile,
        kinds=vocabulary.widened(profile.kinds),
        helps=vocabulary.widened(profile.helps),
        people=vocabulary.widened(profile.people),
    )
