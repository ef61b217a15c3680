"""What rules a service out for a person, why, and what would be left if the person could do without that limit.

What a listing does not say rules nothing out. How far away things are is looked at before all else, in `scope`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from directory.matching.left_out import (
    AnotherWay,
    ArrangedOtherwise,
    AtOtherTimes,
    ForOthers,
    ForPeopleElsewhere,
    Full,
    InOtherLanguages,
    LacksAccess,
    LeftOut,
    OfAnotherKind,
    TooDear,
    TriedBefore,
    WrongAge,
)
from directory.matching.profile import Profile
from directory.matching.scope import Scope, scope_of_one
from directory.matching.told_age import TOLD_AGE
from directory.search.access import MISSING
from directory.search.areas import AreaKind, names_of
from directory.search.arrangements import ARRANGEMENTS
from directory.search.arrays import Marks
from directory.search.documents import SearchDocument
from directory.search.hard_limits import ANY_WAY, FROM_HOME, Way, ways_of
from directory.search.index import CatalogueIndex
from directory.search.standing import RoomLeft, room_on

# Tags that say that something is for women, or for men.
FOR_WOMEN = frozenset({"women-only", "women", "womens-group"})
FOR_MEN = frozenset({"men-only", "men", "mens-group", "mens-shed"})
WAY_WORDS: Mapping[Way, str] = {
    Way.VENUE: "at a venue",
    Way.ONLINE: "online",
    Way.PHONE: "by telephone",
    Way.HOME_VISIT: "at home",
}


class LimitName(StrEnum):
    """What a person may be limited by."""

    DISTANCE = "distance"
    AREA = "area"
    AGE = "age"
    TIMES = "times"
    COST = "cost"
    WAYS = "ways"
    LANGUAGE = "language"
    COMPANY = "company"
    ACCESS = "access"
    ARRANGED = "arranged"
    ROOM = "room"
    TRIED = "tried"
    KIND = "kind"
    HELP = "help"
    PEOPLE = "people"


@dataclass(frozen=True)
class Limit:
    """Whether a profile has a limit, what that rules out among the rows looked at, why, and the profile without it."""

    name: LimitName
    is_set: Callable[[Profile], bool]
    rules_out: Callable[[CatalogueIndex, Scope, Profile], Marks]
    why: Callable[[Profile, SearchDocument], LeftOut]
    without: Callable[[Profile], Profile]


def ruled_out(index: CatalogueIndex, scope: Scope, profile: Profile) -> Mapping[LimitName, Marks]:
    """What each limit that a profile has rules out among the rows looked at."""
    return {each.name: each.rules_out(index, scope, profile) for each in LIMITS if each.is_set(profile)}


def within_limits(index: CatalogueIndex, scope: Scope, profile: Profile, out: Mapping[LimitName, Marks]) -> Marks:
    """Which of the rows looked at are open and ruled out by none of these limits."""
    may_be = scope.of(index.open_on(profile.today))
    for marks in out.values():
        may_be = may_be & ~marks
    return may_be


def why_ruled_out(index: CatalogueIndex, profile: Profile, row: int) -> LeftOut | None:
    """The first limit that rules a row of the index out, told; None where none does."""
    alone = scope_of_one(index, profile, row)
    for each in LIMITS:
        if each.is_set(profile) and each.rules_out(index, alone, profile)[0]:
            return each.why(profile, index.documents[row])
    return None


def added_by_each(out: Mapping[LimitName, Marks], may_be: Marks) -> Mapping[LimitName, int]:
    """How many of the rows that may be otherwise each limit alone leaves out."""
    out = {name: marks for name, marks in out.items() if marks.any()}
    if not out:
        return {}
    once = (np.sum(np.stack(list(out.values())), axis=0) == 1) & may_be
    counts = {name: int(np.count_nonzero(marks & once)) for name, marks in out.items()}
    return {name: count for name, count in counts.items() if count}


def without(profile: Profile, name: LimitName) -> Profile:
    """A profile that does without one of its limits."""
    if name is LimitName.DISTANCE:
        return replace(profile, within_m=None)
    return next(each for each in LIMITS if each.name is name).without(profile)


def without_limits(profile: Profile) -> Profile:
    """The same wishes, wherever, whenever, however and for whomever; what was tried before stays tried."""
    for each in LIMITS:
        if each.name is not LimitName.TRIED:
            profile = each.without(profile)
    return without(profile, LimitName.DISTANCE)


def is_for(document: SearchDocument, company: str) -> bool:
    """Whether a document says that it is for women, or for men."""
    return bool(document.codes & (FOR_WOMEN if company == "women" else FOR_MEN))


def _for_people_elsewhere(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    kinds = scope.of(index.limits.area_kinds)
    cannot_tell = profile.home.cannot_tell if profile.home else AreaKind.UNCLEAR
    elsewhere: Marks = (kinds != 0) & (kinds & np.int8(cannot_tell) == 0) & ~scope.is_served
    return elsewhere


def missing_access(profile: Profile, document: SearchDocument) -> tuple[str, ...]:
    """What somebody needs and a document is known to lack, in words."""
    return tuple(MISSING[each] for each in document.lacks_access if each in profile.access)


def _wrong_age(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    youngest, oldest = scope.of(index.limits.minimum_ages), scope.of(index.limits.maximum_ages)
    age = _stated(profile.age)
    wrong: Marks = (youngest > age) | (oldest < age)
    return wrong


def _at_other_times(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    slots = scope.of(index.limits.slots)
    other: Marks = (slots != 0) & (slots & np.int32(profile.slots) == 0)
    return other


def _too_dear(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    # Nothing is greater than NaN: what is not known is not too dear.
    dear: Marks = scope.of(index.limits.cheapest_pence) > _stated(profile.most_pence)
    return dear


def _another_way(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    ways = scope.of(index.limits.ways)
    other: Marks = (ways != 0) & (ways & np.int8(profile.ways) == 0)
    return other


def _in_other_languages(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    return scope.of(index.limits.speaks) & ~scope.marked_in_order([index.speaking(profile.language or "")])


def _for_others(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    women, men = _tagged(index, scope, FOR_WOMEN), _tagged(index, scope, FOR_MEN)
    if profile.company == "mixed":
        return women | men
    return men & ~women if profile.company == "women" else women & ~men


def _lacks_access(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    # Who can take part from home need not get in anywhere.
    needs_a_place = scope.of(index.limits.ways) & FROM_HOME == 0
    out: Marks = scope.marked_in_order(map(index.lacking, profile.access)) & needs_a_place
    return out


def missing_arrangements(profile: Profile, document: SearchDocument) -> tuple[str, ...]:
    """What a document says that it is not of how the person needs it to be run."""
    asked = ((code, each) for code, each in ARRANGEMENTS.items() if code in profile.arranged - document.codes)
    return tuple(each.missing for _, each in asked if each.denied_by in document.codes)


def _arranged_otherwise(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    out = np.zeros(len(scope), bool)
    for code, each in ARRANGEMENTS.items():
        if code in profile.arranged and each.denied_by:
            # Who says both has not made up their mind: that is no no.
            out |= scope.marked(index.tagged(each.denied_by)) & ~scope.marked(index.tagged(code))
    return out


def is_tagged_for(index: CatalogueIndex, scope: Scope, company: str) -> Marks:
    """Which rows say by a tag that they are for women, or for men."""
    return _tagged(index, scope, FOR_WOMEN if company == "women" else FOR_MEN)


def for_company(index: CatalogueIndex, scope: Scope, company: str) -> Marks:
    """Which rows are for men, or for women, by their tags or by their names."""
    tagged, others = (FOR_MEN, FOR_WOMEN) if company == "men" else (FOR_WOMEN, FOR_MEN)
    named = index.limits.named_for_men if company == "men" else index.limits.named_for_women
    rows: Marks = (_tagged(index, scope, tagged) | scope.of(named)) & ~_tagged(index, scope, others)
    return rows


def known_room(index: CatalogueIndex, scope: Scope, profile: Profile) -> NDArray[np.int8]:
    """The room of the rows looked at, as far as it is known on the day of asking."""
    said, of = index.standing, scope.of
    return room_on(of(said.room), of(said.room_said_on), of(said.room_until), profile.today)


def _full(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    full: Marks = known_room(index, scope, profile) == RoomLeft.FULL
    return full


def _tried(index: CatalogueIndex, scope: Scope, profile: Profile) -> Marks:
    rows = (index.row_of(each) for each in profile.tried)
    return scope.marked(np.array([row for row in rows if row is not None], np.int32))


def _tagged(index: CatalogueIndex, scope: Scope, codes: frozenset[str]) -> Marks:
    return scope.marked_in_order(map(index.tagged, codes))


def _kept_to(
    name: LimitName, codes_of: Callable[[Profile], frozenset[str]], without: Callable[[Profile], Profile]
) -> Limit:
    """A limit to what is tagged with one of some codes: who chose a kind asked for no other."""
    return Limit(
        name,
        lambda profile: bool(codes_of(profile)),
        lambda index, scope, profile: ~_tagged(index, scope, codes_of(profile)),
        lambda _profile, _found: OfAnotherKind(),
        without,
    )


def _stated(number: int | None) -> int:
    """A number that is asked for only where it is set."""
    if number is None:
        raise ValueError("The limit is not set.")
    return number


def _ways_words(document: SearchDocument) -> tuple[str, ...]:
    ways = ways_of(document)
    return tuple(words for way, words in WAY_WORDS.items() if way in ways)


LIMITS = (
    Limit(
        LimitName.AREA,
        lambda profile: profile.point is not None and not profile.may_be_elsewhere,
        _for_people_elsewhere,
        lambda _, found: ForPeopleElsewhere(names_of(found.areas)),
        lambda profile: replace(profile, may_be_elsewhere=True),
    ),
    Limit(
        LimitName.AGE,
        lambda profile: profile.age is not None,
        _wrong_age,
        lambda profile, found: WrongAge(_stated(profile.age), found.minimum_age, found.maximum_age),
        lambda profile: replace(profile, age=None, not_meant=profile.not_meant | {TOLD_AGE}),
    ),
    Limit(
        LimitName.TIMES,
        lambda profile: profile.slots != 0,
        _at_other_times,
        lambda _, found: AtOtherTimes(found.slots),
        lambda profile: replace(profile, slots=0),
    ),
    Limit(
        LimitName.COST,
        lambda profile: profile.most_pence is not None,
        _too_dear,
        lambda profile, found: TooDear(_stated(found.cheapest_pence), _stated(profile.most_pence)),
        lambda profile: replace(profile, most_pence=None),
    ),
    Limit(
        LimitName.WAYS,
        lambda profile: bool(profile.ways),
        _another_way,
        lambda _, found: AnotherWay(_ways_words(found)),
        lambda profile: replace(profile, ways=ANY_WAY),
    ),
    Limit(
        LimitName.LANGUAGE,
        lambda profile: profile.language is not None,
        _in_other_languages,
        lambda _, found: InOtherLanguages(found.languages),
        lambda profile: replace(profile, language=None),
    ),
    Limit(
        LimitName.COMPANY,
        lambda profile: profile.company is not None,
        _for_others,
        lambda _, found: ForOthers("women" if is_for(found, "women") else "men"),
        lambda profile: replace(profile, company=None),
    ),
    Limit(
        LimitName.ACCESS,
        lambda profile: bool(profile.access),
        _lacks_access,
        lambda profile, found: LacksAccess(missing_access(profile, found)),
        lambda profile: replace(profile, access=frozenset()),
    ),
    Limit(
        LimitName.ARRANGED,
        lambda profile: bool(profile.arranged),
        _arranged_otherwise,
        lambda profile, found: ArrangedOtherwise(missing_arrangements(profile, found)),
        lambda profile: replace(profile, arranged=frozenset()),
    ),
    Limit(
        LimitName.ROOM,
        lambda profile: not profile.may_be_full,
        _full,
        lambda _profile, _found: Full(),
        lambda profile: replace(profile, may_be_full=True),
    ),
    Limit(
        LimitName.TRIED,
        lambda profile: bool(profile.tried),
        _tried,
        lambda _profile, _found: TriedBefore(),
        lambda profile: replace(profile, tried=frozenset()),
    ),
    _kept_to(LimitName.KIND, lambda profile: profile.kinds, lambda profile: replace(profile, kinds=frozenset())),
    _kept_to(LimitName.HELP, lambda profile: profile.helps, lambda profile: replace(profile, helps=frozenset())),
    _kept_to(LimitName.PEOPLE, lambda profile: profile.people, lambda profile: replace(profile, people=frozenset())),
)
