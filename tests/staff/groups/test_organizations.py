"""Finding an organisation, and looking at one."""

import html

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.history.edits import record_start, start_listing
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.organizations import Organization
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_organization, make_service
from tests.factories.duplicates import make_candidate, wanted_merge
from tests.staff.conftest import hidden, new_key

PAGE = "/staff/organisations"


@pytest.fixture
def coordinator(sign_in):
    return sign_in(Role.COORDINATOR)


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR)


@pytest.fixture
def centre(db):
    return make_service(db, "Walking group").organization


def read(browser, organization) -> str:
    return html.unescape(browser.get(f"{PAGE}/{organization.id}").text)


def test_organisations_are_found_and_lead_to_their_pages(coordinator, centre):
    page = html.unescape(coordinator[0].get(f"{PAGE}?q=beck").text)

    assert f'href="{PAGE}/{centre.id}"' in page
    assert "1 organisation found for “beck”" in page


def test_search_that_finds_nothing_offers_to_add_it(coordinator, centre):
    page = html.unescape(coordinator[0].get(f"{PAGE}?q=Chess Friends").text)

    assert "No organisation found for “Chess Friends”" in page
    assert f'href="{PAGE}/new?name=Chess+Friends"' in page.replace("%20", "+")


def test_empty_directory_says_so(coordinator):
    assert "No organisations yet" in coordinator[0].get(PAGE).text


def test_page_shows_what_it_runs_and_how_each_stands(coordinator, db, centre):
    browser, actor = coordinator
    chess = start_listing(db, actor, centre, "Chess in the park")
    db.flush()

    page = read(browser, centre)

    assert "2 activities" in page
    assert f'href="/staff/activities/{chess.id}/write"' in page
    assert "Draft" in page
    assert "Live" in page
    assert f'href="{PAGE}/{centre.id}/write"' in page
    assert f'href="/staff/activities/new?organization={centre.id}"' in page
    assert f'href="/organisations/{centre.id}"' in page


def test_organisation_that_the_public_does_not_see_says_so(coordinator, db):
    organization = make_organization(db, "Chess Friends")
    db.flush()

    page = read(coordinator[0], organization)

    assert "The public does not see it yet" in page
    assert "It runs nothing yet" in page
    assert f'href="/organisations/{organization.id}"' not in page


def test_history_and_doubles_are_shown_to_who_decides_on_them(coordinator, editor, db, centre):
    pair = make_candidate(db, centre, make_organization(db, "Beck Lane Centre"))
    links = (f"{PAGE}/{centre.id}/history", f"/staff/duplicates/{pair.id}")

    theirs, page = read(coordinator[0], centre), read(editor[0], centre)

    assert [each in page for each in links] == [True, True]
    assert [each in theirs for each in links] == [False, False]
    assert "Beck Lane Centre" in page


def test_one_that_was_listed_twice_is_found_under_either_id(coordinator, db, centre):
    old = make_service(db, "Choir").organization
    old_id, candidate = old.id, make_candidate(db, centre, old)
    merge_records(db, make_actor(db, Role.EDITOR), candidate, wanted_merge(db, candidate, centre))
    db.flush()

    answer = coordinator[0].get(f"{PAGE}/{old_id}")

    assert answer.status_code == 200
    assert "2 activities" in answer.text


def remove(browser, organization):
    page = browser.get(f"{PAGE}/{organization.id}/remove").text
    version = hidden(page, "version") if 'name="version"' in page else organization.version
    return browser.post(
        f"{PAGE}/{organization.id}/remove",
        data={"submission_key": new_key(), "version": version},
        follow_redirects=True,
    )


def test_organisation_added_by_mistake_is_taken_out_after_a_question(coordinator, db):
    browser, actor = coordinator
    mistake = make_organization(db, "Chess Freinds")
    db.flush()
    record_start(db, actor, mistake)
    db.flush()
    listed = f'href="{PAGE}/{mistake.id}/remove"' in read(browser, mistake)

    answer = remove(browser, mistake)

    assert listed
    assert "Chess Freinds is no longer in the directory" in answer.text
    assert db.scalar(select(Organization.id).where(Organization.id == mistake.id)) is None


def test_organisation_with_listed_activities_is_kept_and_the_page_says_why(editor, db, centre):
    question = html.unescape(editor[0].get(f"{PAGE}/{centre.id}/remove").text)

    answer = remove(editor[0], centre)

    assert "It cannot be taken out" in question
    assert answer.status_code == 422
    assert "Put away what it runs, and nobody sees it any more" in html.unescape(answer.text)
    assert db.scalar(select(Organization.id).where(Organization.id == centre.id)) is not None


def test_nobody_takes_out_what_they_did_not_add(coordinator, db, centre):
    assert remove(coordinator[0], centre).status_code == 404
    assert "Take it out" not in read(coordinator[0], centre)


def test_staff_are_led_from_the_public_page_to_theirs_and_others_are_not(app, coordinator, centre):
    public = f"/organisations/{centre.id}"

    assert f'href="{PAGE}/{centre.id}"' in coordinator[0].get(public).text
    assert "/staff/organisations" not in app.test_client().get(public).text
