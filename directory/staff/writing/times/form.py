"""The questions about one time."""

from typing import Any

from marshmallow import ValidationError
from wtforms import HiddenField

from directory.catalogue.inputs import check_web_address
from directory.catalogue.models.schedules import AttendingType
from directory.staff.domains.listing_form import WEB_ADDRESS
from directory.staff.writing.parts import PartForm, Values
from directory.staff.writing.rows import row_number
from directory.staff.writing.times import patterns
from directory.staff.writing.times.breaks import MONTHS
from directory.staff.writing.times.certain_days import IN_SCHOOL_HOLIDAYS, ON_BANK_HOLIDAYS
from directory.staff.writing.times.clock_times import ENDS_BEFORE, TimeField, ends_too_early
from directory.staff.writing.times.different_dates import MOST_DATES, DifferentDateRow
from directory.staff.writing.times.patterns import Often
from directory.web.fields.choices import AnyOfField, Choice, OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.rows import RowsField, mark_wrong
from directory.web.fields.text import LongTextField, NumberField, TextField

HOW = (
    Choice(AttendingType.VENUE.value, "People go there"),
    Choice(AttendingType.ONLINE.value, "Online"),
    Choice(AttendingType.PHONE.value, "By telephone"),
    Choice(AttendingType.HOME_VISIT.value, "At their home"),
)
MOST_TIMES = 400


class TimeForm(PartForm):
    often = OneOfField("How often is it on?", patterns.OFTEN, required="Choose how often it is on")
    days = AnyOfField("Which days?", patterns.DAYS, small=True, columns=True)
    every_weeks = PickField("In which weeks?", patterns.EVERY_WEEKS)
    month_weeks = AnyOfField("Which weeks of the month?", patterns.MONTH_WEEKS, small=True, columns=True)
    month_days = AnyOfField("Which days of those weeks?", patterns.DAYS, small=True, columns=True)
    every_months = PickField("In which months?", patterns.EVERY_MONTHS)
    month_dates = TextField("Which dates?", hint="Like 1, 15 or last", width=10, longest=100)
    dates_every_months = PickField("In which months?", patterns.EVERY_MONTHS)
    description = LongTextField("When is it on?", hint="Such as: most weekends in summer", longest=500, rows=2)
    opens_at = TimeField("From (optional)", hint="Like 10:30 or 2pm")
    closes_at = TimeField("To (optional)")
    dtstart = DayField("First date (optional)", hint="Needed for one day only, and for what is not on every week")
    until = DayField("Last date (optional)", hint="Only if it ends")
    count = NumberField(
        "Or how many times (optional)", hint="Such as 6, for a course", width=3, least=1, most=MOST_TIMES
    )
    place = PickField("Where?", empty="At every place")
    attending_type = OneOfField("How do people take part?", HOW, required="Choose how people take part")
    bank_holidays = OneOfField("What happens on bank holidays?", ON_BANK_HOLIDAYS)
    school_holidays = OneOfField("Does it follow the school year?", IN_SCHOOL_HOLIDAYS)
    months_off = AnyOfField(
        "Is there a month without it? (optional)", MONTHS, hint="Such as August", small=True, columns=True
    )
    remove = HiddenField()
    different = RowsField(DifferentDateRow, most=MOST_DATES)
    notes = LongTextField("Anything else about the time (optional)", longest=500, rows=2)
    schedule_link = TextField("Web page with the dates (optional)", longest=2_000, render_kw=WEB_ADDRESS)
    valid_from = DayField("Sure from (optional)")
    valid_to = DayField("Sure until (optional)")

    def values(self, loaded: Any) -> Values:
        """Nothing: what is kept depends on what there was, see `answers.py`."""
        return {}

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the answers can be used, each and together."""
        is_valid: bool = super().validate(extra_validators)
        wrong = {**patterns.what_is_wrong(self.data), **self.wrong_span(), **self.wrong_rest()}
        return mark_wrong(self, wrong) and is_valid

    def wrong_span(self) -> dict[str, str]:
        """What is wrong with the first and the last date."""
        first, last, times = self.dtstart.data, self.until.data, self.count.data
        if self.often.data == Often.ONCE and (last or times):
            return {"until" if last else "count": "Leave this empty for one day only"}
        if last and times:
            return {"count": "Enter a last date or a number of times, not both"}
        if times and not first:
            return {"dtstart": "Enter the first date, so that the times can be counted"}
        if first and last and last < first:
            return {"until": "The last date must not be before the first"}
        return {}

    def wrong_rest(self) -> dict[str, str]:
        wrong = {}
        if ends_too_early(self.opens_at.time, self.closes_at.time):
            wrong["closes_at"] = ENDS_BEFORE
        if len(self.months_off.data or ()) == len(MONTHS):
            wrong["months_off"] = "Leave at least one month in which it is on"
        if self.valid_from.data and self.valid_to.data and self.valid_to.data < self.valid_from.data:
            wrong["valid_to"] = "This must not be before the first of the two"
        try:
            check_web_address(self.schedule_link.data or None)
        except ValidationError as error:
            wrong["schedule_link"] = str(error.messages[0])
        return wrong

    def add_or_remove_date(self) -> None:
        """Another empty row for a date that differs or, where its button was pressed, one row less."""
        number = row_number(self.remove.data, len(self.different))
        if number is not None:
            self.different.pop_entry(number)
        elif len(self.different) < MOST_DATES:
            self.different.append_entry()
