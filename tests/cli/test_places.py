"""Places that came with an address and no position get one."""

import pytest
from geopy import Location as Answer
from geopy import Point
from geopy.exc import GeocoderServiceError

from directory.catalogue.locating import list_unplaced
from directory.catalogue.models.places import Location
from directory.catalogue.queries import catalogue_version
from directory.cli import places
from directory.cli.places import GeocoderAway, locate_all
from tests.factories.catalogue import LEEDS, make_service


class Answering:
    """A geocoder that knows one postcode, and notes what it was asked."""

    def __init__(self, error: Exception | None = None) -> None:
        self.asked: list[str] = []
        self.error = error

    def geocode(self, query: str, **_: object):
        self.asked.append(query)
        if self.error:
            raise self.error
        return Answer(query, Point(*LEEDS), {}) if "LS11 8ND" in query else None


@pytest.fixture
def geocoder(monkeypatch) -> Answering:
    geocoder = Answering()
    monkeypatch.setattr(places, "geocoder_from", lambda name, file: geocoder)
    monkeypatch.setattr(places, "current_postcode_file", lambda: None)
    monkeypatch.setattr(places, "SECONDS_BETWEEN", dict.fromkeys(places.SECONDS_BETWEEN, 0.0))
    return geocoder


@pytest.fixture
def unplaced(db) -> Location:
    service = make_service(db)
    location = service.places[0].location
    location.latitude = location.longitude = None
    db.commit()
    return location


def test_a_place_is_found_by_its_postcode_and_its_service_counts_as_changed(db, settings, geocoder, unplaced):
    before = catalogue_version(db)

    found = locate_all(settings, "offline", list_unplaced(db))

    db.expire_all()
    assert found == 1
    assert geocoder.asked == ["LS11 8ND"]
    assert (unplaced.latitude, unplaced.longitude) == LEEDS
    assert catalogue_version(db) > before
    assert list_unplaced(db) == []


def test_a_service_that_knows_streets_is_asked_for_the_whole_address(db, settings, geocoder, unplaced):
    locate_all(settings, "nominatim", list_unplaced(db))

    assert geocoder.asked == ["1 Beck Lane, Larkenshaw, LS11 8ND"]


def test_a_place_nobody_knows_stays_as_it_is(db, settings, geocoder, unplaced):
    unplaced.addresses[0].postal_code = "ZZ1 1ZZ"
    db.commit()

    assert locate_all(settings, "offline", list_unplaced(db)) == 0
    assert unplaced.latitude is None


def test_a_geocoder_that_is_away_is_told_in_a_sentence(db, settings, geocoder, unplaced):
    geocoder.error = GeocoderServiceError("no route")

    with pytest.raises(GeocoderAway, match="did not answer"):
        locate_all(settings, "postcodes.io", list_unplaced(db))
