"""One photograph of a listing: its file, what it shows and who agreed."""

import html

import pytest
from sqlalchemy import func, select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.history.edits import find_draft
from directory.catalogue.models.photographs import Photograph, Picture
from directory.catalogue.photographs.keeping import get_file
from tests.factories.accounts import PASSWORD
from tests.factories.catalogue import make_service
from tests.factories.photographs import SECRET, drawn, file_of, make_photograph, make_picture
from tests.staff.conftest import hidden, new_key
from tests.staff.writing.photographs.conftest import add, choose, describe, drafted, pages_of


def test_photograph_is_drafted_and_nobody_else_sees_it(coordinator, db, listing, app):
    add(coordinator[0], listing, credit="Jo D'Arcy")

    [row] = drafted(db, coordinator[1], listing)
    assert (row["alt_text"], row["credit"]) == ("Six people by O'Neill's beck", "Jo D'Arcy")
    assert row["agreed_on"] == clock.today()
    assert db.scalar(select(func.count()).select_from(Photograph)) == 0
    assert app.test_client().get(f"/photographs/{row['digest']}/400.jpg").status_code == 404


def test_file_is_kept_without_what_it_tells_besides(coordinator, db, listing):
    add(coordinator[0], listing)

    [row] = drafted(db, coordinator[1], listing)
    assert SECRET.encode() not in get_file(db, row["digest"], 400).content


def test_published_photograph_is_on_the_page_of_the_activity(sign_in, db, listing, app):
    editor, _ = sign_in(Role.EDITOR)
    add(editor, listing)
    page = editor.get(f"/staff/activities/{listing.id}/write").text

    data = {"submission_key": new_key(), "version": hidden(page, "version")}
    editor.post(f"/staff/activities/{listing.id}/write/publish", data=data)

    page = html.unescape(app.test_client().get(f"/activities/{listing.id}").text)
    assert "alt=\"Six people by O'Neill's beck\"" in page


def test_writer_sees_the_picture_while_saying_what_it_shows(coordinator, listing):
    browser = coordinator[0]

    page = browser.get(choose(browser, listing).location).text

    src = page.split('class="lp-picture" src="')[1].split('"')[0]
    assert browser.get(src).mimetype == "image/jpeg"
    assert browser.get(src).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"alt_text": " "}, "Say what somebody would see in it"),
        ({"alt_text": "x" * 251}, "Keep it to 250 characters"),
        ({"credit": "x" * 101}, "Keep it to 100 characters"),
        ({"agreed": []}, "Tick both. If you cannot, use another photograph"),
        ({"agreed": ["shown"]}, "Tick both. If you cannot, use another photograph"),
        ({"agreed": ["used"]}, "Tick both. If you cannot, use another photograph"),
    ],
)
def test_what_is_missing_is_told_and_the_picture_is_still_there(coordinator, db, listing, answers, words):
    browser = coordinator[0]
    page = choose(browser, listing).location

    answer = describe(browser, page, **{"credit": "Jo D'Arcy", **answers})

    assert answer.status_code == 422
    assert words in html.unescape(answer.text)
    assert 'class="lp-picture"' in answer.text
    assert find_draft(db, coordinator[1], listing) is None
    assert describe(browser, page).status_code == 303


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"it's no picture", "Choose a JPEG, PNG or WebP file"), (file_of(drawn(200, 200)), "too small")],
)
def test_file_that_cannot_be_used_is_told_with_what_to_do(coordinator, db, listing, content, words):
    answer = choose(coordinator[0], listing, content)

    assert answer.status_code == 422
    assert words in html.unescape(answer.text)
    assert db.scalar(select(func.count()).select_from(Picture)) == 0


def test_no_file_is_asked_for(coordinator, listing):
    answer = coordinator[0].post(f"{pages_of(listing)}/new", data={"submission_key": new_key()})

    assert answer.status_code == 422
    assert "Choose a photograph" in answer.text


def test_file_larger_than_the_settings_allow_is_told(coordinator, app, listing):
    app.config["LYNCHPIN_UPLOAD_MB"] = 0

    answer = choose(coordinator[0], listing, bytes(100_000))

    assert answer.status_code == 413
    assert "Go back, and send a smaller one" in answer.text


def test_photograph_that_is_sent_twice_is_there_once(coordinator, db, listing):
    browser = coordinator[0]
    page = choose(browser, listing).location
    data = {"submission_key": new_key(), "seen": hidden(browser.get(page).text, "seen"), "agreed": ["shown", "used"]}

    answers = [browser.post(page, data={**data, "alt_text": "The hall"}) for _ in range(2)]

    assert [each.status_code for each in answers] == [303, 303]
    assert [row["alt_text"] for row in drafted(db, coordinator[1], listing)] == ["The hall"]


def test_words_typed_in_a_second_window_do_not_vanish_under_the_first(coordinator, db, listing):
    browser, page = coordinator[0], add(coordinator[0], listing, "The hall")
    data = {"submission_key": new_key(), "seen": hidden(browser.get(page).text, "seen"), "agreed": ["shown", "used"]}
    describe(browser, page, "The hall with its green door")

    answer = browser.post(page, data={**data, "alt_text": "A hall"})

    assert answer.status_code == 422
    assert "Somebody changed this part while you had it open" in answer.text
    assert "The hall with its green door" in answer.text
    assert [row["alt_text"] for row in drafted(db, coordinator[1], listing)] == ["The hall with its green door"]


def test_fourth_photograph_is_told_what_to_do_first(coordinator, db, listing):
    browser = coordinator[0]
    for colour in ("red", "green", "blue"):
        add(browser, listing, colour, content=file_of(drawn(colour=colour)))

    answer = describe(browser, choose(browser, listing).location)

    assert answer.status_code == 422
    assert "This listing has 3 photographs already. Take one out of it first." in answer.text
    assert [row["alt_text"] for row in drafted(db, coordinator[1], listing)] == ["red", "green", "blue"]


def test_another_picture_takes_the_place_of_one_and_is_told_and_agreed_anew(coordinator, db, listing):
    browser = coordinator[0]
    first, second = (make_photograph(db, listing, each, position=i) for i, each in enumerate(["Old hall", "Beck"]))
    chosen = choose(browser, listing, file_of(drawn(colour="red")), instead=first.id)
    page = browser.get(chosen.location).text
    assert "Old hall" not in page
    assert "checked" not in page

    describe(browser, chosen.location, "New hall")

    rows = drafted(db, coordinator[1], listing)
    assert [(row["id"], row["alt_text"]) for row in rows] == [(first.id, "New hall"), (second.id, "Beck")]
    assert rows[0]["digest"] != first.digest
    assert [row["agreed_on"] for row in rows] == [clock.today(), second.agreed_on]


def test_who_changes_the_words_is_not_asked_again_who_agreed(coordinator, db, listing):
    photograph = make_photograph(db, listing)
    page = f"{pages_of(listing)}/{photograph.id}/{photograph.digest}"
    assert coordinator[0].get(page).text.count("checked") == 2

    describe(coordinator[0], page, "Seven people")

    [row] = drafted(db, coordinator[1], listing)
    assert (row["alt_text"], row["agreed_on"]) == ("Seven people", photograph.agreed_on)


def test_photograph_of_another_listing_is_not_replaced_here(coordinator, db, listing):
    other = make_photograph(db, make_service(db, "Choir"))

    assert choose(coordinator[0], listing, instead=other.id).status_code == 404


def test_picture_that_is_gone_cannot_be_described(coordinator, listing):
    page = f"{pages_of(listing)}/{listing.id}/{'0' * 64}"

    assert coordinator[0].get(page).status_code == 404


def test_who_may_not_see_a_listing_learns_nothing_from_sending_to_it(coordinator, db):
    hidden_away = make_service(db, "Secret", stage="draft")

    assert choose(coordinator[0], hidden_away, b"no picture").status_code == 404


def test_writers_are_warned_where_the_place_is_hidden(coordinator, db, listing):
    words = "Use no photograph that gives it away"
    page = f"{pages_of(listing)}/new"
    assert words not in coordinator[0].get(page).text

    listing.places[0].location.hides_address = True
    db.flush()

    assert words in coordinator[0].get(page).text
    assert words in coordinator[0].get(choose(coordinator[0], listing).location).text
    assert words in coordinator[0].get(pages_of(listing)).text


def test_new_listing_that_nobody_has_seen_has_its_photograph_at_once(sign_in, db):
    editor, _ = sign_in(Role.EDITOR)
    started = make_service(db, "Choir", stage="draft")

    add(editor, started)

    assert db.scalars(select(Photograph.service_id)).all() == [started.id]
    assert db.scalars(select(Picture.unused_since)).all() == [None]


def test_picture_of_two_listings_is_kept_once(coordinator, db, listing):
    digest = make_picture(db)
    other = make_service(db, "Choir")

    for each in (listing, other):
        add(coordinator[0], each, content=file_of(drawn()))

    assert db.scalars(select(Picture.digest)).all() == [digest]


def test_file_that_is_sent_after_the_session_ended_is_asked_for_again(coordinator, app, db, listing):
    mark = hidden(coordinator[0].get(f"{pages_of(listing)}/new").text, "filled_in_by")
    email = db.get_one(User, coordinator[1].user_id).email
    browser = app.test_client()

    signing_in = choose(browser, listing, filled_in_by=mark)

    data = {"email": email, "password": PASSWORD, "kept": hidden(signing_in.text, "kept")}
    page = browser.post("/staff/sign-in", data=data, follow_redirects=True)
    assert "Choose a photograph" in page.text
    assert db.scalar(select(func.count()).select_from(Picture)) == 0
