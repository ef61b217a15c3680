"""Looking somebody up on the page of clients."""

import html
import re
from datetime import date

import pytest
from sqlalchemy import func, select

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.joining.models import AlikePair
from directory.casework.models import Client
from tests.factories.casework import make_client
from tests.staff.conftest import hidden


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


def add(browser, **more):
    told = {"name": "Edith Ashworth", "statement": "I miss the choir", "submission_key": "the-second-edith"}
    return browser.post("/staff/clients", data={**told, **more})


def test_before_somebody_is_added_who_it_may_be_is_offered_and_nothing_is_lost(db, edith):
    browser, client, _ = edith

    answer = add(browser, postcode="LS11 8ND")

    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert "You may have this person on your list already" in page
    assert f'href="/staff/clients/{client.reference}" target="_blank"' in page
    assert "27 March 1950" in page
    assert "I miss the choir" in page
    assert count_clients(db) == 1


def test_who_is_shown_there_is_written_down(db, edith):
    browser, client, _ = edith

    add(browser)

    [event] = db.scalars(select(AuditEvent).where(AuditEvent.action == "client.listed"))
    assert event.subject_ids == [str(client.id)]


def test_somebody_else_is_added_after_all_and_once(db, edith):
    browser, client, _ = edith
    offered = add(browser).text

    answers = [add(browser, not_these=button_value(offered)) for _ in range(2)]

    assert [each.status_code for each in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert button_value(offered) == client.reference
    assert count_clients(db) == 2
    # It is kept that they are two people, so that no program asks again.
    [pair] = db.scalars(select(AlikePair))
    assert (pair.client_id, pair.state) == (client.id, "two people")


def test_who_was_somebody_else_stays_so_while_other_mistakes_are_put_right(db, edith):
    browser, _, _ = edith
    offered = add(browser).text

    wrong = add(browser, not_these=button_value(offered), postcode="LS11 8N").text
    right = add(browser, not_these=hidden(wrong, "not_these"))

    assert "You may have this person" not in wrong
    assert right.status_code == 303


def test_an_nhs_number_that_is_on_record_is_not_kept_twice(db, edith):
    browser, client, _ = edith
    client.nhs_number = "9434765919"
    db.flush()
    offered = add(browser, nhs_number="943 476 5919").text

    answer = add(browser, nhs_number="943 476 5919", not_these=button_value(offered))

    assert answer.status_code == 422
    assert f"This is the NHS number of client {client.reference}" in html.unescape(answer.text)
    assert count_clients(db) == 1


def button_value(page: str) -> str:
    """What the button says that it is somebody else."""
    [button] = re.findall(r"<button[^>]*>\s*It is somebody else", page)
    return re.search(r'value="([^"]*)"', button)[1]


def count_clients(db) -> int:
    return db.scalar(select(func.count()).select_from(Client))
