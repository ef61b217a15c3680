"""Single values as they are published. Each writer takes what a column holds, and gives None for what says nothing."""

import re
from datetime import UTC, datetime, time

from directory.exchange.texts import clean_description, clean_line, clean_text
from directory.exchange.values import WrongValue, read_email, read_url

# The words of RFC 6350 that HSDS takes for kinds of telephone.
PHONE_TYPES = {"text", "voice", "fax", "cell", "video", "pager", "textphone"}
EXTENT_TYPES = {"geojson", "topojson", "kml", "text"}
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")
COUNTRY_CODE = re.compile(r"[A-Z]{2}")
CURRENCY_CODE = re.compile(r"[A-Za-z]{3}")
STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def write_line(text: str) -> str | None:
    return clean_line(text) or None


def write_text(text: str) -> str | None:
    return clean_text(text) or None


def write_description(text: str) -> str | None:
    return clean_description(text) or None


def write_url(text: str) -> str | None:
    """An absolute address, or nothing: consumers check that it is one."""
    try:
        url = read_url(text)
    except WrongValue:
        return None
    return STRAY_PERCENT.sub("%25", url) if url else None


def write_email(text: str) -> str | None:
    try:
        address = read_email(text)
    except WrongValue:
        return None
    return None if address is None or ".." in address else address


def write_moment(moment: datetime) -> str:
    """A moment in UTC to the millisecond, as the standard's examples have it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def write_wall_time(at: time) -> str:
    return at.strftime("%H:%M")


def write_degrees(degrees: float) -> float:
    """Degrees to about ten centimetres; more digits would only say how a number is stored."""
    return round(degrees, 6)


def write_country(text: str) -> str:
    """The two letters of ISO 3166; what is none of those was written by somebody in the United Kingdom."""
    code = text.strip().upper()
    return "GB" if code == "UK" or not COUNTRY_CODE.fullmatch(code) else code


def write_phone_type(text: str) -> str | None:
    kind = text.strip().lower()
    return kind if kind in PHONE_TYPES else None


def write_extent_type(text: str) -> str | None:
    kind = text.strip().lower()
    return kind if kind in EXTENT_TYPES else None


def write_language_code(text: str) -> str | None:
    """A code of ISO 639; 'en-GB' is English."""
    code = re.split(r"[-_]", text.strip().lower())[0]
    return code if LANGUAGE_CODE.fullmatch(code) else None


def write_currency(text: str) -> str | None:
    code = text.strip().lower()
    return code if CURRENCY_CODE.fullmatch(code) else None


def write_pounds(pence: int) -> float | int:
    """Pence as the standard's pounds: 150 is 1.5, and 200 is 2."""
    return pence // 100 if pence % 100 == 0 else pence / 100
