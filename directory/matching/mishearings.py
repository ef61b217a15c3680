"""Words of a need that mean something else where they stand: a phone that died, a takeaway, what was over long ago.

Only general ways of speaking are known here. Danger is never taken for something else: it is heard once too often
rather than once too seldom.
"""

import re
from collections.abc import Sequence

from directory.matching.phrases import FoundPhrase
from directory.matching.vocabulary import COMMUNITIES
from directory.search.text import word_set, words

# What stands between "mum's" and "died" where "mum's" is "mum has"; all else is a thing of hers.
_HAS_BEFORE = word_set("been gone got had just now only recently sadly since suddenly passed already also finally")
_DETERMINERS = word_set("a an the some my his her our their two three four five six several")
# "He left me a week ago" and "the day after" tell when; what else follows is what he left.
_TIMES = word_set(
    """
    afternoon christmas couple day days decade easter evening few fortnight long minute moment month months morning
    night other same second short spring summer autumn winter time very way week weekend weeks while year years
    """
)
_LEFT, _ME = "left", word_set("me us him her them")
# What anybody may eat, see or do, whatever people it is named after.
_FOR_ANYBODY = word_set(
    """
    art breakfast buffet carpet cafe chippy cinema cookery cooking cuisine curry dish dishes dinner drama embroidery
    film films food foods grocers grocery kitchen lantern lanterns lunch market massage meal meals medicine music new
    recipe recipes restaurant restaurants rug shop shops supermarket takeaway takeaways tea whispers
    """
)
# Habits that are over when they were over long ago. Who stopped going out long ago still does not go out.
_STOPPED = word_set("stopped quit gave given packed kicked ditched")
_HABITS = word_set(
    """
    alcohol betting booze cigarettes cigs drink drinking drugs fags gambling smoking tabs vapes vaping weed
    """
)
_LONG_AGO = re.compile(
    r"[\s\w,]{0,30}\b(?:(?:years|decades|ages|long) (?:ago|back|since)|in (?:19|20)\d\d"
    r"|when i was (?:young|younger|a kid|a child))\b"
)
_SENTENCE_END = re.compile(r"[.!?;\n]")


def is_misheard(found: FoundPhrase, text: str) -> bool:
    """Whether the words of a phrase mean something else where they stand in a normalised text."""
    if found.phrase.concept.urgent:
        return False
    after = _SENTENCE_END.split(text[found.span[1] :], maxsplit=1)[0]
    return (
        _is_of_a_thing(found, text)
        or _is_left_behind(found, words(after))
        or _is_for_anybody(found, words(after))
        or _is_long_over(found, after)
    )


def _is_of_a_thing(found: FoundPhrase, text: str) -> bool:
    """ "My mum's phone died", but not "my mum's just died"."""
    for one, other in zip(found.tokens, found.tokens[1:], strict=False):
        between = words(text[one.span[1] : other.span[0]])
        if one.said.endswith("'s") and between and not _HAS_BEFORE.issuperset(between):
            return True
    return False


def _is_left_behind(found: FoundPhrase, after: Sequence[str]) -> bool:
    """ "My wife left me a sandwich", but not "my wife left me a month ago"."""
    said = [token.said for token in found.tokens]
    if _LEFT not in said or said[-1] not in {_LEFT, *_ME}:
        return False
    rest = list(after)
    if said[-1] == _LEFT and rest and rest[0] in _ME:
        rest = rest[1:]
    return len(rest) > 1 and rest[0] in _DETERMINERS and rest[1] not in _TIMES


def _is_for_anybody(found: FoundPhrase, after: Sequence[str]) -> bool:
    """ "A Chinese takeaway": named after people, and for everybody."""
    is_community = found.phrase.concept.parent == COMMUNITIES
    return is_community and len(found.tokens) == 1 and bool(after) and after[0] in _FOR_ANYBODY


def _is_long_over(found: FoundPhrase, after: str) -> bool:
    """ "I stopped smoking twenty years ago", but not "I stopped going out years ago"."""
    said = {token.said for token in found.tokens}
    return bool(said & _STOPPED and said & _HABITS and _LONG_AGO.match(after))
