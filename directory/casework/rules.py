"""Decisions about clients, with plain values in and plain answers out."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from directory.casework.models import Answer, Client, Consent, GivenBy, Purpose
from directory.catalogue.duplicates.likeness_words import phone_key
from directory.translation import gettext

OLDEST = 125
# No number of the world is longer (ITU-T E.164), but for a nought or two that is dialled before it.
MOST_DIGITS = 17
PHONE_CHARACTERS = re.compile(r"[0-9 +().\-/]+(?:\s*(?:ext|x|option)\b\.?[0-9 ]+)?", re.IGNORECASE)
# From here on somebody is taken to be able to decide for themselves (Family Law Reform Act 1969, section 8; Mental
# Capacity Act 2005, sections 1 and 2). Younger people can where they understand what they agree to (Gillick).
AGE_TO_DECIDE = 16
# Nobody younger can give a lasting power of attorney (Mental Capacity Act 2005, section 9).
AGE_OF_ATTORNEY = 18


class Standing(StrEnum):
    """How somebody stands to one kind of agreement."""

    AGREES = "agrees"
    SAID_NO = "said no"
    TOOK_IT_BACK = "took it back"
    NOT_ASKED = "not asked"


def initials_of(name: str) -> str:
    """The first letters of a name, such as `E. A.`"""
    return " ".join(f"{word[0].upper()}." for word in name.split())


def has_consent(consents: Iterable[Consent], purpose: Purpose, on: date) -> bool:
    """Whether agreement for a purpose is in force on a day. On the day it is withdrawn it no longer is."""
    return any(
        each.purpose == purpose and each.given_on <= on and (each.withdrawn_on is None or on < each.withdrawn_on)
        for each in consents
    )


def standing_of(consents: Iterable[Consent], purpose: Purpose, on: date) -> Standing:
    """How somebody stands to a kind of agreement on a day: their last answer counts."""
    answers = [each for each in consents if each.purpose == purpose and each.given_on <= on]
    if has_consent(answers, purpose, on):
        return Standing.AGREES
    if not answers:
        return Standing.NOT_ASKED
    last = max(answers, key=lambda each: each.given_on)
    return Standing.SAID_NO if last.answer == Answer.NO else Standing.TOOK_IT_BACK


def is_too_young_to_agree_alone(age: int | None) -> bool:
    """Whether somebody has to be known to understand what they agree to before they can agree by themselves."""
    return age is not None and age < AGE_TO_DECIDE


def may_be_decided_for(age: int | None) -> bool:
    """Whether others may decide in somebody's best interests: for nobody younger than this, nor of unknown age.

    Mental Capacity Act 2005, section 2.
    """
    return age is not None and age >= AGE_TO_DECIDE


def may_write_home(letters_home: bool | None, age: int | None) -> bool:
    """Whether letters may go to somebody's home. Where nothing is said of it: not to people under 16."""
    return not is_too_young_to_agree_alone(age) if letters_home is None else letters_home


def why_not_written_to(client: Client, today: date) -> str:
    """Why nothing may be written to somebody themself by email today, as a sentence; empty where it may be."""
    if client.death is not None:
        return "It is written down that they have died."
    if not client.email:
        return "We have no email address of theirs."
    if not may_write_home(client.letters_home, client.age_on(today)):
        return "Letters and emails may not go to their home."
    if not has_consent(client.consents, Purpose.CONTACT, today):
        return "They have not agreed that we ring or write to them."
    return ""


def what_is_wrong_with_giver(given_by: GivenBy, note: str | None, age: int | None) -> tuple[str, str] | None:
    """Why a yes cannot be taken from somebody, as the field it is about and a sentence; None where it can.

    `age` is that of the client on the day, if it is known.
    """
    if given_by is GivenBy.PARENT and not is_too_young_to_agree_alone(age):
        return "given_by", parent_words(age)
    if given_by is GivenBy.BEST_INTERESTS and not may_be_decided_for(age):
        return "given_by", best_interests_words(age)
    if given_by is GivenBy.ATTORNEY and age is not None and age < AGE_OF_ATTORNEY:
        return "given_by", f"Nobody under {AGE_OF_ATTORNEY} can have given a power of attorney"
    if note:
        return None
    if given_by is not GivenBy.THEMSELF:
        return "note", "Say who answered, and how you know that they may"
    if is_too_young_to_agree_alone(age):
        return "note", f"They are under {AGE_TO_DECIDE}: say how you know that they understand what they agree to"
    return None


def parent_words(age: int | None) -> str:
    if age is None:
        return f"Write down their date of birth first: a parent can only answer for somebody under {AGE_TO_DECIDE}"
    return f"They are {AGE_TO_DECIDE} or over: ask them, and not their parent or guardian"


def best_interests_words(age: int | None) -> str:
    if age is None:
        return f"Write down their date of birth first: this is only for people of {AGE_TO_DECIDE} and over"
    return f"This is only for people of {AGE_TO_DECIDE} and over: ask a parent or guardian"


def what_is_wrong_with_birth(born_on: date | None, today: date) -> str:
    """Why somebody cannot have been born on a day, as a sentence; empty where they can, and where it is not known."""
    if born_on is None:
        return ""
    if born_on > today:
        return gettext("Date of birth must be in the past")
    if born_on.year < today.year - OLDEST:
        return gettext("Check the year: nobody is older than %(years)s", years=OLDEST)
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
    return gettext("Enter a phone number with its area code, like 0113 496 0000 or 07700 900000")
