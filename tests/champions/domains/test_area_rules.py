"""Whether a listing lies in the area of a domain: by where it happens, else by whom it is for."""

import pytest

from directory.champions.domains.area_rules import DomainArea, Whereabouts, is_outside
from directory.search.areas import Home, ServedArea

LEEDS, BRADFORD, CARDIFF = "E08000035", "E08000032", "W06000015"
ENGLAND, WALES, UNITED_KINGDOM = "E92000001", "W92000004", "K02000001"


def square(south, west, north, east):
    return ([[[west, south], [east, south], [east, north], [west, north], [west, south]]],)


WARD = DomainArea("E05001420", "shape-ward", square(53.7, -1.6, 53.8, -1.5))
COUNCIL, COUNTRY = DomainArea(LEEDS), DomainArea(ENGLAND)
IN_LEEDS, IN_BRADFORD = Home((53.75, -1.55), area=LEEDS), Home((53.79, -1.75), area=BRADFORD)
IN_CARDIFF, ON_A_BORDER = Home((51.48, -3.18), area=CARDIFF), Home((53.8, -1.7), area=ENGLAND)
NOBODY_KNOWS = Home((53.75, -1.55))


def served(key, shape=()):
    return ServedArea("Somewhere", key, shape=shape)


def at(*venues):
    return Whereabouts(venues)


def only_for(*areas):
    return Whereabouts((), areas)


@pytest.mark.parametrize(
    ("area", "where", "outside"),
    [
        pytest.param(COUNCIL, at(IN_LEEDS), False, id="venue in the council"),
        pytest.param(COUNCIL, at(IN_BRADFORD), True, id="venue in the next one"),
        pytest.param(COUNCIL, at(IN_BRADFORD, IN_LEEDS), False, id="one of two venues in it"),
        pytest.param(COUNCIL, at(ON_A_BORDER), False, id="venue that may be in it"),
        pytest.param(COUNCIL, at(IN_CARDIFF), True, id="venue in another country"),
        pytest.param(COUNCIL, at(NOBODY_KNOWS), False, id="venue of which no council is known"),
        pytest.param(COUNTRY, at(IN_LEEDS), False, id="venue in the country"),
        pytest.param(COUNTRY, at(IN_CARDIFF), True, id="venue in the next country"),
        pytest.param(WARD, at(IN_LEEDS), False, id="venue in the drawn area"),
        pytest.param(WARD, at(IN_BRADFORD), True, id="venue beside the drawn area"),
        pytest.param(WARD, at(Home((53.75, -1.4), 15_000)), False, id="rough venue that may be in it"),
        pytest.param(WARD, at(Home((51.5, -0.1), 15_000)), True, id="rough venue far from it"),
        pytest.param(COUNCIL, Whereabouts(), False, id="no venue, for everybody"),
        pytest.param(COUNCIL, only_for(served(LEEDS)), False, id="for people of the council"),
        pytest.param(COUNCIL, only_for(served(BRADFORD)), True, id="for people of the next one"),
        pytest.param(COUNCIL, only_for(served(ENGLAND)), False, id="for people of the country around it"),
        pytest.param(COUNCIL, only_for(served(WALES)), True, id="for people of another country"),
        pytest.param(COUNCIL, only_for(served(None)), False, id="for people of an area known by name only"),
        pytest.param(COUNTRY, only_for(served(LEEDS)), False, id="for people of a council in the country"),
        pytest.param(COUNTRY, only_for(served(UNITED_KINGDOM)), False, id="for people of all countries"),
        pytest.param(WARD, only_for(served(ENGLAND)), False, id="for people of the country around the drawn area"),
        pytest.param(WARD, only_for(served(LEEDS)), False, id="for people of a council it may lie in"),
        pytest.param(WARD, only_for(served(CARDIFF)), True, id="for people of a council it cannot lie in"),
        pytest.param(WARD, only_for(served("shape-ward")), False, id="for people of the very shape"),
        pytest.param(WARD, only_for(served("shape-x", square(53.75, -1.55, 53.9, -1.4))), False, id="of an overlap"),
        pytest.param(WARD, only_for(served("shape-y", square(54, -1.6, 54.1, -1.5))), True, id="of a shape elsewhere"),
        pytest.param(COUNCIL, Whereabouts([IN_BRADFORD], [served(LEEDS)]), False, id="next door, for our people"),
        pytest.param(COUNCIL, Whereabouts([IN_BRADFORD], [served(ENGLAND)]), True, id="next door, for the country"),
        pytest.param(DomainArea("E05009999"), at(IN_CARDIFF), False, id="area that nobody loads any more"),
    ],
)
def test_what_is_known_to_lie_elsewhere_is_outside(area, where, outside):
    assert (area.can_be_told and is_outside(area, where)) is outside
