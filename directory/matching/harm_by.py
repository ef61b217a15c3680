"""Whose services come later for somebody in danger: those for men where a husband hits, for women where a wife does.

Who is hurt by a husband or boyfriend is a woman more often than not, and a service for men is no refuge for her. It is
a guess: nothing is left out for it, and what people say of themselves goes before it.
"""

import re
from typing import Literal

from directory.matching.asked import Asked
from directory.search.text import word_set

Others = Literal["men", "women"]

_HUSBANDS = word_set("husband husbands hubby boyfriend fella bloke")
_WIVES = word_set("wife missus girlfriend")
_I_AM = r"\b(?:i'm|i am|im|as|being)\s+(?:a|an|also a|only a)?\s*(?:\w+\s+)?"
_A_MAN = re.compile(rf"{_I_AM}(?:man|male|bloke|lad|guy|gay|dad|father|husband)\b|\bmale victim\b")
_A_WOMAN = re.compile(rf"{_I_AM}(?:woman|female|lass|girl|lesbian|gay|mum|mam|mother|wife)\b")


def comes_later(asked: Asked) -> Others | None:
    """Whose services come after the others for what was heard of danger; None where nothing tells."""
    said = {word for each in asked.heard if each.concept.urgent for word in each.words}
    by_husband, by_wife = bool(said & _HUSBANDS), bool(said & _WIVES)
    if by_husband == by_wife:
        return None
    if by_husband:
        return None if _A_MAN.search(asked.wanted.spelled) else "men"
    return None if _A_WOMAN.search(asked.wanted.spelled) else "women"
