"""A system says where it wants to be told of changes."""

import json

import pytest
from sqlalchemy import select

from directory.accounts.senders.webhook_models import SenderWebhook
from tests.api.referrals.conftest import System, errors_in
from tests.factories.senders import make_key

HOOKS = "https://records.example.org/hooks"


def ask(system, method: str, told=None):
    headers = {"Authorization": f"Bearer {system.key}"}
    return system.browser.open("/api/v1/webhook", method=method, json=told, headers=headers)


def test_an_address_is_named_with_a_secret_that_is_shown_once(db, system, sender):
    named = ask(system, "PUT", {"address": HOOKS})
    asked = ask(system, "GET")

    told, later = json.loads(named.text), json.loads(asked.text)
    assert (named.status_code, asked.status_code) == (200, 200)
    assert told["secret"].startswith("whsec_")
    assert "secret" not in later
    assert (later["address"], later["waiting"], later["given_up"]) == (HOOKS, 0, 0)
    assert db.get_one(SenderWebhook, sender.id).secret == told["secret"]


def test_the_secret_is_sealed(db, system):
    secret = json.loads(ask(system, "PUT", {"address": HOOKS}).text)["secret"]

    assert secret.encode() not in db.scalar(select(SenderWebhook.secret_sealed))


def test_named_again_there_is_a_new_secret(system):
    first, second = (json.loads(ask(system, "PUT", {"address": HOOKS}).text)["secret"] for _ in range(2))

    assert first != second


def test_it_is_taken_back(db, system):
    ask(system, "PUT", {"address": HOOKS})

    statuses = [ask(system, method).status_code for method in ("DELETE", "GET", "DELETE")]

    assert (statuses, db.scalars(select(SenderWebhook)).all()) == ([204, 404, 404], [])


WRONG = {
    "no https": {"address": "http://records.example.org/"},
    "no address": {"address": "records"},
    "a password in it": {"address": "https://me:secret@records.example.org/"},
    "a number": {"address": 7},
    "nothing": {},
    "more": {"address": HOOKS, "secret": "whsec_x"},
}


@pytest.mark.parametrize("told", WRONG.values(), ids=WRONG.keys())
def test_what_is_no_address_to_tell_is_refused(db, system, told):
    answer = ask(system, "PUT", told)

    assert answer.status_code == 422
    assert errors_in(answer)
    assert db.scalars(select(SenderWebhook)).all() == []


def test_a_test_key_is_answered_and_nothing_is_kept(db, browser, sender, postcodes):
    trying = System(browser, make_key(db, sender, is_test=True))
    db.commit()

    answers = [ask(trying, "PUT", {"address": HOOKS}), ask(trying, "DELETE")]

    assert [each.status_code for each in answers] == [200, 204]
    assert db.scalars(select(SenderWebhook)).all() == []
