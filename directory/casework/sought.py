"""What staff type to find somebody, taken apart: a reference, numbers, an email, a date of birth, words of a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from directory.casework.client_tokens import TokenKind, told_by_name
from directory.casework.naming import BEGINNING, name_words
from directory.casework.nhs_numbers import digits_of, what_is_wrong_with_nhs_number
from directory.casework.references import read_reference
from directory.catalogue.duplicates.likeness_words import email_key, phone_key

LONGEST = 200
EMAIL = re.compile(r"[^\s<>,;]+@[^\s<>,;]+")
DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[ ./-]+(\d{1,2}|[a-z]{3,9})[ ./,-]+(\d{4})\b", re.IGNORECASE)
ISO_DAY = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
NUMBER = re.compile(r"[+(]*\d[\d ()./\u2010-\u2015-]{6,}\d")


@dataclass(frozen=True)
class Sought:
    """What somebody may be found by, out of what was typed. A text may be several things at once."""

    reference: str | None = None
    nhs_number: str | None = None
    phone: str | None = None
    email: str | None = None
    born_on: date | None = None
    words: list[str] = field(default_factory=list)

    def told(self) -> Iterator[tuple[TokenKind, str]]:
        """What to look for: each kind, and the value in the one way in which it is written."""
        exact = (
            (TokenKind.NHS_NUMBER, self.nhs_number),
            (TokenKind.PHONE, self.phone),
            (TokenKind.EMAIL, self.email),
            (TokenKind.BORN_ON, self.born_on.isoformat() if self.born_on else None),
        )
        yield from ((kind, value) for kind, value in exact if value)
        yield from told_by_name(self.words)

    @property
    def is_too_short(self) -> bool:
        """Whether there is only a beginning of a name that is shorter than what names are found by."""
        return max(map(len, self.words), default=BEGINNING) < BEGINNING and not (self.reference or any(self.exact))

    @property
    def exact(self) -> tuple[object, ...]:
        return (self.nhs_number, self.phone, self.email, self.born_on)


def read_sought(text: str) -> Sought:
    """What was typed, taken apart."""
    left = text.strip()[:LONGEST]
    email, left = take(EMAIL, left)
    born_on, left = take_day(left)
    nhs_number, phone, left = take_number(left)
    return Sought(
        reference=read_reference(left.strip()),
        nhs_number=nhs_number,
        phone=phone,
        email=email_key(email or "") or None,
        born_on=born_on,
        words=name_words(left),
    )


def take(pattern: re.Pattern[str], text: str) -> tuple[str | None, str]:
    """The first thing of a kind in a text, and the text without it."""
    found = pattern.search(text)
    return (found[0], without(text, found)) if found else (None, text)


def take_number(text: str) -> tuple[str | None, str | None, str]:
    """The first long number of a text as an NHS number and as a phone, which it may both be, and what is left."""
    number, left = take(NUMBER, text)
    nhs_number = digits_of(number) if number and not what_is_wrong_with_nhs_number(number) else None
    phone = phone_key(number or "") or None
    return nhs_number, phone, left if nhs_number or phone else text


def take_day(text: str) -> tuple[date | None, str]:
    """The first date in a text, day first as it is written here, and the text without it."""
    for pattern in (DAY, ISO_DAY):
        for found in pattern.finditer(text):
            day = read_day(found)
            if day is not None:
                return day, without(text, found)
    return None, text


def read_day(found: re.Match[str]) -> date | None:
    written = " ".join(found.groups())
    for form in ("%d %m %Y", "%d %B %Y", "%d %b %Y", "%Y %m %d"):
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
