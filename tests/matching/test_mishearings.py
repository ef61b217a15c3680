"""Words of a need that mean something else where they stand."""

import pytest

from directory.cli.bench_files import read_own_vocabulary
from directory.matching.hearing import Hearing
from directory.matching.profile import Profile

HEARING = Hearing(read_own_vocabulary())


def heard(statement):
    return {each.concept.code for each in HEARING.hear(statement)}


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("my mum's phone died", "bereavement"),
        ("my wife left me a sandwich", "relationship-breakdown"),
        ("my husband left me his old bike", "relationship-breakdown"),
        ("a chinese takeaway on a friday", "east-asian-communities"),
        ("I stopped smoking twenty years ago", "smoking"),
        ("I quit smoking in 2004, and now I walk", "smoking"),
        ("quit smoking when I was younger", "smoking"),
    ],
)
def test_what_means_something_else_is_not_heard(statement, code):
    assert code not in heard(statement)
    assert code in HEARING.read(Profile(statement=statement)).misheard


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("my mum's just died", "bereavement"),
        ("my mum's recently died", "bereavement"),
        ("my mum's cat died", "bereavement"),
        ("my wife left me", "relationship-breakdown"),
        ("my wife left me a month ago", "relationship-breakdown"),
        ("my wife left me the day after christmas", "relationship-breakdown"),
        ("my wife left me with the kids", "relationship-breakdown"),
        ("I'm chinese and I miss home", "east-asian-communities"),
        ("I stopped smoking last week", "smoking"),
        ("I stopped going out years ago", "getting-out"),
        ("my husband hits me, since years ago", "domestic-abuse"),
    ],
)
def test_what_only_looks_like_it_is_heard(statement, code):
    assert code in heard(statement)


def test_what_is_said_rightly_elsewhere_is_heard_all_the_same():
    assert "bereavement" in heard("My mum's phone died. My wife died too.")
