"""Looking around: what is found, in what order, and how many there would be with another choice."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.timetable.slots import slots_on
from directory.matching.limits import LimitName, without
from directory.matching.matcher import Matcher
from directory.matching.narrowing import Order
from directory.matching.profile import Profile
from directory.search.documents import UsualTime
from directory.search.facets import Cost
from directory.search.hard_limits import Way
from tests.matching.making import VOCABULARY, make_matcher
from tests.search.making import LEEDS, HashingEmbedder, make_document, make_index

TODAY = date(2026, 5, 4)
MONDAY, TUESDAY = slots_on([0], [0]), slots_on([1], [2])
NEAR, FAR = LEEDS, (LEEDS[0] + 0.1, LEEDS[1])


def on_in(days, **more):
    return {"days_ahead": 1 << days, "read_on": TODAY, **more}


CHOIR = make_document("Choir", "singing", "cards", slots=MONDAY, cheapest_pence=0, points=(FAR,), **on_in(1))
BAND = make_document("Band", "singing", "games", slots=MONDAY | TUESDAY, cheapest_pence=300, points=(NEAR,), **on_in(5))
LINE = make_document("Line", "singing by telephone", "newcomers", cheapest_pence=0, reaches_by=("phone",))
HALL = make_document("Hall", "singing", "lunch-club", points=(NEAR,), has_access=("lift",), languages=("cy",))
FULL = make_document("Full", "singing", room="full")
CHESS = make_document("Chess", "chess", "loneliness", slots=TUESDAY, cheapest_pence=900, points=(NEAR,), **on_in(3))
ALL = (CHOIR, BAND, LINE, HALL, FULL, CHESS)
MATCHER = make_matcher(*ALL, with_meaning=False)
ANYBODY = Profile(today=TODAY)
SINGER = Profile(hobbies=("singing",), today=TODAY)
AT_HOME = replace(ANYBODY, point=LEEDS)


def found(profile, order=Order.FIT, **which):
    return [each.document.name for each in MATCHER.find(profile, order, **which).result.suggestions]


def test_who_asks_for_nothing_finds_all_that_is_open():
    result = MATCHER.find(ANYBODY)

    assert set(found(ANYBODY)) == {"Choir", "Band", "Line", "Hall", "Chess"}
    assert result.choices.total == 5
    assert result.result.left_out == {LimitName.ROOM: 1}


def test_who_asks_for_something_finds_what_speaks_of_it():
    assert set(found(SINGER)) == {"Choir", "Band", "Line", "Hall"}


@pytest.mark.parametrize(
    ("order", "first"),
    [
        pytest.param(Order.SOON, ["Choir", "Chess", "Band"], id="soonest"),
        pytest.param(Order.NEAR, ["Band", "Chess", "Hall"], id="nearest"),
    ],
)
def test_what_is_sooner_or_nearer_comes_first(order, first):
    names = found(replace(AT_HOME), order)

    assert (names[:3] if order is Order.SOON else sorted(names[:3])) == first
    assert names[-1] == "Line"


TEN, ELEVEN, SEVEN = time(10), time(11), time(19)
MORNING = make_document("Morning", slots=MONDAY, days_ahead=1 | 1 << 7, hours=(TEN, ELEVEN), read_on=TODAY)
TWO_DAYS = make_document(
    "Two days",
    slots=TUESDAY | slots_on([3], [0]),
    times=(UsualTime(1 << 1, SEVEN), UsualTime(1 << 17, TEN)),
    read_on=TODAY,
)
THURSDAY = make_document("Thursday", slots=slots_on([3], [0]), days_ahead=1 << 10, hours=(TEN, None), read_on=TODAY)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        pytest.param({}, ["Morning", "Two days", "Thursday"], id="whenever it is"),
        pytest.param({"slots": slots_on([3], [0])}, ["Thursday", "Two days"], id="on the chosen day"),
        pytest.param({"slots": TUESDAY}, ["Two days"], id="at the chosen time"),
        pytest.param({"minutes_over": 10 * 60 + 59}, ["Morning", "Two days", "Thursday"], id="still on"),
        pytest.param({"minutes_over": 11 * 60}, ["Two days", "Morning", "Thursday"], id="over for today"),
        pytest.param({"slots": slots_on([0, 1], [0, 2]), "minutes_over": 660}, ["Two days", "Morning"], id="both"),
    ],
)
def test_the_soonest_is_what_somebody_can_go_to_first(asked, names):
    matcher = make_matcher(MORNING, TWO_DAYS, THURSDAY, with_meaning=False)

    found = matcher.find(Profile(today=TODAY, **asked), Order.SOON).result.suggestions

    assert [each.document.name for each in found] == names


def test_what_says_that_it_fits_comes_before_what_does_not_say():
    profile = replace(ANYBODY, slots=TUESDAY)

    assert set(found(profile)[:2]) == {"Band", "Chess"}
    assert set(found(profile)[2:]) == {"Line", "Hall"}
    assert MATCHER.find(profile).choices.silent == 2


def test_a_page_is_a_part_of_all():
    assert found(SINGER, first=2, most=1) == found(SINGER)[2:3]
    assert found(SINGER, first=10) == []


def test_choices_are_counted_within_what_was_asked():
    choices = MATCHER.count_choices(SINGER)

    assert choices.facets.days[:2] == (2, 1)
    assert choices.facets.costs[Cost.FREE] == 2
    assert choices.facets.ways[Way.PHONE] == 1
    assert choices.facets.languages == {"cy": 1}
    assert choices.kinds == {"games": 2, "lunch-club": 1}
    assert choices.people == {"newcomers": 1}
    assert MATCHER.count_choices(ANYBODY).helps == {"loneliness": 1}


def test_what_needs_no_place_counts_as_one_that_can_be_got_into():
    assert MATCHER.count_choices(SINGER).facets.access == {"lift": 2}
    assert found(replace(SINGER, access=frozenset({"lift"})))[:2] in (["Hall", "Line"], ["Line", "Hall"])


def test_answers_to_one_question_stand_in_each_others_place():
    choices = MATCHER.count_choices(replace(SINGER, most_pence=0, slots=slots_on([0], [0, 1, 2])))

    assert choices.facets.costs == {Cost.FREE: 1, Cost.LITTLE: 1, Cost.MORE: 0, Cost.NOT_KNOWN: 0}
    assert choices.facets.days == (1, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        pytest.param({"kinds": frozenset({"games"})}, {"Choir", "Band"}, id="a kind and what is narrower"),
        pytest.param({"kinds": frozenset({"cards", "lunch-club"})}, {"Choir", "Hall"}, id="either of two kinds"),
        pytest.param({"helps": frozenset({"loneliness"})}, {"Chess"}, id="a need"),
        pytest.param({"people": frozenset({"newcomers"})}, {"Line"}, id="people"),
        pytest.param({"kinds": frozenset({"no-such-kind"})}, set(), id="nothing known"),
    ],
)
def test_who_chose_a_kind_is_shown_no_other(chosen, names):
    assert set(found(replace(ANYBODY, **chosen))) == names


CHOSEN = st.fixed_dictionaries(
    {
        "slots": st.sampled_from([0, slots_on([0], [0, 1, 2]), slots_on(range(7), [2]), MONDAY]),
        "most_pence": st.sampled_from([None, 0, 500]),
        "ways": st.sampled_from([Way(0), Way.VENUE, Way.PHONE]),
        "language": st.sampled_from([None, "cy"]),
        "access": st.sampled_from([frozenset(), frozenset({"lift"})]),
        "kinds": st.sampled_from([frozenset(), frozenset({"games"})]),
    }
)


@given(st.sampled_from([ANYBODY, SINGER, AT_HOME]), CHOSEN)
@settings(max_examples=60, deadline=None)
def test_what_is_counted_for_a_choice_is_what_it_then_shows(profile, chosen):
    profile = replace(profile, **chosen)
    facets = MATCHER.count_choices(profile).facets

    def stating(**choice):
        choices = MATCHER.count_choices(replace(profile, **choice))
        return choices.total - choices.silent

    assert facets.costs[Cost.FREE] == stating(most_pence=0)
    assert facets.ways[Way.PHONE] == stating(ways=Way.PHONE)
    assert facets.access.get("lift", 0) in (0, stating(access=frozenset({"lift"})))
    assert facets.languages.get("cy", 0) == stating(language="cy")
    assert MATCHER.count_choices(profile).kinds.get("games", 0) == stating(kinds=frozenset({"games"}))


@given(CHOSEN)
@settings(max_examples=30, deadline=None)
def test_doing_without_a_limit_adds_what_is_told(chosen):
    profile = replace(SINGER, **chosen)
    before = MATCHER.find(profile)

    for name, count in before.result.left_out.items():
        assert MATCHER.find(without(profile, name)).choices.total == before.choices.total + count


def test_counts_of_several_profiles_are_what_each_finds():
    profiles = [SINGER, replace(SINGER, most_pence=0), ANYBODY, Profile(hobbies=("chess",), today=TODAY)]

    counts = list(MATCHER.count_each(profiles))

    assert counts == [MATCHER.find(each).choices.total for each in profiles]


def test_words_are_put_to_the_model_once_in_a_request_and_never_kept_for_the_next():
    embedder = HashingEmbedder()
    matcher = Matcher(make_index(*ALL, embedder=embedder), VOCABULARY, embedder)
    matcher.prepare()
    asked = Profile(statement="My singing friends moved away")
    embedder.read.clear()

    for _ in range(2):
        of_request = matcher.for_one_request()
        answers = [of_request.find(each).result.suggestions for each in (asked, replace(asked, most_pence=0))]
        assert answers == [matcher.find(each).result.suggestions for each in (asked, replace(asked, most_pence=0))]

    # Twice for the two requests, and each time twice where nothing is remembered.
    assert {embedder.read.count(text) for text in embedder.read} == {6}
