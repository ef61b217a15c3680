"""The pages of what somebody agrees to: read out, written down, and changed."""

import html
from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.models import Purpose
from directory.casework.wordings import DEFAULT_WORDINGS
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.staff.conftest import in_boxes, said_yes


def text_of(answer) -> str:
    return html.unescape(answer.text)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_page_shows_the_words_to_read_out_and_the_answer_stands_on_the_clients_page(sign_in, db, purpose):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, consent_given_on=None)
    address = f"/staff/clients/{client.reference}"

    asking = text_of(browser.get(f"{address}/agreements/{purpose}"))
    answer = browser.post(f"{address}/agreements/{purpose}", data=said_yes(clock.today()))
    page = text_of(browser.get(answer.location))

    assert DEFAULT_WORDINGS[purpose] in asking
    assert "They have not been asked yet" in asking
    assert page.count("Agreed on") == 1
    assert page.count("Not asked") == 3


def test_a_no_is_written_down_and_shown(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    address = f"/staff/clients/{client.reference}"

    browser.post(f"{address}/agreements/contact", data=said_yes(clock.today(), answer="no"))

    assert "Do not ring or write to them" in text_of(browser.get(address))
    assert "Said no on" in text_of(browser.get(f"{address}/agreements/contact"))


def test_what_was_said_before_stays_on_the_page(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, consent_given_on=None)
    address = f"/staff/clients/{client.reference}/agreements/evaluation"
    browser.post(address, data=said_yes(clock.today() - timedelta(days=1), note="On the phone, twice"))

    browser.post(f"{address}/withdraw", data=in_boxes("withdrawn_on", clock.today()))

    page = text_of(browser.get(address))
    assert "and took it back on" in page
    assert "On the phone, twice" in page
    assert "Version 1 of the words" in page
    assert "Written down by Coordinator Example" in page


def test_who_takes_back_that_groups_are_told_has_them_thought_of(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    db.commit()
    day = in_boxes("withdrawn_on", clock.today())

    answer = browser.post(f"/staff/clients/{client.reference}/agreements/referral/withdraw", data=day)

    assert "groups read nothing more of them here" in text_of(browser.get(answer.location))


def test_somebody_under_16_agrees_only_with_a_note(sign_in, db):
    browser, coordinator = sign_in()
    born_on = clock.today() - timedelta(days=15 * 366)
    client = make_client(db, coordinator, consent_given_on=None, born_on=born_on)
    address = f"/staff/clients/{client.reference}/agreements/referral"

    answer = browser.post(address, data=said_yes(clock.today()))

    assert answer.status_code == 422
    assert "say how you know that they understand" in text_of(answer)


def test_somebody_under_16_is_not_added_with_an_agreement_that_lacks_a_note(sign_in, db):
    browser, _ = sign_in()
    days = {
        **in_boxes("born_on", clock.today() - timedelta(days=15 * 366)),
        **in_boxes("consent_given_on", clock.today()),
    }

    answer = browser.post("/staff/clients", data={"name": "Ida Young", **days})

    assert answer.status_code == 422
    assert "we have to ask a little more" in text_of(answer)


def test_answer_to_words_that_are_not_those_of_now_is_asked_again(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, consent_given_on=None)
    address = f"/staff/clients/{client.reference}/agreements/referral"

    answer = browser.post(address, data=said_yes(clock.today(), wording_number=0))

    assert answer.status_code == 422
    assert "The words to read out have changed" in text_of(answer)
    assert client.consents == []


def test_there_are_no_other_agreements_nor_those_of_other_teams(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    elsewhere = make_client(db, make_actor(db))

    assert browser.get(f"/staff/clients/{client.reference}/agreements/photographs").status_code == 404
    assert browser.get(f"/staff/clients/{elsewhere.reference}/agreements/contact").status_code == 404


def test_a_manager_reads_it_and_changes_nothing(sign_in, db):
    _, coordinator = sign_in()
    scheme = db.get(Scheme, coordinator.scheme_id)
    browser, _ = sign_in(Role.MANAGER, scheme=scheme)
    client = make_client(db, coordinator)
    address = f"/staff/clients/{client.reference}/agreements/referral"

    page = text_of(browser.get(address))

    assert "Agreed on" in page
    assert "They no longer agree" not in page
    assert browser.post(f"{address}/withdraw", data=in_boxes("withdrawn_on", clock.today())).status_code == 403
