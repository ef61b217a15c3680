"""What a person says they do not want, so that it is neither looked for nor suggested.

Only general ways of refusing are known here ("not keen on", "hate", "no churches", "is not for me"). What people lack
("no car", "no food") is not a refusal, and neither is a need that happens to be said with a no ("can't sleep").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from directory.search.text import STOP_WORDS, stem, word_set, words

Span = tuple[int, int]

_NOT = r"(?:do not|dont|don't|does not|doesnt|doesn't|did not|didn't|would not|wouldn't|will not|won't|wont|not|never)"
_REALLY = r"(?:\s+(?:really|particularly|much|too|very|at all|that|even|especially))*"
_CUES = (
    rf"{_NOT}{_REALLY}\s+(?:want|wanna|liked?|fancy|enjoy|enjoyed|(?:want(?:ed)?\s+to\s+|like\s+to\s+)?go to)",
    rf"(?:{_NOT}|isn't|aren't|no){_REALLY}\s+(?:keen|interested|into|fussed|bothered|big|a fan|fond|one for)"
    r"(?:\s+(?:on|in|about|of))?",
    r"(?:hate|hated|hates|dislike|detest|loathe|avoid|can't stand|cannot stand|cant stand|can't bear|can't abide)",
    r"(?:scared|frightened|terrified|afraid) of|put off by|sick of|no time for",
    r"(?:anything but|rather not|nothing|except)",
)
_REFUSING = re.compile(rf"\b(?:{'|'.join(_CUES)})\s+")
_PLAIN_NO = re.compile(r"^\s*(?:and\s+|but\s+|or\s+|please\s+)?(?:no|not)(?:\s+more)?\s+(?=\S)")
# "I hate being alone", "don't want to lose my home": a trouble that is told, not an activity that is turned down.
_TROUBLE = re.compile(
    r"(?:to\s+)?(?:be|being|feel|feeling|having|live|living|die|dying|lose|losing|wake|exist|carry on|go on|go out"
    r"|going out|eat|eating|leave|leaving|my|myself|him|her|them|this|that|it|how|when|what|anyone|anybody)\b"
)
_AFTERWARDS = re.compile(
    r"\b(?:is|are|isn't|aren't)\s+(?:not\s+|definitely\s+|really\s+)*(?:for me|my (?:thing|cup of tea|bag|scene))"
)
_CLAUSE_END = re.compile(
    r"[.,;:!?()\n]|\s[\u2013\u2014-]\s|\s(?:but|because|cos|though|although|so|just|instead|unless|till|until|(?:and|or)(?=\s(?:no|not)\s))\s"
    r"|\s(?:and\s+)?(?:i'd|i would|i|i'm|i've|id|would|rather|prefer|want|wants|prefers|looking)\s"
)
# After "no" these are things a person is without, never things they turn down.
_LACKED = word_set(
    """
    appetite baby benefit benefits bus buses car cash chance child children choice clothes clothing
    company computer confidence cooker credit electric electricity energy english experience family food
    friend friends furniture garden gas heating help hope home house husband idea income information
    internet interest job kids life longer luck matter means memory mobile money motivation name nobody
    one partner pension people phone power problem purpose qualifications reason relatives room routine
    signal skills sleep space strength support thanks time transport trouble visitors water wife wifi will
    wonder words work worry
    """
)
_LONGEST_PLAIN_NO = 3
_LONGEST_REFUSED = 6


@dataclass(frozen=True)
class RefusedThing:
    """Something not wanted: the words said, the stems by which a listing may be about it, and where it was said.

    `span` covers the whole refusal, cue and all, in the normalised statement.
    """

    words: tuple[str, ...]
    stems: frozenset[str]
    span: Span


def find_refusals(text: str, kept: Sequence[Span] = ()) -> tuple[RefusedThing, ...]:
    """What a normalised statement refuses, in order; a refusal that touches a `kept` span is none."""
    refused: list[RefusedThing] = []
    for span, thing in sorted(_refusals_in(text), key=lambda each: (each[0], -each[1][0])):
        meant = tuple(word for word in words(text[slice(*thing)]) if word not in STOP_WORDS)
        if meant and not any(overlap(span, other) for other in (*kept, *(each.span for each in refused))):
            refused.append(RefusedThing(meant, frozenset(map(stem, meant)), span))
    return tuple(refused)


def without_refusals(text: str, refused: Sequence[RefusedThing]) -> str:
    """What is left of a normalised statement when its refusals are taken out."""
    for each in sorted(refused, key=lambda each: each.span, reverse=True):
        text = f"{text[: each.span[0]]} {text[each.span[1] :]}"
    return " ".join(text.split())


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches of a text share anything."""
    return one[0] < other[1] and other[0] < one[1]


def _refusals_in(text: str) -> list[tuple[Span, Span]]:
    """Where each refusal stands in normalised text: the whole of it, and the thing refused."""
    found = []
    for cue in _REFUSING.finditer(text):
        end = _end_of_thing(text, cue.end())
        if _TROUBLE.match(text, cue.end()):
            continue
        found.append(((cue.start(), end), (cue.end(), end)))
    for start, end in _clauses(text):
        clause = text[start:end]
        if (no := _PLAIN_NO.match(clause)) and _is_turned_down(words(clause[no.end() :])):
            found.append(((start, end), (start + no.end(), end)))
        after = _AFTERWARDS.search(clause)
        if after and ("not" in after.group() or "n't" in after.group()):
            found.append(((start, start + after.end()), (start, start + after.start())))
    return found


def _end_of_thing(text: str, start: int) -> int:
    """Where a refused thing ends: with the clause, or before an `and` that begins something longer."""
    stop = _CLAUSE_END.search(text, start)
    again = _REFUSING.search(text, start)
    end = min(stop.start() if stop else len(text), again.start() if again else len(text))
    joined = text.find(" and ", start, end)
    if joined >= 0 and len(words(text[joined + 5 : end])) > 2:
        end = joined
    spoken = list(re.finditer(r"\S+", text[start:end]))
    return start + spoken[_LONGEST_REFUSED - 1].end() if len(spoken) > _LONGEST_REFUSED else end


def _clauses(text: str) -> list[Span]:
    edges = [0, *(edge for stop in _CLAUSE_END.finditer(text) for edge in stop.span()), len(text)]
    clauses = zip(edges[::2], edges[1::2], strict=True)
    # From the first letter on, so that two readings of one refusal begin at the same place.
    trimmed = ((end - len(text[start:end].lstrip()), end) for start, end in clauses)
    return [(start, end) for start, end in trimmed if start < end]


def _is_turned_down(said: Sequence[str]) -> bool:
    # "Not sleeping" tells a trouble.
    doing = bool(said) and said[0].endswith("ing")
    return 0 < len(said) <= _LONGEST_PLAIN_NO and not doing and not _LACKED.intersection(said)
