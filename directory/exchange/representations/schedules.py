"""Times as the standard can say them: parts of RFC 5545 that belong together, in wall time of the United Kingdom."""

import re
from typing import Any

WALL_TIME_NOTE = "Times are local time in the United Kingdom (Europe/London)."
RECURRENCE = ("freq", "interval", "byday", "bymonthday", "byweekno", "byyearday", "wkst", "count")
NUMBERED_DAY = re.compile(r"(?:^|,)[+-]?\d")


def mend_schedule(schedule: dict[str, Any]) -> None:
    """Put right what no reader of RFC 5545 could use, and say which clock the times are on."""
    mend_frequency(schedule)
    if schedule.get("interval", 1) > 1 and "dtstart" not in schedule:
        tell_interval_in_words(schedule)
    if "opens_at" in schedule or "closes_at" in schedule:
        notes = schedule.get("notes", "")
        if WALL_TIME_NOTE not in notes:
            schedule["notes"] = f"{notes} {WALL_TIME_NOTE}".strip()


def mend_frequency(schedule: dict[str, Any]) -> None:
    """Give days a frequency: those with a number, as in 2MO, come by the month."""
    is_monthly = bool(NUMBERED_DAY.search(schedule.get("byday", ""))) or "bymonthday" in schedule
    if is_monthly:
        schedule["freq"] = "MONTHLY"
    elif "freq" not in schedule and ("byday" in schedule or "interval" in schedule):
        schedule["freq"] = "WEEKLY"


def tell_interval_in_words(schedule: dict[str, Any]) -> None:
    """Every second week needs a first week. Where that is not known, words are true and a rule would not be."""
    period = "weeks" if schedule["freq"] == "WEEKLY" else "months"
    days = f" on {schedule['byday']}" if "byday" in schedule else ""
    told = f"Every {schedule['interval']} {period}{days}; ask which ones."
    schedule["description"] = " ".join(filter(None, (schedule.get("description"), told)))
    for part in RECURRENCE:
        schedule.pop(part, None)
