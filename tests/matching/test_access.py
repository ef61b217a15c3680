"""What somebody needs to get in and take part."""

from dataclasses import replace

import pytest

from directory.matching.profile import Profile
from directory.search.access import ACCESS_NEEDS, MET_AT_THE_DOOR, MISSING, NAMED, THERE
from tests.matching.making import make_matcher, names
from tests.search.making import BRADFORD, LEEDS, make_document

NEEDS = ("step-free-entrance", "hearing-loop")
BARE = make_document("Bare", "knitting")
HAS = make_document("Has", "knitting", has_access=NEEDS, points=(LEEDS,))
TWO_PLACES = make_document("Two", "knitting", has_access=("hearing-loop",), points=(LEEDS, BRADFORD))
LACKS = make_document("Lacks", "knitting", has_access=("hearing-loop",), lacks_access=("step-free-entrance", "lift"))
FROM_HOME = make_document(
    "From home", "knitting", lacks_access=("hearing-loop",), reaches_by=("phone",), points=(LEEDS,)
)
BY_PHONE = make_document("By phone", "knitting", reaches_by=("phone",))
MEETS = make_document("Meets", "knitting", MET_AT_THE_DOOR)
MATCHER = make_matcher(BARE, HAS, TWO_PLACES, LACKS, FROM_HOME, BY_PHONE, MEETS, with_meaning=False)
NEEDING = Profile(hobbies=("knitting",), access=frozenset(NEEDS))


def told(profile):
    return {
        each.document.name: [reason.sentence for reason in each.reasons if "access" in reason.kind]
        for each in MATCHER.match(profile).suggestions
    }


def test_what_lacks_what_somebody_needs_is_left_out_with_the_reason():
    assert set(names(MATCHER, NEEDING)) == {"Bare", "Has", "Two", "From home", "By phone", "Meets"}
    assert MATCHER.why_left_out(NEEDING, LACKS.service_id).sentence == "No step-free entrance."


def test_several_things_that_are_missing_are_all_told():
    profile = replace(NEEDING, access=frozenset(("lift", "step-free-entrance")))

    assert MATCHER.why_left_out(profile, LACKS.service_id).sentence == "No step-free entrance. No lift."


def test_who_needs_something_else_is_not_kept_out():
    assert "Lacks" in names(MATCHER, replace(NEEDING, access=frozenset(("hearing-loop",))))


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        ("Bare", ["To be asked: step-free entrance and hearing loop."]),
        ("Has", ["Step-free entrance and hearing loop."]),
        ("Two", ["Hearing loop, at one of its places at least.", "To be asked: step-free entrance."]),
        (
            "From home",
            ["Ask to take part from home. At the place: no hearing loop.", "To be asked: step-free entrance."],
        ),
        ("By phone", []),
    ],
)
def test_what_is_there_what_is_not_and_what_nobody_knows_is_told(name, sentences):
    assert told(NEEDING)[name] == sentences


def test_somebody_to_go_in_with_is_told_or_to_be_asked_and_keeps_nothing_out():
    alone = replace(NEEDING, access=frozenset((MET_AT_THE_DOOR,)))

    assert told(alone)["Meets"] == ["Somebody can meet them at the door."]
    assert told(alone)["Bare"] == ["To be asked: whether somebody can meet them at the door."]
    assert len(told(alone)) == 7


def test_who_needs_nothing_is_told_nothing_about_access():
    assert told(Profile(hobbies=("knitting",))) == {each: [] for each in names(MATCHER, Profile(hobbies=("knitting",)))}


def test_every_need_has_its_words():
    assert all(THERE[each] and NAMED[each] for each in ACCESS_NEEDS)
    assert all(MISSING[each] for each in ACCESS_NEEDS if each != MET_AT_THE_DOOR)
