"""Beginning a new listing."""

import html

import pytest
from sqlalchemy import func, select

from directory.accounts.actor import Role
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service, Stage
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_organization
from tests.factories.duplicates import make_candidate, wanted_merge
from tests.staff.conftest import hidden, new_key

NEW = "/staff/activities/new"


@pytest.fixture
def coordinator(sign_in):
    return sign_in(Role.COORDINATOR)[0]


@pytest.fixture
def centre(db):
    organization = make_organization(db, "Beck Lane Community Centre")
    db.flush()
    return organization


def answers(who, **more) -> dict[str, str]:
    return {
        "submission_key": new_key(),
        "asked": "beck",
        "name": "Chess in the park",
        "organization": str(who),
        "organization_name": "",
        **more,
    }


def test_organisations_are_found_by_a_part_of_their_name(coordinator, centre):
    assert centre.name in coordinator.get(f"{NEW}?q=beck lane").text
    assert centre.name not in coordinator.get(f"{NEW}?q=harbour").text


def test_new_listing_is_nobody_elses_yet(coordinator, db, centre):
    answer = coordinator.post(NEW, data=answers(centre.id))

    service = db.scalar(select(Service).where(Service.name == "Chess in the park"))
    assert answer.location == f"/staff/activities/{service.id}/write"
    assert (service.stage, service.organization_id) == (Stage.DRAFT, centre.id)


def test_new_organisation_is_added_on_the_way(coordinator, db):
    coordinator.post(NEW, data=answers("new", organization_name="Chess Friends"))

    organization = db.scalar(select(Organization).where(Organization.name == "Chess Friends"))
    assert db.scalar(select(Service.organization_id)) == organization.id


def test_same_form_twice_is_one_listing(coordinator, db, centre):
    sent = answers("new", organization_name="Chess Friends")

    first, second = coordinator.post(NEW, data=sent), coordinator.post(NEW, data=sent)

    assert first.location == second.location
    assert db.scalar(select(func.count()).select_from(Service)) == 1
    assert db.scalar(select(func.count()).where(Organization.name == "Chess Friends")) == 1


def test_same_form_with_other_answers_is_asked_again(coordinator, db, centre):
    sent = answers(centre.id)
    coordinator.post(NEW, data=sent)

    answer = coordinator.post(NEW, data={**sent, "name": "Draughts"})

    assert answer.status_code == 422
    assert "You sent this form before" in answer.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Enter the name of the activity"),
        ({"organization": ""}, "Choose who runs it"),
        ({"organization": "new"}, "Enter the name of the organisation"),
        ({"organization": "00000000-0000-0000-0000-000000000007"}, "Choose one from the list"),
    ],
    ids=["no name", "nobody", "nameless organisation", "unknown organisation"],
)
def test_mistakes_are_told_and_nothing_typed_is_lost(coordinator, db, centre, wrong, said):
    answer = coordinator.post(NEW, data=answers(centre.id, **wrong))

    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert said in page
    assert centre.name in page
    assert db.scalar(select(func.count()).select_from(Service)) == 0


def test_activity_is_begun_from_the_page_of_who_runs_it(coordinator, db, centre):
    page = coordinator.get(f"{NEW}?organization={centre.id}").text
    carried = hidden(page, "of")

    nameless = coordinator.post(NEW, data={"submission_key": new_key(), "name": "", "of": carried})
    coordinator.post(NEW, data={"submission_key": new_key(), "name": "Chess in the park", "of": carried})

    assert centre.name in page
    assert "Which organisation runs it?" not in page
    assert "Enter the name of the activity" in nameless.text
    assert centre.name in nameless.text
    assert db.scalar(select(Service.organization_id)) == centre.id


def test_who_runs_it_was_made_one_with_another_meanwhile(coordinator, db, centre):
    old = make_organization(db, "Beck Lane Centre")
    candidate = make_candidate(db, centre, old)
    page = coordinator.get(f"{NEW}?organization={old.id}").text
    merge_records(db, make_actor(db, Role.EDITOR), candidate, wanted_merge(db, candidate, centre))
    db.flush()

    coordinator.post(NEW, data={"submission_key": new_key(), "name": "Chess in the park", "of": hidden(page, "of")})

    assert db.scalar(select(Service.organization_id)) == centre.id


@pytest.mark.parametrize("sent", ["", "nobody", "00000000-0000-0000-0000-000000000007"])
def test_page_of_nobody_asks_who_runs_it(coordinator, centre, sent):
    assert "Which organisation runs it?" in coordinator.get(f"{NEW}?organization={sent}").text


def test_new_organisation_of_a_name_that_is_there_is_not_added_a_second_time(coordinator, db, centre):
    answer = coordinator.post(NEW, data=answers("new", organization_name="The Beck Lane Community Centre Ltd"))

    assert answer.status_code == 422
    assert "Beck Lane Community Centre is there already" in html.unescape(answer.text)
    assert db.scalar(select(func.count()).select_from(Organization)) == 1
