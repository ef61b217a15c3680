"""Single values as feeds write them: each reader takes what JSON gave and returns what a column holds.

A reader returns None for what says nothing, and raises WrongValue with the end of a sentence, for example
"100 is not between -90 and 90", before which the caller puts the name of the field. The records of `records` and the
schema of `inputs` use the same readers, so that a rule about a value has one place.
"""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from functools import lru_cache
from math import ceil, floor, isfinite
from typing import Any
from urllib.parse import urlsplit

import msgspec

from directory.exchange.texts import clean_description, clean_line, clean_text

LINE_CHARACTERS = 1_000
TEXT_CHARACTERS = 100_000
SHAPE_CHARACTERS = 1_000_000
URL_CHARACTERS = 2_000
# Tags nested very deeply take a time to clean that grows with the square of their number.
MOST_TAGS = 1_000
KEY_CHARACTERS = 255
# The largest number of a four-byte column.
MOST = 2_147_483_647

DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?")
WALL_TIME = re.compile(r"(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(?:Z|[+-]\d\d(?::?\d\d)?)?", re.IGNORECASE)
NUMBER = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,20})?")
EMAIL = re.compile(r"[^@\s<>\"'(),;]+@[^@\s<>\"'(),;]+\.[^@\s<>\"'(),;.]+")
WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
BARE_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?(?:[/?#].*)?")
# What may not stand in an address that is put into a page.
UNSAFE_IN_ADDRESS = re.compile(r"[\s<>\"\\^`{|}\x00-\x20\x7f-\x9f]")
WEEKDAY = re.compile(r"(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)")
SIGNED_NUMBER = re.compile(r"[+-]?\d{1,3}")
UUID_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
NO_UUID = "00000000-0000-0000-0000-000000000000"

Reader = Callable[[Any], Any]


class WrongValue(Exception):
    """A value that cannot be taken. `what` ends a sentence that begins with the path of the field."""

    def __init__(self, what: str, path: str = "") -> None:
        super().__init__(what, path)
        self.what = what
        self.path = path

    def inside(self, name: str) -> "WrongValue":
        """The same complaint, seen from the record that holds the field."""
        joint = "." if self.path and not self.path.startswith("[") else ""
        return WrongValue(self.what, f"{name}{joint}{self.path}")

    def __str__(self) -> str:
        return f"{self.path or 'the record'} {self.what}"


def shown(value: object) -> str:
    """A value as a reason quotes it: short, and safe in a file or on a terminal."""
    if isinstance(value, str):
        return quoted(value[:60]) + ("…" if len(value) > 60 else "")
    text = str(value)
    return text if len(text) <= 60 else text[:60] + "…"


def quoted(text: str) -> str:
    return "'" + "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in text) + "'"


def need_text(value: object, most: int) -> str:
    """The value as text of a bearable length. A plain number is taken for the text of it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise WrongValue("is not text")
    if len(value) > most:
        raise WrongValue(f"has {len(value):,} characters; at most {most:,} are taken")
    return value


def read_name(value: object) -> str | None:
    """Plain text on one line, and text in the file as well."""
    if not isinstance(value, str):
        raise WrongValue("is not text")
    return read_line(value)


def read_line(value: object) -> str | None:
    return clean_line(need_text(value, LINE_CHARACTERS)) or None


def read_text(value: object) -> str | None:
    return clean_text(need_markup(value)) or None


def read_description(value: object) -> str | None:
    return clean_description(need_markup(value)) or None


def need_markup(value: object) -> str:
    """The value as text with a bearable number of tags."""
    text = need_text(value, TEXT_CHARACTERS)
    if (tags := text.count("<")) > MOST_TAGS:
        raise WrongValue(f"has {tags:,} tags; at most {MOST_TAGS:,} are taken")
    return text


def read_shape(value: object) -> str | None:
    """A map shape, which the standard writes as text and some feeds as an object. Data, never shown as it is."""
    if isinstance(value, dict):
        value = msgspec.json.encode(value).decode()
    return need_text(value, SHAPE_CHARACTERS).strip() or None


def read_key(value: object) -> str | None:
    """The id a source gives a record. A UUID is written in lower case; the nil UUID is no id."""
    if isinstance(value, str) and UUID_TEXT.fullmatch(value):
        key = value.lower()
        return None if key == NO_UUID else key
    key = clean_line(need_text(value, KEY_CHARACTERS))
    return read_key(key) if UUID_TEXT.fullmatch(key) else key or None


def read_key_or_none(value: object) -> str | None:
    """An id, where it can be used as one."""
    try:
        return read_key(value)
    except WrongValue:
        return None


# Each id of a batch is asked for a few times while the batch is written.
@lru_cache(maxsize=8192)
def find_uuid(key: str | None) -> uuid.UUID | None:
    """The UUID that a key is, if it is one."""
    return uuid.UUID(key) if key and UUID_TEXT.fullmatch(key) else None


def read_url(value: object) -> str | None:
    """A web address. A bare host gets https; anything but http and https is dropped, for it could run or load."""
    url = need_text(value, URL_CHARACTERS).strip()
    if url.startswith("//"):
        url = "https:" + url
    elif not WEB_ADDRESS.match(url):
        url = "https://" + url if BARE_HOST.fullmatch(url) else ""
    if not url or UNSAFE_IN_ADDRESS.search(url):
        return None
    try:
        return url if urlsplit(url).hostname else None
    except ValueError:
        return None


def read_email(value: object) -> str | None:
    """An email address; what cannot be one is dropped."""
    address = need_text(value, LINE_CHARACTERS).strip().removeprefix("mailto:")
    return address if EMAIL.fullmatch(address) and len(address) <= 320 and address.isprintable() else None


def read_day(value: object) -> date | None:
    """A calendar day; of a date with a time, the day."""
    text = value.strip() if isinstance(value, str) else None
    if text == "":
        return None
    matched = DAY.fullmatch(text) if text else None
    try:
        return date.fromisoformat(matched[1] if matched else "")
    except ValueError:
        raise WrongValue(f"{shown(value)} is not a date like 2026-03-31") from None


def read_moment(value: object) -> datetime | None:
    """A moment in UTC; one without a zone is taken to be in UTC."""
    text = value.strip() if isinstance(value, str) else None
    if text == "":
        return None
    try:
        moment = datetime.fromisoformat(text if text and DAY.fullmatch(text) else "")
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise WrongValue(f"{shown(value)} is not a date and time like 2026-03-31T09:30:00Z") from None


def read_wall_time(value: object) -> time | None:
    """A time on the clock in the United Kingdom. A zone is tolerated and not applied: feeds mean wall time."""
    text = value.strip() if isinstance(value, str) else None
    if text == "":
        return None
    matched = WALL_TIME.fullmatch(text) if text else None
    try:
        hour, minute, second = (int(each or 0) for each in matched.groups()) if matched else (99, 0, 0)
        return time(23, 59) if (hour, minute, second) == (24, 0, 0) else time(hour, minute, second)
    except ValueError:
        raise WrongValue(f"{shown(value)} is not a time like 18:30") from None


def find_number(value: object) -> Decimal | None:
    """The number a value is, or the text of it says; None if it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, float) and not isfinite(value):
        return None
    text = value.strip() if isinstance(value, str) else value
    if isinstance(text, str) and not NUMBER.fullmatch(text):
        return None
    return Decimal(str(text))


def read_degrees(most: int) -> Reader:
    """A reader of degrees between minus and plus so many."""

    def read(value: object) -> float | None:
        number = find_number(value)
        if number is None:
            raise WrongValue(f"{shown(value)} is not a number")
        if not -most <= number <= most:
            raise WrongValue(f"{shown(value)} is not between -{most} and {most}")
        return float(number)

    return read


def read_count(least: int, most: int, *, rounded: Callable[[Decimal], int] | None = None) -> Reader:
    """A reader of whole numbers in a range, which rounds parts as it is told, or refuses them."""

    def read(value: object) -> int | None:
        number = find_number(value)
        if number is None:
            raise WrongValue(f"{shown(value)} is not a whole number")
        if not least <= number <= most:
            raise WrongValue(f"{shown(value)} is not between {least} and {most}")
        if rounded is None and number % 1:
            raise WrongValue(f"{shown(value)} is not a whole number")
        return rounded(number) if rounded else int(number)

    return read


# A limit of half a year is widened to whole years, so that nobody whom a group would take is shut out.
read_least_age = read_count(0, 150, rounded=floor)
read_greatest_age = read_count(0, 150, rounded=ceil)


def read_pence(value: object) -> int | None:
    """Pounds as pence, rounded half to even: 2.005 is 200 and 2.015 is 202."""
    text = value.strip().removeprefix("£").replace(",", "").strip() if isinstance(value, str) else value
    number = find_number(text)
    if number is None:
        raise WrongValue(f"{shown(value)} is not an amount in pounds")
    if not 0 <= number <= MOST // 100:
        raise WrongValue(f"{shown(value)} is not between 0 and {MOST // 100}")
    try:
        return int((number * 100).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))
    except InvalidOperation:
        raise WrongValue(f"{shown(value)} is not an amount in pounds") from None


def read_one_of(*allowed: str) -> Reader:
    """A reader of one word of a list, written in any case."""
    # str() makes plain text of the members of an enumeration, which drivers would store by name.
    by_folded = {each.casefold(): str(each) for each in allowed}

    def read(value: object) -> str | None:
        text = value.strip() if isinstance(value, str) else None
        if text == "":
            return None
        found = by_folded.get(text.casefold()) if text else None
        if found is None:
            raise WrongValue(f"{shown(value)} is not one of {', '.join(allowed)}")
        return found

    return read


def read_list_of(pattern: re.Pattern[str], example: str) -> Reader:
    """A reader of a comma list whose parts all look alike, such as the days of a rule; as text or as a list."""

    def read(value: object) -> str | None:
        given = value if isinstance(value, list) else need_text(value, LINE_CHARACTERS).split(",")
        parts = [str(each).strip().upper() for each in given if str(each).strip()]
        if len(parts) > 400 or not all(pattern.fullmatch(each) for each in parts):
            raise WrongValue(f"{shown(value)} is not a list like {example}")
        return ",".join(parts) or None

    return read
