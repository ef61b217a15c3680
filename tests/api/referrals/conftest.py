"""Referrals as any system sends them, on each kind of database."""

import json

import pytest

from directory.accounts.actor import Role
from tests.factories.accounts import make_actor
from tests.factories.senders import make_key, make_sender
from tests.public.conftest import app, browser, postcodes, words

__all__ = ["app", "browser", "postcodes", "words"]

EDITH = {
    "name": "Edith Ashworth",
    "postcode": "LS11 8ND",
    "phone": "0113 496 0000",
    "reason": "She hardly leaves the house.",
    "statement": "I miss my walks.",
    "risks_answer": "none known",
    "agreement_said": "agreed",
    "referrer_name": "Dr Sam Okoro",
    "referrer_role": "GP",
    "referrer_contact": "reception@becklane.example",
}


@pytest.fixture
def actor(db):
    return make_actor(db, Role.COORDINATOR)


@pytest.fixture
def sender(db, actor):
    return make_sender(db, actor)


@pytest.fixture
def key(db, sender):
    key = make_key(db, sender)
    db.commit()
    return key


class System:
    """A system with a key, which asks and reads the answers."""

    def __init__(self, browser, key: str) -> None:
        self.browser, self.key = browser, key

    def send(self, told=None, *, once="first", **more):
        """Send Edith's referral, unless told otherwise."""
        headers = {"Authorization": f"Bearer {self.key}"}
        if once:
            headers["Idempotency-Key"] = once
        body = EDITH if told is None else told
        return self.browser.post("/api/v1/referrals", json={**body, **more}, headers=headers)

    def get(self, path: str = "", **query):
        headers = {"Authorization": f"Bearer {self.key}"}
        return self.browser.get(f"/api/v1/referrals{path}", query_string=query or None, headers=headers)


@pytest.fixture
def system(browser, key, postcodes):
    return System(browser, key)


def errors_in(answer) -> dict[str, str]:
    """What is wrong with each field, by its name."""
    return {each["pointer"].removeprefix("#/"): each["detail"] for each in json.loads(answer.text).get("errors", [])}


@pytest.fixture
def trying(db, browser, sender, postcodes, monkeypatch):
    """A system with a test key, which may send as often as it likes."""
    monkeypatch.setattr("directory.accounts.senders.guard.count_try", lambda *_: None)
    key = make_key(db, sender, is_test=True)
    db.commit()
    return System(browser, key)
