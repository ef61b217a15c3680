"""The whole application as somebody meets it who was sent a link to their own page."""

import html
import re

import pytest

from directory.casework.own_page.keeping import send_own_page
from directory.casework.queries import get_client
from tests.factories.accounts import make_actor, new_word
from tests.factories.casework import make_reachable
from tests.factories.catalogue import make_service
from tests.factories.links import code_in, link_in, sent_letters
from tests.factories.referrals import make_referral
from tests.staff.conftest import app, postcodes, sign_in

__all__ = ["app", "postcodes", "sign_in"]

ADDRESS = "edith@home.example"
PHONE = "07700 900123"
SAID = "I miss my walks since my hip"


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def person(db, coordinator):
    """Edith, who agreed to be referred and written to, and is referred to a walking group; the letter left."""
    client = make_reachable(db, coordinator, phone=PHONE, statement=SAID)
    make_referral(db, coordinator, client=client, service=make_service(db, "Walks by the beck", email="w@beck.example"))
    db.commit()
    sent_letters()
    return client


@pytest.fixture
def invite(db, coordinator):
    """`invite(client)` presses "Send them a link to their own page"; gives the letter as it leaves."""

    def send(client):
        send_own_page(db, coordinator, get_client(db, coordinator, client.reference, to_change=True), new_word())
        db.commit()
        return sent_letters()[-1]

    return send


@pytest.fixture
def letter(app, person, invite):
    return invite(person)


@pytest.fixture
def link(letter):
    """Where the link in the letter leads."""
    return link_in(letter)


@pytest.fixture
def browser(app):
    return app.test_client()


@pytest.fixture
def open_with_code():
    """`open_with_code(browser, link)` asks for a code and types it in."""

    def show(browser, link):
        assert browser.post(f"{link}/codes").location == f"{link}/code"
        answer = browser.post(f"{link}/code", data={"code": code_in(sent_letters()[-1])})
        assert (answer.status_code, answer.location) == (303, link)
        return browser

    return show


@pytest.fixture
def opened(app, link, open_with_code):
    """A browser that has shown the code."""
    return open_with_code(app.test_client(), link)


def text_of(answer) -> str:
    return html.unescape(answer.text)


def seen_on(answer) -> str:
    """What a page says to its readers: no addresses, tokens or scripts."""
    main = answer.text.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", f"<main{main}")).split())
