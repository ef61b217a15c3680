"""Days, times of the day and how often something happens, as people write them in a cell."""

import re
from datetime import date, datetime, time, timedelta

from directory.exchange.sheets.cells import Cell, cell_text
from directory.exchange.sheets.columns import FORTNIGHTLY, MONTHLY, WEEKLY
from directory.exchange.sheets.mistakes import WrongCell, said

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_WORDS = {
    word: code
    for code, words in zip(
        WEEKDAYS,
        (
            "m mo mon monday mondays",
            "tu tue tues tuesday tuesdays",
            "w we wed weds wednesday wednesdays",
            "th thu thur thurs thursday thursdays",
            "f fr fri friday fridays",
            "sa sat saturday saturdays",
            "su sun sunday sundays",
        ),
        strict=True,
    )
    for word in words.split()
}
SEVERAL_DAYS = {
    "daily": WEEKDAYS,
    "everyday": WEEKDAYS,
    "weekdays": WEEKDAYS[:5],
    "weekends": WEEKDAYS[5:],
    "weekend": WEEKDAYS[5:],
}
ORDINALS = {
    "1st": 1,
    "first": 1,
    "2nd": 2,
    "second": 2,
    "3rd": 3,
    "third": 3,
    "4th": 4,
    "fourth": 4,
    "5th": 5,
    "fifth": 5,
    "last": -1,
}
SHOWN_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", -1: "last"}
UP_TO = ("-", "to", "till", "until", "through")
BETWEEN = ("and", "&", ",", "+", "/", ";", "on", "every", "each", "the", "of", "month", "in")
DAY_PARTS = re.compile(r"\d+[a-z]*|[a-z]+|[-&,+/;]")
DAYS_CURE = "Write days like Tuesday, Mon and Thu, Monday to Friday or 1st Tuesday."

CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d)(?::\d\d)?|(\d\d))?(am|pm|noon|midday)?")
CLOCK_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
TIME_CURE = "Write it like 10:30 or 10.30am."
RANGE = re.compile(r"\s*(?:[-–—]|\bto\b|\btill\b|\buntil\b)\s*", re.IGNORECASE)

OFTEN = {
    WEEKLY: ("every week", "weekly", "each week", "once a week", "week", "1"),
    FORTNIGHTLY: (
        "every 2 weeks",
        "every two weeks",
        "fortnightly",
        "every fortnight",
        "every other week",
        "every second week",
        "biweekly",
        "alternate weeks",
        "2 weekly",
    ),
    MONTHLY: ("every month", "monthly", "each month", "once a month", "month"),
}
EVERY_N = re.compile(r"every (\d{1,2}) (weeks|months)")
OFTEN_CURE = "Choose every week, every 2 weeks or every month."
DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")


def read_days(cell: Cell) -> str:
    """The days as RFC 5545 writes them: TU,TH or 1MO,-1FR. Raises WrongCell."""
    text = cell_text(cell)
    words = DAY_PARTS.findall(text.casefold().replace("every day", "daily").replace("–", "-").replace("—", "-"))
    days: list[str] = []
    numbers: list[int] = []
    is_range = has_day = False
    for word in words:
        if word in ORDINALS:
            numbers = [ORDINALS[word]] if has_day else [*numbers, ORDINALS[word]]
            has_day = False
        elif found := find_days(word, numbers):
            days += days_between(days[-1], found[0], text)[1:] if is_range and days else found
            is_range, has_day = False, True
        elif word in UP_TO and days:
            is_range = True
        elif word not in BETWEEN:
            raise WrongCell(f"{said(word)} in {said(text)} is no day.", DAYS_CURE)
    if not days or is_range or (numbers and not has_day):
        raise WrongCell(f"{said(text)} names no day.", DAYS_CURE)
    return ",".join(in_order(days))


def find_days(word: str, numbers: list[int]) -> list[str]:
    """The days that a word names, each of those in the month that were counted before it."""
    days = [DAY_WORDS[word]] if word in DAY_WORDS else SEVERAL_DAYS.get(word, ())
    return [f"{number}{day}" for day in days for number in numbers] if numbers else list(days)


def days_between(first: str, last: str, text: str) -> list[str]:
    """All days from one to another, over the weekend where need be."""
    if first not in WEEKDAYS or last not in WEEKDAYS:
        raise WrongCell(f"{said(text)} goes from day to day by number.", DAYS_CURE)
    start, end = WEEKDAYS.index(first), WEEKDAYS.index(last)
    return [WEEKDAYS[each % 7] for each in range(start, end + 1 + (7 if end < start else 0))]


def in_order(days: list[str]) -> list[str]:
    """Each day once, in the order of the week; those counted in the month after their number."""
    return sorted(dict.fromkeys(days), key=lambda each: (number_of(each) % 10, WEEKDAYS.index(each[-2:])))


def number_of(day: str) -> int:
    return int(day[:-2] or 0)


def write_days(byday: str) -> str:
    """Days as people read them, and as `read_days` reads them again."""
    return ", ".join(
        f"{SHOWN_ORDINALS.get(number_of(day), '')} {DAY_NAMES[WEEKDAYS.index(day[-2:])]}".strip()
        for day in byday.replace("+", "").split(",")
    )


def read_clock(cell: Cell) -> time:
    """A time of the day. Raises WrongCell."""
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(cell, timedelta):
        cell = cell.total_seconds() / 86_400
    if isinstance(cell, float) and 0 <= cell < 1:
        minutes = round(cell * 1440) % 1440
        return time(minutes // 60, minutes % 60)
    text = cell_text(cell)
    compact = re.sub(r"\s|o'?clock", "", text.casefold()).replace("a.m", "am").replace("p.m", "pm").rstrip(".")
    if compact in CLOCK_WORDS:
        return CLOCK_WORDS[compact]
    matched = CLOCK.fullmatch(compact)
    if matched is None:
        raise WrongCell(f"{said(text)} is no time.", TIME_CURE)
    hour, minute = int(matched[1]), int(matched[2] or matched[3] or 0)
    if matched[4]:
        hour = half_day_hour(hour, matched[4], text)
    elif not (matched[2] or matched[3]) and hour < 8:
        raise WrongCell(f"{said(text)} may be in the morning or in the afternoon.", f"Write {hour}am or {hour}pm.")
    if hour > 23 or minute > 59:
        raise WrongCell(f"{said(text)} is no time of the day.", TIME_CURE)
    return time(hour, minute)


def half_day_hour(hour: int, half: str, text: str) -> int:
    """The hour of 24 that an hour of the morning or the afternoon is."""
    if half == "pm" and 13 <= hour <= 23:
        return hour
    if not 1 <= hour <= 12:
        raise WrongCell(f"{said(text)} is no time of the day.", TIME_CURE)
    return hour % 12 + (0 if half == "am" else 12)


def split_times(cell: Cell) -> tuple[Cell, Cell]:
    """The two times that stand in one cell, as in 10am to 12 noon; the second is None where there is one only."""
    if not isinstance(cell, str):
        return cell, None
    first, *rest = RANGE.split(cell.strip(), maxsplit=1)
    if not rest:
        return cell, None
    half = re.search(r"[ap]\.?m\.?$", rest[0].strip(), re.IGNORECASE)
    if half and re.fullmatch(r"\d{1,2}(?:[.:]\d\d)?", first) and is_before(first, rest[0]):
        first += half[0]
    return first, rest[0]


def is_before(first: str, second: str) -> bool:
    """Whether an hour without a half of the day comes before another of the same half: 2-4pm, and not 11-1pm."""
    hours = [int(found[0]) % 12 for each in (first, second) if (found := re.match(r"\d{1,2}", each.strip()))]
    return len(hours) == 2 and hours[0] < hours[1]


def read_often(cell: Cell) -> tuple[str, int]:
    """How often it is: WEEKLY or MONTHLY, and every how many of them. Raises WrongCell."""
    text = " ".join(cell_text(cell).casefold().replace("-", " ").split())
    if matched := EVERY_N.fullmatch(text):
        return "WEEKLY" if matched[2] == "weeks" else "MONTHLY", max(1, int(matched[1]))
    known = next((often for often, words in OFTEN.items() if text in words), None)
    if known is None:
        raise WrongCell(f"{said(cell_text(cell))} is not how often it happens.", OFTEN_CURE)
    return "MONTHLY" if known == MONTHLY else "WEEKLY", 2 if known == FORTNIGHTLY else 1


def write_often(freq: str, interval: int | None) -> str:
    unit = "week" if freq == "WEEKLY" else "month"
    return f"Every {unit}" if (interval or 1) == 1 else f"Every {interval} {unit}s"


def read_date(cell: Cell) -> date:
    """A day of the calendar, the day before the month. Raises WrongCell."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 20_000 <= cell < 80_000:
        # Days since the end of 1899 are how spreadsheets keep dates, here in a cell that lost its format.
        return date(1899, 12, 30) + timedelta(days=int(cell))
    text = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", cell_text(cell))
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - only the day is kept
        except ValueError:
            continue
    raise WrongCell(f"{said(cell_text(cell))} is no date.", "Write it like 31/03/2026.")
