"""How often something is on: as plain questions have it, and as a rule of the standard."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from directory.catalogue.history.record_rows import Row
from directory.staff.writing.times.month_dates import DATES_WANTED, read_dates, shown_dates
from directory.web.fields.choices import Choice


class Often(StrEnum):
    """The ways in which the questions can tell it."""

    WEEKS = "weeks"
    MONTH_WEEKS = "weeks of the month"
    MONTH_DATES = "dates of the month"
    ONCE = "once"
    IN_WORDS = "in words"
    AS_IT_IS = "as it is"


OFTEN = (
    Choice(Often.WEEKS.value, "On the same days of the week"),
    Choice(Often.MONTH_WEEKS.value, "In certain weeks of the month", "Like the second Monday"),
    Choice(Often.MONTH_DATES.value, "On certain dates of the month", "Like the 15th"),
    Choice(Often.ONCE.value, "On one day only"),
    Choice(Often.IN_WORDS.value, "It varies", "Say when in your own words"),
)
AS_IT_IS = Choice(Often.AS_IT_IS.value, "As it is now", "These questions cannot tell it. It stays.")
DAYS = (
    Choice("MO", "Monday"),
    Choice("TU", "Tuesday"),
    Choice("WE", "Wednesday"),
    Choice("TH", "Thursday"),
    Choice("FR", "Friday"),
    Choice("SA", "Saturday"),
    Choice("SU", "Sunday"),
)
MONTH_WEEKS = (
    Choice("1", "First"),
    Choice("2", "Second"),
    Choice("3", "Third"),
    Choice("4", "Fourth"),
    Choice("-1", "Last"),
)
EVERY_WEEKS = (
    Choice("1", "Every week"),
    Choice("2", "Every other week"),
    Choice("3", "Every 3 weeks"),
    Choice("4", "Every 4 weeks"),
)
EVERY_MONTHS = (
    Choice("1", "Every month"),
    Choice("2", "Every other month"),
    Choice("3", "Every 3 months"),
    Choice("4", "Every 4 months"),
    Choice("6", "Every 6 months"),
    Choice("12", "Once a year"),
)
# The questions, with what is answered where nothing else is.
UNANSWERED: Mapping[str, Any] = {
    "often": "",
    "days": [],
    "every_weeks": "1",
    "month_weeks": [],
    "month_days": [],
    "every_months": "1",
    "month_dates": "",
    "dates_every_months": "1",
}
EVERY = {
    Often.WEEKS.value: "every_weeks",
    Often.MONTH_WEEKS.value: "every_months",
    Often.MONTH_DATES.value: "dates_every_months",
}
# What a rule told in plain questions does without.
NOT_ASKED = ("byweekno", "byyearday")


def shown_pattern(row: Row) -> dict[str, Any]:
    """The columns of a schedule as the questions have them; as it is, where they cannot tell it."""
    dates, every = shown_dates(row["bymonthday"]), str(row["interval"] or 1)
    names = [name.strip().upper().removeprefix("+") for name in (row["byday"] or "").split(",") if name.strip()]
    told = None
    if dates is not None and not any(row[name] for name in NOT_ASKED) and not (names and dates):
        told = told_pattern(row, names, dates)
    if told is None or (told["often"] in EVERY and every not in offered_by(told["often"])):
        return {**UNANSWERED, "often": Often.AS_IT_IS.value}
    return {**UNANSWERED, **told, **({EVERY[told["often"]]: every} if told["often"] in EVERY else {})}


def told_pattern(row: Row, names: Sequence[str], dates: str) -> dict[str, Any] | None:
    """The answers from which a rule follows, apart from how many weeks or months it leaves out; None where none do."""
    if row["freq"] is None:
        return {"often": (Often.ONCE if row["dtstart"] else Often.IN_WORDS).value}
    if row["freq"] == "WEEKLY":
        return None if dates else told_weekdays(names or weekday_of(row["dtstart"]))
    if names:
        return told_month_weeks(names)
    dates = dates or (str(row["dtstart"].day) if row["dtstart"] else "")
    return {"often": Often.MONTH_DATES.value, "month_dates": dates} if dates else None


def told_weekdays(names: Sequence[str]) -> dict[str, Any] | None:
    days = [each.value for each in DAYS if each.value in names]
    return {"often": Often.WEEKS.value, "days": days} if days and len(days) == len(set(names)) else None


def told_month_weeks(names: Sequence[str]) -> dict[str, Any] | None:
    """The second Monday, or the first and third of both Monday and Friday: the same weeks for each day."""
    days = [each.value for each in DAYS if any(name.endswith(each.value) for name in names)]
    weeks = [each.value for each in MONTH_WEEKS if any(name[:-2] == each.value for name in names)]
    if set(names) != {f"{week}{day}" for week in weeks for day in days}:
        return None
    return {"often": Often.MONTH_WEEKS.value, "month_weeks": weeks, "month_days": days}


def weekday_of(day: date | None) -> list[str]:
    """The day of the week of a first date, which a weekly rule without days means."""
    return [DAYS[day.weekday()].value] if day else []


def offered_by(often: str) -> list[str]:
    return [each.value for each in (EVERY_WEEKS if often == Often.WEEKS else EVERY_MONTHS)]


def what_is_wrong(answers: Mapping[str, Any]) -> dict[str, str]:
    """By question, what a pattern still wants."""
    wanted = {
        Often.WEEKS: {"days": "Choose at least one day"},
        Often.MONTH_WEEKS: {"month_weeks": "Choose at least one week", "month_days": "Choose at least one day"},
        Often.MONTH_DATES: {"month_dates": DATES_WANTED},
        Often.ONCE: {"dtstart": "Enter the date"},
        Often.IN_WORDS: {"description": "Say when it is on"},
    }
    wrong = {name: words for name, words in wanted.get(answers["often"], {}).items() if not answers[name]}
    if answers["often"] == Often.MONTH_DATES and read_dates(answers["month_dates"] or "") is None:
        wrong["month_dates"] = DATES_WANTED
    if interval_of(answers) and not answers["dtstart"]:
        wrong["dtstart"] = "Enter a date on which it is on"
    return wrong


def typed_pattern(answers: Mapping[str, Any], kept: Row) -> Row:
    """The columns of a schedule that tell how often; none where the answers say what it says already."""
    asked = {name: answers[name] or usual for name, usual in UNANSWERED.items()}
    if asked["often"] == Often.AS_IT_IS or (is_told_outright(kept) and typed_rule(asked) == told_rule(kept)):
        return {}
    return {**dict.fromkeys(NOT_ASKED), **typed_rule(asked)}


def is_told_outright(row: Row) -> bool:
    """Whether a rule leaves nothing to its first date, which may be changed too."""
    return bool(row["freq"] is None or row["byday"] or row["bymonthday"])


def told_rule(row: Row) -> Row | None:
    """The rule of a schedule as the questions would make it; None where they cannot tell it."""
    shown = shown_pattern(row)
    return None if shown["often"] == Often.AS_IT_IS else typed_rule(shown)


def typed_rule(answers: Mapping[str, Any]) -> Row:
    """The rule that answers tell."""
    rule: Row = {"freq": None, "interval": interval_of(answers), "byday": None, "bymonthday": None}
    if answers["often"] == Often.WEEKS:
        return {**rule, "freq": "WEEKLY", "byday": ",".join(answers["days"])}
    if answers["often"] == Often.MONTH_WEEKS:
        named = (f"{week}{day}" for week in answers["month_weeks"] for day in answers["month_days"])
        return {**rule, "freq": "MONTHLY", "byday": ",".join(named)}
    if answers["often"] == Often.MONTH_DATES:
        dates = read_dates(answers["month_dates"]) or ()
        return {**rule, "freq": "MONTHLY", "bymonthday": ",".join(map(str, dates))}
    return rule


def interval_of(answers: Mapping[str, Any]) -> int | None:
    """Of how many weeks or months it takes one; None where it takes every one."""
    every = answers[EVERY[answers["often"]]] if answers["often"] in EVERY else "1"
    return int(every) if every != "1" and every in offered_by(answers["often"]) else None
