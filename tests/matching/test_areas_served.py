"""Whom a service is for by where they live."""

from dataclasses import replace

import pytest

from directory.matching.limits import LimitName, without
from directory.matching.profile import Profile
from directory.search.areas import ServedArea
from tests.matching.making import make_matcher, names
from tests.search.making import BRADFORD, LEEDS, make_document

IN_LEEDS, IN_BRADFORD = ServedArea("Leeds", "E08000035"), ServedArea("Bradford", "E08000032")
HERE = make_document("Here", "knitting", areas=(IN_LEEDS,))
BY_PHONE = make_document("By phone", "knitting", areas=(IN_LEEDS,), points=(BRADFORD,), reaches_by=("phone",))
NEXT_TOWN = make_document("Next town", "knitting", areas=(IN_BRADFORD,))
BOTH = make_document("Both", "knitting", areas=(IN_BRADFORD, IN_LEEDS))
AWAY = make_document("Away", "knitting", areas=(IN_LEEDS,), points=(BRADFORD,))
UNCLEAR = make_document("Unclear", "knitting", areas=(IN_BRADFORD, ServedArea("Round here")))
ANYWHERE = make_document("Anywhere", "knitting")
MATCHER = make_matcher(HERE, BY_PHONE, NEXT_TOWN, BOTH, AWAY, UNCLEAR, ANYWHERE, with_meaning=False)
IN_TOWN = Profile(hobbies=("knitting",), point=LEEDS, area="E08000035", within_m=3_000)


def told(profile, name):
    suggestions = MATCHER.match(profile).suggestions
    return [reason.sentence for each in suggestions if each.document.name == name for reason in each.reasons]


def test_what_is_for_people_elsewhere_is_left_out_with_the_reason():
    assert "Next town" not in names(MATCHER, IN_TOWN)
    assert MATCHER.match(IN_TOWN).left_out == {LimitName.AREA: 1}
    why = MATCHER.why_left_out(IN_TOWN, NEXT_TOWN.service_id)
    assert why.sentence == "It is for people who live in Bradford."


def test_it_can_be_asked_for_all_the_same():
    assert "Next town" in names(MATCHER, without(IN_TOWN, LimitName.AREA))


@pytest.mark.parametrize("area", ["", "E92000001"], ids=["nothing known", "country known"])
def test_nothing_is_left_out_for_who_lives_in_no_council_that_is_known(area):
    profile = replace(IN_TOWN, area=area)

    assert {"Next town", "Here"} <= set(names(MATCHER, profile))
    assert "Ask whether they serve where the person lives." in told(profile, "Next town")


def test_without_a_home_no_area_matters():
    assert "Next town" in names(MATCHER, Profile(hobbies=("knitting",)))


def test_what_names_an_area_nobody_knows_is_to_be_asked():
    assert "Ask whether they serve where the person lives." in told(IN_TOWN, "Unclear")


def test_what_comes_to_people_of_the_area_is_within_reach_wherever_it_is():
    found = names(MATCHER, IN_TOWN)

    assert "By phone" in found
    assert "Away" not in found
    assert "For people who live in Leeds." in told(IN_TOWN, "By phone")


def test_what_serves_the_area_comes_before_what_may_be_anywhere():
    found = names(MATCHER, IN_TOWN)

    assert found.index("Here") < found.index("Anywhere")
    assert "For people who live in Bradford and Leeds." in told(IN_TOWN, "Both")
    assert "Place not known." not in told(IN_TOWN, "Here")


def test_of_many_areas_a_few_are_told():
    areas = tuple(ServedArea(name, "E08000035") for name in ("Armley", "Beeston", "Chapeltown", "Deepdale"))
    matcher = make_matcher(make_document("Many", "knitting", areas=areas), with_meaning=False)

    (suggestion,) = matcher.match(IN_TOWN).suggestions

    sentences = [each.sentence for each in suggestion.reasons]
    assert "For people who live in Armley, Beeston, Chapeltown and other areas." in sentences
