"""What cannot be for a person is left out, with the reason; what is not known is not left out."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.timetable.slots import slots_on
from directory.matching.limits import LIMITS, LimitName, without
from directory.matching.matcher import Matcher
from directory.matching.profile import Profile
from directory.search.areas import ServedArea
from directory.search.facets import Cost
from directory.search.hard_limits import Way
from directory.search.index import add_changes
from tests.matching.making import VOCABULARY, make_matcher, names
from tests.search.making import LEEDS, make_document

TUESDAY_MORNING, FRIDAY_EVENING = slots_on([1], [0]), slots_on([4], [2])
SILENT = make_document("Silent", "knitting")
EVENING = make_document("Evening", "knitting", slots=FRIDAY_EVENING)
DEAR = make_document("Dear", "knitting", cheapest_pence=1_000)
FREE = make_document("Free", "knitting", cheapest_pence=0)
VENUE = make_document("Venue", "knitting", points=(LEEDS,))
ONLINE = make_document("Online", "knitting", reaches_by=("online",))
POLISH = make_document("Polish", "knitting", languages=("en", "pl"))
WELSH = make_document("Welsh", "knitting", languages=("cy",))
WOMEN = make_document("Women", "knitting", "women-only")
MEN = make_document("Men", "knitting", "men-only")
FULL = make_document("Full", "knitting", room="full")
YOUNG = make_document("Young", "knitting", maximum_age=25.0)
STEPS = make_document("Steps", "knitting", lacks_access=("step-free-entrance",))
SCOTS = make_document("Scots", "knitting", areas=(ServedArea("Scotland", "S92000003"),))
ALL = (SILENT, EVENING, DEAR, FREE, VENUE, ONLINE, POLISH, WELSH, WOMEN, MEN, FULL, YOUNG, STEPS, SCOTS)
EVERYTHING = {each.name for each in ALL}
ANYBODY = Profile(hobbies=("knitting",), may_be_full=True)
MATCHER = make_matcher(*ALL, with_meaning=False)


def found(profile):
    return set(names(MATCHER, profile, top=50))


@pytest.mark.parametrize(
    ("limits", "out"),
    [
        pytest.param({}, set(), id="none"),
        pytest.param({"slots": TUESDAY_MORNING}, {"Evening"}, id="times"),
        pytest.param({"slots": TUESDAY_MORNING | FRIDAY_EVENING}, set(), id="some of the times"),
        pytest.param({"most_pence": 500}, {"Dear"}, id="cost"),
        pytest.param({"most_pence": 0}, {"Dear"}, id="free"),
        pytest.param({"ways": Way.ONLINE}, {"Venue"}, id="online"),
        pytest.param({"ways": Way.VENUE}, {"Online"}, id="going there"),
        pytest.param({"ways": Way.VENUE | Way.PHONE | Way.ONLINE}, set(), id="several ways"),
        pytest.param({"language": "pl"}, {"Welsh"}, id="language"),
        pytest.param({"company": "women"}, {"Men"}, id="women"),
        pytest.param({"company": "men"}, {"Women"}, id="men"),
        pytest.param({"company": "mixed"}, {"Men", "Women"}, id="mixed"),
        pytest.param({"may_be_full": False}, {"Full"}, id="room"),
        pytest.param({"age": 70}, {"Young"}, id="age"),
        pytest.param({"access": frozenset({"step-free-entrance", "lift"})}, {"Steps"}, id="access"),
        pytest.param({"point": LEEDS, "area": "E08000035"}, {"Scots"}, id="area"),
        pytest.param({"tried": frozenset({SILENT.service_id})}, {"Silent"}, id="tried"),
        pytest.param({"slots": TUESDAY_MORNING, "most_pence": 0}, {"Evening", "Dear"}, id="two limits"),
    ],
)
def test_a_limit_leaves_out_what_cannot_be(limits, out):
    profile = replace(ANYBODY, **limits)

    assert found(profile) == EVERYTHING - out
    assert sum(MATCHER.match(profile, 50).left_out.values()) == len(out)


@pytest.mark.parametrize(
    ("limits", "document", "sentence"),
    [
        pytest.param({"slots": TUESDAY_MORNING}, EVENING, "It is at other times: Friday evening.", id="times"),
        pytest.param({"most_pence": 500}, DEAR, "It costs £10 or more, and the limit is £5.", id="cost"),
        pytest.param({"most_pence": 0}, DEAR, "It costs £10 or more, and it has to be free.", id="free"),
        pytest.param(
            {"ways": Way.ONLINE},
            VENUE,
            "People take part at a venue, and that is not what was asked for.",
            id="way",
        ),
        pytest.param({"language": "pl"}, WELSH, "It is given in Welsh.", id="language"),
        pytest.param({"company": "women"}, MEN, "It is for men.", id="company"),
        pytest.param({"may_be_full": False}, FULL, "It is full.", id="room"),
        pytest.param({"age": 70}, YOUNG, "It is for ages up to 25, and the age given is 70.", id="age"),
        pytest.param(
            {"tried": frozenset({SILENT.service_id})},
            SILENT,
            "It was tried before, or they said no to it.",
            id="tried",
        ),
    ],
)
def test_what_is_left_out_has_a_reason(limits, document, sentence):
    assert MATCHER.why_left_out(replace(ANYBODY, **limits), document.service_id).sentence == sentence


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        pytest.param({"slots": TUESDAY_MORNING}, "Date not known.", id="times"),
        pytest.param({"most_pence": 0}, "Cost not known.", id="cost"),
        pytest.param({"ways": Way.PHONE}, "Not stated whether people go there, call or meet online.", id="way"),
        pytest.param({"language": "pl"}, "Languages not stated.", id="language"),
        pytest.param({"company": "women"}, "Not stated whether it is for women or men only.", id="company"),
    ],
)
def test_what_is_not_known_is_told_to_be_asked(limits, sentence):
    suggestions = MATCHER.match(replace(ANYBODY, **limits), 50).suggestions

    silent = next(each for each in suggestions if each.document == SILENT)
    assert sentence in [each.sentence for each in silent.reasons]


def test_what_was_asked_for_and_is_there_is_told():
    profile = replace(ANYBODY, language="pl", company="women")
    told = {
        each.document.name: [reason.sentence for reason in each.reasons]
        for each in MATCHER.match(profile, 50).suggestions
    }

    assert "In Polish." in told["Polish"]
    assert "For women." in told["Women"]
    assert "It is full: ask whether there is a waiting list." in told["Full"]


LIMITED = st.builds(
    Profile,
    hobbies=st.just(("knitting",)),
    age=st.none() | st.integers(0, 100),
    slots=st.sampled_from([0, TUESDAY_MORNING, FRIDAY_EVENING]),
    most_pence=st.none() | st.integers(0, 2_000),
    ways=st.sampled_from([Way(0), Way.ONLINE, Way.VENUE]),
    language=st.none() | st.sampled_from(["pl", "cy"]),
    company=st.none() | st.sampled_from(["women", "men", "mixed"]),
    point=st.none() | st.just(LEEDS),
    area=st.just("E08000035"),
    access=st.sampled_from([frozenset(), frozenset({"step-free-entrance"})]),
    may_be_full=st.booleans(),
)


# A busy machine may take longer than the usual deadline.
@settings(deadline=None)
@given(LIMITED, st.sampled_from([each.name for each in LIMITS]))
def test_doing_without_a_limit_never_takes_anything_away(profile, name):
    assert found(profile) <= found(without(profile, name))


# A busy machine may take longer than the usual deadline.
@settings(deadline=None)
@given(LIMITED)
def test_what_one_limit_alone_keeps_out_is_what_is_there_without_it(profile):
    before, left_out = found(profile), MATCHER.match(profile, 50).left_out

    for each in LIMITS:
        assert left_out.get(each.name, 0) == len(found(without(profile, each.name)) - before)


def test_distance_is_a_limit_that_one_can_do_without():
    profile = Profile(hobbies=("knitting",), point=LEEDS, within_m=1_000)

    assert without(profile, LimitName.DISTANCE).within_m is None


def test_limits_hold_for_what_changed_since_too():
    settled = make_matcher(SILENT, with_meaning=False).index.settled
    matcher = Matcher(add_changes(settled, [DEAR, POLISH, WELSH, STEPS], {}), VOCABULARY)
    profile = replace(ANYBODY, most_pence=500, language="pl", access=frozenset({"step-free-entrance"}))

    assert set(names(matcher, profile, top=50)) == {"Silent", "Polish"}


def test_facets_are_counted_within_the_limits():
    choices = MATCHER.count_choices(Profile(most_pence=500))
    facets = choices.facets

    assert choices.total == len(EVERYTHING) - 2
    assert facets.costs[Cost.FREE] == 1
    assert facets.days == (0, 0, 0, 0, 0, 0, 0)


def test_facets_heed_an_age_that_is_told():
    assert MATCHER.count_choices(Profile(statement="I'm 70, knitting", may_be_full=True)).total == len(EVERYTHING) - 1


ROOM_DAYS = (
    pytest.param({"room_said_on": date(2026, 11, 1)}, date(2026, 12, 12), False, id="full, on its last day"),
    pytest.param({"room_said_on": date(2026, 11, 1)}, date(2026, 12, 13), True, id="full, said six weeks ago"),
    pytest.param({"room_until": date(2027, 2, 1)}, date(2027, 2, 1), False, id="full until today"),
    pytest.param({"room_until": date(2027, 2, 1)}, date(2027, 2, 2), True, id="full until yesterday"),
)


@pytest.mark.parametrize(("said", "today", "is_suggested"), ROOM_DAYS)
def test_what_is_full_is_left_out_only_while_that_is_known(said, today, is_suggested):
    matcher = make_matcher(make_document("Full", "knitting", room="full", **said), SILENT, with_meaning=False)

    found = names(matcher, Profile(hobbies=("knitting",), today=today))

    assert ("Full" in found) is is_suggested


PAUSE_DAYS = (
    pytest.param(date(2026, 12, 13), True, id="the day before"),
    pytest.param(date(2026, 12, 14), False, id="the first day"),
    pytest.param(date(2027, 1, 10), False, id="the last day"),
    pytest.param(date(2027, 1, 11), True, id="the day on which it is back"),
)


@pytest.mark.parametrize(("today", "is_suggested"), PAUSE_DAYS)
def test_what_is_closed_for_a_while_is_left_out_with_the_reason(today, is_suggested):
    paused = make_document("Paused", "knitting", closed_from=date(2026, 12, 14), back_on=date(2027, 1, 11))
    matcher = make_matcher(paused, SILENT, with_meaning=False)
    profile = Profile(hobbies=("knitting",), today=today)

    assert ("Paused" in names(matcher, profile)) is is_suggested
    why = matcher.why_left_out(profile, paused.service_id).sentence
    assert ("It is closed for now. It is on again on 11 January 2027." in why) is not is_suggested
