"""What staff watch, from the pages where they meet it, and stopping the weekly letter."""

import html
import re
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.history.revisions import record_revision
from directory.catalogue.models.revisions import RevisionKind
from directory.champions.digest.models import Watch
from directory.champions.digest.watching import has_stopped
from directory.jobs.weekly_letters import write_weekly_letters
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.links import sent_letters


@pytest.fixture
def chess(db):
    return make_term(db, "Chess", code="chess")


def page_of(browser, path="/staff/watching") -> str:
    return html.unescape(browser.get(path).text)


def test_what_is_watched_is_shown_and_goes_with_one_press(sign_in, db, chess):
    browser, _ = sign_in()

    browser.post("/staff/watching", data={"term": "chess", "area": "LS11 8ND"})
    assert "Stop watching" in page_of(browser)
    for watch in db.scalars(select(Watch)).all():
        browser.post(f"/staff/watching/{watch.id}/stop")

    assert "You watch nothing yet" in page_of(browser)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Write a need, interest"),
        ({"term": "draughts"}, "We know no need"),
        ({"area": "nowhere"}, "Enter the first half of a postcode"),
    ],
)
def test_what_cannot_be_watched_is_asked_again(sign_in, chess, data, said):
    browser, _ = sign_in()

    answer = browser.post("/staff/watching", data=data)

    assert answer.status_code == 422
    assert said in html.unescape(answer.text)


def test_activity_offers_to_watch_what_it_has(sign_in, db, chess):
    service = make_service(db, terms=[chess])
    browser, _ = sign_in()

    assert f"/staff/watching?activity={service.id}" in page_of(browser, f"/activities/{service.id}")
    page = page_of(browser, f"/staff/watching?activity={service.id}")

    assert "Watch Chess" in page
    assert "Watch LS11" in page


def test_hidden_place_is_not_offered(sign_in, db, chess):
    service = make_service(db, terms=[chess])
    service.places[0].location.hides_address = True
    db.flush()
    browser, _ = sign_in()

    assert "Watch LS11" not in page_of(browser, f"/staff/watching?activity={service.id}")


def test_match_offers_to_watch_what_was_needed_and_is_come_back_to(sign_in, our_words):
    browser, _ = sign_in()

    answer = browser.post(
        "/staff/match", data={"within": "3", "needs": "debt", "postcode": "LS11 8ND"}, follow_redirects=True
    )

    assert "Watch Debt" in answer.text
    assert "Watch LS11" in answer.text
    place = urlsplit(answer.request.url).path
    assert f'action="/staff/watching?match={place.rsplit("/", 1)[1]}"' in answer.text
    watched = browser.post(f"/staff/watching?match={place.rsplit('/', 1)[1]}", data={"term": "debt"})
    assert watched.location == place


def test_page_of_a_term_offers_to_watch_it(sign_in, db, chess):
    browser, actor = sign_in(Role.CHAMPION)
    domain = make_walking_domain(db, [chess], db.get_one(User, actor.user_id))

    assert "Watch Chess" in page_of(browser, f"/staff/listings/{domain.slug}/words/{chess.id}")


def test_letter_is_stopped_and_wanted_again(sign_in, db):
    browser, actor = sign_in()

    browser.post("/staff/watching/letter", data={"wants": "no"})
    assert "You get no weekly letter" in page_of(browser)
    assert "You get no email about" in page_of(browser, "/staff/account")
    browser.post("/staff/watching/letter", data={"wants": "yes"})

    assert "You get the weekly letter" in page_of(browser)
    db.expire_all()
    assert not has_stopped(db, actor.user_id)


def test_commissioners_watch_nothing(sign_in):
    browser, _ = sign_in(Role.COMMISSIONER)

    assert browser.get("/staff/watching").status_code == 403
    assert "Weekly letter" not in page_of(browser, "/staff/account")


def test_letter_is_stopped_by_its_own_link_and_not_by_looking(sign_in, db, key_store, chess, client, time_machine):
    browser, actor = sign_in()
    browser.post("/staff/watching", data={"term": "Chess"})
    service = make_service(db, terms=[chess])
    record_revision(db, "service", service.id, kind=RevisionKind.ADDED)
    db.commit()
    time_machine.move_to(datetime.combine(clock.today() + timedelta(days=1), time(12), UTC), tick=False)
    write_weekly_letters(clock.today().weekday())
    [letter] = sent_letters()
    path = urlsplit(re.search(r"http://localhost/staff/weekly-letter/\S+", letter.get_content())[0]).path

    for _ in range(2):
        assert "Stop the weekly letter" in client.get(path).text
    client.post(path)

    assert "is stopped" in client.get(path).text
    db.expire_all()
    assert has_stopped(db, actor.user_id)


def test_link_that_was_cut_off_opens_nothing(client):
    assert client.get("/staff/weekly-letter/nonsense").status_code == 404
    assert client.post("/staff/weekly-letter/nonsense").status_code == 404
