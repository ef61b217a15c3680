"""What moves a suggestion a little, whoever's words it fits, with the reason for each: one table.

None of these says how well somebody's words are met, and all of them together move what suits about equally well:
nothing is left out for them, and nothing brought in. No outcome is among them: what helped one person says too little
of the next, and what is suggested more is measured more. What is not known costs less than what speaks against a
listing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from directory.catalogue.freshness import current_rhythm
from directory.matching.asked import Asked
from directory.matching.doubts import (
    ForWholeCountry,
    FullNow,
    ManyReferred,
    NotCheckedLately,
    NotSoon,
    RingFirst,
    WaitingList,
)
from directory.matching.learning import Place, is_like, is_unlike, like_reasons, share_of, unlike_reasons
from directory.matching.limits import known_room
from directory.matching.profile import FIRST_STEP, RING_FIRST, Noted, Profile, Recommended
from directory.matching.reasons import GoodFirstStep, Reason, RecommendedBy
from directory.matching.scope import Scope
from directory.search.arrays import Floats, Ids, Marks
from directory.search.index import CatalogueIndex
from directory.search.standing import RoomLeft, next_in

# The most that each adds to a score from 0 to 1, or takes off it. Distance takes 0.05.
_NOT_SOON = -0.02
_TIMES_NOT_KNOWN = -0.02
_NOT_CHECKED = -0.03
_LITTLE_ROOM = -0.06
_MANY_REFERRED = -0.05
_FOR_WHOLE_COUNTRY = -0.03
_ACCESS_NOT_KNOWN = -0.03
# Somebody who knows the group and the need says so: worth a few miles, but not a place that is taken.
_RECOMMENDED = 0.04
# Worth less than what is said of the very need: it is said of anybody who finds it hard to go.
_FIRST_STEP = 0.03
# They said themselves what was wrong with something: more than a place that is taken, and no more than a need is worth.
_LIKE_TRIED = -0.12
_UNLIKE_TRIED = 0.04
# Something to do, and nothing against the group.
_RING_FIRST = 0.0
# Who is anxious about going, has not been out for long, or wants somebody to go with.
_HARD_TO_GO = frozenset({"anxiety", "confidence", "getting-out", "going-along-together"})
# What is on within a week is on soon; what is not within four weeks is not.
_SOON_DAYS, _LATE_DAYS = 7, 28
# A year after it was due, a check is forgotten.
_FORGOTTEN_AFTER_DAYS = 365
# Where a group does not say how many it takes, a usual one.
_USUAL_PLACES = 12
_MANY_SHARE = 0.5
_WHOLE_COUNTRY = "national"
# What is not known costs this part of what the worst does, and so does a waiting list.
_NOT_KNOWN = 0.5
_WAITING_COUNTS = 0.5


@dataclass(frozen=True, eq=False)
class Seen:
    """What the signals look at: for one profile the rows of an index that are looked at."""

    index: CatalogueIndex
    scope: Scope
    profile: Profile
    asked: Asked

    @cached_property
    def next_in(self) -> Ids:
        """In how many days each is on again; -1 where that is not known."""
        standing = self.index.standing
        return next_in(self.scope.of(standing.days), self.scope.of(standing.days_from), _today(self.profile))

    @cached_property
    def first_steps(self) -> Mapping[int, Noted]:
        """By row of the index what is good for a first step; nothing where nobody was heard who needs one."""
        needs_one = any(each.concept.code in _HARD_TO_GO for each in self.asked.heard)
        return self._noted(FIRST_STEP) if needs_one else {}

    @cached_property
    def ring_first(self) -> Mapping[int, Noted]:
        """By row of the index what somebody should ring before they send anybody."""
        return self._noted(RING_FIRST)

    @cached_property
    def like_tried(self) -> Sequence[Marks]:
        """For each thing learnt which rows have what was wrong with what was tried."""
        return [is_like(self._place, each) for each in self.profile.learnt]

    @cached_property
    def unlike_tried(self) -> Sequence[Marks]:
        """For each thing learnt which rows are known to do better."""
        return [is_unlike(self._place, each) for each in self.profile.learnt]

    @property
    def _place(self) -> Place:
        return Place(self.index, self.scope, self.profile.point)

    def _noted(self, kind: str) -> Mapping[int, Noted]:
        rows = ((self.index.row_of(each.service_id), each) for each in self.profile.notes if each.kind == kind)
        return {row: each for row, each in rows if row is not None}

    @cached_property
    def recommended(self) -> Mapping[int, Sequence[Recommended]]:
        """By row of the index what champions recommend for what was heard, or for something wider."""
        heard = {code for each in self.asked.heard for code in (each.concept.code, each.concept.parent)}
        found: defaultdict[int, list[Recommended]] = defaultdict(list)
        for each in self.profile.recommended:
            if each.code in heard and (row := self.index.row_of(each.service_id)) is not None:
                found[row].append(each)
        return found


@dataclass(frozen=True)
class Signal:
    """What it weighs, whether it matters for a profile, the part of it that each row bears, and how that is told.

    `weight` is below nought for what speaks against a row, and a part from 0 to 1. `reasons` is asked of the place of a
    row that bears some of it, with how much that is.
    """

    name: str
    weight: float
    matters: Callable[[Profile], bool]
    share: Callable[[Seen], Floats]
    reasons: Callable[[Seen, int, float], Iterable[Reason]]


@dataclass(frozen=True, eq=False)
class Moved:
    """By signal the part of its weight that each row looked at bears, of those that matter."""

    seen: Seen
    shares: Mapping[Signal, Floats]

    @property
    def points(self) -> Floats:
        """What all of them together add to the score of each row; below nought where they take off."""
        total = np.zeros(len(self.seen.scope), np.float32)
        for signal, share in self.shares.items():
            total += np.float32(signal.weight) * share
        return total

    def reasons(self, place: int, *, for_it: bool) -> Iterator[Reason]:
        """What speaks for the row at a place among those looked at, or else against it."""
        for signal, share in self.shares.items():
            if share[place] > 0 and (signal.weight > 0) == for_it:
                yield from signal.reasons(self.seen, place, float(share[place]))


def moved(seen: Seen) -> Moved:
    """What each signal that matters says of the rows looked at."""
    return Moved(seen, {each: each.share(seen) for each in SIGNALS if each.matters(seen.profile)})


def _today(profile: Profile) -> date:
    if profile.today is None:
        raise ValueError("The day of asking is not set.")
    return profile.today


def _not_soon(seen: Seen) -> Floats:
    in_days = seen.next_in.astype(np.float32)
    late = np.clip((in_days - _SOON_DAYS) / (_LATE_DAYS - _SOON_DAYS), 0, 1)
    share: Floats = np.where(in_days < 0, np.float32(_NOT_KNOWN), late)
    return share


def _tell_not_soon(seen: Seen, place: int, _: float) -> Iterator[Reason]:
    in_days = int(seen.next_in[place])
    if in_days > _SOON_DAYS:
        yield NotSoon(in_days)


def _times_not_known(seen: Seen) -> Floats:
    share: Floats = (seen.scope.of(seen.index.limits.slots) == 0).astype(np.float32)
    return share


def _not_checked(seen: Seen) -> Floats:
    ago = _today(seen.profile).toordinal() - seen.scope.of(seen.index.standing.checked_on).astype(np.float32)
    holds_days = current_rhythm().due_after.days
    share: Floats = np.clip((ago - holds_days) / _FORGOTTEN_AFTER_DAYS, 0, 1)
    return share


def _tell_not_checked(seen: Seen, place: int, _: float) -> Iterator[Reason]:
    checked_on = int(seen.index.standing.checked_on[seen.scope.rows[place]])
    yield NotCheckedLately(date.fromordinal(checked_on) if checked_on else None)


def _little_room(seen: Seen) -> Floats:
    room = known_room(seen.index, seen.scope, seen.profile)
    return np.where(room == RoomLeft.WAITING_LIST, np.float32(_WAITING_COUNTS), room == RoomLeft.FULL).astype(
        np.float32
    )


def _tell_little_room(_seen: Seen, _place: int, share: float) -> Iterator[Reason]:
    yield WaitingList() if share < 1 else FullNow()


def _many_referred(seen: Seen) -> Floats:
    rows = ((seen.index.row_of(each), count) for each, count in seen.profile.referred.items())
    known = dict(sorted((row, count) for row, count in rows if row is not None))
    referred = seen.scope.spread(np.array([*known], np.int32), np.array([*known.values()], np.float32))
    places = seen.scope.of(seen.index.standing.places)
    return np.clip(referred / np.where(places > 0, places, _USUAL_PLACES), 0, 1).astype(np.float32)


def _tell_many_referred(seen: Seen, place: int, share: float) -> Iterator[Reason]:
    if share >= _MANY_SHARE:
        yield ManyReferred(seen.profile.referred[seen.index.documents[int(seen.scope.rows[place])].service_id])


def _for_whole_country(seen: Seen) -> Floats:
    return seen.scope.marked_in_order([seen.index.tagged(_WHOLE_COUNTRY)]).astype(np.float32)


def _tell_for_whole_country(_seen: Seen, _place: int, _share: float) -> Iterator[Reason]:
    yield ForWholeCountry()


def _access_not_known(seen: Seen) -> Floats:
    needs = sorted(seen.profile.access)
    there = np.stack([seen.scope.marked_in_order([seen.index.having(need)]) for need in needs])
    goes_somewhere = ~seen.scope.of(seen.index.limits.needs_no_place)
    share: Floats = np.mean(~there & goes_somewhere, axis=0, dtype=np.float32)
    return share


def _told_elsewhere(_seen: Seen, _place: int, _share: float) -> Iterable[Reason]:
    """What is not known of what was asked for is told among the limits."""
    return ()


def _recommended(seen: Seen) -> Floats:
    return seen.scope.marked(np.array([*seen.recommended], np.int32)).astype(np.float32)


def _tell_recommended(seen: Seen, place: int, _: float) -> Iterator[Reason]:
    for each in seen.recommended[int(seen.scope.rows[place])]:
        yield RecommendedBy(each.domain, each.named, each.words)


def _first_step(seen: Seen) -> Floats:
    return seen.scope.marked(np.array([*seen.first_steps], np.int32)).astype(np.float32)


def _tell_first_step(seen: Seen, place: int, _: float) -> Iterator[Reason]:
    noted = seen.first_steps[int(seen.scope.rows[place])]
    yield GoodFirstStep(noted.words, noted.is_overdue)


def _ring_first(seen: Seen) -> Floats:
    return seen.scope.marked(np.array([*seen.ring_first], np.int32)).astype(np.float32)


def _tell_ring_first(seen: Seen, place: int, _: float) -> Iterator[Reason]:
    noted = seen.ring_first[int(seen.scope.rows[place])]
    yield RingFirst(noted.words, noted.is_overdue)


def _like_tried(seen: Seen) -> Floats:
    return share_of(seen.like_tried, len(seen.scope))


def _tell_like_tried(seen: Seen, place: int, _: float) -> Iterator[Reason]:
    yield from like_reasons(seen.profile.learnt, seen.like_tried, place)


def _unlike_tried(seen: Seen) -> Floats:
    return share_of(seen.unlike_tried, len(seen.scope))


def _tell_unlike_tried(seen: Seen, place: int, _: float) -> Iterator[Reason]:
    yield from unlike_reasons(seen.profile.learnt, seen.unlike_tried, place)


SIGNALS = (
    Signal("on soon", _NOT_SOON, lambda profile: profile.today is not None, _not_soon, _tell_not_soon),
    Signal(
        "at the right time", _TIMES_NOT_KNOWN, lambda profile: profile.slots != 0, _times_not_known, _told_elsewhere
    ),
    Signal("checked lately", _NOT_CHECKED, lambda profile: profile.today is not None, _not_checked, _tell_not_checked),
    Signal("has room", _LITTLE_ROOM, lambda _: True, _little_room, _tell_little_room),
    Signal("not overrun", _MANY_REFERRED, lambda profile: bool(profile.referred), _many_referred, _tell_many_referred),
    Signal(
        "for people here",
        _FOR_WHOLE_COUNTRY,
        lambda profile: profile.point is not None,
        _for_whole_country,
        _tell_for_whole_country,
    ),
    Signal(
        "can be got into", _ACCESS_NOT_KNOWN, lambda profile: bool(profile.access), _access_not_known, _told_elsewhere
    ),
    Signal("recommended", _RECOMMENDED, lambda profile: bool(profile.recommended), _recommended, _tell_recommended),
    Signal("good for a first step", _FIRST_STEP, lambda profile: bool(profile.notes), _first_step, _tell_first_step),
    Signal("like what was tried", _LIKE_TRIED, lambda profile: bool(profile.learnt), _like_tried, _tell_like_tried),
    Signal(
        "unlike what was tried", _UNLIKE_TRIED, lambda profile: bool(profile.learnt), _unlike_tried, _tell_unlike_tried
    ),
    Signal("to be rung first", _RING_FIRST, lambda profile: bool(profile.notes), _ring_first, _tell_ring_first),
)
