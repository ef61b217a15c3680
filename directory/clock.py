"""The only place that asks what time it is.

Rules never ask: they are given the moment or the day as an argument.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day on a calendar in the United Kingdom, which for an hour in summer is not the UTC day."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day that a calendar in the United Kingdom shows at a moment."""
    return moment.astimezone(UK).date()
