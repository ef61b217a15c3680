"""Whose bank holidays and which school terms hold where."""

from datetime import date

import pytest

from directory.catalogue.timetable.bank_holidays import Nation
from directory.catalogue.timetable.calendars import Calendars, LocalCalendar, read_calendars, read_terms
from directory.errors import WrongSettings

FILE = """
[[area]]
name = "Leeds"
postcodes = ["LS", "WF3"]
term = [
  { starts = 2026-11-02, ends = 2026-12-18 },
  { starts = 2026-09-02, ends = 2026-10-23 },
]

[[area]]
name = "Everywhere else"
[[area.term]]
starts = 2026-09-07
ends = 2026-12-11
"""
ST_ANDREW = date(2026, 11, 30)


@pytest.fixture
def calendars(tmp_path) -> Calendars:
    path = tmp_path / "terms.toml"
    path.write_text(FILE, "utf-8")
    return read_calendars(Nation.ENGLAND, path)


@pytest.mark.parametrize(
    ("postcode", "first"),
    [
        ("LS11 8ND", date(2026, 9, 2)),
        ("wf3 1aa", date(2026, 9, 2)),
        ("WF31 1AA", date(2026, 9, 7)),
        ("L1 1AA", date(2026, 9, 7)),
        (None, date(2026, 9, 7)),
        ("Not stated", date(2026, 9, 7)),
    ],
)
def test_terms_are_those_of_the_area_of_a_postcode(calendars, postcode, first):
    assert calendars.at(postcode).terms[0][0] == first


@pytest.mark.parametrize(
    ("day", "is_in_term"),
    [
        (date(2026, 9, 1), None),
        (date(2026, 9, 2), True),
        (date(2026, 10, 23), True),
        (date(2026, 10, 24), False),
        (date(2026, 11, 2), True),
        (date(2026, 12, 18), True),
        (date(2026, 12, 19), None),
    ],
)
def test_before_and_after_the_terms_that_are_written_down_nothing_is_known(calendars, day, is_in_term):
    assert calendars.at("LS11 8ND").is_in_term(day) is is_in_term


def test_without_terms_nothing_is_known():
    assert LocalCalendar().is_in_term(date(2026, 11, 24)) is None


def test_nation_is_that_of_the_place_or_else_of_the_installation():
    scottish = Calendars(Nation.SCOTLAND)

    assert scottish.at(None).is_bank_holiday(ST_ANDREW)
    assert not scottish.at("LS11 8ND").is_bank_holiday(ST_ANDREW)
    assert Calendars().at("EH1 1AA").is_bank_holiday(ST_ANDREW)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("area = 3", "cannot be used"),
        ("[[area]]\nname = 'A'", "has no 'term'"),
        ("[[area]]\nname = 'A'\nterm = [{ starts = 2026-09-02 }]", "has no 'ends'"),
        ("[[area]]\nname = 'A'\nterm = [{ starts = '2026-09-02', ends = 2026-10-02 }]", "without quotes"),
        ("[[area]]\nname = 'A'\nterm = [{ starts = 2026-09-02, ends = 2026-09-01 }]", "before it starts"),
        (
            "[[area]]\nname = 'A'\nterm = [{ starts = 2026-09-02, ends = 2026-09-09 }, "
            "{ starts = 2026-09-09, ends = 2026-09-10 }]",
            "before the one before it ends",
        ),
        ("[[area", "cannot be used"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_what_is_wrong(tmp_path, text, words):
    path = tmp_path / "terms.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(WrongSettings, match=words):
        read_terms(path)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(WrongSettings, match="cannot be read"):
        read_calendars(Nation.ENGLAND, tmp_path / "none.toml")
