"""“I’d like to go”: the group is told by a letter that names nobody, and sees after a code who it is."""

import html
import re
from urllib.parse import urlsplit

import pytest
from limits import parse
from sqlalchemy import func, select

from directory.audit.models import AuditEvent
from directory.public import joining
from directory.referrals.joining_models import JoinRequest
from directory.rights.untaken import ASKED_GROUP_FOR, let_go_of_requests
from directory.web import spam
from tests.factories.catalogue import make_service, make_term
from tests.factories.joining import make_join_request
from tests.factories.links import code_in, sent_letters

ANSWERS = {"name": "Jo Joiner", "phone": "07700 900222", "may_leave_message": "no", "agree": "yes"}


@pytest.fixture
def walks(db):
    service = make_service(db, "Gentle walks", email="walks@becklane.example")
    db.commit()
    return service


@pytest.fixture
def ask(browser, monkeypatch):
    """`ask(service, **answers)` sends the form of an activity; nobody waits for as long as somebody reads."""
    monkeypatch.setattr(spam, "QUICKEST", spam.QUICKEST * 0)

    def send(service, key="the-key-of-one-form", **more):
        page = browser.get(f"/activities/{service.id}/go").text
        shown_at = re.search(r'name="shown_at" value="([^"]+)"', page)
        carried = {"shown_at": shown_at[1]} if shown_at else {}
        data = {**ANSWERS, **carried, "submission_key": key, **more}
        return browser.post(f"/activities/{service.id}/go", data=data)

    return send


def count(db) -> int:
    return db.scalar(select(func.count()).select_from(JoinRequest)) or 0


def link_of(letter) -> str:
    return urlsplit(re.search(r"http://localhost/joining/\S+", letter.get_content())[0]).path


def test_the_page_of_an_activity_leads_to_it(browser, walks):
    assert f"/activities/{walks.id}/go" in browser.get(f"/activities/{walks.id}").text


def test_the_letter_goes_to_the_group_and_names_nobody(db, walks, ask):
    answer = ask(walks, message="I use a wheelchair")

    (letter,) = sent_letters()
    assert letter["To"] == "walks@becklane.example"
    assert not any(told in str(letter) for told in ("Jo", "900222", "wheelchair"))
    assert db.scalars(select(JoinRequest)).one().reference in answer.location


def test_the_group_sees_who_it_is_only_after_the_code(db, walks, ask, app):
    ask(walks, message="I use a wheelchair")
    link, group = link_of(sent_letters()[0]), app.test_client()
    asking = group.get(link).text
    assert "Jo Joiner" not in asking
    assert "w…s@becklane.example" in asking

    group.post(f"{link}/codes")
    group.post(f"{link}/code", data={"code": code_in(sent_letters()[-1])})
    page = html.unescape(group.get(link).text)

    for told in ("Jo Joiner", "07700 900222", "I use a wheelchair", "please leave none"):
        assert told in page
    assert "join_request.shown" in db.scalars(select(AuditEvent.action)).all()
    assert "Jo Joiner" not in app.test_client().get(link).text


def test_closed_it_shows_nothing_any_more(walks, ask, app):
    ask(walks)
    link, group = link_of(sent_letters()[0]), app.test_client()
    group.post(f"{link}/codes")
    group.post(f"{link}/code", data={"code": code_in(sent_letters()[-1])})

    group.post(f"{link}/closed")

    assert "Jo Joiner" not in group.get(link).text


def test_what_is_missing_is_told_at_once(walks, ask):
    answer = ask(walks, name="", phone="")

    assert "Enter your name" in answer.text
    assert "Give the group one way to reach you" in answer.text


def test_the_letter_box_of_a_group_is_not_filled(db, walks, ask, monkeypatch):
    monkeypatch.setattr(joining, "OF_A_GROUP", parse("1 per 1 day"))

    answers = [ask(walks, key=f"the-key-of-form-{number}") for number in range(2)]

    assert [each.status_code for each in answers] == [303, 429]
    assert count(db) == 1


def test_it_is_not_written_down_where_somebody_asked_from(db, walks, ask):
    ask(walks)

    assert db.scalars(select(AuditEvent.origin).where(AuditEvent.action == "join_request.made")).all() == [None]


def test_sent_twice_the_group_is_told_once(db, walks, ask):
    first, second = ask(walks), ask(walks)

    assert first.location == second.location
    assert (count(db), len(sent_letters())) == (1, 1)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        pytest.param({"name": ""}, "Enter your name", id="no name"),
        pytest.param({"phone": ""}, "Give the group one way to reach you", id="no way to reach them"),
        pytest.param({"phone": "call me"}, "Enter a phone number", id="no phone number"),
        pytest.param({"email": "at home"}, "Enter an email address", id="no email address"),
        pytest.param({"may_leave_message": ""}, "Say whether it is safe", id="nothing of messages"),
        pytest.param({"agree": ""}, "Tick the box if you agree", id="does not agree"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_is_sent(db, walks, ask, answers, told):
    answer = ask(walks, **answers)

    assert answer.status_code == 422
    assert told in answer.text
    assert count(db) == 0


def test_words_of_danger_go_to_no_group(db, words, walks, ask):
    answer = ask(walks, message="I want to kill myself")

    assert "This sounds as if it cannot wait" in answer.text
    assert "116 123" in answer.text
    assert count(db) == 0


def test_of_a_group_without_an_email_address_the_phone_is_shown(db, browser, ask):
    service = make_service(db, "Open Shed")
    service.email = service.organization.email = None
    db.commit()

    page = browser.get(f"/activities/{service.id}/go").text

    assert "we have no email address of theirs" in page
    assert 'name="phone"' not in page
    assert ask(service).status_code in (409, 422)
    assert count(db) == 0


def test_where_a_referral_is_needed_a_link_worker_is_asked(db, browser):
    kitchen = make_service(db, "Warm kitchen", terms=[make_term(db, code="referral-needed")])
    db.commit()

    page = browser.get(f"/activities/{kitchen.id}/go").text

    assert "Somebody has to refer you" in page
    assert "/refer" in page


def test_after_its_time_it_is_gone_with_its_letter(db, walks):
    request = make_join_request(db, walks)
    person_id = request.person_id
    assert let_go_of_requests(db, request.made_at + ASKED_GROUP_FOR / 2) == []

    assert let_go_of_requests(db, request.made_at + ASKED_GROUP_FOR * 2) == [person_id]

    db.flush()
    assert count(db) == 0
    assert sent_letters() == []


def test_a_listing_that_is_not_there_cannot_be_asked(db, browser, walks):
    walks.stage = "draft"
    db.commit()

    assert browser.get(f"/activities/{walks.id}/go").status_code == 404
