"""The form in which a group tells of itself: page by page, kept as it goes, sent once, and a draft that says it all."""

import re
from datetime import time

import pytest
from sqlalchemy import delete, select

from directory.accounts.actor import Role
from directory.catalogue.models.conditions import CostOption
from directory.catalogue.models.contacts import Contact
from directory.catalogue.models.places import Accessibility, Address, Location
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service, Stage
from directory.champions.onboarding.form_models import GroupForm
from directory.champions.onboarding.forms import begin_form, make_form_link
from directory.champions.suggesting.group_suggestion_models import GroupSuggestion, SuggestionEnding
from directory.champions.suggesting.group_suggestions import decline_suggestion
from directory.jobs.bounces import take_bounce
from tests.factories.accounts import make_actor
from tests.factories.champions import make_group_suggestion
from tests.factories.delivery_reports import report_of
from tests.factories.links import link_in, sent_letters
from tests.staff.conftest import new_key

ANSWERS = {
    "what": {
        "activity": "Chess in the park",
        "organization": "Beck Lane Chess",
        "about": "Boards on tables.\nAnd tea.",
    },
    "who": {"who_for": "Anybody who can sit still", "minimum_age": "16"},
    "when": {"days": ["MO", "TH"], "opens_at": "14.00", "closes_at": "16:30", "when_words": "Not in the rain"},
    "where": {"place": "The bandstand", "street": "Beck Lane", "town": "Larkenshaw", "postcode": "ls118nd"},
    "access": {"step-free-entrance": "yes", "accessible-toilet": "no", "seats": "unknown"},
    "cost": {"cost": "pay", "amount": "2.50", "cost_words": "The first time is free"},
    "joining": {"joining": "Just come"},
    "contact": {"phone": "0113 496 0444", "email": "chess@becklane.example", "title": "The secretary"},
}


@pytest.fixture
def suggestion(db):
    return make_group_suggestion(db, is_own=True)


@pytest.fixture
def link(app, db, suggestion):
    """Where a link leads that a champion has handed over."""
    token = make_form_link(db, make_actor(db, Role.CHAMPION), begin_form(db, None, suggestion))
    db.commit()
    return f"/our-group/{token}"


@pytest.fixture
def fill(browser, link):
    """`fill("what", about="…")` answers a page as the group of these tests does, but for what is named."""

    def answer(step, **changed):
        return browser.post(link, data={"step": step, "submission_key": new_key(), **ANSWERS[step], **changed})

    return answer


@pytest.fixture
def filled(fill):
    for step in ANSWERS:
        assert fill(step).status_code == 303


def heading(page) -> str:
    return re.search(r"<h1[^>]*>(.*?)</h1>", page.text, re.S)[1].strip()


def form_of(db) -> GroupForm:
    return db.scalars(select(GroupForm).execution_options(populate_existing=True)).one()


def test_pages_come_one_after_the_other_to_the_check(browser, link, fill):
    seen = []
    for step in ANSWERS:
        seen.append(heading(browser.get(link)))
        fill(step)

    assert seen == [
        "What it is",
        "Who it is for",
        "When it is",
        "Where it is",
        "Getting in and being there",
        "What it costs",
        "How to join",
        "How to reach you",
    ]
    assert heading(browser.get(link)) == "Is all of this right?"


def test_link_leads_back_to_where_they_were_in_another_browser(app, link, fill):
    fill("what", about="We play for fun")
    fill("who")
    another = app.test_client()

    assert heading(another.get(link)) == "When it is"
    assert "We play for fun" in another.get(f"{link}?step=what").text


def test_what_was_suggested_stands_there_already(browser, link):
    page = browser.get(link).text

    assert 'value="Chess in the park"' in page
    assert "Boards on the tables, Sundays at two" in page


def test_look_changes_nothing(browser, db, link, filled):
    before = (form_of(db).answers, form_of(db).sent_at)

    for address in (link, f"{link}?step=cost", f"{link}?step=nonsense"):
        assert browser.get(address).status_code == 200

    assert (form_of(db).answers, form_of(db).sent_at) == before


@pytest.mark.parametrize(
    ("step", "changed", "told"),
    [
        pytest.param("what", {"activity": ""}, "Enter what it is called", id="no name"),
        pytest.param("who", {"maximum_age": "12"}, "oldest age must not be below the youngest", id="ages"),
        pytest.param("when", {"opens_at": "25:00"}, "Enter a time like 10:30 or 14:00", id="no time"),
        pytest.param("when", {"days": [], "when_words": ""}, "Choose the days, or say below when it is", id="never"),
        pytest.param("where", {"postcode": "nowhere"}, "Enter a postcode", id="no postcode"),
        pytest.param("cost", {"cost": ""}, "Say whether it costs something", id="no cost"),
        pytest.param("cost", {"amount": "much"}, "Enter an amount in pounds", id="no amount"),
        pytest.param("contact", {"phone": "", "email": ""}, "Enter a phone number or an email", id="no contact"),
        pytest.param("contact", {"email": "at home"}, "Enter an email address", id="no address"),
        pytest.param("contact", {"url": "becklane"}, "starts with https://", id="no web page"),
    ],
)
def test_what_cannot_be_used_is_said_on_the_page_and_not_kept(fill, db, step, changed, told):
    answer = fill(step, **changed)

    assert answer.status_code == 422
    assert told in answer.text
    assert step not in form_of(db).answers.partition('"answers"')[0]


def test_nothing_is_sent_before_every_page_was_gone_through(browser, db, link, fill):
    fill("what")

    browser.post(f"{link}/send")

    assert form_of(db).sent_at is None


def test_sent_twice_it_is_sent_once_and_changes_no_more(browser, db, link, fill, filled):
    browser.post(f"{link}/send")
    sent_at, answers = form_of(db).sent_at, form_of(db).answers
    browser.post(f"{link}/send")
    late = fill("what", about="Something else")

    assert heading(browser.get(link)) == "Thank you"
    assert "You have sent this already" in late.text
    assert (form_of(db).sent_at, form_of(db).answers) == (sent_at, answers)


def test_what_a_group_writes_is_sealed(db, fill):
    fill("what", about="Boards on tables")

    assert b"Boards" not in form_of(db).answers_sealed


def test_link_ends_once_somebody_has_looked_into_it(browser, db, link, suggestion):
    decline_suggestion(db, make_actor(db, Role.CHAMPION), suggestion, SuggestionEnding.KNOWN)
    db.commit()

    assert browser.get(link).status_code == 404


@pytest.fixture
def champion(sign_in):
    return sign_in(Role.CHAMPION)[0]


def test_draft_says_everything_that_the_group_has_told(browser, champion, db, link, filled, suggestion):
    browser.post(f"{link}/send")
    address = f"/staff/group-suggestions/{suggestion.id}"
    shown = champion.get(address).text
    assert "The group sent its form" in shown
    assert 'value="Beck Lane Chess"' in shown

    champion.post(
        f"{address}/begin", data={"name": "Park chess", "organization": "new", "organization_name": "Beck Lane Chess"}
    )

    db.expire_all()
    draft = db.scalars(select(Service).where(Service.name == "Park chess")).one()
    assert draft.stage == Stage.DRAFT
    assert draft.description == "<p>Boards on tables.</p><p>And tea.</p><p>When: Not in the rain</p>"
    assert (draft.eligibility_description, draft.minimum_age) == ("Anybody who can sit still", 16)
    assert (draft.application_process, draft.email) == ("Just come", "chess@becklane.example")
    assert draft.fees_description == "The first time is free"
    assert db.scalars(select(CostOption.amount_pence).where(CostOption.service_id == draft.id)).all() == [250]
    [times] = db.scalars(select(Schedule)).all()
    assert (times.byday, times.opens_at, times.closes_at) == ("MO,TH", time(14), time(16, 30))
    assert times.service_at_location_id is not None
    place = db.scalars(select(Location).where(Location.name == "The bandstand")).one()
    assert db.scalars(select(Address.postal_code).where(Address.location_id == place.id)).all() == ["LS11 8ND"]
    access = {each.question: each.accessibility for each in db.scalars(select(Accessibility))}
    assert access == {"step-free-entrance": "present", "accessible-toilet": "missing"}
    assert db.scalars(select(Contact.title).where(Contact.service_id == draft.id)).all() == ["The secretary"]


def test_form_is_sent_back_with_a_word_and_comes_again(app, browser, champion, db, link, filled, fill, suggestion):
    app.config["LYNCHPIN_SENDS_MAIL"] = True
    browser.post(f"{link}/send")
    address = f"/staff/group-suggestions/{suggestion.id}/form/return"

    champion.post(address, data={"word": "Where do people park?", "submission_key": new_key()})

    [letter] = sent_letters()
    assert letter["To"] == "chess@player.example"
    assert "Where do people park?" in letter.get_content()
    anew = link_in(letter)
    # The letter ends the link before it, and what was answered is there still.
    assert browser.get(link).status_code == 404
    assert "Where do people park?" in browser.get(f"{anew}?step=where").text
    assert heading(browser.get(anew)) == "Is all of this right?"
    browser.post(f"{anew}/send")
    assert (form_of(db).sent_at is not None, form_of(db).word) == (True, None)


def test_champion_asks_a_group_by_letter(app, champion, browser, db):
    app.config["LYNCHPIN_SENDS_MAIL"] = True

    champion.post(
        "/staff/group-suggestions/new",
        data={"name": "Knitters", "email": "knit@becklane.example", "submission_key": new_key()},
    )

    [letter] = sent_letters()
    assert (letter["To"], letter["Subject"]) == ("knit@becklane.example", "Tell us about Knitters")
    assert heading(browser.get(link_in(letter))) == "What it is"


def test_champion_gets_a_link_to_hand_over_where_no_letter_goes(champion, browser):
    page = champion.post("/staff/group-suggestions/new", data={"name": "Knitters", "submission_key": new_key()}).text

    link = re.search(r'href="[^"]*(/our-group/[^"]+)"', page)[1]
    assert heading(browser.get(link)) == "What it is"
    assert "<svg" in page


def test_form_that_was_not_sent_cannot_be_sent_back(champion, db, link, suggestion):
    address = f"/staff/group-suggestions/{suggestion.id}/form/return"

    answer = champion.post(address, data={"word": "Where?", "submission_key": new_key()})

    assert "has not sent its form" in answer.text
    assert form_of(db).returned_at is None


def test_champion_sees_that_the_letter_with_the_link_came_back(app, champion, db):
    app.config["LYNCHPIN_SENDS_MAIL"] = True
    data = {"name": "Knitters", "email": "knit@becklane.example", "submission_key": new_key()}
    asked = champion.post("/staff/group-suggestions/new", data=data)
    [letter] = sent_letters()
    assert "did not arrive" not in champion.get(asked.location).text

    take_bounce(report_of(letter))

    assert "The letter with the link did not arrive" in champion.get(asked.location).text
    # No second letter goes there: the link is handed over instead.
    assert "/our-group/" in champion.post(f"{asked.location}/form", data={"submission_key": new_key()}).text
    assert sent_letters() == []


def test_form_goes_with_what_was_suggested(db, link, suggestion):
    db.execute(delete(GroupSuggestion).where(GroupSuggestion.id == suggestion.id))

    assert db.scalars(select(GroupForm)).all() == []
