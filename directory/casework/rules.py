"""Decisions about clients, with plain values in and plain answers out."""

import re
from collections.abc import Iterable
from datetime import date

from directory.casework.models import Consent, Purpose
from directory.catalogue.duplicates.likeness_words import phone_key

OLDEST = 125
# No number of the world is longer (ITU-T E.164), but for a nought or two that is dialled before it.
MOST_DIGITS = 17
PHONE_CHARACTERS = re.compile(r"[0-9 +().\-/]+(?:\s*(?:ext|x|option)\b\.?[0-9 ]+)?", re.IGNORECASE)


def has_consent(consents: Iterable[Consent], purpose: Purpose, on: date) -> bool:
    """Whether agreement for a purpose is in force on a day. On the day it is withdrawn it no longer is."""
    return any(
        each.purpose == purpose and each.given_on <= on and (each.withdrawn_on is None or on < each.withdrawn_on)
        for each in consents
    )


def what_is_wrong_with_birth(born_on: date | None, today: date) -> str:
    """Why somebody cannot have been born on a day, as a sentence; empty where they can, and where it is not known."""
    if born_on is None:
        return ""
    if born_on > today:
        return "Date of birth must be in the past"
    if born_on.year < today.year - OLDEST:
        return f"Check the year: nobody is older than {OLDEST}"
    return ""


def what_is_wrong_with_agreement(given_on: date, born_on: date | None, today: date) -> str:
    """Why somebody cannot have agreed on a day, as a sentence; empty where they can."""
    if given_on > today:
        return "The date they agreed must be today or earlier"
    if born_on is not None and given_on < born_on:
        return "This is before they were born"
    return ""


def what_is_wrong_with_phone(number: str) -> str:
    """Why what was typed is no telephone number, as a sentence; empty where it is one."""
    digits = phone_key(number)
    if PHONE_CHARACTERS.fullmatch(number) and digits and len(digits) <= MOST_DIGITS:
        return ""
    return "Enter a phone number with its area code, like 0113 496 0000 or 07700 900000"
