"""A champion's pages of recommendations, and that a match counts what they say at once."""

import html
import re
from datetime import date

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.catalogue.term_queries import terms_by_code
from directory.catalogue.vocabulary import term_id
from directory.champions.models import Recommendation
from tests.factories.catalogue import make_service
from tests.factories.champions import make_walking_domain

WHY = "They wait for you at the gate"
SENTENCE = f"The champion for Grief recommends it for bereavement: {WHY}."


@pytest.fixture
def grief(sign_in, words, db):
    """The browser of the champion of grief, and them as an actor."""
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, terms_by_code(db, ["bereavement"]), db.get(User, actor.user_id), name="Grief")
    return browser, actor


@pytest.fixture
def group(grief, db):
    return make_service(db, "Sunday table", terms=terms_by_code(db, ["bereavement"]))


def recommend(browser, service, reason=WHY):
    answers = {"term": str(term_id("bereavement")), "reason": reason}
    return browser.post(f"/staff/listings/grief/{service.id}/recommend", data=answers)


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(page)).split())


def matched(browser) -> str:
    said = {"within": "3", "statement": "My wife died in March.", "postcode": "LS11 8ND"}
    return plain(browser.get(browser.post("/staff/match", data=said).location).text)


def test_what_a_champion_recommends_counts_in_the_next_match_of_their_team(grief, group, sign_in, db):
    browser, actor = grief
    coordinator, _ = sign_in(scheme=db.get(Scheme, actor.scheme_id))
    elsewhere, _ = sign_in()
    before = matched(coordinator)

    answer = recommend(browser, group)

    assert answer.location == "/staff/listings/grief/recommendations"
    assert SENTENCE not in before
    assert SENTENCE in matched(coordinator)
    assert SENTENCE not in matched(elsewhere)


def test_the_listing_leads_its_champion_there_and_no_editor(grief, group, sign_in):
    browser, _ = grief
    editor, _ = sign_in(Role.EDITOR)
    listing, there = f"/staff/listings/grief/{group.id}/edit", f"/staff/listings/grief/{group.id}/recommend"

    assert there in browser.get(listing).text
    assert there not in editor.get(listing).text
    assert "Bereavement" in browser.get(there).text


def test_what_cannot_be_used_is_said_beside_its_box(grief, group, db):
    browser, _ = grief

    page = plain(browser.post(f"/staff/listings/grief/{group.id}/recommend", data={"reason": "x" * 200}).text)

    assert "Choose what you recommend it for" in page
    assert "Keep it to 160 characters" in page
    assert db.scalars(select(Recommendation)).all() == []


def test_what_is_a_year_old_asks_to_be_said_again(grief, group, db):
    browser, _ = grief
    recommend(browser, group)
    given = db.scalars(select(Recommendation)).one()
    given.recommended_on = date(2020, 1, 1)
    db.flush()

    assert "1 to be said again" in plain(browser.get("/staff/listings/grief").text)
    page = browser.get("/staff/listings/grief/recommendations").text
    assert "Does not count now" in plain(page)
    assert "I still recommend it" in plain(page)

    browser.post(f"/staff/listings/grief/recommendations/{given.id}/renew")

    assert "said again" not in plain(browser.get("/staff/listings/grief").text)
    assert "Does not count" not in plain(browser.get("/staff/listings/grief/recommendations").text)


def test_an_editor_takes_back_and_does_not_say_again(grief, group, sign_in, db):
    browser, actor = grief
    recommend(browser, group)
    given = db.scalars(select(Recommendation)).one()
    editor, _ = sign_in(Role.EDITOR, scheme=db.get(Scheme, actor.scheme_id))

    assert editor.post(f"/staff/listings/grief/recommendations/{given.id}/renew").status_code == 403
    answer = editor.post(f"/staff/listings/grief/recommendations/{given.id}/take-back", follow_redirects=True)

    assert "Sunday table is not recommended any more" in plain(answer.text)
    assert "Nothing is recommended yet" in plain(answer.text)


def test_neither_the_champion_nor_the_reason_stands_in_the_public_feed(grief, group, app):
    browser, actor = grief
    recommend(browser, group)

    feed = app.test_client().get(f"/feed/services/{group.id}").text

    assert "Sunday table" in feed
    assert WHY not in feed
    assert actor.name not in feed
