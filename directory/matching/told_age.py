"""The age that somebody tells of themselves: "I'm 24", "a 67 year old widower", "I've just turned eighty".

Ages of others ("my son is 6"), of the past and of the future ("when I'm 65") are none, and neither are weeks, miles or
stone. Two ages that differ are none either, and none is sure where somebody may be asked for ("my mum needs company").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from directory.matching.refusals import Span

# Stands among what is not meant where the age that was told is not to be heeded.
TOLD_AGE = "told-age"
_YOUNGEST, _OLDEST = 10, 110
_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_NUMBER = rf"(?:\d{{2,3}}|(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES)}))?)"
_OTHER_THINGS = (
    r"(?!\s*(?:[-/.,:%]?\d|[%£]|\+\s*\w|(?:st|nd|rd|th|s|k|ft|kg|lbs?|mg|pm|am|of|on|to|from|out|in|stone|pounds?|quid"
    r"|grand|kilos?|foot|feet|inch(?:es)?|miles?|metres?|minutes?|mins?|hours?|days?|weeks?|months?|times?|percent"
    r"|per cent|cigarettes?|a day)\b"
    r"|years?\b(?![\s-](?:old|of age|young))))"
)
_MYSELF = r"\b(?:i'm|i am|im|am|ah'm|a'm|i(?:'ve| have)?(?: just| only| recently)? turned|i'll be|i will be)"
_TOLD = re.compile(
    rf"(?:{_MYSELF}\s+(?:(?:only|just|now|about|nearly|almost|already|aged?)\s+)?(?P<plain>{_NUMBER}){_OTHER_THINGS}"
    rf"|(?:{_MYSELF}|\bas)\s+an?\s+(?:\w+\s+)?(?P<old>{_NUMBER})[\s-]years?[\s-]old)"
)
# "People my own age" asks for nobody who has "age" in their name.
_AGE_ITSELF = re.compile(r"\b(?:my|our|me|their|his|her|the same)(?: own)? age(?: group)?\b")
# "When I'm 65", "I feel like I'm 90": not now, or not at all.
_NOT_NOW = re.compile(r"\b(?:when|until|till|til|before|after|since|if|like|though|once|unless|by the time)\s+$")


# Who speaks of a relative like this may ask for them.
_FOR_ANOTHER = re.compile(
    r"\b(?:my|our)\s+(?:\w+\s+)?(?:mum|mam|mother|dad|father|parents?|nan|nana|gran|grandma|grandad|granny|grandfather|husband|wife"
    r"|partner|son|daughter|brother|sister|aunt|auntie|uncle|friend|neighbour|kids?|child|children|lad|lass|grandson"
    r"|granddaughter)\s+(?:\w+ly\s+)?(?:needs?|wants?|likes?|loves?|enjoys?|would|could|can't|cannot|doesn't|won't|lives?|feels?|gets?"
    r"|struggles?|is (?:so |very |really )?(?:lonely|alone|bored|isolated|looking|on (?:his|her) own))\b"
)


@dataclass(frozen=True)
class ToldAge:
    """An age in whole years, and the words in which it was told."""

    years: int
    words: str


def find_told_age(text: str) -> ToldAge | None:
    """The age that somebody tells of themselves in a normalised text; None where it is not sure."""
    told = [] if _FOR_ANOTHER.search(text) else list(_ages_in(text))
    return ToldAge(told[0][0], text[slice(*told[0][1])]) if len({years for years, _ in told}) == 1 else None


def told_age_spans(text: str) -> list[Span]:
    """Where ages are told or spoken of: their words say nothing of what is looked for."""
    return [*(span for _, span in _ages_in(text)), *(match.span() for match in _AGE_ITSELF.finditer(text))]


def _ages_in(text: str) -> Iterator[tuple[int, Span]]:
    for match in _TOLD.finditer(text):
        years = _years(match["plain"] or match["old"])
        if _YOUNGEST <= years <= _OLDEST and not _NOT_NOW.search(text[: match.start()]):
            yield years, match.span()


def _years(number: str) -> int:
    if number.isdigit():
        return int(number)
    tens, *ones = re.split(r"[\s-]", number)
    return _TENS[tens] + (_ONES.index(ones[0]) + 1 if ones else 0)
