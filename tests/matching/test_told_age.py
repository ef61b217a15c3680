"""The age that somebody tells of themselves."""

from dataclasses import replace

import pytest

from directory.matching.limits import LimitName, without
from directory.matching.profile import Profile
from directory.matching.told_age import TOLD_AGE, find_told_age
from directory.search.text import normalise
from tests.matching.making import hear, make_matcher, names
from tests.search.making import make_document


@pytest.mark.parametrize(
    ("statement", "years"),
    [
        ("I'd like to see people my own age, I'm 24 and work from home", 24),
        ("I am 72.", 72),
        ("im 19", 19),
        ("I'm nearly 80", 80),
        ("I'm a 67 year old widower", 67),
        ("as a 50-year-old man", 50),
        ("I've just turned eighty", 80),
        ("I’m seventy-two", 72),
        ("I'm 30 and she's 24", 30),
        ("ah'm 68 and the pit's shut", 68),
        ("I'm 80, I was 24 when we met", 80),
        ("I'm 45 years old", 45),
        ("I'm 70, my wife died and my son is in Leeds", 70),
        ("My mum needs company. I'm 45 and live in Leeds", None),
        ("my elderly dad is very lonely, I'm 50", None),
        ("when I'm 65", None),
        ("some days I feel like I'm 90", None),
        ("I'm 24 weeks pregnant", None),
        ("I'm 16 stone", None),
        ("I'm 120 miles from home", None),
        ("I'm 20 a day", None),
        ("I'm 12 years sober", None),
        ("I'm 10k in debt", None),
        ("I'm 24/7 caring", None),
        ("I'm 50% deaf", None),
        ("I'm 5", None),
        ("my son is 24", None),
        ("I'm 25, or I'm 26", None),
    ],
)
def test_an_age_is_heard_where_it_is_ones_own(statement, years):
    told = find_told_age(normalise(statement))

    assert (told.years if told else None) == years


YOUNG = make_document("Young", "knitting", minimum_age=16.0, maximum_age=25.0)
OLD = make_document("Old", "knitting", minimum_age=60.0)
AGE_UK = make_document("Age", "age age age")
MATCHER = make_matcher(YOUNG, OLD, AGE_UK, *(make_document(f"Other {n}") for n in range(60)), with_meaning=False)
SAID = Profile(statement="Knitting with people my own age, I'm 24")


def test_an_age_that_is_told_is_a_limit_like_one_that_is_given():
    assert names(MATCHER, SAID) == ["Young"]
    assert MATCHER.match(SAID).left_out == {LimitName.AGE: 1}
    assert MATCHER.match(SAID).told_age.words == "i'm 24"
    assert MATCHER.why_left_out(SAID, OLD.service_id).sentence == "It is for ages 60 and over, and the age given is 24."


@pytest.mark.parametrize("done", ["said not to be meant", "done without"])
def test_it_can_be_taken_out(done):
    profile = replace(SAID, not_meant=frozenset({TOLD_AGE})) if done[0] == "s" else without(SAID, LimitName.AGE)

    assert set(names(MATCHER, profile)) == {"Young", "Old"}


def test_the_age_that_is_given_goes_before_the_one_that_is_told():
    profile = replace(SAID, age=70)

    assert names(MATCHER, profile) == ["Old"]
    assert MATCHER.match(profile).told_age is None


def test_danger_is_heard_beside_an_age():
    assert "safety" in hear("I'm 24 and he hits me")
