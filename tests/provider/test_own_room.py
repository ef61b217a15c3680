"""A group says what room it has, by the links it is sent."""

import html
import re

import pytest
from sqlalchemy import select

from directory.catalogue.models.conditions import ServiceCapacity
from directory.champions.capacity.room_models import RoomSaid
from tests.factories.verifying import make_due


def said(db):
    db.expire_all()
    return [(each.room, each.places, each.way) for each in db.scalars(select(RoomSaid))]


@pytest.mark.parametrize("room", ["has room", "waiting list", "full"])
def test_one_press_says_whether_there_is_room(browser, db, own_link, service, room):
    page = browser.get(own_link).text
    assert f'value="{room}"' in page

    answer = browser.post(f"{own_link}/{service.id}/room", data={"room": room})

    assert (answer.status_code, answer.location) == (303, own_link)
    assert said(db) == [(room, None, "link")]
    assert db.scalar(select(ServiceCapacity.room)) == room


def test_it_says_for_how_many(browser, db, own_link, service):
    browser.post(f"{own_link}/{service.id}/room", data={"room": "has room", "places": "4"})

    assert said(db) == [("has room", 4, "link")]
    assert "There is room, for 4 more" in browser.get(own_link).text


def test_what_does_not_fit_together_is_asked_again(browser, db, own_link, service):
    answer = browser.post(f"{own_link}/{service.id}/room", data={"room": "full", "places": "4"})

    assert answer.status_code == 422
    assert "Leave this empty, or choose that there is room" in html.unescape(re.sub(r"<[^>]*>", " ", answer.text))
    assert said(db) == []


def test_another_groups_listing_is_not_theirs_to_speak_of(browser, db, own_link):
    other = make_due(db, "Choir", address="sing@choir.example")
    db.commit()

    assert browser.post(f"{own_link}/{other.id}/room", data={"room": "full"}).status_code == 404
    assert said(db) == []


def test_group_says_it_beside_its_answer_to_a_referral(db, link, opened):
    answer = opened.post(f"{link}/room", data={"room": "full"})

    assert (answer.status_code, answer.location) == (303, link)
    assert said(db) == [("full", None, "link")]


def test_nobody_says_it_by_the_link_of_a_referral_without_the_code(db, link, browser):
    browser.post(f"{link}/room", data={"room": "full"})

    assert said(db) == []
