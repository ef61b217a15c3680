"""Whose services come later for somebody in danger."""

import pytest

from directory.matching.asked import Asked, Heard, Said
from directory.matching.harm_by import comes_later
from directory.matching.profile import Profile
from tests.matching.making import LONELINESS, SAFETY, make_matcher, names
from tests.search.making import make_document


def asked(statement, heard=SAFETY):
    words = tuple(statement.replace(",", "").split())
    return Asked(Said(statement, statement), heard=(Heard(heard, words),))


@pytest.mark.parametrize(
    ("statement", "later"),
    [
        ("my husband hits me", "men"),
        ("my wife hits me", "women"),
        ("my son hits me", None),
        ("my husband and his wife hit me", None),
        ("my husband hits me, i'm a gay man", None),
        ("my wife hits me, as a woman", None),
    ],
)
def test_who_hurts_tells_whose_services_come_later(statement, later):
    assert comes_later(asked(statement)) == later


def test_nothing_is_told_where_there_is_no_danger():
    assert comes_later(asked("i am on my own without my husband", heard=LONELINESS)) is None


REFUGE = make_document("Refuge", "a refuge", "refuge")
FOR_MEN = make_document("Men's refuge", "a refuge refuge refuge, he beats me", "refuge")
TAGGED = make_document("Another refuge", "a refuge refuge, he beats me", "refuge", "men-only")
MATCHER = make_matcher(REFUGE, FOR_MEN, TAGGED, with_meaning=False)


def test_services_for_men_come_after_the_others_for_who_is_hit_by_a_husband():
    profile = Profile(statement="I am scared of my husband")

    assert names(MATCHER, profile)[0] == "Refuge"
    last = MATCHER.match(profile).suggestions[-1]
    assert "It may be for men only or for women only: ask whether that is right for them." in [
        each.sentence for each in last.reasons
    ]


def test_for_who_says_to_be_a_man_they_do_not():
    assert names(MATCHER, Profile(statement="I'm a man and I am scared of my husband"))[0] != "Refuge"
