"""Whether two services, or two organizations, are one and the same listed twice: how likely, and why.

The weights began as those of ServiceNet (name 1.0, place .9, email .1, web .1, …; a pair counts from 1.0 on) and were
then set on real data: 6,425 UK charities, with copies planted as a second source would write them, against the real
namesakes among them. Branches of one charity are not duplicates: they differ in just the rare words, the registered
number or the place, which is why words weigh by how rare they are and why contradictions count.
Of 1,000 planted copies 883 are found, and of all that is found 99.6% is right (drawn by another lot than the copies the
weights were set with). Of 1,455 pairs of real namesakes one is taken for one, and 15 if their numbers were not known.
`python -m benchmarks.duplicates` prints these, and the time for 100,000 services (22 s).
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import product
from math import log

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from directory.catalogue.duplicates.likeness_words import web_host
from directory.geo.distance import haversine_m

LIKELY = 1.0
"""From this score on a pair is worth a person's look."""

Point = tuple[float, float]
Words = tuple[str, ...]


class ReasonKind(StrEnum):
    """What speaks for or against two records being one."""

    SAME_NAME = "same name"
    ALIKE_NAMES = "alike names"
    SAME_IDENTIFIER = "same identifier"
    SAME_PHONE = "same phone"
    SAME_EMAIL = "same email"
    SAME_PAGE = "same page"
    SAME_SITE = "same site"
    SAME_GROUP = "same group"
    ALIKE_GROUPS = "alike groups"
    SAME_POSTCODE = "same postcode"
    NEAR = "near"
    SAME_TIMES = "same times"
    SAME_WORDS = "same words"
    OTHER_IDENTIFIER = "other identifier"
    OTHER_GROUP = "other group"
    OTHER_TIMES = "other times"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against; `detail` holds the value or values a person is told."""

    kind: ReasonKind
    points: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two records are one, with the strongest reasons first."""

    score: float
    reasons: tuple[Reason, ...]


NOT_ALIKE = Likeness(0.0, ())


@dataclass(frozen=True)
class Subject:
    """What of a service or an organization is compared. Contacts and numbers are in the form of `likeness_words`.

    `group` is the organization that runs a service, empty for an organization itself. `times` are words for day and
    hour, equal where these are.
    """

    record_id: uuid.UUID
    name: str
    names: tuple[Words, ...]
    group_id: uuid.UUID | None = None
    group: str = ""
    group_words: Words = ()
    postcodes: frozenset[str] = frozenset()
    points: tuple[Point, ...] = ()
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
    identifiers: frozenset[tuple[str, str]] = frozenset()
    times: frozenset[str] = frozenset()
    description: str = ""

    @cached_property
    def bare_names(self) -> tuple[Words, ...]:
        """Its names without the words of the group that runs it; none where nothing else is in them."""
        of_group = frozenset(self.group_words)
        bare = (tuple(each for each in words if each not in of_group) for words in self.names)
        return tuple(dict.fromkeys(filter(None, bare)))

    @cached_property
    def sites(self) -> frozenset[str]:
        return frozenset(filter(None, map(web_host, self.pages)))


@dataclass(frozen=True)
class Commonness:
    """How common words, names and ways to reach a group are among all records: what is rare tells most."""

    total: int = 0
    words: Mapping[str, int] = field(default_factory=Counter)
    names: Mapping[Words, int] = field(default_factory=Counter)
    values: Mapping[str, int] = field(default_factory=Counter)

    def weight(self, word: str) -> float:
        return 1 + log((self.total + 1) / (self.words.get(word, 0) + 1))

    def value_share(self, value: str) -> float:
        """How much a shared value tells: a switchboard that many listings give tells little."""
        count = self.values.get(value, 0)
        return 1.0 if count <= 4 else 0.5 if count <= 12 else 0.1


def commonness(subjects: Iterable[Subject]) -> Commonness:
    """How common things are among these."""
    words, names, values, total = Counter[str](), Counter[Words](), Counter[str](), 0
    for each in subjects:
        total += 1
        words.update({word for name in each.names for word in name} | set(each.group_words))
        names.update(set(each.names))
        values.update(each.phones | each.emails | each.pages | each.sites | each.postcodes)
    return Commonness(total, words, names, values)


def likeness(one: Subject, other: Subject, common: Commonness) -> Likeness:
    """How likely two records of one kind are one and the same; NOT_ALIKE where nothing much speaks for it."""
    are_one_group = is_one_group(one, other, common)
    reasons = names_alike(one, other, common, are_one_group)
    if not one.group:
        reasons += identifiers_alike(one, other)
    if not any(each.points > 0 for each in reasons):
        return NOT_ALIKE
    reasons += groups_alike(one, other, are_one_group)
    reasons += contacts_alike(one, other, common, expected=are_one_group)
    reasons += places_alike(one, other, common, are_one_group)
    reasons += times_alike(one, other)
    score = sum(each.points for each in reasons)
    if score >= LIKELY - WORDS_POINTS:
        reasons += descriptions_alike(one, other)
    reasons = tuple(sorted(reasons, key=lambda each: -abs(each.points)))
    return Likeness(round(max(0.0, sum(each.points for each in reasons)), 3), reasons)


# Identical names reach this, and more if few records bear them; below the floor names say nothing.
NAME_POINTS, RARE_NAME_POINTS, NAME_FLOOR = 0.7, 0.3, 0.55
FEW, SEVERAL = 4, 8


def names_alike(one: Subject, other: Subject, common: Commonness, are_one_group: float) -> tuple[Reason, ...]:
    """The same name, or nearly.

    Where one organization runs both, its own words tell nothing: "Beck Lane (Leeds)" is not "Beck Lane (Hull)".
    """
    best, words = 0.0, one.names[0]
    bare = (one.bare_names, other.bare_names) if are_one_group >= ALIKE_GROUPS_FROM else ((), ())
    # What is left of two names is as alike as the organizations are one.
    sure, names = (are_one_group, bare) if all(bare) else (1.0, (one.names, other.names))
    for mine, theirs in product(*names):
        found = sure * similarity(mine, theirs, common)
        if found > best:
            best, words = found, mine
    if best < NAME_FLOOR:
        return ()
    share = (best - NAME_FLOOR) / (1 - NAME_FLOOR)
    count = max(common.names.get(each, 0) for each in (words, *one.names[:1], *other.names[:1]))
    rare = RARE_NAME_POINTS * (1.0 if count <= FEW else 0.5 if count <= SEVERAL else 0.0)
    kind = ReasonKind.SAME_NAME if best > 0.999 else ReasonKind.ALIKE_NAMES
    return (Reason(kind, round(share * (NAME_POINTS + rare), 3), f"{one.name} | {other.name}"),)


def similarity(mine: Words, theirs: Words, common: Commonness) -> float:
    """How alike two names are, 0 to 1: the weight of the words they share, in what they weigh together.

    A word with a letter wrong counts nearly as the word; a number never counts as another number.
    """
    if mine == theirs or "".join(mine) == "".join(theirs):
        return 1.0
    left = [word for word in theirs if word not in mine]
    shared = sum(common.weight(word) ** 2 for word in set(mine) & set(theirs))
    mine_left = [word for word in mine if word not in theirs]
    missing = 0.0
    for word in mine_left:
        twin, closeness = closest(word, left)
        if not closeness:
            missing += common.weight(word) ** 2
            continue
        left.remove(twin)
        # A misspelling is rare only because it is wrong: the commoner writing says how much the word tells.
        weight = min(common.weight(word), common.weight(twin)) ** 2
        shared += closeness * weight
        missing += (1 - closeness) * weight
    missing += sum(common.weight(word) ** 2 for word in left)
    if any(word.isdigit() or word[0].isdigit() for word in (*mine_left, *left)) and has_number(mine, theirs):
        return min(0.5, shared / (shared + missing))
    # What one side leaves out counts half of what both sides say differently.
    total = shared + missing if mine_left and left else shared + missing * 0.7
    return shared / total if total else 0.0


def has_number(mine: Words, theirs: Words) -> bool:
    return all(any(word[0].isdigit() for word in words) for words in (mine, theirs))


def closest(word: str, others: Iterable[str]) -> tuple[str, float]:
    """The word most like another, and how alike they are; 0 where they are two words."""
    best = ("", 0.0)
    if word[0].isdigit():
        return best
    for other in others:
        longest = max(len(word), len(other))
        allowed = 1 if longest < 9 else 2
        if abs(len(word) - len(other)) > allowed or other[0].isdigit():
            continue
        # Hull is not Hall, but Baht is Bath: of a short word only the order or the doubling of letters may differ.
        if longest < 5 and (longest < 4 or set(word) != set(other)):
            continue
        distance = OSA.distance(word, other, score_cutoff=allowed)
        if distance <= allowed and (closeness := 1 - distance / longest * 0.8) > best[1]:
            best = (other, closeness)
    return best


IDENTIFIER_POINTS, OTHER_IDENTIFIER_POINTS = 1.0, -0.6


def identifiers_alike(one: Subject, other: Subject) -> tuple[Reason, ...]:
    """A number they share settles it nearly alone; two numbers of one register speak strongly against it."""
    if both := one.identifiers & other.identifiers:
        scheme, number = min(both)
        return (Reason(ReasonKind.SAME_IDENTIFIER, IDENTIFIER_POINTS, f"{scheme} {number}"),)
    mine, theirs = dict(one.identifiers), dict(other.identifiers)
    if registers := mine.keys() & theirs.keys():
        register = min(registers)
        detail = f"{register} {mine[register]} | {register} {theirs[register]}"
        return (Reason(ReasonKind.OTHER_IDENTIFIER, OTHER_IDENTIFIER_POINTS, detail),)
    return ()


GROUP_POINTS, OTHER_GROUP_POINTS, ALIKE_GROUPS_FROM, OTHER_GROUPS_BELOW = 0.15, -0.2, 0.8, 0.5


def is_one_group(one: Subject, other: Subject, common: Commonness) -> float:
    """How sure it is that one organization runs both services: 0 for organizations themselves."""
    if not one.group or not other.group:
        return 0.0
    if one.group_id == other.group_id or one.identifiers & other.identifiers:
        return 1.0
    return similarity(one.group_words, other.group_words, common)


def groups_alike(one: Subject, other: Subject, are_one: float) -> tuple[Reason, ...]:
    if not one.group or not other.group:
        return ()
    if are_one == 1.0:
        return (Reason(ReasonKind.SAME_GROUP, GROUP_POINTS, one.group),)
    detail = f"{one.group} | {other.group}"
    if are_one >= ALIKE_GROUPS_FROM:
        return (Reason(ReasonKind.ALIKE_GROUPS, round(are_one * GROUP_POINTS, 3), detail),)
    return (Reason(ReasonKind.OTHER_GROUP, OTHER_GROUP_POINTS, detail),) if are_one < OTHER_GROUPS_BELOW else ()


PHONE_POINTS, EMAIL_POINTS, PAGE_POINTS, SITE_POINTS = 0.35, 0.35, 0.3, 0.15
# Neighbours in one house share a telephone, a web page and a postcode: without alike names that is not enough.
MOST_CONTACT_POINTS = 0.7
# What one organization's services share anyway tells little of two of them.
EXPECTED_SHARE = 0.3


def contacts_alike(one: Subject, other: Subject, common: Commonness, *, expected: float) -> tuple[Reason, ...]:
    """The same telephone, email or web address."""
    found = [
        shared(ReasonKind.SAME_PHONE, PHONE_POINTS, one.phones & other.phones, common),
        shared(ReasonKind.SAME_EMAIL, EMAIL_POINTS, one.emails & other.emails, common),
        shared(ReasonKind.SAME_PAGE, PAGE_POINTS, one.pages & other.pages, common)
        or shared(ReasonKind.SAME_SITE, SITE_POINTS, one.sites & other.sites, common),
    ]
    reasons = [each for each in found if each]
    total = sum(each.points for each in reasons)
    share = EXPECTED_SHARE if expected >= ALIKE_GROUPS_FROM else 1.0
    factor = share * min(1.0, MOST_CONTACT_POINTS / total) if total else 0.0
    return tuple(Reason(each.kind, round(each.points * factor, 3), each.detail) for each in reasons)


def shared(kind: ReasonKind, points: float, values: frozenset[str], common: Commonness) -> Reason | None:
    """A reason from values that both have, by the one that fewest others have."""
    if not values:
        return None
    value = min(values, key=lambda each: (common.values.get(each, 0), each))
    return Reason(kind, points * common.value_share(value), value)


PLACE_POINTS = 0.25
# Metres up to which two places count as near, and what share of the points that is (ServiceNet's steps).
STEPS = ((100, 1.0), (500, 0.8), (1_000, 0.4))
# From so many metres on it speaks against them, the more the farther: strongly where one organization runs both, for
# it may well run the same thing in two places; less for organizations, whose post may go to a treasurer's home.
FAR_STEPS = ((30_000, -0.4), (8_000, -0.3), (2_500, -0.1))
FAR_STEPS_IN_ONE_GROUP = ((1_000, -0.5),)
FAR_STEPS_OF_GROUPS = ((30_000, -0.35), (8_000, -0.15))


def places_alike(one: Subject, other: Subject, common: Commonness, are_one_group: float) -> tuple[Reason, ...]:
    """The same postcode, or the distance between the nearest of their places. Nothing where a place is not known."""
    if both := one.postcodes & other.postcodes:
        points = PLACE_POINTS * max(0.5, common.value_share(min(both)))
        return (Reason(ReasonKind.SAME_POSTCODE, points, min(both)),)
    apart = min((haversine_m(*a, *b) for a, b in product(one.points, other.points)), default=None)
    if apart is None:
        return ()
    for most, share in STEPS:
        if apart <= most:
            return (Reason(ReasonKind.NEAR, PLACE_POINTS * share, f"{apart:.0f}"),)
    for least, points in far_steps(one, are_one_group):
        if apart >= least:
            return (Reason(ReasonKind.FAR, points, f"{apart:.0f}"),)
    return ()


def far_steps(one: Subject, are_one_group: float) -> tuple[tuple[int, float], ...]:
    if not one.group:
        return FAR_STEPS_OF_GROUPS
    return FAR_STEPS_IN_ONE_GROUP if are_one_group >= ALIKE_GROUPS_FROM else FAR_STEPS


TIMES_POINTS, OTHER_TIMES_POINTS = 0.15, -0.25


def times_alike(one: Subject, other: Subject) -> tuple[Reason, ...]:
    """The same day and hour, or none in common where both name some."""
    if not one.times or not other.times:
        return ()
    if both := one.times & other.times:
        return (Reason(ReasonKind.SAME_TIMES, TIMES_POINTS, min(both)),)
    return (Reason(ReasonKind.OTHER_TIMES, OTHER_TIMES_POINTS, f"{min(one.times)} | {min(other.times)}"),)


WORDS_POINTS, WORDS_FROM, FEWEST_LETTERS = 0.2, 88.0, 60


def descriptions_alike(one: Subject, other: Subject) -> tuple[Reason, ...]:
    """A description that one has from the other, or both from a third."""
    if min(len(one.description), len(other.description)) < FEWEST_LETTERS:
        return ()
    found = fuzz.ratio(one.description, other.description, score_cutoff=WORDS_FROM)
    return (Reason(ReasonKind.SAME_WORDS, WORDS_POINTS),) if found else ()
