"""Looking somebody up on the page of clients."""

import html
from datetime import date

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from tests.factories.casework import make_client


def find(browser, typed) -> str:
    answer = browser.post("/staff/clients/find", data={"sought": typed})
    return html.unescape(answer.text)


@pytest.fixture
def edith(db, sign_in):
    """A coordinator's browser, and one of their clients."""
    browser, coordinator = sign_in()
    more = {"postcode": "LS11 8ND", "born_on": date(1950, 3, 27)}
    return browser, make_client(db, coordinator, name="Edith Ashworth", **more), coordinator


def test_the_page_of_clients_asks_whom_you_look_for(edith):
    browser, _, _ = edith

    page = browser.get("/staff/clients").text

    assert 'action="/staff/clients/find" method="post"' in page


def test_who_is_found_stands_there_with_enough_to_tell_them_apart(edith):
    browser, client, coordinator = edith

    page = find(browser, "ashwort")

    for shown in ("Edith Ashworth", "27 March 1950", "LS11 8ND", client.reference, coordinator.name):
        assert shown in page
    assert f'href="/staff/clients/{client.reference}"' in page
    assert 'value="ashwort"' in page


def test_where_nobody_is_found_the_page_says_what_to_try(edith):
    browser, _, _ = edith

    assert "Nobody was found" in find(browser, "Zebedee")
    assert "at least three letters" in find(browser, "Zo")


def test_nothing_typed_is_asked_again_on_the_page_of_clients(edith):
    browser, _, _ = edith

    answer = browser.post("/staff/clients/find", data={"sought": "  "})

    assert answer.status_code == 422
    assert "Type a name, a number, or a date of birth" in answer.text
    assert "Edith Ashworth" in answer.text


def test_what_is_typed_stands_in_no_address(edith):
    browser, _, _ = edith

    answer = browser.post("/staff/clients/find", data={"sought": "Edith"})

    assert answer.status_code == 200
    assert answer.location is None
    assert browser.get("/staff/clients/find?sought=Edith").status_code == 404


def test_a_manager_finds_the_teams_clients_and_adds_none(db, sign_in, edith):
    _, _, coordinator = edith
    browser, _ = sign_in(Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))

    page = find(browser, "Edith")

    assert "Edith Ashworth" in page
    assert "Add a client" not in page


def test_another_team_finds_nobody(sign_in, edith):
    browser, _ = sign_in()

    page = find(browser, "Edith Ashworth")

    assert "Nobody was found" in page
    assert "LS11 8ND" not in page
