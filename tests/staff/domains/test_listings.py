"""Champions' pages: whose listings, checking with one click, changing, and two people at once."""

import html
import re
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.history.edits import start_listing
from directory.catalogue.history.revisions import suggest_changes
from directory.catalogue.models.field_changes import differences
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import Source, SourceRecord
from directory.catalogue.models.taxonomies import Attribute
from directory.champions.findings.models import FindingKind, Found
from directory.champions.models import ListingCheck
from directory.champions.operations import confirm_as_group, confirm_listing
from directory.db import new_id
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_organization, make_service, make_term
from tests.factories.champions import make_message, make_walking_domain
from tests.factories.findings import make_finding
from tests.staff.conftest import hidden, new_key


@pytest.fixture
def walking(db):
    return make_term(db, "Walking")


@pytest.fixture
def champion(sign_in):
    browser, actor = sign_in(Role.CHAMPION)
    return browser, actor


@pytest.fixture
def domain(db, champion, walking):
    return make_walking_domain(db, [walking], db.get(User, champion[1].user_id), "Walking and paths")


@pytest.fixture
def listing(db, domain, walking):
    return make_service(db, "Walking group", terms=[walking], email="walks@becklane.example")


def address_of(domain, listing=None, then="") -> str:
    parts = ["/staff/listings", domain.slug, str(listing.id) if listing else "", then]
    return "/".join(filter(None, parts))


def filled_in(page: str, **changed) -> dict[str, object]:
    """The form of a listing as a browser would send it back, with some answers changed."""
    answers = {
        "submission_key": new_key(),
        "version": hidden(page, "version"),
        "name": "Walking group",
        "description": "A walking group.",
        "status": "active",
        "email": "walks@becklane.example",
    }
    return {**answers, **changed}


def reread(db, listing) -> Service:
    db.flush()
    return db.scalar(select(Service).where(Service.id == listing.id).execution_options(populate_existing=True))


def test_champion_sees_their_domains_with_what_is_due(champion, db, domain, listing):
    make_walking_domain(db, [], name="Somebody else's")

    page = html.unescape(champion[0].get("/staff/listings").text)

    assert "Walking and paths" in page
    assert "1 listing" in page
    assert "Somebody else's" not in page


def test_editor_sees_all_domains(sign_in, db, domain):
    browser, _ = sign_in(Role.EDITOR)

    page = browser.get("/staff/listings").text

    assert "All champion domains" in page
    assert "Walking and paths" in page


def test_champion_without_a_domain_is_told_whom_to_ask(champion, db):
    assert "Ask an editor" in champion[0].get("/staff/listings").text


def test_editor_of_an_installation_without_domains_is_told_what_they_are(sign_in, db):
    browser, _ = sign_in(Role.EDITOR)

    assert "There are no champion domains yet" in browser.get("/staff/listings").text


def test_domain_shows_listings_with_when_they_were_checked(champion, db, domain, listing, walking):
    make_service(db, "Long ago", terms=[walking], assured_date=clock.today() - timedelta(days=400))
    make_service(db, "Resting", terms=[walking], assured_date=clock.today(), status="temporarily closed")

    page = champion[0].get(address_of(domain)).text

    assert page.index("Walking group") < page.index("Long ago") < page.index("Resting")
    assert "Never" in page
    # As a way to narrow the list, and beside what was never checked.
    assert page.count("Due a check") == 2
    assert page.count("Not recently checked") == 1
    assert "Closed for now" in page
    assert "Beck Lane Community Centre" in page


def test_domain_without_listings_says_so(champion, db, domain):
    assert "No listings in this domain" in champion[0].get(address_of(domain)).text


@pytest.mark.parametrize("page", ["0", "2", "-3", 10**18])
def test_there_is_no_other_page(champion, db, domain, listing, page):
    assert champion[0].get(f"{address_of(domain)}?page={page}").status_code == 404


def test_one_click_says_that_it_is_still_right(champion, db, domain, listing):
    browser, actor = champion

    answer = browser.post(address_of(domain, listing, "confirm"), data={"submission_key": new_key()})
    shown = browser.get(answer.location)

    assert answer.status_code == 303
    assert "You checked Walking group today. It is still right." in shown.text
    assert reread(db, listing).assured_date == clock.today()
    check = db.scalars(select(ListingCheck)).one()
    assert (check.checked_by, check.result) == (actor.user_id, "still right")
    assert "Still right</button>" not in shown.text


def test_after_a_click_on_the_second_page_one_stays_there(champion, db, domain, walking):
    listings = [make_service(db, f"Walk {number:02}", terms=[walking]) for number in range(26)]

    answer = champion[0].post(f"{address_of(domain, listings[25], 'confirm')}?page=2")

    assert answer.location.endswith(f"{address_of(domain)}?page=2")


def test_form_holds_what_the_listing_says(champion, db, domain, listing):
    listing.description = "Tea &amp; talk"
    db.flush()

    page = champion[0].get(address_of(domain, listing, "edit")).text

    assert 'value="Walking group"' in page
    assert "Tea &amp; talk</textarea>" in page
    assert 'value="walks@becklane.example"' in page
    assert hidden(page, "version") == str(reread(db, listing).version)


def test_changes_are_kept_and_count_as_a_check(champion, db, domain, listing):
    browser, _ = champion
    page = browser.get(address_of(domain, listing, "edit")).text

    answer = browser.post(
        address_of(domain, listing, "edit"),
        data=filled_in(
            page, name="Walk & talk", alert="No walk on 3 May", minimum_age="18", status="temporarily closed"
        ),
    )

    now = reread(db, listing)
    assert answer.status_code == 303
    assert (now.name, now.alert, now.minimum_age, now.status) == (
        "Walk & talk",
        "No walk on 3 May",
        18,
        "temporarily closed",
    )
    assert now.assured_date == clock.today()
    assert "Walk &amp; talk is changed and checked today." in browser.get(answer.location).text


def test_saving_what_was_there_changes_nothing(champion, db, domain, listing):
    browser, _ = champion
    listing.description = "Tea &amp; talk"
    db.flush()
    before = reread(db, listing).last_modified
    page = browser.get(address_of(domain, listing, "edit")).text

    answer = browser.post(address_of(domain, listing, "edit"), data=filled_in(page, description="Tea & talk"))

    assert reread(db, listing).last_modified == before
    assert "is as it was, and checked today" in browser.get(answer.location).text


def test_an_emptied_answer_is_emptied(champion, db, domain, listing):
    browser, _ = champion
    page = browser.get(address_of(domain, listing, "edit")).text

    browser.post(address_of(domain, listing, "edit"), data=filled_in(page, email="", description=""))

    now = reread(db, listing)
    assert (now.email, now.description) == (None, None)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        pytest.param({"name": ""}, "Enter the name of the activity", id="no name"),
        pytest.param({"name": "x" * 251}, "Keep it to 250 characters", id="long name"),
        pytest.param({"email": "not an address"}, "like name@example.org", id="email"),
        pytest.param({"url": "javascript:alert(1)"}, "starts with https://", id="web address"),
        pytest.param({"minimum_age": "70", "maximum_age": "20"}, "must not be below the youngest", id="ages"),
        pytest.param({"minimum_age": "old"}, "Enter a whole number", id="no number"),
        pytest.param({"status": "gone"}, "Choose", id="no such status"),
    ],
)
def test_what_cannot_be_used_is_shown_again_as_typed(champion, db, domain, listing, wrong, message):
    browser, _ = champion
    page = browser.get(address_of(domain, listing, "edit")).text

    answer = browser.post(address_of(domain, listing, "edit"), data=filled_in(page, alert="Typed by hand", **wrong))

    assert answer.status_code == 422
    assert message in answer.text
    assert "Typed by hand" in answer.text
    assert reread(db, listing).alert is None
    assert db.scalars(select(ListingCheck)).all() == []


def test_who_comes_second_sees_both_and_loses_nothing(champion, sign_in, db, domain, listing):
    first, _ = champion
    second, _ = sign_in(Role.EDITOR)
    seen = second.get(address_of(domain, listing, "edit")).text
    first.post(
        address_of(domain, listing, "edit"),
        data=filled_in(first.get(address_of(domain, listing, "edit")).text, name="Strollers"),
    )

    refused = second.post(address_of(domain, listing, "edit"), data=filled_in(seen, name="Ramblers"))
    kept = reread(db, listing).name
    again = second.post(address_of(domain, listing, "edit"), data=filled_in(refused.text, name="Ramblers"))

    assert refused.status_code == 422
    assert "Somebody else changed this listing" in html.unescape(refused.text)
    assert "Strollers" in refused.text
    assert 'value="Ramblers"' in refused.text
    assert kept == "Strollers"
    assert again.status_code == 303
    assert reread(db, listing).name == "Ramblers"


def test_a_small_mistake_does_not_hide_that_somebody_else_was_quicker(champion, sign_in, db, domain, listing):
    first, _ = champion
    second, _ = sign_in(Role.EDITOR)
    seen = second.get(address_of(domain, listing, "edit")).text
    first.post(
        address_of(domain, listing, "edit"),
        data=filled_in(first.get(address_of(domain, listing, "edit")).text, alert="Moved to the library"),
    )

    refused = second.post(address_of(domain, listing, "edit"), data=filled_in(seen, email="not an address"))

    assert "Moved to the library" in refused.text
    assert "What the listing says now" in refused.text


@pytest.mark.parametrize("then", ["edit", "confirm"])
def test_somebody_elses_listings_do_not_exist(sign_in, db, domain, listing, then):
    browser, _ = sign_in(Role.CHAMPION)

    assert browser.get(address_of(domain)).status_code == 404
    assert browser.post(address_of(domain, listing, then), data={"version": "1"}).status_code == 404
    assert reread(db, listing).assured_date is None


def test_a_listing_is_changed_only_through_a_domain_it_is_in(champion, db, domain):
    elsewhere = make_service(db, "Choir")

    for then in ("confirm", "edit"):
        assert champion[0].post(address_of(domain, elsewhere, then), data={"version": "1"}).status_code == 404


def test_unknown_listing_is_not_found(champion, db, domain):
    answer = champion[0].get(f"{address_of(domain)}/{uuid.UUID(int=7)}/edit")

    assert answer.status_code == 404


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER, Role.COMMISSIONER, Role.ADMINISTRATOR])
def test_other_roles_may_not_look(sign_in, db, domain, role):
    browser, _ = sign_in(role)

    assert browser.get("/staff/listings").status_code == 403
    assert browser.get(address_of(domain)).status_code == 403


def test_hostile_names_are_shown_as_words(champion, db, domain, walking):
    make_service(db, "<script>alert(1)</script>", terms=[walking])

    page = champion[0].get(address_of(domain)).text

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.fixture
def mirrored(db, listing):
    source = Source(id=new_id(), name="The council")
    db.add(source)
    db.flush()
    db.add(SourceRecord(source_id=source.id, entity="service", source_key="7", record_id=listing.id, digest=b"then"))
    db.flush()
    return listing


def test_what_the_source_says_is_shown_beside_what_was_changed(champion, db, domain, mirrored):
    browser = champion[0]
    page = browser.get(address_of(domain, mirrored, "edit")).text
    browser.post(address_of(domain, mirrored, "edit"), data=filled_in(page, name="Walk & talk"))

    shown = browser.get(address_of(domain, mirrored, "edit")).text

    assert "Elsewhere it says" in shown
    assert "The council: what was changed here stays" in shown
    assert '<input type="hidden" name="field" value="name">' in shown
    assert shown.count("Take theirs") == 1


def take_theirs(browser, domain, listing, page):
    answers = {"submission_key": new_key(), "field": "name", "seen": hidden(page, "seen")}
    return browser.post(address_of(domain, listing, "take-source-value"), data=answers)


def test_champion_takes_the_word_of_the_source(champion, db, domain, mirrored):
    browser = champion[0]
    page = browser.get(address_of(domain, mirrored, "edit")).text
    browser.post(address_of(domain, mirrored, "edit"), data=filled_in(page, name="Walk & talk"))

    answer = take_theirs(browser, domain, mirrored, browser.get(address_of(domain, mirrored, "edit")).text)

    assert reread(db, mirrored).name == "Walking group"
    assert "Take theirs" not in browser.get(answer.location).text


def test_who_pressed_on_an_older_page_sees_the_listing_as_it_is(champion, db, domain, mirrored):
    browser, edit = champion[0], address_of(domain, mirrored, "edit")
    browser.post(edit, data=filled_in(browser.get(edit).text, name="Walk & talk"))
    older = browser.get(edit).text
    browser.post(edit, data=filled_in(older, name="Walk, talk & tea"))

    answer = take_theirs(browser, domain, mirrored, older)
    again = take_theirs(browser, domain, mirrored, answer.text)

    assert answer.status_code == 422
    assert "Somebody changed this while" in answer.text
    assert "Walk, talk &amp; tea" in answer.text
    assert again.status_code == 303


def test_state_of_each_listing_is_told(champion, db, domain, listing, walking):
    listing.status = "temporarily closed"
    db.flush()

    assert "Closed for now" in champion[0].get(address_of(domain)).text


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"status": "inactive"}, "Not running"),
        ({"status": "defunct"}, "Ended"),
        ({"stage": "draft"}, "Draft"),
        ({"stage": "archived"}, "Put away"),
    ],
    ids=["not running", "ended", "being written", "put away"],
)
def test_what_is_not_on_is_shown_where_it_is_asked_for(champion, db, domain, walking, more, state):
    hidden_one = make_service(db, "Rambling", terms=[walking], **more)
    browser, _ = champion

    usual = browser.get(address_of(domain)).text
    everything = browser.get(f"{address_of(domain)}?show=all").text

    assert "Rambling" not in usual
    assert state in everything
    assert f"/staff/activities/{hidden_one.id}/write" in everything
    assert "Still right" not in everything


def test_new_listing_that_waits_for_approval_says_so(champion, sign_in, db, domain, walking):
    coordinator, actor = sign_in(Role.COORDINATOR)
    new = start_listing(db, actor, make_organization(db), "Rambling")
    db.add(Attribute(link_id=new.id, link_entity="service", taxonomy_term_id=walking.id))
    db.flush()
    coordinator.post(f"/staff/activities/{new.id}/write/send", data={"submission_key": new_key()})

    assert "Waits for approval" in champion[0].get(f"{address_of(domain)}?show=all").text


def test_listings_are_looked_for_on_the_page_of_their_domain(champion, db, domain, walking):
    make_service(db, "Rambling", terms=[walking])
    make_service(db, "Hill path", terms=[walking], status="defunct")
    browser, _ = champion

    page = browser.get(f"{address_of(domain)}?q=rambles").text

    assert "Rambling" in page
    assert "1 listing for “rambles”, the best fit first" in page
    assert "Hill path" not in page
    assert "No listing found for “hill”" in browser.get(f"{address_of(domain)}?q=hill").text


def test_states_are_offered_with_how_many(champion, db, domain, walking):
    make_service(db, "Hill path", terms=[walking], status="defunct")
    browser, _ = champion

    page = browser.get(f"{address_of(domain)}?show=stopped").text

    assert "Hill path" in page
    assert 'aria-current="true">Not running (1)<' in page
    assert "Being written" not in page


def test_the_sheet_of_a_domain_holds_what_its_page_shows(champion, db, domain, walking):
    make_service(db, "Hill path", terms=[walking], status="defunct")
    browser, _ = champion

    sheet = browser.get(f"{address_of(domain)}/listings.csv?show=stopped").text

    assert "Hill path" in sheet
    assert "Hill path" not in browser.get(f"{address_of(domain)}/listings.csv").text


def test_domain_says_whose_word_a_listing_stands_on(champion, db, domain, walking):
    browser, actor = champion
    by = {"Sung of by its group": None, "Rung by its champion": actor, "Rung by the team": make_actor(db, Role.EDITOR)}
    for name, checker in by.items():
        service = make_service(db, name, terms=[walking], email="walks@becklane.example")
        confirm_listing(db, checker, service) if checker else confirm_as_group(db, service)

    page = browser.get(f"/staff/listings/{domain.slug}").text

    assert [page.count(each) for each in (", by the group", ", by a champion", ", by the team")] == [1, 1, 1]


def test_each_number_of_a_domain_leads_to_the_listings_it_counts(sign_in, db):
    browser, actor = sign_in(Role.CHAMPION)
    term = make_term(db, "Walking")
    make_walking_domain(db, [term], db.get(User, actor.user_id), name="Feet")
    make_service(db, "Without times", terms=[term], assured_date=clock.today()).schedules = []
    make_service(db, "With times", terms=[term])
    db.commit()

    page = html.unescape(browser.get("/staff/listings/feet").text)
    leads_to = re.search(r'href="([^"#]+)#found">Does not say when', page)
    shown = browser.get(leads_to[1]).text

    assert "Needs some checks" in page
    assert "50% were checked in the last 6 months: 1 of 2." in page
    assert "Without times (1)" in shown
    assert "With times" not in shown.split('id="found"')[1]


@pytest.mark.parametrize(
    ("shown", "leads_to"),
    [
        ("asked", "/staff/messages"),
        ("edited", "/staff/suggestions"),
        ("dead link", "/staff/findings?kind=link&domain=walking-and-paths"),
    ],
)
def test_listings_of_which_somebody_told_something_lead_to_where_that_is_decided(
    champion, db, domain, listing, shown, leads_to
):
    make_message(db, listing)
    suggest_changes(db, make_actor(db), listing, differences(listing, {"alert": "In the hall"}), None)
    make_finding(db, listing, Found.NOT_THERE, kind=FindingKind.LINK, field="url")
    db.commit()

    page = html.unescape(champion[0].get(address_of(domain), query_string={"show": shown}).text)

    way_on = re.search(r'id="found".*?<p class="govuk-body"><a class="govuk-link" href="(.*?)"', page, re.DOTALL)
    assert way_on[1] == leads_to
    assert "Walking group" in html.unescape(champion[0].get(leads_to).text)
