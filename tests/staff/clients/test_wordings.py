"""The page on which managers and administrators write what is read out before somebody agrees."""

import html

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.models import Purpose
from directory.casework.wordings import DEFAULT_WORDINGS
from tests.factories.casework import make_client


def text_of(answer) -> str:
    return html.unescape(answer.text)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMINISTRATOR])
def test_new_words_are_what_coordinators_read_out(sign_in, db, role):
    browser, actor = sign_in(role)
    colleague, coordinator = sign_in(scheme=db.get(Scheme, actor.scheme_id))
    client = make_client(db, coordinator, consent_given_on=None)

    answer = browser.post("/staff/agreements/contact", data={"text": "May we ring you?", "seen": "1"})

    assert "May we ring you?" in text_of(browser.get(answer.location))
    page = text_of(colleague.get(f"/staff/clients/{client.reference}/agreements/contact"))
    assert "May we ring you?" in page
    assert DEFAULT_WORDINGS[Purpose.CONTACT] in text_of(browser.get("/staff/agreements/contact"))


def test_words_that_somebody_wrote_meanwhile_are_shown_and_nothing_is_lost(sign_in):
    browser, _ = sign_in(Role.MANAGER)
    browser.post("/staff/agreements/contact", data={"text": "May we ring you?", "seen": "1"})

    answer = browser.post("/staff/agreements/contact", data={"text": "May we write to you?", "seen": "1"})

    page = text_of(answer)
    assert answer.status_code == 422
    assert "Somebody else wrote new words" in page
    assert "May we ring you?" in page
    assert "May we write to you?" in page


def test_the_basis_stands_on_the_clients_page_and_in_everything_we_hold(sign_in, db):
    browser, actor = sign_in(Role.MANAGER)
    colleague, coordinator = sign_in(scheme=db.get(Scheme, actor.scheme_id))
    address = f"/staff/clients/{make_client(db, coordinator).reference}"
    agreements = f"{address}/agreements"
    before = text_of(colleague.get(agreements))

    browser.post(
        "/staff/lawful-basis", data={"lawful_basis": "legitimate interests", "special_basis": "explicit consent"}
    )

    assert "part of a public service (public task)" in before
    assert "does not outweigh their rights (legitimate interests)" in text_of(colleague.get(agreements))
    assert "(explicit consent)" in text_of(colleague.get(f"{address}/everything"))
    told = colleague.get(f"{address}/everything.json").get_json()
    assert told["lawful_basis"] == ["legitimate interests", "explicit consent"]


def test_a_basis_there_is_not_is_refused(sign_in):
    browser, _ = sign_in(Role.MANAGER)

    answer = browser.post("/staff/lawful-basis", data={"lawful_basis": "because", "special_basis": "explicit consent"})

    assert answer.status_code == 422
