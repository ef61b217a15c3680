"""Dates that have passed, in schedules and in words."""

from datetime import date

import pytest

from directory.champions.findings.models import Found
from directory.champions.findings.past_dates import Times, said_to_come, schedules_over
from directory.champions.findings.sightings import Place
from directory.db import new_id

TODAY = date(2026, 3, 10)
TIMES = Place("service", new_id(), "times", "")


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("New group from September 2024.", "from September 2024", Found.SAID_TO_COME),
        ("Starting on Monday 12th May 2025 at ten", "Starting on Monday 12th May 2025", Found.SAID_TO_COME),
        ("<p>Reopens in <strong>Jan 2025</strong></p>", "Reopens in Jan 2025", Found.SAID_TO_COME),
        ("Closed until 3 February 2026", "Closed until 3 February 2026", Found.UNTIL_PAST),
        ("Free until the end of March 2025", None, None),
        ("Funded until March 2025", "until March 2025", Found.UNTIL_PAST),
    ],
)
def test_what_is_said_to_come_and_has_passed_is_found(text, phrase, found):
    sightings = list(said_to_come(Place("service", new_id(), "description", text), TODAY))

    assert [(each.place.about.casefold(), each.found) for each in sightings] == (
        [(phrase.casefold(), found)] if phrase else []
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Running from September 2024", id="the past told as past"),
        pytest.param("We have met since May 2023", id="since"),
        pytest.param("From April 2026 in the new hall", id="to come"),
        pytest.param("From February 2026 in the new hall", id="only just passed"),
        pytest.param("Founded in May 2024", id="founded"),
        pytest.param("From September 2012 on Tuesdays", id="long ago"),
        pytest.param("From 31 February 2025", id="no day of any calendar"),
        pytest.param("Covid 19 in May 2024 was hard", id="nothing begins or ends"),
    ],
)
def test_other_dates_are_left_alone(text):
    assert list(said_to_come(Place("service", new_id(), "description", text), TODAY)) == []


def test_a_service_is_over_when_all_its_schedules_are():
    over = [Times(date(2025, 7, 1), is_single=False), Times(date(2025, 12, 20), is_single=False)]

    (found,) = schedules_over({TIMES: over}, TODAY)

    assert (found.found, found.place.about) == (Found.ALL_OVER, "2025-12-20")


@pytest.mark.parametrize(
    "times",
    [
        pytest.param([], id="no schedule"),
        pytest.param([Times(date(2025, 7, 1), is_single=False), Times(None, is_single=False)], id="one goes on"),
        pytest.param([Times(TODAY, is_single=True)], id="today"),
    ],
)
def test_a_service_that_goes_on_is_left_alone(times):
    assert list(schedules_over({TIMES: times}, TODAY)) == []


def test_an_event_that_was_is_told_from_a_course_that_ended():
    (found,) = schedules_over({TIMES: [Times(date(2025, 7, 1), is_single=True)]}, TODAY)

    assert found.found is Found.IT_WAS
