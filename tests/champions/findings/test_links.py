"""Which links lead nowhere, over the days."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.catalogue.models.contacts import WebAddress
from directory.champions.findings.links import AGAIN_AFTER, Looked, keep_looked, list_due_links, wrong_links
from directory.champions.findings.models import Found, LinkCheck
from tests.factories.catalogue import make_organization, make_service

URL = "https://walks.example/"
TODAY = clock.today()


def day(number: int):
    return TODAY + timedelta(days=number)


@pytest.fixture
def walks(db):
    return make_service(db, "Walks", url=URL)


def look(db, number: int, found: Found | None = Found.NOT_THERE, moved_to: str | None = None) -> None:
    keep_looked(db, Looked(URL, found, moved_to), day(number))
    db.flush()


def found_on(db, number: int) -> list[Found]:
    return [each.found for each in wrong_links(db, day(number))]


def test_a_link_is_wrong_when_it_was_missed_on_three_different_days(db, walks):
    for number in (0, 0, 1, 1):
        look(db, number)
    assert found_on(db, 1) == []

    look(db, 2)

    assert found_on(db, 2) == [Found.NOT_THERE]


def test_a_page_that_is_back_begins_anew(db, walks):
    for number in (0, 1):
        look(db, number)
    look(db, 2, None)
    for number in (3, 4):
        look(db, number)

    assert found_on(db, 4) == []
    assert db.scalars(select(LinkCheck)).one().first_failed_on == day(3)


def test_what_was_found_last_counts(db, walks):
    for number in (0, 1):
        look(db, number)
    look(db, 2, Found.MOVED, "https://new.example/")

    (found,) = wrong_links(db, day(2))

    assert (found.found, found.proposal, found.since) == (Found.MOVED, "https://new.example/", day(0))


def test_a_link_is_wrong_wherever_it_stands(db, walks):
    group = make_organization(db, "Walkers", website=f" {URL}")
    other = make_service(db, "Strolls", organization=group)
    db.add(WebAddress(service_id=other.id, url=URL, label="To book"))
    for number in range(3):
        look(db, number)

    found = {(each.place.field, each.place.record_id) for each in wrong_links(db, day(2))}

    assert found == {("url", walks.id), ("website", group.id), ("web_address", other.id)}


def test_what_nobody_looked_for_since_says_nothing_of_today(db, walks):
    for number in range(3):
        look(db, number)

    assert found_on(db, 100) == []


def test_what_was_missed_is_looked_for_the_next_night_and_the_rest_after_two_weeks(db, walks):
    missed, new = "https://missed.example/", "https://new.example/"
    make_service(db, "Missed", url=missed)
    look(db, 0, None)
    keep_looked(db, Looked(missed, Found.OUT_OF_ORDER), day(0))
    make_service(db, "New", url=new)

    assert list_due_links(db, day(0), 10) == [new]
    assert list_due_links(db, day(1), 10) == [missed, new]
    assert list_due_links(db, day(0) + AGAIN_AFTER, 10) == [missed, new, URL]
    assert list_due_links(db, day(0) + AGAIN_AFTER, 1) == [missed]
