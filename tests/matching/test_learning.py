"""What somebody tried moves their own next match a little, with a reason for it."""

from dataclasses import replace

import pytest

from directory.catalogue.timetable.slots import slots_on
from directory.matching.learnt import Learnt, LearntKind
from directory.matching.profile import Profile
from tests.matching.making import make_matcher
from tests.search.making import LEEDS, make_document

NEAR, FAR = (LEEDS[0] + 0.005, LEEDS[1]), (LEEDS[0] + 0.04, LEEDS[1])
MORNING, EVENING = slots_on([1], [0]), slots_on([1], [2])
K = LearntKind


def make(name, *, tags=(), **more):
    return make_document(name, "knitting", *tags, **{"points": (NEAR,), **more})


# What was tried, what is like it in what was wrong with it, what is not, and what is said.
LIKE = [
    pytest.param(
        K.TOO_FAR,
        {"points": (FAR,)},
        {"points": (FAR,)},
        {"points": (NEAR,)},
        "As far as Tried, which was too far for them, or farther.",
        id="too far",
    ),
    pytest.param(
        K.WRONG_TIME,
        {"slots": MORNING},
        {"slots": MORNING},
        {"slots": MORNING | EVENING},
        "Only at the times of Tried, which did not suit them.",
        id="wrong time",
    ),
    pytest.param(
        K.COST,
        {"cheapest_pence": 400},
        {"cheapest_pence": 500},
        {"cheapest_pence": 300},
        "Costs as much as Tried, which was too dear for them, or more.",
        id="cost",
    ),
    pytest.param(
        K.NOT_MY_THING,
        {"tags": ("singing",)},
        {"tags": ("singing",)},
        {},
        "Much like Tried, which was not their thing.",
        id="not my thing",
    ),
    pytest.param(K.PEOPLE, {}, {}, {}, "The group that runs Tried, where they did not feel at home.", id="the people"),
]


def match(kind, tried, *others, asked=None):
    same = frozenset(each.service_id for each in others if each.name == "Like")
    learnt = Learnt(kind, tried.service_id, "Tried", frozenset({"singing"}), same)
    asked = asked or Profile(hobbies=("knitting",), point=LEEDS)
    profile = replace(asked, learnt=(learnt,), tried=frozenset({tried.service_id}))
    found = make_matcher(tried, *others, with_meaning=False).match(profile).suggestions
    return {each.document.name: (each.score, [reason.sentence for reason in each.reasons]) for each in found}


@pytest.mark.parametrize(("kind", "tried", "like", "unlike", "said"), LIKE)
def test_what_has_what_was_wrong_comes_later_and_says_why(kind, tried, like, unlike, said):
    found = match(kind, make("Tried", **tried), make("Like", **like), make("Unlike", **unlike))

    assert list(found) == ["Unlike", "Like"]
    assert said in found["Like"][1]
    assert said not in found["Unlike"][1]


@pytest.mark.parametrize(
    ("kind", "tried", "better", "said"),
    [
        pytest.param(
            K.TOO_FAR,
            {"points": (FAR,)},
            {"points": (NEAR,)},
            "Nearer than Tried, which was too far for them.",
            id="near",
        ),
        pytest.param(
            K.TOO_MANY_PEOPLE,
            {},
            {"tags": ("befriending",)},
            "For one, or for few: at Tried there were too many people for them.",
            id="for one",
        ),
        pytest.param(
            K.TOO_MANY_PEOPLE,
            {},
            {"places": 6},
            "For one, or for few: at Tried there were too many people for them.",
            id="for few",
        ),
    ],
)
def test_what_does_better_comes_first_and_says_why(kind, tried, better, said):
    found = match(kind, make("Tried", **tried), make("Better", **better), make("Other", points=(FAR,), places=40))

    assert next(iter(found)) == "Better"
    assert said in found["Better"][1]
    assert said not in found["Other"][1]


@pytest.mark.parametrize("kind", sorted(LearntKind))
def test_what_is_not_known_is_held_against_nobody(kind):
    silent = make_document("Silent", "knitting", points=())

    found = match(kind, make("Tried", points=(FAR,), cheapest_pence=400, slots=MORNING), silent)

    assert not any("Tried" in sentence for sentence in found["Silent"][1])


@pytest.mark.parametrize("kind", sorted(LearntKind))
def test_what_left_the_directory_teaches_nothing_and_breaks_nothing(kind):
    gone = make("Gone", points=(FAR,))
    learnt = Learnt(kind, gone.service_id, "Gone", frozenset(), frozenset({gone.service_id}))
    profile = Profile(hobbies=("knitting",), point=LEEDS, learnt=(learnt,))

    [found] = make_matcher(make("Left"), with_meaning=False).match(profile).suggestions

    assert kind is LearntKind.TOO_MANY_PEOPLE or not any("Gone" in each.sentence for each in found.reasons)


def test_it_moves_what_suits_about_equally_well_and_brings_nothing_in():
    found = match(K.TOO_FAR, make("Tried", points=(FAR,)), make("Far", points=(FAR,)), make_document("Chess", "chess"))

    assert set(found) == {"Far"}
