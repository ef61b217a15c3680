"""The pages on which answers are written down question by question."""

import pytest

from directory.outcomes.answering.queries import list_answered
from directory.outcomes.models import LeftOut
from tests.factories.casework import make_client
from tests.staff.conftest import hidden


@pytest.fixture
def world(db, sign_in):
    browser, actor = sign_in()
    client = make_client(db, actor)
    db.commit()
    return browser, actor, client


def form(client, **more):
    today = client.cases[0].opened_on
    day = [str(today.day), str(today.month), str(today.year)]
    return {"taken_on": day, "mode": "over the phone", "seen_ucla3": "0", "seen_lonely_direct": "0", **more}


def test_the_direct_question_is_asked_beside_the_three(db, world):
    browser, actor, client = world
    address = f"/staff/clients/{client.reference}/questionnaires/loneliness/baseline"

    sent = browser.post(address, data=form(client, ucla3_1="3", ucla3_2="refused", lonely_direct_1="1"))

    three, direct = sorted(list_answered(db, actor, client), key=lambda each: -len(each.answers))
    assert sent.status_code == 303
    assert [each.said for each in three.answers] == [3, LeftOut.REFUSED, LeftOut.NOT_ASKED]
    assert [each.said for each in direct.answers] == [1]
    page = browser.get(sent.location).text
    assert "Did not want to answer" in page
    assert "Often or always" in page


def test_what_was_recorded_is_in_the_boxes_to_be_put_right(db, world):
    browser, _, client = world
    address = f"/staff/clients/{client.reference}/questionnaires/loneliness/baseline"
    browser.post(address, data=form(client, ucla3_1="3", lonely_direct_1="1"))

    page = browser.get(address).text

    assert hidden(page, "seen_ucla3") == "1"
    assert page.count("selected") >= 2


def test_nothing_said_is_asked_again(world):
    browser, _, client = world

    answer = browser.post(f"/staff/clients/{client.reference}/questionnaires/ons4/exit", data=form(client))

    assert answer.status_code == 422
    assert "at least one answer" in answer.text


@pytest.mark.parametrize("asked", ["swemwbs", "nothing"])
def test_what_is_not_open_is_not_asked_here(world, asked):
    browser, _, client = world

    assert browser.get(f"/staff/clients/{client.reference}/questionnaires/{asked}/exit").status_code == 404
