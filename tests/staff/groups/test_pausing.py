"""Those who look after a listing close it for a while, and open it again."""

from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.models.services import Service
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain


@pytest.fixture
def champion(sign_in, db):
    browser, actor = sign_in(Role.CHAMPION)
    term = make_term(db, "Walking")
    make_walking_domain(db, [term], db.get(User, actor.user_id), name="Feet")
    return browser, term


def days() -> dict[str, str]:
    today = clock.today()
    return {"closed_from": today.isoformat(), "back_on": (today + timedelta(days=30)).isoformat()}


def test_it_stands_as_closed_for_now_and_opens_with_one_press(champion, db):
    browser, term = champion
    walks = make_service(db, terms=[term])
    db.commit()

    browser.post(f"/staff/activities/{walks.id}/closed", data=days())

    assert "Closed for now" in browser.get(f"/staff/organisations/{walks.organization_id}").text
    assert "It is on again now" in browser.get(f"/staff/activities/{walks.id}/closed").text
    browser.post(f"/staff/activities/{walks.id}/open")
    db.expire_all()
    assert db.get_one(Service, walks.id).closed_from is None


def test_everything_a_group_runs_closes_as_far_as_it_is_theirs_to_keep(champion, db):
    browser, term = champion
    walks = make_service(db, terms=[term])
    strolls = make_service(db, "Strolls", organization=walks.organization, terms=[term])
    elsewhere = make_service(db, "Chess", organization=walks.organization)
    db.commit()

    browser.post(f"/staff/activities/{walks.id}/closed", data=days() | {"is_all_of_it": "true"})

    db.expire_all()
    closed = {each.name for each in (walks, strolls, elsewhere) if db.get_one(Service, each.id).closed_from}
    assert closed == {"Walking group", "Strolls"}


def test_what_another_champion_keeps_is_not_theirs_to_close(champion, db):
    browser, _ = champion
    other = make_service(db, "Chess")
    db.commit()

    assert browser.post(f"/staff/activities/{other.id}/closed", data=days()).status_code == 404
