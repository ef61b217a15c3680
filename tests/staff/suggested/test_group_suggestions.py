"""Groups that the public suggests: a list, a draft that comes of one, and closing it."""

import html

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.audit.models import AuditEvent
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.services import Service, Stage
from directory.champions.suggesting.group_suggestion_models import GroupSuggestion
from tests.factories.catalogue import make_service
from tests.factories.champions import make_group_suggestion


@pytest.fixture
def world(sign_in, db):
    """A champion's browser, and what somebody suggested."""
    browser, _ = sign_in(Role.CHAMPION)
    suggestion = make_group_suggestion(db)
    db.commit()
    return browser, suggestion, f"/staff/group-suggestions/{suggestion.id}"


def again(db, suggestion) -> GroupSuggestion:
    db.expire_all()
    return db.get_one(GroupSuggestion, suggestion.id)


def test_it_waits_in_a_list_and_on_the_first_page(world):
    browser, _, address = world

    assert "Chess in the park" in browser.get("/staff/group-suggestions").text
    assert "The public says that a group is missing" in browser.get("/staff/").text
    page = html.unescape(browser.get(address).text)
    assert "0113 496 0444" in page
    assert "chess@player.example" in page


def test_each_look_at_what_a_stranger_told_is_written_down(world, db):
    browser, suggestion, address = world

    for each in ("/staff/group-suggestions", address):
        browser.get(each)

    looks = db.scalars(select(AuditEvent).where(AuditEvent.action.like("group_suggestion.%")).order_by(AuditEvent.id))
    assert [(each.action, each.subject_ids) for each in looks][1:] == [
        ("group_suggestion.listed", [str(suggestion.id)]),
        ("group_suggestion.viewed", [str(suggestion.id)]),
    ]


def test_a_draft_is_begun_that_the_public_does_not_see(world, db, app):
    browser, suggestion, address = world
    data = {"name": "Park chess", "organization": "new", "organization_name": "Chess friends"}

    answer = browser.post(f"{address}/begin", data=data)

    service = db.scalars(select(Service).where(Service.name == "Park chess")).one()
    assert service.stage == Stage.DRAFT
    assert db.get_one(Organization, service.organization_id).name == "Chess friends"
    assert browser.get(answer.location).status_code == 200
    assert app.test_client().get(f"/activities/{service.id}").status_code == 404
    closed = again(db, suggestion)
    assert (closed.ending, closed.service_id, closed.email) == ("begun", service.id, None)


def test_what_a_stranger_wrote_stays_sealed_and_is_beside_the_writing_page(world, db):
    browser, _, address = world
    data = {"name": "Park chess", "organization": "new", "organization_name": "Chess friends"}

    answer = browser.post(f"{address}/begin", data=data)

    service = db.scalars(select(Service).where(Service.name == "Park chess")).one()
    assert service.description is None
    assert "Boards" not in str([each.changes for each in db.scalars(select(Revision))])
    assert f'href="{address}"' in browser.get(answer.location).text
    assert "Boards on the tables" in browser.get(address).text


def test_a_known_organisation_is_offered(world, db):
    browser, _, address = world
    known = make_service(db, "Walks").organization
    known.name = "Chess in the park club"
    db.commit()

    browser.post(f"{address}/begin", data={"name": "Park chess", "organization": str(known.id)})

    assert db.scalars(select(Service.organization_id).where(Service.name == "Park chess")).one() == known.id


def test_a_second_click_begins_one_draft(world, db):
    browser, _, address = world
    data = {"name": "Park chess", "organization": "new", "organization_name": "Chess friends"}

    answers = [browser.post(f"{address}/begin", data=data) for _ in range(2)]

    assert answers[0].status_code == 303
    assert "A colleague has looked into this already" in answers[1].text
    assert len(db.scalars(select(Service).where(Service.name == "Park chess")).all()) == 1


def test_it_is_closed_with_what_became_of_it(world, db):
    browser, suggestion, address = world
    assert "Choose what became of it" in browser.post(f"{address}/close").text

    answers = [browser.post(f"{address}/close", data={"ending": "known"}) for _ in range(2)]

    assert [each.status_code for each in answers] == [303, 303]
    assert (again(db, suggestion).ending, again(db, suggestion).email) == ("known", None)
    assert "It is listed already" in browser.get("/staff/group-suggestions").text


def test_what_runs_a_new_organisation_needs_a_name(world, db):
    browser, suggestion, address = world

    answer = browser.post(f"{address}/begin", data={"name": "Park chess", "organization": "new"})

    assert "Enter the name of the organisation" in answer.text
    assert again(db, suggestion).is_open


def test_a_coordinator_does_not_see_them(sign_in, world):
    _, _, address = world
    coordinator, _ = sign_in(Role.COORDINATOR)

    assert coordinator.get(address).status_code == 403
