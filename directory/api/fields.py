"""How single parameters are read. Each complaint says how to put it right."""

import re
from datetime import UTC, datetime, time
from typing import Any

from marshmallow import ValidationError, fields, validate

TRUE, FALSE = {"true", "1", "yes"}, {"false", "0", "no"}
WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,12}")
# A plus sign in an address arrives as a space unless it was written as %2B.
LOST_PLUS = re.compile(r" (?=\d\d:?\d\d$)")
WALL_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?")


class WholeNumber(fields.Integer):
    """A whole number in digits. Marshmallow's own would take '٣' and a million digits."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        text = str(value).strip()
        if not WHOLE_NUMBER.fullmatch(text):
            raise ValidationError("Give a whole number, like 2.")
        return int(text)


class Flag(fields.Boolean):
    """true or false."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        text = str(value).strip().lower()
        if text not in TRUE | FALSE:
            raise ValidationError("Say true or false.")
        return text in TRUE


class Moment(fields.DateTime):
    """A moment as RFC 3339 writes it, or a date, which means its first moment in UTC."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        text = LOST_PLUS.sub("+", str(value).strip())
        try:
            moment = datetime.fromisoformat(text)
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValidationError("Give a date like 2026-03-31, or a moment like 2026-03-31T09:30:00Z.") from None


class WallTime(fields.Time):
    """A time on the clock in the United Kingdom."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> time:
        found = WALL_TIME.fullmatch(str(value).strip())
        if found is None:
            raise ValidationError("Give a time like 09:30.")
        return time(int(found[1]), int(found[2]))


class Weekday(fields.String):
    """A day of the week: its two letters in RFC 5545, or its English name."""

    DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(value).strip().lower()
        for short, name in zip(self.DAYS, self.NAMES, strict=True):
            if text in (short.lower(), name[:3], name):
                return short
        raise ValidationError("Give a day as MO, TU, WE, TH, FR, SA or SU.")


class Key(fields.UUID):
    """The id of a record."""

    default_error_messages = {"invalid_uuid": "Give an id like 3f0c1a52-7d1e-4c7b-9f3e-2b8a6d5c4e10."}  # noqa: RUF012


def described(kind: type[fields.Field[Any]], description: str, example: Any, **more: Any) -> Any:
    """A field with the words and the example of the reference. What is not given is not there at all."""
    about = {"description": description, "example": example, **more.pop("about", {})}
    return kind(metadata=about, **more)


def at_most(length: int) -> validate.Length:
    return validate.Length(max=length, error=f"Keep it to {length} characters.")


def between(least: int, most: int | None = None) -> validate.Range:
    told = f"Give a number from {least:,} to {most:,}." if most else f"Give a number from {least:,} on."
    return validate.Range(least, most, error=told)
