"""Dates in three boxes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import DateField
from wtforms.validators import StopValidation

from directory.translation import gettext, noted
from directory.web.fields.widgets import DayWidget

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
REAL_DATE = noted("Enter a real date, like 27 3 2026")


class DayField(DateField):
    """A date in three boxes. Months may be written as words. A single ISO date is understood too."""

    widget = DayWidget()

    def __init__(self, label: str = "", *, required: str = "", hint: str = "", **kwargs: Any) -> None:
        super().__init__(label, (), format="%d %m %Y", description=hint, **kwargs)
        self.required = required

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        parts = [each.strip() for each in valuelist if isinstance(each, str)]
        self.data = read_day(parts) if any(parts) else None

    def pre_validate(self, form: Any) -> None:
        # Not a validator: the ones of WTForms look only at the first box.
        if self.required and self.data is None and not self.process_errors:
            raise StopValidation(self.required)


def read_day(parts: Sequence[str]) -> date:
    """The date of day, month and year as typed. Raises ValueError with a sentence for the person."""
    try:
        if len(parts) == 1:
            return date.fromisoformat(parts[0])
        day, month, year = parts
        if len(year) != 4:
            raise ValueError
        return date(int(year), read_month(month), int(day))
    except ValueError:
        raise ValueError(gettext(REAL_DATE)) from None


def read_month(text: str) -> int:
    return MONTHS.index(text[:3].lower()) + 1 if text[:3].lower() in MONTHS else int(text)
