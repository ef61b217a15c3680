"""Who is in the made-up cohort."""

from collections import Counter
from statistics import fmean, stdev

import pytest

from directory.outcomes.study.people import CELLS, ETHNICITIES, everybody


@pytest.fixture(scope="module")
def people():
    return everybody(3)


def test_sexes_and_ages_are_as_counted(people):
    assert Counter((each.sex, each.age_band) for each in people) == CELLS
    assert Counter(each.ethnicity for each in people if each.ethnicity) == ETHNICITIES


def test_ages_have_the_printed_mean_and_spread(people):
    ages = [each.age for each in people if each.age is not None]

    assert (len(ages), min(ages), max(ages)) == (434, 16, 94)
    assert (round(fmean(ages), 1), round(stdev(ages), 2)) == (53.1, 18.02)


def test_an_age_is_of_its_band(people):
    assert all((each.age < 50) == (each.age_band == "young") for each in people if each.age is not None)
