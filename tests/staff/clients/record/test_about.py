"""The page of what is known of a client beyond how to reach them."""

import html

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.record.sections import list_current
from tests.factories.casework import make_client
from tests.factories.record import make_section
from tests.staff.conftest import hidden


def text_of(answer) -> str:
    return html.unescape(answer.text)


def test_what_they_said_is_written_down_and_shown(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    address = f"/staff/clients/{client.reference}/about"

    answer = browser.post(
        f"{address}/circumstances", data={"household": ["alone"], "money": "would-not-say", "seen": "0"}
    )

    assert (answer.status_code, answer.location) == (303, f"{address}#circumstances")
    page = text_of(browser.get(address))
    assert "They live alone" in page
    assert "They would rather not say" in page
    assert "Not asked:" in page
    assert coordinator.name in page


def test_nobody_has_to_answer_anything(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    answer = browser.post(f"/staff/clients/{client.reference}/about/identity", data={"seen": "0"})

    assert answer.status_code == 303
    assert list_current(db, client) == {}


def test_form_holds_what_is_known(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    make_section(db, coordinator, client, important_to_me="My garden")

    page = text_of(browser.get(f"/staff/clients/{client.reference}/about/about_me"))

    assert "My garden" in page
    assert hidden(page, "seen") == "1"


def test_two_at_once_are_told_of_each_other_and_keep_what_they_typed(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    make_section(db, coordinator, client, important_to_me="My garden")
    address = f"/staff/clients/{client.reference}/about/about_me"

    refused = browser.post(address, data={"important_to_me": "My dog", "seen": "0"})

    page = text_of(refused)
    assert refused.status_code == 422
    assert "What it says now" in page
    assert "My garden" in page
    assert "My dog" in page
    again = browser.post(address, data={"important_to_me": "My dog", "seen": hidden(page, "seen")})
    assert again.status_code == 303
    assert "What was known before" in text_of(browser.get(f"/staff/clients/{client.reference}/about"))


def test_wrong_practice_code_is_asked_again(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    answer = browser.post(f"/staff/clients/{client.reference}/about/identity", data={"gp_code": "Elm Street"})

    assert answer.status_code == 422
    assert "one letter and five digits" in text_of(answer)
    assert "ELMSTREET" not in answer.text


def test_manager_reads_and_does_not_write(sign_in, db):
    browser, manager = sign_in(Role.MANAGER)
    _, coordinator = sign_in(scheme=db.get(Scheme, manager.scheme_id))
    client = make_client(db, coordinator)

    page = text_of(browser.get(f"/staff/clients/{client.reference}/about"))

    assert "About me" in page
    assert "Write it down" not in page
    assert browser.get(f"/staff/clients/{client.reference}/about/about_me").status_code == 403


def test_section_that_there_is_not_is_absent(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    assert browser.get(f"/staff/clients/{client.reference}/about/gossip").status_code == 404
