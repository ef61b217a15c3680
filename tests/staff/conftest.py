"""The whole application, with staff signed in, on each kind of database."""

import re
import uuid
from datetime import date

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.queries import actor_of
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.postcodes import write_postcode_file

PLACES = {"LS11 8ND": (53.78, -1.55), "LS11 9XX": (53.78, -1.54), "M1 1AE": (53.48, -2.24)}
COUNCILS = {"LS11 8ND": "E08000035", "LS11 9XX": "E08000035", "M1 1AE": "E08000003"}


@pytest.fixture(scope="session")
def postcodes(settings):
    """A postcode file of three postcodes."""
    write_postcode_file(settings.postcode_file, PLACES, councils=COUNCILS)


@pytest.fixture
def app(whole_app, database, postcodes):
    """The application without tokens in its forms: they have tests of their own."""
    whole_app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return whole_app


@pytest.fixture
def words(our_words):
    """Our vocabulary, so that needs are heard."""


@pytest.fixture
def sign_in(app, db):
    """`sign_in(Role.MANAGER, scheme=…)` gives the browser of such a person, and them as an actor."""

    def begin(*roles: Role, **more):
        user = make_user(db, *(roles or (Role.COORDINATOR,)), **more)
        browser = app.test_client()
        answer = browser.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})
        assert answer.status_code == 303
        return browser, actor_of(db, user.email)

    return begin


def new_key() -> str:
    """A submission key nothing else has."""
    return f"key-{uuid.uuid4()}"


def hidden(page: str, name: str) -> str:
    """The first hidden value of a name on a page."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, f"no hidden {name} on the page"
    return found[1]


def in_boxes(name: str, day: date) -> dict[str, list[str]]:
    """A day in the three boxes of a question."""
    return {name: [str(day.day), str(day.month), str(day.year)]}


def agreed_to_group(**more: object) -> dict[str, object]:
    """What is asked before somebody is referred, answered: they agreed today that this group is told everything."""
    return {**in_boxes("agreed_on", clock.today()), "parts": ["phone", "email", "reaching", "talking"], **more}


def said_yes(day: date, **more: object) -> dict[str, object]:
    """The form in which somebody is written down to agree, by word of mouth, by themselves."""
    return {
        "answer": "yes",
        "wording_number": 1,
        "given_how": "spoken",
        "given_by": "themself",
        **in_boxes("given_on", day),
        **more,
    }
