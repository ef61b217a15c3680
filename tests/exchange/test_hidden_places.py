"""Places that hide where they are go on doing so, whatever their source says of them next."""

import uuid

import pytest
from sqlalchemy import func, select

from directory.catalogue.models.places import Location
from directory.catalogue.models.services import Service, ServiceAtLocation
from tests.exchange.taking import TUESDAY, feed, only, take
from tests.factories.feeds import (
    feed_id,
    feed_place,
    feed_service,
)

__all__ = ["feed"]


def test_a_place_that_hides_where_it_is_goes_on_doing_so(database, db, feed):
    take(feed(feed_service(service_at_locations=[feed_place()])))
    place = db.scalars(select(Location)).one()
    place.hides_address = True
    db.commit()

    take(feed(feed_service(service_at_locations=[feed_place(name="Another name")])), at=TUESDAY)

    db.expire_all()
    place = db.scalars(select(Location)).one()
    assert (place.name, place.hides_address) == ("Another name", True)


@pytest.mark.parametrize("key", ["own", None], ids=["with another id", "without an id"])
def test_a_place_spelled_anew_goes_on_hiding_where_it_is(database, db, feed, key):
    take(feed(feed_service(1, service_at_locations=[nameless_place("1 Beck Rd", key)])))
    old = db.scalars(select(Location)).one()
    old.hides_address = True
    old_id = old.id
    db.commit()

    take(feed(feed_service(1, service_at_locations=[nameless_place("1 Beck Road", key and "other")])), at=TUESDAY)

    db.expire_all()
    [place] = db.scalars(select(ServiceAtLocation)).all()
    assert place.location_id != old_id
    assert db.get_one(Location, place.location_id).hides_address


def test_a_place_of_a_service_that_hid_nothing_is_open(database, db, feed):
    take(feed(feed_service(1, service_at_locations=[nameless_place("1 Beck Rd", None)])))

    take(feed(feed_service(1, service_at_locations=[nameless_place("1 Beck Road", None)])), at=TUESDAY)

    assert {each.hides_address for each in db.scalars(select(Location))} == {False}


@pytest.mark.parametrize(("hides", "left"), [(True, 1), (False, 0)], ids=["hidden", "told"])
def test_a_record_that_names_no_place_leaves_the_one_that_hides_where_it_is(database, db, feed, hides, left):
    take(feed(feed_service(1, service_at_locations=[feed_place()])))
    db.scalars(select(Location)).one().hides_address = hides
    db.commit()

    take(feed(feed_service(1, name="Another name", service_at_locations=None)), at=TUESDAY)

    db.expire_all()
    assert only(db, Service).name == "Another name"
    assert db.scalar(select(func.count(ServiceAtLocation.id))) == left


def test_a_record_that_names_the_open_one_of_two_places_leaves_the_hidden_one(database, db, feed):
    hall, refuge = feed_place(1), feed_place(2)
    take(feed(feed_service(1, service_at_locations=[hall, refuge])))
    hidden_id = uuid.UUID(feed_id("location", 2))
    db.get_one(Location, hidden_id).hides_address = True
    db.commit()

    take(feed(feed_service(1, service_at_locations=[hall])), at=TUESDAY)

    db.expire_all()
    assert hidden_id in set(db.scalars(select(ServiceAtLocation.location_id)))
    assert {each.hides_address for each in db.scalars(select(Location))} == {True, False}


def nameless_place(street, key):
    place = feed_place()
    location = place["location"] | {"id": key, "addresses": [place["location"]["addresses"][0] | {"address_1": street}]}
    return {name: value for name, value in place.items() if name != "location_id"} | {"location": location}
