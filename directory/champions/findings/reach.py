"""Whether a telephone number or an email address could be one at all. Nobody is rung or written to.

Numbers are judged as the United Kingdom writes them (Ofcom, National Telephone Numbering Plan); one of another country
by its length alone (ITU-T E.164).
"""

import re
from collections.abc import Iterator

from directory.catalogue.inputs import is_email
from directory.champions.findings.models import FindingKind, Found
from directory.champions.findings.sightings import Place, Sighting

EXTENSION = re.compile(r"(?i)\s*[,;(]?\s*(?:ext(?:ension|n)?|x|option|opt)\b.*$")
SEVERAL = re.compile(r"(?i)\s+(?:or|and|&)\s+|[/;,|]|\s{3,}")
# Relay and text relay are dialled before the number itself.
RELAY = re.compile(r"^1800[12](?=0)")
# Emergency, health and helplines; Childline and what was NHS Direct are shorter than any other of their kind.
SHORT = re.compile(r"999|1[01]\d|116\d{3}|0800(?:1111)|08454(?:64\d|647)|[4-8]\d{4}")
BEGINNINGS = "1235789"
WHOLE, SHORTER = 11, 10
SHORTER_TOO = re.compile(r"01|0800|0500")
LEAST_ABROAD, MOST_ABROAD = 7, 15
MADE_UP = re.compile(r"0?(?:1234567890?|0?(\d)\1{7,})")


def wrong_phones(place: Place) -> Iterator[Sighting]:
    """What is wrong with a number, or with the first of several in one field that is no number."""
    found = next((wrong for each in numbers_in(place.about) if (wrong := wrong_number(each))), None)
    if found:
        yield Sighting(place, FindingKind.PHONE, found)


def wrong_emails(place: Place) -> Iterator[Sighting]:
    if not is_email(place.about.strip()):
        yield Sighting(place, FindingKind.EMAIL, Found.NO_ADDRESS)


def numbers_in(written: str) -> list[str]:
    """The numbers that somebody wrote into one field, with their digits alone."""
    parts = [EXTENSION.sub("", each) for each in SEVERAL.split(written) if each.strip()]
    digits = [dialled(each) for each in parts]
    # What holds no digits, such as "ask for Jo", is a word beside a number.
    return [each for each in digits if each] or [""]


def dialled(written: str) -> str:
    """What is dialled here: +44 (0)113 is 0113."""
    plus = "+" if written.strip().startswith("+") else ""
    digits = re.sub(r"\D", "", written)
    if not plus and re.match("00[1-9]", digits):
        plus, digits = "+", digits[2:]
    if digits.startswith("44") and (plus or len(digits) >= SHORTER + 1):
        return "0" + digits[2:].removeprefix("0")
    return plus + RELAY.sub("", digits)


def wrong_number(digits: str) -> Found | None:
    """What is wrong with a number as it is dialled; None for one that could be."""
    if not digits:
        return Found.NO_NUMBER
    if SHORT.fullmatch(digits):
        return None
    if MADE_UP.fullmatch(digits):
        return Found.MADE_UP
    if digits.startswith("+"):
        return wrong_length(len(digits) - 1, LEAST_ABROAD, MOST_ABROAD)
    if not digits.startswith("0"):
        return Found.NO_NOUGHT if len(digits) == SHORTER else wrong_length(len(digits), WHOLE, SHORTER)
    if digits[1:2] not in tuple(BEGINNINGS):
        return Found.UNKNOWN_BEGINNING
    return wrong_length(len(digits), SHORTER if SHORTER_TOO.match(digits) else WHOLE, WHOLE)


def wrong_length(length: int, least: int, most: int) -> Found | None:
    if length < least:
        return Found.TOO_SHORT
    return Found.TOO_LONG if length > most else None
