"""How a schedule is told in plain words: "Every other Monday, 10:30am to midday, at Beck Lane Hall; until 5 May 2026".

What the words say and the dates that `occurrences` finds follow from the same pattern. A pattern that cannot be told in
few words is not told at all: the dates stand below.
"""

from collections.abc import Sequence
from datetime import date, time

from directory.catalogue.models.schedules import (
    Calendar,
    ExceptionKind,
    Observance,
    Schedule,
    ScheduleException,
)
from directory.catalogue.texts import plain_text
from directory.catalogue.timetable.breaks import MONTH_NAMES, months_in, yearly_breaks
from directory.catalogue.timetable.calendars import LocalCalendar
from directory.catalogue.timetable.moments import Doubt, is_all_day
from directory.catalogue.timetable.occurrences import NOWHERE, stated
from directory.catalogue.timetable.patterns import Pattern, Rule, RuleParts, Weekday, find_rule, read_days
from directory.translation import ENGLISH, current_language, gettext, ngettext, noted, theirs

DAY_NAMES = (
    noted("Monday"),
    noted("Tuesday"),
    noted("Wednesday"),
    noted("Thursday"),
    noted("Friday"),
    noted("Saturday"),
    noted("Sunday"),
)
ORDINALS = {
    1: noted("first"),
    2: noted("second"),
    3: noted("third"),
    4: noted("fourth"),
    5: noted("fifth"),
    -1: noted("last"),
    -2: noted("second to last"),
    -3: noted("third to last"),
    -4: noted("fourth to last"),
    -5: noted("fifth to last"),
}
# As in "some Mondays".
SOME_DAYS = (
    noted("Mondays"),
    noted("Tuesdays"),
    noted("Wednesdays"),
    noted("Thursdays"),
    noted("Fridays"),
    noted("Saturdays"),
    noted("Sundays"),
)
UNTOLD = noted("On certain dates")
NOT_KNOWN = noted("Times vary")
ASK_WHICH = noted("ask which ones")
MOST_EXCEPTIONS = 3
BANK_HOLIDAY_WORDS = {
    Observance.OPEN: noted("bank holidays too"),
    Observance.CLOSED: noted("not on bank holidays"),
    Observance.ASK: noted("ask about bank holidays"),
}
DOUBT_WORDS = {
    Doubt.BANK_HOLIDAY: noted("a bank holiday: ask first"),
    Doubt.SCHOOL_DATES: noted("depends on school terms: ask first"),
}


def schedule_words(schedule: Schedule, today: date, where: str = "", local: LocalCalendar = NOWHERE) -> str:
    """A schedule in a sentence without its full stop: when, where, from or until when, and when not.

    It always says something.
    """
    rule = find_rule(schedule)
    unclear = "" if rule else unclear_words(schedule)
    days = rule_words(schedule, rule) if rule else unclear
    hours = hours_words(schedule.opens_at, schedule.closes_at)
    described = theirs(plain_text(schedule.description or "").strip().rstrip("."))
    when = (days, hours) if days and days != gettext(UNTOLD) else (described,) if described else (days, hours)
    said = list(filter(None, when)) or [gettext(NOT_KNOWN)]
    sentence = ", ".join(filter(None, (*said, where, season_words(schedule))))
    more = (
        *([gettext(ASK_WHICH)] if unclear else []),
        *([described] if unclear and described else []),
        *span_words(schedule, rule, today),
        *observance_words(schedule, today, local),
        *exceptions_words(schedule, today),
    )
    return "; ".join([capital(sentence), *more])


def unclear_words(rule: RuleParts) -> str:
    """The days that a rule names from which no date follows: "Some Mondays", "Tuesday, every 2 weeks"; else nothing."""
    try:
        days = sorted({each.day for each in read_days(rule.byday)})
    except (KeyError, ValueError):
        return ""
    several = rule.interval if rule.freq and rule.interval and rule.interval > 1 else None
    if several is None:
        return gettext("Some %(days)s", days=list_words([gettext(SOME_DAYS[each]) for each in days])) if days else ""
    if rule.freq == "MONTHLY":
        periods = ngettext("every %(num)s month", "every %(num)s months", several)
    else:
        periods = week_words(several)
    if not days:
        return capital(periods)
    return gettext("%(days)s, %(periods)s", days=list_words(list(map(day_name, days))), periods=periods)


def season_words(schedule: Schedule) -> str:
    """ "in term time", "in school holidays", or nothing where it takes no notice of schools."""
    observed = observances_of(schedule)
    seasons = {
        Calendar.SCHOOL_HOLIDAYS: gettext("in term time"),
        Calendar.SCHOOL_TERMS: gettext("in school holidays"),
    }
    found = [words for calendar, words in seasons.items() if observed.get(calendar) == Observance.CLOSED]
    return found[0] if len(found) == 1 else ""


def observance_words(schedule: Schedule, today: date, local: LocalCalendar) -> list[str]:
    """What it does on bank holidays, as far as that is stated, and whether its dates depend on terms nobody knows."""
    observed, said = observances_of(schedule), []
    schools = {observed.get(Calendar.SCHOOL_HOLIDAYS), observed.get(Calendar.SCHOOL_TERMS)}
    if schools & {Observance.CLOSED, Observance.ASK}:
        if not season_words(schedule):
            said.append(gettext("ask about school holidays"))
        elif local.is_in_term(today) is None:
            said.append(gettext("check dates"))
    on_bank_holidays = observed.get(Calendar.BANK_HOLIDAYS) if schedule.freq else None
    return said + ([gettext(BANK_HOLIDAY_WORDS[on_bank_holidays])] if on_bank_holidays else [])


def observances_of(schedule: Schedule) -> dict[Calendar, Observance]:
    return stated((each.calendar, each.observance) for each in schedule.observances)


def exceptions_words(schedule: Schedule, today: date) -> list[str]:
    """The next dates left out or added, and why where that was said; a break of every year by its months."""
    coming = sorted((each for each in schedule.exceptions if each.ends_on >= today), key=lambda each: each.starts_on)
    yearly = yearly_breaks([(each.starts_on, each.ends_on) for each in coming if is_closed_without_reason(each)])
    breaks = [each for each in coming if (each.starts_on, each.ends_on) in yearly and is_closed_without_reason(each)]
    others = [each for each in coming if each not in breaks]
    said = [*map(break_words, breaks), *map(exception_words, others[:MOST_EXCEPTIONS])]
    return list(dict.fromkeys(said)) + ([gettext("ask about other dates")] if len(others) > MOST_EXCEPTIONS else [])


def is_closed_without_reason(exception: ScheduleException) -> bool:
    return exception.kind == ExceptionKind.CLOSED and not exception.reason


def break_words(exception: ScheduleException) -> str:
    """ "not in August", "not in July and August", "not from June to September"."""
    names = [gettext(MONTH_NAMES[month - 1]) for month in months_in(exception.starts_on, exception.ends_on)]
    if len(names) > 2:
        return gettext("not from %(first)s to %(last)s", first=names[0], last=names[-1])
    return gettext("not in %(months)s", months=list_words(names))


def exception_words(exception: ScheduleException) -> str:
    """ "closed from 20 July 2026 to 31 August 2026", "also on 3 May 2026, from 2pm", with the reason in brackets."""
    starts, ends = date_words(exception.starts_on), date_words(exception.ends_on)
    if exception.kind == ExceptionKind.EXTRA:
        also = gettext("also on %(day)s", day=starts)
        said = ", ".join(filter(None, (also, hours_words(exception.opens_at, exception.closes_at))))
    elif starts == ends:
        said = gettext("not on %(day)s", day=starts)
    else:
        said = gettext("closed from %(first)s to %(last)s", first=starts, last=ends)
    reason = plain_text(exception.reason or "").strip().rstrip(".")
    return f"{said} ({theirs(reason)})" if reason else said


def span_words(schedule: Schedule, rule: Rule | None, today: date) -> list[str]:
    """From when and until when, as far as that is still to come."""
    if rule is None or schedule.freq is None:
        return []
    is_an_end = rule.last != schedule.valid_to or rule.last == schedule.until
    if rule.last < max(today, rule.first):
        held = gettext("this was said to hold until %(day)s", day=date_words(rule.last))
        return [gettext("this has ended") if is_an_end else held]
    starts = [gettext("from %(day)s", day=date_words(rule.first))] if rule.first > today else []
    ends = is_an_end and rule.last < date.max
    return starts + ([gettext("until %(day)s", day=date_words(rule.last))] if ends else [])


def rule_words(schedule: Schedule, rule: Rule) -> str:
    """Which days those are."""
    if schedule.freq is None:
        return f"{DAY_NAMES[rule.first.weekday()]} {date_words(rule.first)}"
    return pattern_words(rule.pattern)


def pattern_words(pattern: Pattern) -> str:
    """The days of a pattern: "Every Tuesday", "Second Monday of the month", "The 1st and 15th of the month"."""
    if pattern.week_numbers or pattern.year_days:
        return gettext(UNTOLD)
    if pattern.freq == "WEEKLY":
        return gettext(UNTOLD) if pattern.month_days else weekly_words(pattern)
    return monthly_words(pattern)


def weekly_words(pattern: Pattern) -> str:
    weekdays = [each.day for each in pattern.weekdays]
    if pattern.interval == 1 and is_run(weekdays):
        if len(weekdays) == 7:
            return gettext("Every day")
        return gettext("%(first)s to %(last)s", first=day_name(weekdays[0]), last=day_name(weekdays[-1]))
    names = list_words(list(map(day_name, weekdays)))
    if pattern.interval == 1:
        return gettext("Every %(days)s", days=names)
    if pattern.interval == 2:
        return gettext("Every other %(days)s", days=names)
    return gettext("%(days)s, %(periods)s", days=names, periods=week_words(pattern.interval))


def monthly_words(pattern: Pattern) -> str:
    numbered = [each for each in pattern.weekdays if each.number]
    if any(each.number not in ORDINALS for each in numbered) or (numbered and pattern.month_days):
        return gettext(UNTOLD)
    if pattern.month_days:
        days = list_words([month_day_words(day) for day in in_month_order(pattern.month_days)])
        months = month_words(pattern)
        if not pattern.weekdays:
            return gettext("The %(days)s %(months)s", days=days, months=months)
        named = either_words([day_name(each.day) for each in pattern.weekdays])
        return gettext("The %(days)s %(months)s if that is a %(weekday)s", days=days, months=months, weekday=named)
    if not numbered:
        every = list_words([day_name(each.day) for each in pattern.weekdays])
        if pattern.interval == 1:
            return weekly_words(pattern)
        return gettext("Every %(days)s %(months)s", days=every, months=month_words(pattern))
    days = capital(list_words([weekday_words(each) for each in pattern.weekdays]))
    return gettext("%(days)s %(months)s", days=days, months=month_words(pattern))


def month_words(pattern: Pattern) -> str:
    """In which months: "of the month", "in every other month", "in one month out of 3"."""
    if pattern.interval == 1:
        return gettext("of the month")
    if pattern.interval == 2:
        return gettext("in every other month")
    return gettext("in one month out of %(number)s", number=f"{pattern.interval:,}")


def weekday_words(weekday: Weekday) -> str:
    if not weekday.number:
        return gettext("every %(day)s", day=day_name(weekday.day))
    return gettext("%(which)s %(day)s", which=gettext(ORDINALS[weekday.number]), day=day_name(weekday.day))


def in_month_order(days: Sequence[int]) -> list[int]:
    """Days of a month as they come: those counted from its end last."""
    return sorted(days, key=lambda day: (day < 0, day))


def month_day_words(day: int) -> str:
    """ "1st", "last day", "3rd day from the end"."""
    if day < 0:
        return gettext("last day") if day == -1 else gettext("%(nth)s day from the end", nth=nth(-day))
    return nth(day)


def nth(number: int) -> str:
    """1st, 2nd, 3rd, 4th; in another language just the number with what follows it there."""
    if current_language() != ENGLISH:
        return gettext("%(number)sth", number=number)
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def is_run(weekdays: Sequence[int]) -> bool:
    """Whether three or more days follow one another, as people then say "Monday to Friday"."""
    return len(weekdays) > 2 and list(weekdays) == list(range(weekdays[0], weekdays[0] + len(weekdays)))


def day_name(day: int) -> str:
    """A day of the week, Monday being 0."""
    return gettext(DAY_NAMES[day])


def week_words(number: int) -> str:
    """ "every 3 weeks"."""
    return ngettext("every %(num)s week", "every %(num)s weeks", number)


def list_words(names: Sequence[str]) -> str:
    """Words joined as people say them: "Monday, Tuesday and Friday"."""
    if len(names) < 2:
        return "".join(names)
    return gettext("%(others)s and %(last)s", others=", ".join(names[:-1]), last=names[-1])


def either_words(names: Sequence[str]) -> str:
    """Words of which one will do: "Monday, Tuesday or Friday"."""
    if len(names) < 2:
        return "".join(names)
    return gettext("%(others)s or %(last)s", others=", ".join(names[:-1]), last=names[-1])


def hours_words(opens_at: time | None, closes_at: time | None) -> str:
    """ "10:30am to midday", "10pm to 1am the next day", "from 10:30am", "until 7pm", "all day", or nothing."""
    if is_all_day(opens_at, closes_at):
        return gettext("all day")
    if opens_at is None:
        return gettext("until %(time)s", time=time_words(closes_at)) if closes_at else ""
    if closes_at is None or closes_at == opens_at:
        # From midnight to the same midnight is what feeds write where they know no hours.
        return "" if closes_at == time.min else gettext("from %(time)s", time=time_words(opens_at))
    is_in_the_night = time.min < closes_at < opens_at
    opens, closes = time_words(opens_at), time_words(closes_at)
    if is_in_the_night:
        return gettext("%(opens)s to %(closes)s the next day", opens=opens, closes=closes)
    return gettext("%(opens)s to %(closes)s", opens=opens, closes=closes)


def doubt_words(doubt: Doubt | None) -> str:
    """ "a bank holiday: ask first", or nothing where there is no doubt."""
    return gettext(DOUBT_WORDS[doubt]) if doubt else ""


def time_words(moment: time) -> str:
    """A time as GOV.UK writes it: 10am, 10:30am, midday, midnight."""
    if (moment.hour, moment.minute) in ((0, 0), (12, 0)):
        return gettext("midday") if moment.hour else gettext("midnight")
    hour = moment.hour % 12 or 12
    minutes = f":{moment.minute:02}" if moment.minute else ""
    said = f"{hour}{minutes}"
    return gettext("%(time)sam", time=said) if moment.hour < 12 else gettext("%(time)spm", time=said)


def date_words(day: date) -> str:
    """5 May 2026."""
    return f"{day.day} {gettext(MONTH_NAMES[day.month - 1])} {day.year}"


def capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
