"""Seeking whole scores that come out as printed, on a small town of people."""

from statistics import stdev

import pytest

from directory.outcomes.study import fitting
from directory.outcomes.study.fitting import Cell, Fit, NotFitted, Wanted, find_people

BOTH = frozenset(("all", "young"))
OTHER = frozenset(("all", "old"))
# Means before 18 and 19, changes 4 and 3; one person is given.
SMALL = Fit(
    lowest=7,
    highest=35,
    better=44,
    worse=10,
    cells=(Cell(BOTH, 30, 540, 120), Cell(OTHER, 29, 551, 87)),
    known=((frozenset(("all",)), 20, 20),),
    wanted={"all": Wanted(5.00, 5.20, 4.40), "young": Wanted(5.10, 5.30, 4.50)},
)


@pytest.fixture(scope="module")
def found():
    return find_people(SMALL, seed=5)


def test_sums_and_directions_are_met_exactly(found):
    young = [each for each in found if "young" in each.groups]

    assert (len(found), len(young)) == (60, 30)
    assert (sum(each.before for each in young), sum(each.after - each.before for each in young)) == (540, 120)
    assert [[each.way for each in found].count(way) for way in (1, -1, 0)] == [44, 10, 6]


def test_standard_deviations_round_to_what_is_wanted(found):
    for name, wanted in SMALL.wanted.items():
        members = [each for each in found if name in each.groups]
        assert round(stdev(each.before for each in members), 2) == wanted.before
        assert round(stdev(each.after for each in members), 2) == wanted.after
        assert round(stdev(each.after - each.before for each in members), 2) == wanted.change


def test_every_score_is_in_its_range(found):
    assert all(7 <= score <= 35 for each in found for score in (each.before, each.after))


def test_the_same_seed_finds_the_same_people(found):
    assert find_people(SMALL, seed=5) == found


def test_what_cannot_be_is_not_found(monkeypatch):
    monkeypatch.setattr(fitting, "STEPS", 500)
    beyond = Fit(7, 35, 44, 10, SMALL.cells, SMALL.known, {"all": Wanted(20.00, 20.00, 0.10)})

    with pytest.raises(NotFitted):
        find_people(beyond, seed=5)
