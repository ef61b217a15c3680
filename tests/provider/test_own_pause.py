"""A group closes for a while, and opens again, by the link about its listings."""

from datetime import timedelta

from directory import clock
from directory.catalogue.models.services import Service
from directory.champions.verification.models import Verification, VerificationLetter
from directory.db import new_id
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import make_link
from tests.factories.verifying import ADDRESS, make_due


def days(back_in=30, **more):
    today = clock.today()
    return {"closed_from": today.isoformat(), "back_on": (today + timedelta(days=back_in)).isoformat(), **more}


def test_it_leaves_the_search_and_keeps_its_page(browser, db, own_link, service):
    answer = browser.post(f"{own_link}/{service.id}/closed", data=days())

    db.expire_all()
    assert answer.status_code == 303
    assert "This is closed for now. It is on again on" in browser.get(f"/activities/{service.id}").text
    assert "Walks by the beck" not in browser.get("/search?q=walks").text.split("<main")[1]
    own = browser.get(own_link).text
    assert "Everybody reads: <strong>This is closed for now" in own
    assert "Is it on again?" in own


def test_it_opens_again_with_one_press(browser, db, own_link, service):
    browser.post(f"{own_link}/{service.id}/closed", data=days())

    browser.post(f"{own_link}/{service.id}/open")

    db.expire_all()
    assert db.get_one(Service, service.id).closed_from is None


def test_everything_a_group_runs_closes_at_once_also_what_it_was_not_asked_about(browser, db, own_link, service):
    lunch = make_due(db, "Lunch", organization=service.organization)
    db.commit()

    browser.post(f"{own_link}/{service.id}/closed", data=days(is_all_of_it="true"))

    db.expire_all()
    assert (lunch.closed_from, service.closed_from) == (clock.today(), clock.today())


def test_another_group_stays_open_though_it_is_reached_at_the_same_address(browser, db, service):
    choir = make_due(db, "Choir")
    waiting = [Verification(id=new_id(), service_id=each.id, since=clock.today()) for each in (service, choir)]
    letter = VerificationLetter(address=ADDRESS, verifications=waiting)
    db.add(letter)
    db.flush()
    token = make_link(db, LinkPurpose.LISTINGS, scheme_id=None, client_id=None, about_id=letter.id)
    db.commit()

    browser.post(f"/our-listings/{token}/{service.id}/closed", data=days(is_all_of_it="true"))

    db.expire_all()
    assert (service.closed_from, choir.closed_from) == (clock.today(), None)
