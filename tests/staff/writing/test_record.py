"""Writing a listing from the first word to the day everybody finds it."""

import html
import re

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.history.edits import find_draft, record_start, start_listing, write_draft
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.services import Stage
from directory.catalogue.models.taxonomies import Attribute
from directory.staff.records.record_kinds import kind_of
from tests.factories.catalogue import make_organization, make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.staff.conftest import hidden, new_key


@pytest.fixture
def walking(db):
    return make_term(db, "Walking")


@pytest.fixture
def coordinator(sign_in):
    return sign_in(Role.COORDINATOR)


@pytest.fixture
def champion(db, sign_in, walking):
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, [walking], db.get(User, actor.user_id))
    return browser, actor


@pytest.fixture
def stranger(app):
    """The browser of somebody without an account."""
    return app.test_client()


@pytest.fixture
def listing(db, walking):
    return make_service(db, "Walking group", terms=[walking])


@pytest.fixture
def new_listing(db, coordinator, walking):
    """A listing that the coordinator began to write, in the champion's domain."""
    service = start_listing(db, coordinator[1], make_organization(db), "Chess in the park")
    db.flush()
    db.add(Attribute(link_id=service.id, link_entity="service", taxonomy_term_id=walking.id))
    db.flush()
    return service


def address(record, then="") -> str:
    return f"/staff/{kind_of(record).path}/{record.id}/write{then}"


def read(browser, where) -> str:
    return html.unescape(browser.get(where).text)


def newest(db) -> Revision:
    return db.scalars(select(Revision).order_by(Revision.id.desc()).execution_options(populate_existing=True)).first()


def reread(db, record):
    model = type(record)
    return db.scalar(select(model).where(model.id == record.id).execution_options(populate_existing=True))


def press(browser, service, then, **answers):
    """Press a button of the task list, or of the question before a listing is put away, with what its page carries."""
    page = browser.get(address(service, then if then == "/archive" else "")).text
    carried = {"version": hidden(page, "version")} if 'name="version"' in page else {}
    return browser.post(address(service, then), data={"submission_key": new_key(), **carried, **answers})


def status_of(page: str, part: str) -> str:
    """What the task list says of a part."""
    item = page.split(f">{part}</a>", 1)[1].split("</li>", 1)[0].split("govuk-task-list__status", 1)[1]
    found = re.search(r"lp-state[^>]*>\s*([^<]*?)\s*<", item)
    return found[1] if found else ""


def test_task_list_says_what_is_changed_and_what_is_missing(coordinator, db, listing):
    browser, actor = coordinator
    write_draft(db, actor, listing, {"name": "Walk and talk"})
    db.flush()

    page = read(browser, address(listing))

    assert "Walk and talk" in page
    assert status_of(page, "About it") == "Changed"
    assert status_of(page, "How to join and who it is for") == "Not said yet"
    assert status_of(page, "Cost") == ""


def test_task_list_leads_to_who_runs_it(coordinator, listing):
    assert f'href="/staff/organisations/{listing.organization_id}"' in read(coordinator[0], address(listing))


def test_draft_is_found_again_on_the_first_page(coordinator, champion, db, listing):
    write_draft(db, coordinator[1], listing, {"name": "Walk and talk"})
    db.flush()

    assert "What you are writing" in read(coordinator[0], "/staff/")
    assert "What you are writing" not in read(champion[0], "/staff/")


def test_preview_shows_the_draft_and_changes_nothing(coordinator, db, listing):
    browser, actor = coordinator
    write_draft(db, actor, listing, {"name": "Walk and talk", "cost_option": []})
    db.flush()

    answer = browser.post(address(listing, "/preview"), data={"submission_key": new_key()})

    assert "<h1" in answer.text
    assert "Walk and talk" in answer.text
    assert reread(db, listing).name == "Walking group"
    assert find_draft(db, actor, listing) is not None


def test_champion_publishes_what_they_wrote_at_once(champion, db, listing):
    browser, actor = champion
    write_draft(db, actor, listing, {"name": "Walk and talk"})
    db.flush()

    answer = press(browser, listing, "/publish")

    assert answer.status_code == 303
    assert reread(db, listing).name == "Walk and talk"
    assert find_draft(db, actor, listing) is None


def test_others_send_what_they_wrote_and_the_champion_decides(coordinator, champion, db, listing):
    write_draft(db, coordinator[1], listing, {"name": "Walk and talk"})
    db.flush()
    assert "Send for approval" in read(coordinator[0], address(listing))

    press(coordinator[0], listing, "/send", reason="They told me")
    suggestion = f"/staff/suggestions/{newest(db).id}"
    page = read(champion[0], suggestion)
    look = champion[0].post(f"{suggestion}/preview", data={"submission_key": new_key()})
    unchanged = reread(db, listing).name
    champion[0].post(f"{suggestion}/accept", data={"submission_key": new_key(), "version": hidden(page, "version")})

    assert "They told me" in page
    assert "Walk and talk" in look.text
    assert (unchanged, reread(db, listing).name) == ("Walking group", "Walk and talk")


def test_new_listing_is_public_once_a_champion_agrees(coordinator, champion, stranger, db, new_listing):
    public = f"/activities/{new_listing.id}"
    press(coordinator[0], new_listing, "/send", reason="New in town")
    waiting = stranger.get(public).status_code
    waits = read(coordinator[0], address(new_listing))
    suggestion = f"/staff/suggestions/{newest(db).id}"
    page = read(champion[0], suggestion)

    champion[0].post(f"{suggestion}/accept", data={"submission_key": new_key(), "version": hidden(page, "version")})

    assert "Waits for approval" in waits
    assert "Publish it" in page
    assert (waiting, stranger.get(public).status_code) == (404, 200)


def test_what_waits_for_approval_is_neither_sent_again_nor_given_up(coordinator, db, new_listing):
    press(coordinator[0], new_listing, "/send")

    again = press(coordinator[0], new_listing, "/send")
    given_up = press(coordinator[0], new_listing, "/give-up")

    assert (again.status_code, given_up.status_code) == (422, 409)
    assert "It waits for approval" in again.text
    assert reread(db, new_listing).stage == Stage.DRAFT


def test_nothing_is_sent_where_nothing_is_changed(coordinator, listing):
    answer = press(coordinator[0], listing, "/send", reason="Just so")

    assert answer.status_code == 422
    assert "Nothing is different" in answer.text


def test_who_was_too_slow_sees_both_and_decides(champion, sign_in, db, listing):
    browser, actor = champion
    write_draft(db, actor, listing, {"alert": "Moved to the library"})
    db.flush()
    seen = hidden(browser.get(address(listing)).text, "version")
    other, other_actor = sign_in(Role.EDITOR)
    write_draft(db, other_actor, listing, {"alert": "Moved to the hall"})
    db.flush()
    press(other, listing, "/publish")

    refused = browser.post(address(listing, "/publish"), data={"submission_key": new_key(), "version": seen})
    kept = reread(db, listing).alert
    again = browser.post(
        address(listing, "/publish"), data={"submission_key": new_key(), "version": hidden(refused.text, "version")}
    )

    assert refused.status_code == 422
    assert "Moved to the hall" in refused.text
    assert "Moved to the library" in refused.text
    assert kept == "Moved to the hall"
    assert again.status_code == 303
    assert reread(db, listing).alert == "Moved to the library"


def test_draft_is_given_up_after_a_question(coordinator, db, listing):
    browser, actor = coordinator
    write_draft(db, actor, listing, {"name": "Walk and talk"})
    db.flush()
    question = read(browser, address(listing, "/give-up"))

    press(browser, listing, "/give-up")

    assert "gone for good" in question
    assert find_draft(db, actor, listing) is None
    assert reread(db, listing).name == "Walking group"


def test_new_listing_that_is_given_up_is_put_away(coordinator, champion, db, new_listing):
    press(coordinator[0], new_listing, "/give-up")

    assert reread(db, new_listing).stage == Stage.ARCHIVED
    assert coordinator[0].get(address(new_listing)).status_code == 404
    assert "Put away" in read(champion[0], address(new_listing))


def test_archived_listing_comes_back_from_its_history(champion, stranger, db, listing):
    browser, _ = champion
    nameless = press(browser, listing, "/archive")
    press(browser, listing, "/archive", reason="Listed twice")
    gone = stranger.get(f"/activities/{listing.id}").status_code
    history = f"/staff/activities/{listing.id}/history"
    page = read(browser, history)

    browser.post(
        f"{history}/{newest(db).id}/take-back",
        data={"submission_key": new_key(), "version": hidden(page, "version")},
    )

    assert nameless.status_code == 422
    assert gone == 404
    assert "Listed twice" in page
    assert stranger.get(f"/activities/{listing.id}").status_code == 200


def test_putting_away_the_last_listing_of_an_organisation_says_that_its_page_goes_too(champion, db, listing):
    alone = read(champion[0], address(listing, "/archive"))
    make_service(db, "Choir", organization=listing.organization)

    with_another = read(champion[0], address(listing, "/archive"))

    words = "Nothing else that Beck Lane Community Centre runs is listed"
    assert (words in alone, words in with_another) == (True, False)


def test_listing_that_somebody_changed_meanwhile_is_put_away_only_after_a_second_look(champion, sign_in, db, listing):
    browser, _ = champion
    seen = hidden(browser.get(address(listing, "/archive")).text, "version")
    editor, actor = sign_in(Role.EDITOR)
    write_draft(db, actor, listing, {"alert": "Moved to the hall"})
    db.flush()
    press(editor, listing, "/publish")

    answer = browser.post(
        address(listing, "/archive"), data={"submission_key": new_key(), "version": seen, "reason": "Listed twice"}
    )
    kept = reread(db, listing).stage
    press(browser, listing, "/archive", reason="Listed twice")

    assert answer.status_code == 422
    assert "Listed twice" in answer.text
    assert (kept, reread(db, listing).stage) == (Stage.PUBLISHED, Stage.ARCHIVED)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER, Role.CHAMPION])
def test_a_listing_that_is_being_written_is_only_its_authors(sign_in, db, new_listing, role):
    browser, _ = sign_in(role)

    assert browser.get(address(new_listing)).status_code == 404
    assert browser.get(address(new_listing, "/about")).status_code == 404
    assert browser.post(address(new_listing, "/preview")).status_code == 404


def test_who_may_keep_it_sees_a_listing_that_is_being_written(sign_in, champion, new_listing):
    editor, _ = sign_in(Role.EDITOR)

    assert editor.get(address(new_listing)).status_code == 200
    assert champion[0].get(address(new_listing)).status_code == 200


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER, Role.CHAMPION])
@pytest.mark.parametrize("then", ["/publish", "/archive"])
def test_only_who_may_keep_a_listing_puts_anything_in_force(sign_in, db, listing, role, then):
    browser, actor = sign_in(role)
    write_draft(db, actor, listing, {"name": "Walk and talk"})
    db.flush()

    answer = press(browser, listing, then, version="1", reason="Because")

    assert answer.status_code in (403, 404)
    assert (reread(db, listing).name, reread(db, listing).stage) == ("Walking group", Stage.PUBLISHED)


def test_public_does_not_see_what_waits(stranger, db, new_listing):
    assert stranger.get(f"/activities/{new_listing.id}").status_code == 404
    assert stranger.get(address(new_listing)).status_code == 303


def test_sent_draft_is_no_longer_being_written(coordinator, db, listing):
    browser, actor = coordinator
    write_draft(db, actor, listing, {"name": "Walk and talk"})
    db.flush()

    press(browser, listing, "/send")

    assert newest(db).state == RevisionState.WAITING
    assert "What you are writing" not in read(browser, "/staff/")


def test_organisation_goes_the_same_way_from_the_draft_to_taking_it_back(coordinator, champion, stranger, db, listing):
    organization = listing.organization
    public = f"/organisations/{organization.id}"
    write_draft(db, coordinator[1], organization, {"name": "Beck Lane"})
    db.flush()
    tasks = read(coordinator[0], address(organization))
    preview = coordinator[0].post(address(organization, "/preview"), data={"submission_key": new_key()})
    press(coordinator[0], organization, "/send", reason="It says so at the door")
    waiting, suggestion = stranger.get(public).text, newest(db)
    decision = f"/staff/suggestions/{suggestion.id}"
    page = read(champion[0], decision)
    look = champion[0].post(f"{decision}/preview", data={"submission_key": new_key()})
    champion[0].post(f"{decision}/accept", data={"submission_key": new_key(), "version": hidden(page, "version")})
    accepted = stranger.get(public).text
    history = f"/staff/organisations/{organization.id}/history"
    page = read(champion[0], history)
    champion[0].post(
        f"{history}/{suggestion.id}/take-back",
        data={"submission_key": new_key(), "version": hidden(page, "version")},
    )

    assert status_of(tasks, "About it") == "Changed"
    assert (status_of(tasks, "Registration numbers"), status_of(tasks, "Contacts")) == ("Not said yet", "Not said yet")
    assert "Beck Lane</h1>" in re.sub(r"\s+<", "<", preview.text)
    assert "Beck Lane</h1>" in re.sub(r"\s+<", "<", look.text)
    assert "Community Centre" in waiting
    assert "Community Centre</h1>" not in re.sub(r"\s+<", "<", accepted)
    assert "It says so at the door" in page
    assert reread(db, organization).name == "Beck Lane Community Centre"


def test_organisation_that_somebody_changed_meanwhile_is_shown_with_both(champion, sign_in, db, listing):
    browser, actor = champion
    organization = listing.organization
    write_draft(db, actor, organization, {"website": "https://becklane.example"})
    db.flush()
    seen = hidden(browser.get(address(organization)).text, "version")
    other, other_actor = sign_in(Role.EDITOR)
    write_draft(db, other_actor, organization, {"website": "https://other.example"})
    db.flush()
    press(other, organization, "/publish")

    refused = browser.post(address(organization, "/publish"), data={"submission_key": new_key(), "version": seen})
    kept = reread(db, organization).website
    press(browser, organization, "/publish")

    assert refused.status_code == 422
    assert "https://other.example" in refused.text
    assert "https://becklane.example" in refused.text
    assert (kept, reread(db, organization).website) == ("https://other.example", "https://becklane.example")


def test_draft_of_an_organisation_is_given_up(coordinator, db, listing):
    browser, actor = coordinator
    write_draft(db, actor, listing.organization, {"name": "Beck Lane"})
    db.flush()

    press(browser, listing.organization, "/give-up")

    assert find_draft(db, actor, listing.organization) is None
    assert reread(db, listing.organization).name == "Beck Lane Community Centre"


def test_organisation_that_nobody_saw_yet_is_looked_at_before_it_is_published(coordinator, db):
    browser, actor = coordinator
    organization = make_organization(db, "Chess Friends")
    db.flush()
    record_start(db, actor, organization)
    db.flush()

    page = read(browser, address(organization))
    look = browser.post(address(organization, "/preview"), data={"submission_key": new_key()})

    assert "What you save stands at once" in page
    assert f'action="{address(organization, "/preview")}"' in page
    assert "Nothing is listed at the moment" in look.text


def test_publishing_what_no_listed_activity_names_does_not_claim_that_everybody_sees_it(sign_in, db):
    browser, actor = sign_in(Role.EDITOR)
    organization = make_organization(db, "Chess Friends")
    write_draft(db, actor, organization, {"name": "Chess with Friends"})
    db.flush()

    press(browser, organization, "/publish")

    assert "Everybody sees it once an activity that names it is published" in read(browser, "/staff/")
