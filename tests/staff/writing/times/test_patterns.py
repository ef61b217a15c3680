"""How often, as questions and as a rule."""

from datetime import date

import pytest

from directory.catalogue.history.record_changes import blank_row
from directory.staff.writing.times.patterns import UNANSWERED, shown_pattern, typed_pattern, what_is_wrong

TUESDAY = date(2026, 3, 3)


def rule(**columns):
    return {**blank_row("schedule"), **columns}


def answers(**given):
    return {**UNANSWERED, "dtstart": None, "description": None, **given}


TOLD = {
    "every week": (rule(freq="WEEKLY", byday="MO,TH"), answers(often="weeks", days=["MO", "TH"])),
    "every other week": (
        rule(freq="WEEKLY", byday="MO", interval=2, dtstart=TUESDAY),
        answers(often="weeks", days=["MO"], every_weeks="2"),
    ),
    "second Monday": (
        rule(freq="MONTHLY", byday="2MO"),
        answers(often="weeks of the month", month_weeks=["2"], month_days=["MO"]),
    ),
    "first and last of two days": (
        rule(freq="MONTHLY", byday="1MO,1FR,-1MO,-1FR"),
        answers(often="weeks of the month", month_weeks=["1", "-1"], month_days=["MO", "FR"]),
    ),
    "every third month": (
        rule(freq="MONTHLY", byday="3SA", interval=3, dtstart=TUESDAY),
        answers(often="weeks of the month", month_weeks=["3"], month_days=["SA"], every_months="3"),
    ),
    "the 1st and the last": (
        rule(freq="MONTHLY", bymonthday="1,-1"),
        answers(often="dates of the month", month_dates="1, last"),
    ),
    "once": (rule(dtstart=TUESDAY), answers(often="once")),
    "no rule": (rule(description="Most weekends"), answers(often="in words")),
}


@pytest.mark.parametrize(("row", "told"), TOLD.values(), ids=TOLD)
def test_rule_is_shown_by_the_questions(row, told):
    shown = shown_pattern(row)

    assert shown == {name: told[name] for name in UNANSWERED}


@pytest.mark.parametrize(("row", "told"), TOLD.values(), ids=TOLD)
def test_answers_make_the_rule_they_show(row, told):
    made = typed_pattern(told, rule(freq="WEEKLY", byday="SU", byyearday="3"))

    assert {name: row[name] for name in made} == made
    assert made["byyearday"] is None


@pytest.mark.parametrize(("row", "told"), TOLD.values(), ids=TOLD)
def test_answers_that_say_what_stands_there_change_nothing(row, told):
    spelled = {**row, "byday": row["byday"] and row["byday"].replace(",", " , ").lower(), "wkst": "SU"}

    assert typed_pattern(told, spelled) == {}


@pytest.mark.parametrize(
    "row",
    [
        rule(freq="MONTHLY", bymonthday="-2"),
        rule(freq="MONTHLY", byday="FR", bymonthday="13"),
        rule(freq="MONTHLY", byday="1MO,3TU"),
        rule(freq="MONTHLY", byday="FR"),
        rule(freq="MONTHLY"),
        rule(freq="WEEKLY", byday="MO", interval=5),
        rule(freq="WEEKLY", byday="2MO"),
        rule(freq="WEEKLY", byday="MO", byweekno="20"),
        rule(freq="WEEKLY"),
        rule(freq="MONTHLY", byyearday="100"),
    ],
    ids=lambda row: ", ".join(f"{name}={value}" for name, value in row.items() if value and name != "id"),
)
def test_rule_the_questions_cannot_tell_stays(row):
    shown = shown_pattern(row)

    assert shown["often"] == "as it is"
    assert typed_pattern({**answers(), **shown}, row) == {}


@pytest.mark.parametrize(
    ("row", "shown", "made"),
    [
        (rule(freq="WEEKLY", dtstart=TUESDAY), {"often": "weeks", "days": ["TU"]}, {"byday": "TU"}),
        (
            rule(freq="MONTHLY", dtstart=TUESDAY),
            {"often": "dates of the month", "month_dates": "3"},
            {"bymonthday": "3"},
        ),
    ],
    ids=["the weekday", "the day of the month"],
)
def test_what_a_rule_leaves_to_its_first_date_is_said_outright(row, shown, made):
    given = shown_pattern(row)

    assert given.items() >= shown.items()
    assert typed_pattern({**answers(), **given}, row).items() >= made.items()


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"often": "weeks"}, "days"),
        ({"often": "weeks", "days": ["MO"], "every_weeks": "2"}, "dtstart"),
        ({"often": "weeks of the month", "month_days": ["MO"]}, "month_weeks"),
        ({"often": "weeks of the month", "month_weeks": ["2"]}, "month_days"),
        ({"often": "dates of the month", "month_dates": "soon"}, "month_dates"),
        ({"often": "dates of the month", "month_dates": "1", "dates_every_months": "6"}, "dtstart"),
        ({"often": "once"}, "dtstart"),
        ({"often": "in words"}, "description"),
    ],
)
def test_what_an_answer_leaves_open_is_asked(given, wrong):
    assert list(what_is_wrong(answers(**given))) == [wrong]
