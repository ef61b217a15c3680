"""Suggesting a change of a listing, deciding on one, and undoing one."""

import html
import re

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.services import Service
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.staff.conftest import hidden, new_key


@pytest.fixture
def walking(db):
    return make_term(db, "Walking")


@pytest.fixture
def coordinator(sign_in):
    return sign_in(Role.COORDINATOR)[0]


@pytest.fixture
def champion(db, sign_in, walking):
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, [walking], db.get(User, actor.user_id), "Walking and paths")
    return browser


@pytest.fixture
def listing(db, walking):
    return make_service(db, "Walking group", terms=[walking], email="walks@becklane.example")


def suggest(browser, listing, **changed):
    """Fill in the form about a listing and send it; the answer."""
    address = f"/staff/activities/{listing.id}/suggest"
    page = browser.get(address).text
    answers = {
        "submission_key": new_key(),
        "version": hidden(page, "version"),
        "name": listing.name,
        "description": listing.description,
        "status": listing.status,
        "email": listing.email,
        **changed,
    }
    return browser.post(address, data=answers)


def newest(db) -> Revision:
    return db.scalars(select(Revision).order_by(Revision.id.desc()).execution_options(populate_existing=True)).first()


def reread(db, listing) -> Service:
    return db.scalar(select(Service).where(Service.id == listing.id).execution_options(populate_existing=True))


def read(browser, address) -> str:
    return html.unescape(browser.get(address).text)


def test_staff_find_the_way_to_suggest_on_the_page_of_an_activity(coordinator, client, listing):
    address = f"/activities/{listing.id}"

    assert "Suggest a change" in coordinator.get(address).text
    assert "Suggest a change" not in client.get(address).text


def test_suggestion_waits_while_the_listing_stays(coordinator, db, listing):
    answer = suggest(coordinator, listing, name="Walk & talk", reason="I rang them")

    page = read(coordinator, answer.location)
    assert "Walking group" in page
    assert "Waiting" in page
    assert reread(db, listing).name == "Walking group"


def test_who_suggested_something_reads_again_what_they_wrote(coordinator, listing):
    answer = suggest(coordinator, listing, name="Walk & talk")

    assert "Walk & talk" in read(coordinator, answer.location)


def test_suggestion_without_a_change_is_asked_again(coordinator, db, listing):
    answer = suggest(coordinator, listing)

    assert answer.status_code == 422
    assert "Nothing is different" in answer.text


def test_who_was_too_slow_sees_both_and_loses_nothing(coordinator, db, listing):
    answer = suggest(coordinator, listing, name="Walk & talk", version=str(listing.version - 1))

    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert 'value="Walk & talk"' in page
    assert "What the listing says now" in page


def test_champion_sees_easy_words_and_help_with_the_cost_line_by_line_before_they_stand(
    coordinator, champion, db, listing
):
    suggest(coordinator, listing, easy_read="We walk.\r\nWe drink tea.", cost_help="Ask about free places")
    before = reread(db, listing)
    waiting = (before.easy_read, before.cost_help)
    address = f"/staff/suggestions/{newest(db).id}"
    page = read(champion, address)

    champion.post(f"{address}/accept", data={"submission_key": new_key(), "version": hidden(page, "version")})

    assert waiting == (None, None)
    for words in ("Easy read", "We walk.\nWe drink tea.", "Help with the cost", "Ask about free places"):
        assert words in page
    listed = reread(db, listing)
    assert (listed.easy_read, listed.cost_help) == ("We walk.\nWe drink tea.", "Ask about free places")


def test_champion_sees_field_by_field_and_changes_the_listing(coordinator, champion, db, listing):
    suggest(coordinator, listing, name="Walk & talk", minimum_age="18", reason="I rang them")
    address = f"/staff/suggestions/{newest(db).id}"
    page = read(champion, address)

    answer = champion.post(f"{address}/accept", data={"submission_key": new_key(), "version": hidden(page, "version")})

    assert "“I rang them”" in page or "I rang them" in page
    assert [word in page for word in ("Walking group", "Walk & talk", "Youngest age", "18")] == [True] * 4
    assert (reread(db, listing).name, reread(db, listing).minimum_age) == ("Walk & talk", 18)
    assert "Nothing is waiting" in read(champion, answer.location)
    assert "Accepted" in read(coordinator, "/staff/suggestions/mine")


def test_champion_says_why_not_and_the_coordinator_reads_it(coordinator, champion, db, listing):
    suggest(coordinator, listing, name="Walk & talk")

    champion.post(
        f"/staff/suggestions/{newest(db).id}/refuse",
        data={"submission_key": new_key(), "note": "That is another group"},
    )

    assert reread(db, listing).name == "Walking group"
    assert "That is another group" in read(coordinator, "/staff/suggestions/mine")


def test_a_refusal_without_a_word_is_asked_again(coordinator, champion, db, listing):
    suggest(coordinator, listing, name="Walk & talk")

    answer = champion.post(f"/staff/suggestions/{newest(db).id}/refuse", data={"submission_key": new_key()})

    assert answer.status_code == 422
    assert newest(db).state == "waiting"


def test_champion_is_told_what_changed_since(coordinator, champion, db, listing):
    suggest(coordinator, listing, name="Walk & talk")
    reread(db, listing).name = "Walking for all"
    db.flush()

    page = read(champion, f"/staff/suggestions/{newest(db).id}")

    assert "Changed since it was suggested" in page
    assert "Walking for all" in page


def test_champion_who_was_too_slow_sees_what_it_says_now_and_decides(coordinator, champion, db, listing):
    suggest(coordinator, listing, name="Walk & talk")
    address = f"/staff/suggestions/{newest(db).id}"
    seen = hidden(champion.get(address).text, "version")
    reread(db, listing).name = "Walking for all"
    db.flush()

    refused = champion.post(f"{address}/accept", data={"submission_key": new_key(), "version": seen})
    shown = html.unescape(refused.text)
    again = hidden(refused.text, "version")
    champion.post(f"{address}/accept", data={"submission_key": new_key(), "version": again})

    assert refused.status_code == 422
    assert "Somebody changed this" in shown
    assert "Walking for all" in shown
    assert reread(db, listing).name == "Walk & talk"


def test_champion_of_something_else_finds_no_suggestion(coordinator, sign_in, db, listing):
    suggest(coordinator, listing, name="Walk & talk")
    other, _ = sign_in(Role.CHAMPION)

    assert other.get(f"/staff/suggestions/{newest(db).id}").status_code == 404
    assert "Nothing is waiting" in other.get("/staff/suggestions").text


def test_coordinator_withdraws_what_they_suggested(coordinator, db, listing):
    answer = suggest(coordinator, listing, name="Walk & talk")

    coordinator.post(f"/staff/suggestions/{newest(db).id}/withdraw", data={"submission_key": new_key()})

    assert newest(db).state == "withdrawn"
    assert "Withdrawn" in read(coordinator, answer.location)


def test_number_no_suggestion_could_have_is_not_found(champion):
    assert champion.get(f"/staff/suggestions/{10**30}").status_code == 404


def test_history_tells_who_changed_what_and_takes_it_back(coordinator, champion, db, listing):
    suggest(coordinator, listing, name="Walk & talk", reason="I rang them")
    suggestion = f"/staff/suggestions/{newest(db).id}"
    seen = hidden(champion.get(suggestion).text, "version")
    champion.post(f"{suggestion}/accept", data={"submission_key": new_key(), "version": seen})
    address = f"/staff/activities/{listing.id}/history"
    page = read(champion, address)
    (undo,) = re.findall(r'action="([^"]+/take-back)"', page)

    champion.post(undo, data={"submission_key": new_key(), "version": hidden(page, "version")})

    assert "Changed as suggested" in page
    assert re.search(r"Suggested by .+, accepted by", page)
    assert reread(db, listing).name == "Walking group"
    assert "An earlier change was taken back" in read(champion, address)


def test_what_somebody_changed_meanwhile_is_not_taken_back_blindly(coordinator, champion, db, listing):
    suggest(coordinator, listing, name="Walk & talk")
    suggestion = f"/staff/suggestions/{newest(db).id}"
    seen = hidden(champion.get(suggestion).text, "version")
    champion.post(f"{suggestion}/accept", data={"submission_key": new_key(), "version": seen})
    undo = f"/staff/activities/{listing.id}/history/{newest(db).id}/take-back"

    answer = champion.post(undo, data={"submission_key": new_key(), "version": seen})

    assert answer.status_code == 409
    assert reread(db, listing).name == "Walk & talk"


def test_history_of_a_new_listing_says_that_it_begins_now(champion, listing):
    assert "Nothing is written down yet" in champion.get(f"/staff/activities/{listing.id}/history").text


def test_second_of_two_tabs_is_told_that_it_is_decided(coordinator, champion, db, listing):
    suggest(coordinator, listing, name="Walk & talk")
    address = f"/staff/suggestions/{newest(db).id}"
    seen = hidden(champion.get(address).text, "version")
    champion.post(f"{address}/accept", data={"submission_key": new_key(), "version": seen})

    answer = champion.post(f"{address}/refuse", data={"submission_key": new_key()})

    assert answer.status_code == 409
    assert "Somebody has decided this already" in answer.text


def test_champion_takes_a_suggestion_into_their_draft_and_says_what_they_made_of_it(coordinator, champion, db, listing):
    suggest(coordinator, listing, name="Walk and talk")
    waiting = newest(db)

    drafted = champion.post(f"/staff/suggestions/{waiting.id}/draft", data={"submission_key": new_key()})
    page = champion.get(drafted.headers["Location"]).text
    too_early = champion.post(
        f"/staff/suggestions/{waiting.id}/otherwise", data={"word": "With tea", "submission_key": new_key()}
    )
    reread(db, listing).name = "Walk, talk and tea"
    db.flush()
    champion.post(f"/staff/suggestions/{waiting.id}/otherwise", data={"word": "With tea", "submission_key": new_key()})

    assert "Walk and talk" in page
    assert "Nothing of it has changed yet" in too_early.text
    mine = read(coordinator, "/staff/suggestions/mine")
    assert "Accepted" in mine
    assert "With tea" in mine
