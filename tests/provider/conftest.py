"""The whole application as a group meets it that was sent a letter with a link."""

import pytest

from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.links import code_in, link_in, sent_letters
from tests.factories.referrals import make_referral
from tests.factories.verifying import make_due, make_listings_link
from tests.staff.conftest import app, postcodes, sign_in

__all__ = ["app", "postcodes", "sign_in"]

ADDRESS = "walks@becklane.example"
MESSAGE = "She uses a walking frame"
PHONE = "07700 900123"


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def referral(db, coordinator):
    """Edith, who agreed, referred to a walking group; its letter waits."""
    client = make_client(db, coordinator, name="Edith Ashworth", phone=PHONE)
    walks = make_service(db, "Walks by the beck", email=ADDRESS)
    made = make_referral(db, coordinator, client=client, service=walks, message=MESSAGE)
    db.commit()
    return made


@pytest.fixture
def link(app, referral):
    """Where the link in the letter leads."""
    return link_in(sent_letters()[-1])


@pytest.fixture
def service(db):
    """A listing that is due a check."""
    return make_due(db)


@pytest.fixture
def own_link(app, db, service):
    """Where the link in the letter about its listings leads the group of it."""
    token = make_listings_link(db, service)
    db.commit()
    return f"/our-listings/{token}"


@pytest.fixture
def browser(app):
    return app.test_client()


@pytest.fixture
def ask_code(link):
    """`ask_code(browser)` presses "Send me a code", and gives the code that comes by mail."""

    def ask(browser) -> str:
        answer = browser.post(f"{link}/codes")
        assert (answer.status_code, answer.location) == (303, f"{link}/code")
        return code_in(sent_letters()[-1])

    return ask


@pytest.fixture
def opened(app, link, ask_code):
    """A browser that has shown the code."""
    browser = app.test_client()
    answer = browser.post(f"{link}/code", data={"code": ask_code(browser)})
    assert (answer.status_code, answer.location) == (303, link)
    return browser
