"""From the facts about access at places to what each service has and lacks."""

import pytest

from directory.catalogue.models.places import Accessibility
from directory.catalogue.models.services import ServiceAtLocation
from directory.search.access_reading import KnownAccess, read_access
from tests.factories.catalogue import make_location, make_service


def make_place(db, *facts, **more):
    location = make_location(db)
    location.accessibility = [Accessibility(**fact) for fact in facts]
    for name, value in more.items():
        setattr(location, name, value)
    return location


def read_of(db, *places):
    service = make_service(db, point=None)
    db.add_all([ServiceAtLocation(service_id=service.id, location=place) for place in places])
    db.flush()
    return read_access(db).get(service.id)


LOOP, NO_LOOP = {"description": "Hearing loop"}, {"description": "No hearing loop"}
NOBODY_KNEW = {"question": "hearing-loop"}
HAS, LACKS, UNKNOWN = KnownAccess(("hearing-loop",)), KnownAccess(lacks=("hearing-loop",)), KnownAccess()


@pytest.mark.parametrize(
    ("places", "known"),
    [
        pytest.param([[LOOP]], HAS, id="yes"),
        pytest.param([[NO_LOOP]], LACKS, id="no"),
        pytest.param([[NOBODY_KNEW]], UNKNOWN, id="nobody knew"),
        pytest.param([[]], None, id="nobody asked"),
        pytest.param([[NO_LOOP], [LOOP]], HAS, id="at one of two places"),
        pytest.param([[NO_LOOP], []], UNKNOWN, id="no at one, not asked at the other"),
        pytest.param([[NO_LOOP], [NO_LOOP]], LACKS, id="no at both"),
        pytest.param([[NO_LOOP, LOOP]], HAS, id="two facts that disagree"),
        pytest.param([[{"description": "Narrowest door 80 cm wide"}, {"description": "Ask Jo"}]], UNKNOWN, id="others"),
    ],
)
def test_a_service_has_what_one_place_has_and_lacks_what_all_lack(db, places, known):
    assert read_of(db, *(make_place(db, *facts) for facts in places)) == known


def test_a_meeting_on_the_web_is_no_place_to_get_into(db):
    hall, online = make_place(db, NO_LOOP), make_place(db, location_type="virtual")

    assert read_of(db, hall, online) == LACKS


def test_what_a_place_has_that_hides_where_it_is_is_not_told(db):
    refuge, hall = make_place(db, LOOP, hides_address=True), make_place(db, NO_LOOP)

    assert read_of(db, refuge) is None
    assert read_of(db, refuge, hall) == UNKNOWN


def test_only_what_is_asked_for_is_read(db):
    asked, other = make_service(db, point=None), make_service(db, point=None)
    for service in (asked, other):
        db.add(ServiceAtLocation(service_id=service.id, location=make_place(db, LOOP)))
    db.flush()

    assert read_access(db, [asked.id]) == {asked.id: HAS}
