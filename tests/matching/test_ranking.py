"""The order of suggestions: what suits comes first, and what cannot be is not there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.matching.profile import Profile
from tests.matching.making import make_matcher, names
from tests.search.making import BRADFORD, LEEDS, make_document

GARDEN = make_document("Allotment group", "gardening together", points=(LEEDS,))
KNITTING = make_document("Knit and natter", "knitting for company", points=(LEEDS,))
CHURCH = make_document("St Mary's", "knitting in church", points=(LEEDS,))
FAR = make_document("Growing in Bradford", "gardening together", points=(BRADFORD,))
NOWHERE = make_document("Growing somewhere", "gardening together")
CLOSED = make_document("Old garden", "gardening together", status="inactive")
YOUNG = make_document("Young gardeners", "gardening", maximum_age=25.0, points=(LEEDS,))
ALL = (GARDEN, KNITTING, CHURCH, FAR, NOWHERE, CLOSED, YOUNG)

both_ways = pytest.mark.parametrize("with_meaning", [pytest.param(True, id="meaning"), pytest.param(False, id="words")])


@both_ways
@pytest.mark.parametrize(
    ("profile", "first"),
    [
        pytest.param(Profile("I miss my gardening"), "Allotment group", id="statement"),
        pytest.param(Profile(hobbies=("knitting",)), "Knit and natter", id="hobby"),
        pytest.param(Profile("knitting, but no churches"), "Knit and natter", id="refusal"),
        pytest.param(Profile("I used to knit", hobbies=("gardening",), age=20), "Young gardeners", id="both"),
    ],
)
def test_what_suits_best_comes_first(profile, first, with_meaning):
    matcher = make_matcher(GARDEN, KNITTING, CHURCH, YOUNG, with_meaning=with_meaning)

    assert first in names(matcher, profile)[:2]


@both_ways
@pytest.mark.parametrize(
    ("profile", "out"),
    [
        pytest.param(Profile("gardening"), {"Old garden"}, id="closed"),
        pytest.param(Profile("gardening", age=70), {"Old garden", "Young gardeners"}, id="age"),
        pytest.param(
            Profile("gardening", point=LEEDS, within_m=5_000), {"Old garden", "Growing in Bradford"}, id="too far"
        ),
    ],
)
def test_what_cannot_be_is_never_suggested(profile, out, with_meaning):
    suggested = set(names(make_matcher(*ALL, with_meaning=with_meaning), profile))

    assert not suggested & out
    assert "Growing somewhere" in suggested


@both_ways
def test_nearer_of_two_alike_comes_first(with_meaning):
    matcher = make_matcher(FAR, NOWHERE, GARDEN, with_meaning=with_meaning)

    ordered = names(matcher, Profile(hobbies=("gardening together",), point=BRADFORD))

    assert ordered[0] == "Growing in Bradford"


def test_service_tagged_with_what_was_refused_comes_after_one_that_is_not():
    tagged = make_document("Aces and kings", "company for lonely people", "cards")
    other = make_document("Zither evening", "company for lonely people", "walking")

    suggestions = make_matcher(tagged, other).match(Profile("lonely, but no card games")).suggestions

    assert [each.document.name for each in suggestions] == ["Zither evening", "Aces and kings"]
    assert "Not wanted, but they mention cards." in [each.sentence for each in suggestions[1].reasons]


def test_service_about_what_was_refused_comes_after_one_that_is_not():
    ordered = names(make_matcher(CHURCH, KNITTING), Profile("knitting, no churches"))

    assert ordered.index("Knit and natter") < ordered.index("St Mary's")


@both_ways
def test_need_that_was_heard_brings_what_helps(with_meaning):
    tagged, twin = make_document("Rose Room", "tea", "grief-cafe"), make_document("Rose House", "tea", "tea")

    ordered = names(make_matcher(*ALL, tagged, twin, with_meaning=with_meaning), Profile("my wife died"))

    assert "Rose House" not in ordered or ordered.index("Rose Room") < ordered.index("Rose House")


@settings(deadline=None, max_examples=25)
@given(st.permutations(ALL), st.booleans())
def test_order_of_documents_does_not_matter(documents, with_meaning):
    profile = Profile("gardening and knitting", point=LEEDS)

    found = make_matcher(*documents, with_meaning=with_meaning).match(profile)

    assert found == make_matcher(*ALL, with_meaning=with_meaning).match(profile)


def test_same_question_gets_the_same_answer():
    matcher = make_matcher(*ALL)

    assert matcher.match(Profile("gardening")) == matcher.match(Profile("gardening"))


@both_ways
def test_scores_lie_between_nothing_and_one_and_never_rise(with_meaning):
    found = make_matcher(*ALL, with_meaning=with_meaning).match(Profile("gardening, knitting", point=LEEDS))

    scores = [each.score for each in found.suggestions]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_what_may_be_anywhere_comes_after_what_is_near_where_a_limit_is_given():
    visit = make_document("Gardener who visits", "gardening together", reaches_by=("home visit",))
    matcher = make_matcher(NOWHERE, visit, GARDEN)

    suggested = names(matcher, Profile("gardening together", point=LEEDS, within_m=5_000))

    assert suggested[-1] == "Growing somewhere"
    assert set(suggested) == {"Allotment group", "Gardener who visits", "Growing somewhere"}


def test_what_is_for_a_community_comes_after_what_is_for_anybody_unless_it_was_spoken_of():
    anybody = make_document("Walkers", "walking together")
    newcomers = make_document("Walking newcomers", "walking and walking together", "newcomers")
    matcher = make_matcher(anybody, newcomers)

    unspoken = matcher.match(Profile("I like walking"))
    spoken = matcher.match(Profile("I am new to this country and like walking"))

    assert [each.document.name for each in unspoken.suggestions] == ["Walkers", "Walking newcomers"]
    assert spoken.suggestions[0].document.name == "Walking newcomers"
    told = [reason.sentence for reason in unspoken.suggestions[1].reasons]
    assert "For newcomers: ask whether that is right for them." in told
    assert "For newcomers: ask whether that is right for them." not in [
        reason.sentence for reason in spoken.suggestions[0].reasons
    ]


@both_ways
@pytest.mark.parametrize("said", ["asdf qwer", "the the", "?!"])
def test_nothing_is_suggested_for_what_means_nothing(said, with_meaning):
    assert names(make_matcher(*ALL, with_meaning=with_meaning), Profile(said)) == []


def test_each_need_and_hobby_heard_is_served_among_the_first():
    lunches = [make_document(f"Lunch club {number}", "lunch for lonely people", "lunch-club") for number in range(12)]
    walks = make_document("Legs out", "", "walking")

    ordered = names(make_matcher(*lunches, walks), Profile("I am lonely, so lonely, on my own, and I like walking"))

    assert "Legs out" in ordered[:8]


def test_scores_never_rise_where_places_were_given_for_variety():
    lunches = [make_document(f"Lunch club {number}", "lunch for lonely people", "lunch-club") for number in range(12)]
    matcher = make_matcher(*lunches, make_document("Legs out", "", "walking"))

    scores = [each.score for each in matcher.match(Profile("I am lonely and like walking")).suggestions]

    assert scores == sorted(scores, reverse=True)


def test_what_serves_an_urgent_need_comes_before_what_shares_a_word():
    cafe, helpers = (
        make_document("Cafe", "a cafe with cake"),
        make_document("Talking", "somebody to talk to", "talking"),
    )

    ordered = names(make_matcher(cafe, helpers), Profile("don't want to be here anymore, sat in a cafe with cake"))

    assert ordered[0] == "Talking"


def test_help_with_another_danger_does_not_come_first():
    line = make_document("Talk at home", "somebody to talk to", "talking", "safety")
    talk = make_document("Talk to us", "somebody to talk to", "talking")

    ordered = names(make_matcher(line, talk), Profile("I don't want to be here anymore"))

    assert ordered[0] == "Talk to us"


def test_what_is_for_a_danger_that_may_be_meant_comes_first_and_says_so():
    choir = make_document("Choir", "scared of singing")
    refuge = make_document("Quiet rooms", "beds", "safety")
    matcher = make_matcher(choir, refuge)

    found = matcher.match(Profile("of my husband so scared"))

    assert found.suggestions[0].document.name == "Quiet rooms"
    assert found.suggestions[0].reasons[0].sentence.startswith("This may be about")
