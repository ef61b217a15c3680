"""When something happens, and when it does not."""

from datetime import date
from typing import Annotated, ClassVar

from msgspec import field

from directory.catalogue.models.schedules import Calendar, ExceptionKind, Observance
from directory.exchange.records.fields import Count, Day, Description, Line, Numbers, Text, Url, WallTime, need_order
from directory.exchange.records.terms import Owned
from directory.exchange.shapes import From, Record
from directory.exchange.values import WEEKDAY, WrongValue, read_day, read_key, read_list_of, read_one_of

EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"


class ScheduleException(Record, kw_only=True):
    """Dates left out or added: ours, for the standard has no place for them. One date where no last one is named."""

    table: ClassVar[str] = "schedule_exception"
    essential: ClassVar[tuple[str, ...]] = ("kind", "starts_on")

    kind: Annotated[str, read_one_of(*ExceptionKind)]
    starts_on: Annotated[date, read_day]
    ends_on: Day = None
    opens_at: WallTime = None
    closes_at: WallTime = None
    reason: Line = None

    def check(self) -> None:
        self.ends_on = self.ends_on or self.starts_on
        need_order("starts_on", self.starts_on, "ends_on", self.ends_on)
        if self.kind == ExceptionKind.EXTRA and self.ends_on != self.starts_on:
            raise WrongValue(f"{self.ends_on} is not the date of 'extra', {self.starts_on}", "ends_on")
        if self.kind == ExceptionKind.CLOSED:
            self.opens_at = self.closes_at = None


class ScheduleObservance(Record, kw_only=True):
    """What happens on bank holidays, in school terms and in school holidays: ours as well."""

    table: ClassVar[str] = "schedule_observance"
    essential: ClassVar[tuple[str, ...]] = ("calendar", "observance")

    calendar: Annotated[str, read_one_of(*Calendar)]
    observance: Annotated[str, read_one_of(*Observance)]


class Schedule(Owned, kw_only=True):
    table: ClassVar[str] = "schedule"

    valid_from: Day = None
    valid_to: Day = None
    dtstart: Day = None
    until: Day = None
    count: Count = None
    freq: Annotated[str | None, read_one_of("WEEKLY", "MONTHLY", "DAILY")] = None
    interval: Count = None
    wkst: Annotated[str | None, read_one_of("MO", "TU", "WE", "TH", "FR", "SA", "SU")] = None
    byday: Annotated[str | None, read_list_of(WEEKDAY, "MO,TH or 2MO")] = None
    bymonthday: Numbers = None
    byweekno: Numbers = None
    byyearday: Numbers = None
    timezone: Line = None
    description: Description = None
    opens_at: WallTime = None
    closes_at: WallTime = None
    schedule_link: Url = None
    attending_type: Line = None
    notes: Text = None
    place_key: Annotated[str | None, read_key, From(("service_at_location_id",))] = None
    exceptions: list[ScheduleException] = field(default_factory=list)
    observances: list[ScheduleObservance] = field(default_factory=list)

    def check(self) -> None:
        """Daily is weekly with seven days (the standard has no DAILY), and the dates are in order."""
        if self.freq == "DAILY":
            if self.interval not in (None, 1):
                raise WrongValue(f"'DAILY' every {self.interval} days is no pattern of the standard", "freq")
            self.freq, self.byday = "WEEKLY", self.byday or EVERY_DAY
        need_order("valid_from", self.valid_from, "valid_to", self.valid_to)
