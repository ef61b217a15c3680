"""Reporting a problem and asking about an activity, without an account."""

import html
import re

import pytest
from sqlalchemy import func, select

from directory.accounts.actor import Role
from directory.catalogue.merging.joining import merge_records
from directory.champions.messages.closing import close_message
from directory.champions.messages.inputs import ClosingInput
from directory.champions.messages.models import Ending, ListingMessage
from directory.champions.messages.proposals import Part, read
from directory.web.help_lines import HELP_LINES
from directory.web.spam import FROM_A_PLACE
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_message
from tests.factories.duplicates import make_candidate, wanted_merge
from tests.public.open_forms import send_form
from tests.staff.conftest import hidden

ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def service(db):
    return make_service(db, "Gentle walks", terms=[make_term(db)])


def report_of(service) -> str:
    return f"/activities/{service.id}/report"


def question_of(service) -> str:
    return f"/activities/{service.id}/question"


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(page)).split())


def kept(db) -> list[ListingMessage]:
    db.expire_all()
    return list(db.scalars(select(ListingMessage)))


def test_page_of_an_activity_leads_to_both_forms(browser, service):
    page = browser.get(f"/activities/{service.id}").text

    assert f'href="{report_of(service)}">Report a problem' in page
    assert f'href="{question_of(service)}">Ask' in page


def test_a_report_is_kept_and_gets_a_number(browser, db, service):
    answer = send_form(browser, report_of(service), about="moved", words="They meet on Mondays now")
    thanks = browser.get(answer.location).text

    [message] = kept(db)
    assert (message.about, message.words, message.service_id) == ("moved", "They meet on Mondays now", service.id)
    assert answer.status_code == 303
    assert message.reference in thanks
    assert "You will not hear from us" in plain(thanks)
    assert "Mondays" not in thanks


def test_page_says_that_a_report_is_looked_into_and_not_what_it_says(browser, service):
    send_form(browser, report_of(service), about="closed", words="A rude word")

    page = plain(browser.get(f"/activities/{service.id}").text)

    assert "this may have changed. We are checking it." in page
    assert "rude" not in page


def test_a_question_is_kept_with_how_to_answer(browser, db, service):
    answer = send_form(browser, question_of(service), words="Is there a seat?", email="ada@home.example")

    [message] = kept(db)
    assert (message.about, message.words, message.email) == ("question", "Is there a seat?", "ada@home.example")
    assert "They write to you or ring you" in plain(browser.get(answer.location).text)


@pytest.mark.parametrize(
    ("kind", "answers", "said"),
    [
        pytest.param("report", {}, "Choose what is wrong", id="nothing chosen"),
        pytest.param("report", {"about": "question"}, "Choose one from the list", id="no report at all"),
        pytest.param("report", {"about": "other"}, "Tell us what is wrong", id="something else, and not what"),
        pytest.param("report", {"about": "moved", "email": "ada"}, "Enter an email address, like", id="no address"),
        pytest.param("question", {"words": "", "email": "a@b.example"}, "Write your question", id="no question"),
        pytest.param("question", {"words": "Is it warm?"}, "so that we can answer", id="nobody to answer"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(browser, db, service, kind, answers, said):
    answer = send_form(browser, f"/activities/{service.id}/{kind}", **answers)

    assert answer.status_code == 422
    assert said in plain(answer.text)
    assert answers.get("words", "") in html.unescape(answer.text)
    assert kept(db) == []


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        pytest.param("question", {"email": "ada@home.example"}, id="a question"),
        pytest.param("report", {"about": "moved"}, id="a report"),
    ],
)
def test_words_of_danger_bring_out_whom_to_ring_before_anything_is_sent(browser, db, words, service, kind, more):
    address, typed = f"/activities/{service.id}/{kind}", {"words": "I want to kill myself", **more}

    asked = send_form(browser, address, **typed)
    kept_before = kept(db)
    sent = send_form(browser, address, asked.text, lines_seen=hidden(asked.text, "lines_seen"), **typed)

    assert (asked.status_code, kept_before) == (422, [])
    assert "You do not have to wait for us" in asked.text
    assert "press the button again" in plain(asked.text)
    assert sent.status_code == 303
    assert [each.words for each in kept(db)] == ["I want to kill myself"]


def test_pressed_twice_it_is_sent_once(browser, db, service):
    page = browser.get(report_of(service)).text

    first = send_form(browser, report_of(service), page, about="closed")
    second = send_form(browser, report_of(service), page, about="closed")

    assert first.location == second.location
    assert len(kept(db)) == 1


def test_who_answers_before_anybody_could_read_is_asked_again(browser, db, service):
    page = browser.get(report_of(service)).text
    typed = {name: hidden(page, name) for name in ("submission_key", "shown_at")}

    answer = browser.post(report_of(service), data={**typed, "about": "closed", "words": "Shut"})

    assert answer.status_code == 422
    assert "We could not tell that a person sent this" in answer.text
    assert kept(db) == []


def test_no_place_on_the_network_sends_without_end(browser, service):
    codes = [
        browser.post(report_of(service), environ_overrides=ELSEWHERE).status_code
        for _ in range(FROM_A_PLACE.amount + 1)
    ]

    assert codes == [422] * FROM_A_PLACE.amount + [429]


def test_one_listed_twice_is_told_of_under_the_id_it_has_now(browser, db, service):
    other = make_service(db, "The gentle walks")
    both = [report_of(service), report_of(other)]
    candidate = make_candidate(db, service, other)
    merge_records(db, make_actor(db, Role.EDITOR), candidate, wanted_merge(db, candidate, service))

    for address in both:
        send_form(browser, address, about="closed")

    assert len({each.service_id for each in kept(db)}) == 1


def test_of_what_is_not_published_nothing_can_be_told(browser, db):
    draft = make_service(db, stage="draft")

    assert browser.get(report_of(draft)).status_code == 404
    assert browser.post(report_of(draft)).status_code == 404
    assert db.scalar(select(func.count()).select_from(ListingMessage)) == 0


@pytest.mark.parametrize("kind", ["report", "question"])
def test_whoever_writes_is_told_whom_to_turn_to_at_once(browser, service, kind):
    page = plain(browser.get(f"/activities/{service.id}/{kind}").text)

    assert all(line.number in page for line in HELP_LINES)


def test_a_number_that_nobody_was_given_leads_nowhere(browser):
    assert browser.get("/messages/AAAAAAAAAA").status_code == 404


def test_page_of_a_number_says_when_it_was_closed(browser, db, service):
    message = make_message(db, service)
    close_message(db, make_actor(db, Role.EDITOR), message, ClosingInput(Ending.PUT_RIGHT))
    db.flush()

    page = plain(browser.get(f"/messages/{message.reference}").text)

    assert "It was dealt with on" in page
    assert "You will not hear" not in page


def test_whoever_knows_says_part_by_part_what_it_should_say(browser, db, service):
    told = {"new_phone": "0113 496 0777", "new_when": "Mondays at ten", "new_cost": " "}

    answer = send_form(browser, report_of(service), about="other", **told)

    [message] = kept(db)
    assert answer.status_code == 303
    assert read(message.proposed) == {Part.PHONE: "0113 496 0777", Part.WHEN: "Mondays at ten"}


def test_a_part_that_cannot_be_is_told_beside_its_box_and_the_boxes_stay_open(browser, db, service):
    answer = send_form(browser, report_of(service), about="wrong contact", new_url="walks at home", new_when="Mondays")

    assert answer.status_code == 422
    assert "Enter a web address that starts with https://" in plain(answer.text)
    assert '<details class="govuk-details" open>' in answer.text
    assert "Mondays" in answer.text
    assert kept(db) == []


def test_boxes_say_what_the_page_says_now(browser, db, service):
    service.email = "walks@becklane.example"
    db.flush()

    page = plain(browser.get(report_of(service)).text)

    assert "The page says now: walks@becklane.example" in page


def test_words_of_danger_are_heard_in_every_box(browser, db, words, service):
    asked = send_form(browser, report_of(service), about="other", new_when="I want to kill myself")

    assert asked.status_code == 422
    assert "press the button again" in plain(asked.text)
    assert kept(db) == []
