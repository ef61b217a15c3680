"""The list of practices as staff keep it, and the address that is looked at before a message goes."""

import html

import pytest

from directory.casework.message_back.models import MessageBack
from directory.casework.message_back.practices import find_practice
from tests.factories.casework import make_client
from tests.factories.message_back import agree_to_feedback, make_message_back, make_practice


@pytest.fixture
def worker(sign_in):
    return sign_in()


def text_of(answer) -> str:
    return html.unescape(answer.text)


def test_a_practice_is_added_changed_and_taken_off(worker, db):
    browser, actor = worker
    data = {"seen": 0, "code": "b86001", "practice_name": "Sike Road", "practice_email": "one@practice.example"}
    browser.post("/staff/practices", data=data)
    known = find_practice(db, actor.scheme_id, "B86001")

    browser.post("/staff/practices", data={**data, "seen": known.version, "practice_email": "two@practice.example"})
    listed = text_of(browser.get("/staff/practices"))
    browser.post(f"/staff/practices/{known.id}/remove")

    assert "two@practice.example" in listed
    assert "No practice is on your list yet" in text_of(browser.get("/staff/practices"))


def test_what_is_wrong_is_said_and_what_was_typed_stays(worker):
    browser, _ = worker
    data = {"seen": 0, "code": "Sike", "practice_name": "Sike Road", "practice_email": "one@practice.example"}

    answer = browser.post("/staff/practices", data=data)

    assert answer.status_code == 422
    assert "A practice code has a letter and five digits" in text_of(answer)
    assert "one@practice.example" in answer.text


def test_another_team_has_its_own_list(worker, sign_in, db):
    _, actor = worker
    practice = make_practice(db, actor)
    db.commit()
    stranger, _ = sign_in()

    assert "Sike Road" not in text_of(stranger.get("/staff/practices"))
    assert stranger.post(f"/staff/practices/{practice.id}/remove").status_code == 404


def test_a_message_goes_by_email_only_after_a_look_at_the_address(worker, db):
    browser, actor = worker
    client = make_client(db, actor)
    agree_to_feedback(db, actor, client)
    message = make_message_back(db, actor, client)
    db.commit()
    address = f"/staff/clients/{client.reference}/messages/{message.id}"

    answer = browser.post(f"{address}/send", data={"seen": message.version, "way": "email"})

    db.expire_all()
    assert answer.status_code == 422
    assert "Look at the email address, and tick that it is right" in text_of(answer)
    assert db.get_one(MessageBack, message.id).sent_at is None
