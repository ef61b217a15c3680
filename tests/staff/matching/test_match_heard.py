"""Putting right what a match heard: chips go and come back, and what was missed is added."""

import html
import re
import uuid

import pytest
from sqlalchemy import func, select

from directory.accounts.models import Scheme
from directory.casework.models import KeptQuestion
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service

SAID = "My wife died in March and I love gardening. I don't want church groups."


@pytest.fixture
def browser(sign_in, words):
    return sign_in()[0]


def ask(browser, statement=SAID, **answers) -> str:
    """The address of the results."""
    return browser.post("/staff/match", data={"within": "3", "statement": statement, **answers}).location


def press(browser, results: str, **button) -> str:
    """The address of the results after a chip's button was pressed."""
    answer = browser.post(f"{results.partition('#')[0]}/heard", data=button)
    assert answer.status_code == 303
    return answer.location


def page_of(browser, address: str) -> str:
    return html.unescape(browser.get(address).text)


def chips(page: str, label: str) -> list[str]:
    """What the chips of a list say."""
    found = re.search(rf'<ul class="lp-chips lp-chips--heard" aria-label="{label}">(.*?)</ul>', page, re.DOTALL)
    plain = re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL) if found else []
    return [re.sub(r"<[^>]+>", "", each.partition('<span class="govuk-visually-hidden">')[0]).strip() for each in plain]


def test_what_is_taken_out_neither_ranks_nor_explains_until_it_is_put_back(browser, db):
    make_service(db, "Gardening outdoors")
    results = ask(browser)

    without = press(browser, results, take_out="gardening")
    page, again = page_of(browser, without), page_of(browser, press(browser, without, put_back="gardening"))

    assert "Gardening outdoors" in page_of(browser, results)
    assert "Gardening outdoors" not in page
    assert "Bereavement — heard in ‘my wife died’" in chips(page, "What we heard")
    assert "Gardening" not in " ".join(chips(page, "What we heard"))
    assert chips(page, "Taken out") == ["Gardening — heard in ‘love gardening’"]
    assert "Gardening outdoors" in again
    assert chips(again, "Taken out") == []


def test_page_before_a_chip_was_taken_out_is_still_there(browser, db):
    results = ask(browser)

    press(browser, results, take_out="gardening")

    assert "Gardening — heard in ‘love gardening’" in chips(page_of(browser, results), "What we heard")


def test_what_was_not_turned_down_after_all_is_no_longer_held_against_anything(browser, db):
    make_service(db, "Walking group", description="Meets in a church. For church groups.")
    results = ask(browser, hobbies="walking")

    allowed = press(browser, results, allow="church groups")
    page, again = page_of(browser, allowed), page_of(browser, press(browser, allowed, refuse="church groups"))

    assert "Not wanted, but they mention" in page_of(browser, results)
    assert "Not wanted, but they mention" not in page
    assert chips(page, "Taken out") == ["No: church groups"]
    assert chips(again, "What they do not want") == ["No: church groups"]


def test_danger_has_no_button_and_stays_whatever_is_sent(browser, db):
    results = ask(browser, "I want to kill myself")

    page = page_of(browser, press(browser, results, take_out="crisis"))

    assert 'name="take_out" value="crisis"' not in page
    assert "116 123" in page
    assert any("kill myself’" in each for each in chips(page, "What we heard"))
    assert chips(page, "Taken out") == []


def test_danger_that_was_only_added_by_mistake_can_go(browser, db):
    added = press(browser, ask(browser), add="crisis")

    page = page_of(browser, press(browser, added, take_out="crisis"))

    assert "116 123" in page_of(browser, added)
    assert "116 123" not in page


def test_what_was_missed_is_found_in_peoples_own_words_and_added(browser, db):
    make_service(db, "Debt advice")
    results = ask(browser)

    looked = browser.post(f"{results}/look", data={"q": "cannot pay the bills"})
    found = page_of(browser, looked.location)
    page = page_of(browser, press(browser, results, add="debt"))

    assert "bills" not in looked.location
    assert 'name="add" value="debt"' in found
    assert "Debt — chosen" in " ".join(chips(page, "What we heard"))
    assert "Debt advice" in page


def test_what_is_not_found_is_said(browser, db):
    looked = browser.post(f"{ask(browser)}/look", data={"q": "xyzzy"})

    assert "Nothing else found for “xyzzy”" in page_of(browser, looked.location)


def test_ticked_need_that_was_taken_out_before_is_meant_again(browser, db):
    page = page_of(browser, ask(browser, needs=["debt"], not_meant=["debt", "gardening"]))

    assert "Debt — chosen" in " ".join(chips(page, "What we heard"))
    assert chips(page, "Taken out") == ["Gardening — heard in ‘love gardening’"]


def test_what_was_put_right_is_carried_to_the_next_question(browser, db):
    page = page_of(browser, press(browser, press(browser, ask(browser), take_out="gardening"), add="debt"))

    assert '<input type="hidden" name="not_meant" value="gardening">' in page
    assert '<input type="hidden" name="added" value="debt">' in page


def test_question_of_somebody_else_is_not_changed(sign_in, words, db):
    browser, coordinator = sign_in()
    colleague, _ = sign_in(scheme=db.get(Scheme, coordinator.scheme_id))
    results = ask(browser)

    answers = [colleague.post(f"{results}/{what}", data={"take_out": "gardening"}) for what in ("heard", "look")]

    assert {each.location for each in answers} == {"/staff/match"}
    assert db.scalar(select(func.count()).select_from(KeptQuestion)) == 1


def test_question_about_a_client_stays_sealed_for_them(sign_in, words, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    changed = press(browser, ask(browser, client=client.reference), take_out="gardening")

    kept = db.get(KeptQuestion, uuid.UUID(changed.partition("#")[0].rpartition("/")[2]))
    assert kept.client_id == client.id
    assert client.name in page_of(browser, changed)


def test_an_age_that_was_told_is_a_chip_that_is_taken_out_and_put_back(browser, db):
    make_service(db, "Gardening club for over 60s", minimum_age=60)
    results = ask(browser, "I love gardening, and I'm 24")

    without = press(browser, results, take_out="told-age")
    page, again = page_of(browser, without), page_of(browser, press(browser, without, put_back="told-age"))

    assert "Aged 24 — heard in ‘i'm 24’" in chips(page_of(browser, results), "What we heard")
    assert "1 activity for another age" in page_of(browser, results)
    assert "Gardening club for over 60s" in page
    assert chips(page, "Taken out") == ["Aged 24 — heard in ‘i'm 24’"]
    assert chips(again, "Taken out") == []
