"""How alike the names of two records are, word by word: what is rare, or differs by more than a letter, tells most."""

from collections.abc import Iterable
from itertools import product

from rapidfuzz.distance import OSA

from directory.catalogue.duplicates.compared import Commonness, Subject, Words
from directory.catalogue.duplicates.reasons import Reason, ReasonKind
from directory.catalogue.duplicates.weights import (
    ALIKE_GROUPS_FROM,
    FEW,
    NAME_FLOOR,
    NAME_POINTS,
    RARE_NAME_POINTS,
    SEVERAL,
)


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
