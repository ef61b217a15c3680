"""Times of day as people type them."""

import re
from datetime import time
from typing import Any

from wtforms.validators import ValidationError

from directory.web.fields.text import TextField

TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))? ?(?P<half>am|pm)?", re.IGNORECASE)
NAMED = {"midday": time(12), "noon": time(12), "midnight": time(0)}
TIME_WANTED = "Enter a time, like 10:30 or 2pm"
ENDS_BEFORE = "It must end after it begins"
# What goes on into the next day is a night; more hours than these are two times in the wrong order.
LONGEST_NIGHT_HOURS = 16


def read_time(text: str) -> time | None:
    """A time of day: "10:30", "2pm", "14.00", "midday". None for anything else."""
    if text.lower() in NAMED:
        return NAMED[text.lower()]
    found = TIME.fullmatch(text)
    if found is None or not (found["minute"] or found["half"]):
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    minute = int(found["minute"] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def shown_time(at: time | None) -> str:
    """A time of day as a box shows it."""
    return f"{at:%H:%M}" if at else ""


def ends_too_early(begins: time | None, ends: time | None) -> bool:
    """Whether two times cannot be meant: what goes on into the night is no longer than a night."""
    if begins is None or ends is None or ends > begins:
        return False
    return hours_of(ends) - hours_of(begins) + 24 > LONGEST_NIGHT_HOURS


def hours_of(at: time) -> float:
    return at.hour + at.minute / 60


class TimeField(TextField):
    """A time of day as text; `time` is the answer."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, width=5, longest=10, **kwargs)

    @property
    def time(self) -> time | None:
        return read_time(self.data) if self.data else None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if self.data and not validation_stopped and self.time is None:
            raise ValidationError(TIME_WANTED)
