"""The hazard log agrees with itself: every hazard is whole, rated by the table it gives, and counted at the top."""

import re
from pathlib import Path

import pytest

LOG = (Path(__file__).parents[2] / "docs/safety/hazard-log.md").read_text("utf-8")
HAZARDS = dict(re.findall(r"^## (H\d\d)\n(.*?)(?=^## |\Z)", LOG, re.MULTILINE | re.DOTALL))
PARTS = ("Causes", "Effect", "Before", "Controls", "After", "For the organisation", "Open")
SEVERITIES = ("minor", "significant", "considerable", "major", "catastrophic")
RATED = re.compile(r"^- \*\*(Before|After)\*\*: ([a-z ]+), ([a-z]+): (\d)$", re.MULTILINE)


def matrix() -> dict[tuple[str, str], int]:
    """The rating of each likelihood and severity, by the table of the log."""
    rows = re.findall(r"^\| (very high|high|medium|low|very low) \| (.+) \|$", LOG, re.MULTILINE)
    return {
        (likelihood, severity): int(rating)
        for likelihood, ratings in rows
        for severity, rating in zip(SEVERITIES, ratings.split(" | "), strict=True)
    }


def test_hazards_are_numbered_without_a_gap():
    assert list(HAZARDS) == [f"H{number:02}" for number in range(1, len(HAZARDS) + 1)]


@pytest.mark.parametrize("number", HAZARDS)
def test_a_hazard_has_all_its_parts_and_a_control_that_a_test_shows(number):
    assert tuple(re.findall(r"^- \*\*([\w ]+)\*\*:", HAZARDS[number], re.MULTILINE)) == PARTS
    assert "`tests/" in HAZARDS[number]


@pytest.mark.parametrize("number", HAZARDS)
def test_risks_are_rated_by_the_table_and_controls_make_none_worse(number):
    told = {
        when: (likelihood, severity, int(rating))
        for when, likelihood, severity, rating in RATED.findall(HAZARDS[number])
    }

    assert {when: matrix()[rating[:2]] for when, rating in told.items()} == {
        when: each[2] for when, each in told.items()
    }
    assert told["After"][2] <= told["Before"][2]
    assert told["After"][2] < 5


def test_the_table_at_the_top_tells_what_stands_below():
    top = re.findall(r"^\| \[(H\d\d)\]\(#h\d\d\) \| (.+) \| (\d) \| (\d) \|$", LOG, re.MULTILINE)

    below = [
        (number, re.search(r"\*\*(.+?)\.\*\*", text)[1], *(rating for *_, rating in RATED.findall(text)))
        for number, text in HAZARDS.items()
    ]
    assert top == below
