"""What moves a suggestion a little, whoever's words it fits."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.timetable.slots import slots_on
from directory.matching.profile import FIRST_STEP, RING_FIRST, Noted, Profile, Recommended
from directory.search.documents import TermRef, UsualTime
from tests.matching.making import make_matcher, names
from tests.search.making import LEEDS, make_document

TODAY = date(2026, 11, 25)
MORNING = slots_on([1], [0])
GOOD = {
    "assured_on": TODAY,
    "room": "has room",
    "places": 20,
    "days_ahead": 1,
    "read_on": TODAY,
    "slots": MORNING,
    "points": (LEEDS,),
    "has_access": ("lift",),
}
ASKED = Profile(
    hobbies=("knitting",),
    point=LEEDS,
    slots=MORNING,
    access=frozenset({"lift"}),
    may_be_full=True,
    today=TODAY,
)
NATIONAL = TermRef("Areas", "national", "national", "The whole country")


def make(name, **more):
    return make_document(name, "knitting", **{**GOOD, **more})


def told(document, profile=ASKED):
    matcher = make_matcher(document, with_meaning=False)
    return [each.sentence for each in matcher.match(profile).suggestions[0].reasons]


BEST = make("Best")
WORSE = [
    pytest.param({"times": (UsualTime(1 << 23),)}, "By its usual times it is next on in 23 days.", id="late"),
    pytest.param({"times": ()}, None, id="dates not known"),
    pytest.param({"slots": 0}, "Date not known.", id="times not known"),
    pytest.param(
        {"assured_on": date(2025, 5, 1)}, "Last checked in May 2025: ring before anybody goes.", id="checked long ago"
    ),
    pytest.param({"assured_on": None}, "Nobody has checked this yet: ring before anybody goes.", id="never checked"),
    pytest.param({"room": "waiting list"}, "It has a waiting list.", id="waiting list"),
    pytest.param({"room": "full"}, "It is full: ask whether there is a waiting list.", id="full"),
    pytest.param({"has_access": ()}, "To be asked: lift.", id="access not known"),
    pytest.param(
        {"terms": (NATIONAL,)}, "For the whole country, not only for people near.", id="for the whole country"
    ),
]


@pytest.mark.parametrize(("change", "sentence"), WORSE)
def test_what_is_less_sure_comes_later_and_says_why(change, sentence):
    # Its name comes first in the order of equals or last: neither decides.
    for name in ("Another", "Zither"):
        worse = replace(make(name), **change)
        assert names(make_matcher(BEST, worse, with_meaning=False), ASKED) == ["Best", name]
    if sentence:
        assert sentence in told(worse)
        assert sentence not in told(BEST)


def test_a_group_that_many_were_sent_to_lately_gives_way_to_one_with_more_places():
    small, large = make("Small", places=4), make("Large", places=40)
    matcher = make_matcher(small, large, with_meaning=False)
    profile = replace(ASKED, referred={small.service_id: 3, large.service_id: 3})

    suggestions = matcher.match(profile).suggestions

    assert [each.document.name for each in suggestions] == ["Large", "Small"]
    sentence = "3 people were sent here lately: ask whether there is room."
    assert [sentence in [reason.sentence for reason in each.reasons] for each in suggestions] == [False, True]


def test_one_referral_to_a_group_of_unknown_size_is_told_to_nobody():
    document = make("Quiet", places=None)

    assert not [
        each for each in told(document, replace(ASKED, referred={document.service_id: 1})) if "sent here" in each
    ]


def test_referrals_to_what_is_not_listed_change_nothing():
    stranger = make("Stranger").service_id

    assert told(BEST, replace(ASKED, referred={stranger: 5})) == told(BEST)


def test_what_suits_the_times_says_so():
    assert "At a time that suits: Tuesday morning." in told(BEST)


def test_whoever_gives_no_day_is_told_nothing_of_days():
    old = make("Old", assured_on=None, days_ahead=0)

    kinds = {
        each.kind
        for each in make_matcher(old, with_meaning=False).match(Profile(hobbies=("knitting",))).suggestions[0].reasons
    }
    assert kinds.isdisjoint({"not_soon", "not_checked_lately"})


def recommended(document, code):
    return Recommended(document.service_id, code, "Games", "Company", "They wait at the door")


@pytest.mark.parametrize(
    ("said", "lifted"),
    [
        pytest.param("games", True, id="that very thing"),
        pytest.param("card games", True, id="something narrower"),
        pytest.param("walking", False, id="something else"),
    ],
)
def test_what_a_champion_recommends_for_what_was_heard_comes_first_and_says_why(said, lifted):
    documents = [make_document(name, "games and card games and walking") for name in ("Ace", "Bower")]
    matcher = make_matcher(*documents, with_meaning=False)
    before = matcher.match(Profile(statement=said)).suggestions
    last = before[-1].document

    after = matcher.match(Profile(statement=said, recommended=(recommended(last, "games"),))).suggestions

    sentence = "The champion for Company recommends it for games: They wait at the door."
    assert after[0].document.name == (last.name if lifted else before[0].document.name)
    told_by = [each.document.name for each in after if sentence in [one.sentence for one in each.reasons]]
    assert told_by == ([last.name] if lifted else [])


def test_what_does_not_fit_is_not_brought_in_by_a_champion():
    fitting, other = make_document("Whist", "card games"), make_document("Choir", "singing")
    matcher = make_matcher(fitting, other, with_meaning=False)

    assert names(matcher, Profile(statement="games", recommended=(recommended(other, "games"),))) == ["Whist"]


def test_a_full_group_that_is_recommended_comes_after_one_with_room():
    full, free = make("Ace", room="full"), make("Bower")
    matcher = make_matcher(full, free, with_meaning=False)
    profile = replace(ASKED, needs=("games",), recommended=(recommended(full, "games"),))

    assert names(matcher, profile) == ["Bower", "Ace"]


def test_what_is_recommended_and_not_listed_changes_nothing():
    stranger = make("Stranger")

    assert told(BEST, replace(ASKED, needs=("games",), recommended=(recommended(stranger, "games"),))) == told(
        BEST, replace(ASKED, needs=("games",))
    )


@pytest.mark.parametrize(
    ("said", "lifted"),
    [
        pytest.param("games. I feel anxious", True, id="anxious"),
        pytest.param("games. I never leave the house", True, id="has not been out"),
        pytest.param("games. I want someone to come with me", True, id="wants somebody to go with"),
        pytest.param("games", False, id="goes anywhere"),
    ],
)
def test_what_is_good_for_a_first_step_comes_first_for_whom_going_is_hard_and_says_why(said, lifted):
    documents = [make_document(name, "games") for name in ("Ace", "Bower")]
    matcher = make_matcher(*documents, with_meaning=False)
    before = matcher.match(Profile(statement=said)).suggestions
    last = before[-1].document

    after = matcher.match(Profile(statement=said, notes=(Noted(last.service_id, FIRST_STEP, "It is small"),)))

    sentence = "Good for a first step: It is small."
    assert after.suggestions[0].document.name == (last.name if lifted else before[0].document.name)
    told_by = [each.document.name for each in after.suggestions if sentence in [one.sentence for one in each.reasons]]
    assert told_by == ([last.name] if lifted else [])


def test_what_is_to_be_rung_first_stays_where_it_is_and_says_so():
    documents = [make_document(name, "games") for name in ("Ace", "Bower", "Clubs")]
    matcher = make_matcher(*documents, with_meaning=False)
    before = matcher.match(Profile(statement="games")).suggestions
    first = before[0].document

    after = matcher.match(Profile(statement="games", notes=(Noted(first.service_id, RING_FIRST, is_overdue=True),)))

    assert [(each.document.name, each.score) for each in after.suggestions] == [
        (each.document.name, each.score) for each in before
    ]
    sentence = "Ring before sending. This note is due to be looked at again."
    assert [sentence in [one.sentence for one in each.reasons] for each in after.suggestions] == [True, False, False]


def test_what_does_not_fit_is_not_brought_in_by_a_note():
    fitting, other = make_document("Whist", "card games"), make_document("Choir", "singing")
    matcher = make_matcher(fitting, other, with_meaning=False)
    notes = tuple(Noted(other.service_id, each) for each in (FIRST_STEP, RING_FIRST))

    assert names(matcher, Profile(statement="games. I feel anxious", notes=notes)) == names(
        matcher, Profile(statement="games. I feel anxious")
    )


def test_a_note_of_what_is_not_listed_changes_nothing():
    notes = (Noted(make("Stranger").service_id, RING_FIRST),)

    assert told(BEST, replace(ASKED, notes=notes)) == told(BEST)


STANDINGS = st.fixed_dictionaries(
    {
        "assured_on": st.none() | st.dates(TODAY - timedelta(days=900), TODAY),
        "room": st.sampled_from([None, "has room", "waiting list", "full"]),
        "places": st.none() | st.integers(1, 40),
        "days_ahead": st.integers(0, 2**40),
        "slots": st.sampled_from([0, MORNING]),
        "has_access": st.sampled_from([(), ("lift",)]),
    }
)


# A busy machine may take longer than the usual deadline.
@settings(deadline=None)
@given(st.lists(STANDINGS, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_in_which_listings_come_changes_nothing(standings, chance: random.Random):
    documents = [make(f"Group {number}", **each) for number, each in enumerate(standings)]
    mixed = chance.sample(documents, len(documents))

    first, second = (make_matcher(*each, with_meaning=False).match(ASKED).suggestions for each in (documents, mixed))

    assert [(each.document.name, each.score, each.reasons) for each in first] == [
        (each.document.name, each.score, each.reasons) for each in second
    ]


# A busy machine may take longer than the usual deadline.
@settings(deadline=None)
@given(st.lists(STANDINGS, min_size=2, max_size=5), st.sampled_from(sorted(GOOD.keys() - {"points", "read_on"})))
def test_what_gets_better_never_ranks_lower_for_it(standings, better):
    others = [make(f"Group {number}", **each) for number, each in enumerate(standings[1:])]
    before, after = make("Mine", **standings[0]), make("Mine", **{**standings[0], better: GOOD[better]})
    profile = replace(ASKED, referred={before.service_id: 2})

    places = [names(make_matcher(each, *others, with_meaning=False), profile).index("Mine") for each in (before, after)]

    assert places[1] <= places[0] or (better == "places" and (standings[0]["places"] or 0) > GOOD["places"])


# A busy machine may take longer than the usual deadline.
@settings(deadline=None)
@given(st.lists(STANDINGS, min_size=2, max_size=5))
def test_what_is_recommended_never_ranks_lower_for_it(standings):
    mine, *others = [make(f"Group {number}", **each) for number, each in enumerate(standings)]
    matcher, plain = make_matcher(mine, *others, with_meaning=False), replace(ASKED, hobbies=("games", "knitting"))

    before, after = (
        names(matcher, each).index(mine.name)
        for each in (plain, replace(plain, recommended=(recommended(mine, "games"),)))
    )

    assert after <= before


# A busy machine may take longer than the usual deadline.
@settings(deadline=None)
@given(st.lists(STANDINGS, min_size=2, max_size=5))
def test_what_is_good_for_a_first_step_never_ranks_lower_for_it(standings):
    mine, *others = [make(f"Group {number}", **each) for number, each in enumerate(standings)]
    matcher, plain = make_matcher(mine, *others, with_meaning=False), replace(ASKED, needs=("anxiety",))

    before, after = (
        names(matcher, each).index(mine.name)
        for each in (plain, replace(plain, notes=(Noted(mine.service_id, FIRST_STEP),)))
    )

    assert after <= before
