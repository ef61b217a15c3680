"""How values of search parameters are written in FHIR R4 (section 3.1.1 of the standard): lists, tokens, dates, places.

FHIR's own grammar of prefixes, escapes and repetition is no schema's; what cannot be read raises WrongInput with a
sentence that says how to put it right.
"""

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from directory.api.fields import LOST_PLUS
from directory.errors import WrongInput

# A comma, bar or dollar that belongs to a value stands behind a backslash.
COMMA, BAR = re.compile(r"(?<!\\),"), re.compile(r"(?<!\\)\|")
ESCAPED = re.compile(r"\\([\\,|$])")
MOMENT = re.compile(
    r"(?P<prefix>eq|ne|gt|lt|ge|le|sa|eb)?(?P<year>\d{4})(-(?P<month>\d\d)(-(?P<day>\d\d)"
    r"(T(?P<hour>\d\d):(?P<minute>\d\d)(:(?P<second>\d\d)(\.(?P<fraction>\d{1,9}))?)?(?P<zone>Z|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)
REFERENCE = re.compile(r"(?:(?P<kind>[A-Za-z]+)/)?(?P<key>[0-9A-Fa-f-]{36})")
METRES = {"km": 1000.0, "m": 1.0, "mi": 1609.344, "[mi_i]": 1609.344, "[mi_us]": 1609.347}
USUAL_METRES = 10_000.0
FARTHEST_M = 1_000_000.0


def split_values(text: str) -> tuple[str, ...]:
    """The values of one parameter, of which any will do; still with their backslashes."""
    return tuple(each.strip() for each in COMMA.split(text) if each.strip())


def plain(value: str) -> str:
    return ESCAPED.sub(r"\1", value)


@dataclass(frozen=True)
class Token:
    """A code in a system. `system` is None for any, and empty for none; `code` is empty for any of the system."""

    system: str | None
    code: str


def read_token(value: str) -> Token:
    system, *rest = BAR.split(value, maxsplit=1)
    return Token(plain(system), plain(rest[0])) if rest else Token(None, plain(system))


def read_reference(value: str, kind: str) -> uuid.UUID | None:
    """The id in a reference to a kind of resource here; None where it can be none of ours."""
    found = REFERENCE.fullmatch(value)
    if found is None or (found["kind"] or kind) != kind:
        return None
    try:
        return uuid.UUID(found["key"])
    except ValueError:
        return None


def read_key(value: str) -> uuid.UUID | None:
    """An id; None where it can be none of ours."""
    return read_reference(value, "") if "/" not in value else None


@dataclass(frozen=True)
class Span:
    """The time that a date or moment covers, to where the next begins; and how it is compared."""

    prefix: str
    begins: datetime
    ends: datetime


def read_span(value: str) -> Span:
    """A date or moment as exactly as it was given. What names no zone is in UTC."""
    found = MOMENT.fullmatch(LOST_PLUS.sub("+", value))
    try:
        if found is None:
            raise ValueError(value)
        begins = datetime.fromisoformat(whole_moment(found)).astimezone(UTC)
        return Span(found["prefix"] or "eq", begins, end_of(begins, found))
    except (ValueError, OverflowError):
        raise WrongInput(
            "Give a date like ge2026-03-31, or a moment like lt2026-03-31T09:30:00Z, after eq, ne, gt, lt, ge or le."
        ) from None


def whole_moment(found: re.Match[str]) -> str:
    date = f"{found['year']}-{found['month'] or '01'}-{found['day'] or '01'}"
    fraction = (found["fraction"] or "0")[:6].ljust(6, "0")
    time = f"{found['hour'] or '00'}:{found['minute'] or '00'}:{found['second'] or '00'}.{fraction}"
    return f"{date}T{time}{(found['zone'] or 'Z').replace('Z', '+00:00')}"


def end_of(begins: datetime, found: re.Match[str]) -> datetime:
    """Where what was given as exactly as this ends."""
    if found["fraction"]:
        return begins + timedelta(seconds=10 ** -min(len(found["fraction"]), 6))
    if found["second"]:
        return begins + timedelta(seconds=1)
    if found["hour"]:
        return begins + timedelta(minutes=1)
    if found["day"]:
        return begins + timedelta(days=1)
    if found["month"]:
        return (begins + timedelta(days=31)).replace(day=1)
    return begins.replace(year=begins.year + 1)


@dataclass(frozen=True)
class Circle:
    """So many metres around a point."""

    latitude: float
    longitude: float
    metres: float


def read_circle(value: str) -> Circle:
    """`53.78|-1.55|2|km`; without a unit it is kilometres, and without a distance ten of them."""
    parts = [each.strip() for each in BAR.split(value)]
    latitude, longitude, distance, unit = (*parts, "", "", "", "")[:4]
    try:
        metres = float(distance) * METRES[unit or "km"] if distance else USUAL_METRES
        circle = Circle(float(latitude), float(longitude), metres)
    except (ValueError, KeyError):
        circle = None
    if circle is None or len(parts) > 4 or not is_on_earth(circle):
        raise WrongInput("Give latitude|longitude|distance|unit, like 53.78|-1.55|2|km; units are km, m and mi.")
    return circle


def is_on_earth(circle: Circle) -> bool:
    return abs(circle.latitude) <= 90 and abs(circle.longitude) <= 180 and 0 <= circle.metres <= FARTHEST_M
