"""One door written in one way, so that two people who live behind it are seen to.

Of an address count its postcode and what tells the doors of a street apart: every number, and the letter of a flat. Of
a house that has a name and no number it is the first line.
"""

import re

from directory.geo.postcodes import PostcodeNotUnderstood, parse_postcode

WHOLE_POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?)\s*([0-9][a-z]{2})\b")
# "14 A" is the door of "14a", and a flat may have a letter alone.
APART = re.compile(r"\b([0-9]+)\s+([a-z])\b")
FLAT = re.compile(r"\b(?:flat|apartment|apt|unit|room)\s+([a-z])\b")
WORDS = re.compile(r"[a-z0-9]+")


def door_of(address: str | None, postcode: str | None) -> str:
    """An address as the same door is always written; empty where it names none, or no whole postcode is known.

    The postcode may stand in the address itself.
    """
    told = (address or "").casefold()
    inside = WHOLE_POSTCODE.search(told)
    known = whole_postcode(postcode) or (f"{inside[1]} {inside[2]}" if inside else "")
    lines = [each for each in WHOLE_POSTCODE.sub(" ", told).splitlines() if WORDS.search(each)]
    if not known or not lines:
        return ""
    joined = APART.sub(r"\1\2", " ".join(lines))
    numbers = {each for each in WORDS.findall(joined) if any(character.isdigit() for character in each)}
    marks = sorted(numbers | set(FLAT.findall(joined))) or WORDS.findall(lines[0])
    return " ".join([known.casefold(), *marks])


def whole_postcode(text: str | None) -> str:
    try:
        found = parse_postcode(text or "")
    except PostcodeNotUnderstood:
        return ""
    return str(found) if found.precision == "postcode" else ""
