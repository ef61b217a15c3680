"""Decisions about clients, with plain values in and plain answers out."""

from collections.abc import Iterable
from datetime import date

from directory.casework.models import Consent, Purpose

OLDEST = 125


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
