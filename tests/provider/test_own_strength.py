"""A group says how strong it is, by the link about its listings, which shows nothing that is held."""

from directory.accounts.actor import Role
from directory.champions.capacity.room_models import RoomWay
from directory.champions.capacity.strength import find_strength, list_strengths, record_strength
from directory.champions.capacity.strength_inputs import StrengthInput
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_organization

FUNDER = "The Larkenshaw Fund"


def test_it_says_what_help_it_needs_and_everybody_may_know(browser, db, own_link, service):
    group = service.organization_id
    sent = {"help_wanted": ["volunteers", "money"], "shows_volunteers": "true", "people_a_week": "0"}

    answer = browser.post(f"{own_link}/groups/{group}", data=sent)

    db.expire_all()
    said = find_strength(db, group)
    assert answer.status_code == 303
    assert (said.help_wanted, said.people_a_week, said.way) == ({"volunteers", "money"}, 0, "link")
    assert "They look for volunteers" in browser.get(f"/organisations/{group}").text


def test_what_it_leaves_empty_stays_as_it_was(browser, db, own_link, service):
    group = service.organization_id
    browser.post(f"{own_link}/groups/{group}", data={"help_wanted": ["volunteers"], "shows_volunteers": "true"})

    assert browser.post(f"{own_link}/groups/{group}", data={"people_a_week": "12"}).status_code == 303

    assert "They look for volunteers" in browser.get(f"/organisations/{group}").text


def test_nothing_said_is_nothing_told(browser, db, own_link, service):
    group = service.organization_id
    browser.post(f"{own_link}/groups/{group}", data={"people_a_week": "12"})

    answer = browser.post(f"{own_link}/groups/{group}", data={})

    assert answer.status_code == 422
    assert "Nothing is filled in yet" in answer.text
    assert len(list_strengths(db, group)) == 1


def test_its_page_shows_nothing_that_was_told_before(browser, db, own_link, service):
    champion = make_actor(db, Role.CHAMPION)
    record_strength(db, champion, service.organization, StrengthInput(RoomWay.PHONE, main_funder=FUNDER))
    db.commit()

    page = browser.get(f"{own_link}/groups/{service.organization_id}").text

    assert FUNDER not in page
    assert FUNDER not in browser.get(f"/organisations/{service.organization_id}").text


def test_another_group_is_not_theirs_to_speak_of(browser, db, own_link):
    other = make_organization(db, "Choir")
    db.commit()

    assert browser.post(f"{own_link}/groups/{other.id}", data={}).status_code == 404
