"""Organizations, locations and terms that several services of a feed share."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.catalogue.history import record_rows
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm
from directory.exchange import importing, shared
from tests.exchange.taking import MONDAY, TUESDAY, counts, everything, feed, only, service_id, take
from tests.factories.feeds import (
    feed_attribute,
    feed_id,
    feed_organization,
    feed_place,
    feed_service,
)

__all__ = ["feed"]


def test_last_version_of_an_organization_wins(database, db, feed):
    old, new = feed_organization(name="Old name"), feed_organization(name="New name")
    path = feed(
        feed_service(1, organization=old),
        feed_service(2, organization=new),
        feed_service(3, organization=old),
        feed_service(4, organization=new),
    )

    take(path)

    assert only(db, Organization).name == "New name"
    before = everything(database)
    summary, _ = take(path, at=TUESDAY)
    assert (counts(summary), summary.changed_shared) == ((0, 0, 4, 0), 0)
    assert everything(database) == before


def test_changed_organization_moves_its_services(db, feed):
    take(feed(feed_service(1), feed_service(2)))

    renamed = feed_service(1, organization=feed_organization(1, name="New name"))
    summary, _ = take(feed(renamed, feed_service(2)), at=TUESDAY)

    assert (counts(summary), summary.changed_shared) == ((0, 0, 2, 0), 1)
    assert db.get(Service, service_id(1)).last_modified == TUESDAY
    assert db.get(Service, service_id(2)).last_modified == MONDAY


@pytest.fixture
def widely_used_term(monkeypatch, feed):
    """Five services with one term, where two are told of a change at once; returns a file in which it has changed."""
    monkeypatch.setattr(shared, "AT_ONCE", 2)
    monkeypatch.setattr(importing, "portions", lambda values: record_rows.portions(values, 2))
    take(feed(*(feed_service(each) for each in range(1, 6))))
    changed = [feed_service(each, attributes=[feed_attribute(each)]) for each in range(1, 6)]
    for service in changed:
        service["attributes"][0]["taxonomy_term"]["description"] = "Walks of an hour"
    return feed(*changed)


def moved_on(db, moment):
    """The services that changed at a moment."""
    db.expire_all()
    return len(db.scalars(select(Service).where(Service.last_modified == moment)).all())


def test_many_services_of_a_changed_term_move_a_few_at_a_time(db, widely_used_term, monkeypatch):
    told = []
    tell = importing.tell_services
    monkeypatch.setattr(importing, "tell_services", lambda db, some, at: told.append(len(some)) or tell(db, some, at))

    summary, _ = take(widely_used_term, at=TUESDAY)

    assert (summary.changed_shared, told, moved_on(db, TUESDAY)) == (1, [2, 2, 1], 5)
    again, _ = take(widely_used_term, at=TUESDAY + timedelta(days=1))
    assert (again.changed_shared, moved_on(db, TUESDAY)) == (0, 5)


def test_a_run_that_was_stopped_while_it_moved_services_is_completed_by_the_next(db, widely_used_term, monkeypatch):
    def stop(*_given):
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "tell_services", stop)
    with pytest.raises(KeyboardInterrupt):
        take(widely_used_term, at=TUESDAY)
    monkeypatch.setattr(importing, "tell_services", shared.tell_services)
    assert only(db, TaxonomyTerm).description == "Walks of an hour"
    assert moved_on(db, TUESDAY) == 0

    take(widely_used_term, at=TUESDAY)

    assert moved_on(db, TUESDAY) == 5


def test_changed_location_and_term_move_their_services(db, feed):
    take(feed(feed_service(1), feed_service(2, attributes=[feed_attribute(2, term="Choir")])))

    tagged = feed_attribute(2, term="Choir")
    tagged["taxonomy_term"]["description"] = "Singing together"
    moved = feed_service(1, service_at_locations=[feed_place(1, latitude=54.0)])
    summary, _ = take(feed(moved, feed_service(2, attributes=[tagged])), at=TUESDAY)

    assert (counts(summary), summary.changed_shared) == ((0, 0, 2, 0), 2)
    assert {each.last_modified for each in db.scalars(select(Service))} == {TUESDAY}
    assert db.get(Location, uuid.UUID(feed_id("location", 1))).latitude == 54.0


def test_organization_known_already_need_not_be_nested(db, feed):
    flat = feed_service(2, organization=None, organization_id=feed_id("organization", 1))

    summary, refused = take(feed(feed_service(1), flat, feed_service(3, organization=None, organization_id="nobody")))

    assert summary.new == 2
    assert refused == [
        (3, "organization_id 'nobody' is neither nested here nor known from another record of this source")
    ]
    assert db.get(Service, service_id(2)).organization_id == uuid.UUID(feed_id("organization", 1))


def test_services_may_refer_to_records_of_later_lines(database, db, feed):
    last_id, first_place = feed_id("organization", 3), feed_place(1)
    old, new = feed_organization(2, name="Old name"), feed_organization(2, name="New name")
    flat = feed_service(1, organization=None, organization_id=last_id)
    # The first line waits for the last one; what it says of another organization is still older than the second line.
    waiting = feed_service(2, organization=old, service_at_locations=[{"id": feed_id("p"), "location_id": "later"}])
    later = feed_place(4)
    later["location"]["id"] = "later"
    path = feed(
        waiting,
        flat,
        feed_service(5, organization=new),
        feed_service(3, service_at_locations=[first_place]),
        feed_service(4, service_at_locations=[later]),
    )

    summary, refused = take(path)

    assert (counts(summary), refused) == ((5, 0, 0, 0), [])
    assert only(db, Organization, id=uuid.UUID(feed_id("organization", 2))).name == "New name"
    before = everything(database)
    assert counts(take(path, at=TUESDAY)[0]) == (0, 0, 5, 0)
    assert everything(database) == before


def test_parents_are_found_even_when_they_come_later(database, db, feed):
    child = feed_attribute(1, term="Nordic walking")
    child["taxonomy_term"]["parent_id"] = feed_id("term", "Walking")
    branch = feed_organization(1, parent_organization_id=feed_id("organization", 2))
    path = feed(feed_service(1, attributes=[child], organization=branch), feed_service(2))

    summary, _ = take(path)

    assert summary.changed_shared == 0
    assert db.get(TaxonomyTerm, uuid.UUID(feed_id("term", "Nordic walking"))).parent_id == uuid.UUID(
        feed_id("term", "Walking")
    )
    assert db.get(Organization, uuid.UUID(feed_id("organization", 1))).parent_organization_id == uuid.UUID(
        feed_id("organization", 2)
    )
    before = everything(database)
    take(path, at=TUESDAY)
    assert everything(database) == before


def test_parents_in_a_circle_are_cut(database, db, feed):
    one, two = feed_attribute(1, term="One"), feed_attribute(1, term="Two")
    one["taxonomy_term"]["parent_id"] = two["taxonomy_term"]["id"]
    two["taxonomy_term"]["parent_id"] = one["taxonomy_term"]["id"]
    path = feed(feed_service(1, attributes=[one, two]))

    take(path)

    parents = {each.name: each.parent_id for each in db.scalars(select(TaxonomyTerm))}
    assert list(parents.values()).count(None) == 1
    before = everything(database)
    take(path, at=TUESDAY)
    assert everything(database) == before


def test_same_code_under_another_id_is_the_same_term(database, db, feed):
    twin = feed_attribute(2, term="Walking")
    twin["taxonomy_term"]["id"] = feed_id("another id of the term")
    nameless = feed_attribute(3, term="Walking")
    del nameless["taxonomy_term"]["id"]
    path = feed(feed_service(1), feed_service(2, attributes=[twin]), feed_service(3, attributes=[nameless]))

    summary, _ = take(path)

    assert counts(summary) == (3, 0, 0, 0)
    assert {each.taxonomy_term_id for each in db.scalars(select(Attribute))} == {only(db, TaxonomyTerm).id}
    before = everything(database)
    take(path, at=TUESDAY)
    assert everything(database) == before
