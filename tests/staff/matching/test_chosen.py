"""Choosing some of what a match suggests: to compare, and to hand over."""

import html
import re

import pytest

from directory.accounts.models import Scheme
from directory.catalogue.models.conditions import CostOption, ServiceCapacity
from directory.catalogue.models.services import ServiceStatus
from directory.web.listing_words import STATUS_WORDS
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.staff.matching.test_matching import ask as ask_and_see


def ask(browser, **answers) -> str:
    """The address of the results."""
    return browser.post("/staff/match", data={"within": "3", **answers}).location


def choose(browser, results: str, *services, then="compare"):
    """The address of what is made of the services that are ticked."""
    answer = browser.post(f"{results}/chosen", data={"chosen": [str(each.id) for each in services], "then": then})
    assert answer.status_code == 303
    return answer.location


def page_of(browser, address: str) -> str:
    return html.unescape(browser.get(address).text)


def row(page: str, name: str) -> list[str]:
    """The cells of a row of the table, as plain text."""
    rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)
    found = next(each for each in rows if re.search(rf'role="rowheader"[^>]*>\s*{name}', each))
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in re.findall(r"<td.*?</td>", found, re.DOTALL)]


@pytest.fixture
def walks(db):
    walks = make_service(db, "Walking group", minimum_age=60)
    walks.cost_options = [CostOption(amount_pence=250, amount_description="per session")]
    walks.capacities = [ServiceCapacity(room="waiting list")]
    silent = make_service(db, "Walking and talking")
    silent.schedules, silent.cost_options = [], []
    db.flush()
    return walks, silent


def test_activities_stand_side_by_side_with_what_is_not_known(sign_in, db, walks):
    browser, _ = sign_in()
    results = ask(browser, hobbies="walking", postcode="LS11 9XX")

    page = page_of(browser, choose(browser, results, *walks))

    assert [each.partition("(")[0].strip() for each in row(page, "Cost")] == ["£2.50 per session", "Not known"]
    assert row(page, "How far") == ["0.4 miles", "0.4 miles"]
    assert row(page, "Who it is for") == ["Ages 60 and over Not for anybody younger than 60", "Not known"]
    assert row(page, "Room")[0].startswith("There is a waiting list")
    assert row(page, "Why it fits")[0] == "You said “walking”; they mention walking."
    assert "Date not known." in row(page, "Ask the group")[1]
    assert "Walking group, run by Beck Lane Community Centre. When: Tuesday" in page


def test_no_more_than_three_are_compared_and_that_is_said(sign_in, db):
    browser, _ = sign_in()
    services = [make_service(db, f"Walking group {number}") for number in range(4)]

    page = page_of(browser, choose(browser, ask(browser, hobbies="walking"), *services))

    assert "You ticked 4 activities. These are the first 3." in page
    assert "Walking group 2" in page
    assert "Walking group 3" not in page


def test_leaflet_says_what_to_know_and_nothing_of_whom_it_is_for(sign_in, db, walks, words):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, name="Edith Ashworth", postcode="LS11 9XX")
    said = {"statement": "My wife died. I like walking.", "client": client.reference, "postcode": "LS11 9XX"}

    page = page_of(browser, choose(browser, ask(browser, **said), *walks, then="leaflet"))

    for known in ("Walking group", "Beck Lane Community Centre", "£2.50 per session", coordinator.scheme_name):
        assert known in page
    assert "Ask them what it costs" in page
    for private in ("Edith", client.reference, "wife", "ereavement", "LS11 9XX", "miles", "Heard"):
        assert private not in page


def test_what_was_ticked_is_still_ticked_on_going_back(sign_in, db, walks):
    browser, _ = sign_in()
    results = ask(browser, hobbies="walking")

    choose(browser, results, walks[1])
    page = page_of(browser, results)

    boxes = re.findall(r'<input class="govuk-checkboxes__input" id="choose-([^"]+)"[^>]*?( checked)?>', page)
    assert dict(boxes) == {str(walks[0].id): "", str(walks[1].id): " checked"}
    assert f'<input type="hidden" name="chosen" value="{walks[1].id}">' in page


@pytest.mark.parametrize("then", ["compare", "leaflet"])
def test_what_closed_meanwhile_or_is_different_just_now_is_told(sign_in, db, walks, then):
    browser, _ = sign_in()
    handed_over = choose(browser, ask(browser, hobbies="walking"), *walks, then=then)
    walks[0].alert, walks[1].status = "No walk until January", ServiceStatus.TEMPORARILY_CLOSED
    db.flush()

    page = page_of(browser, handed_over)

    for told in ("No walk until January", STATUS_WORDS[ServiceStatus.TEMPORARILY_CLOSED]):
        # On the page, and in the words to send or read out.
        assert page.count(told) == 2


@pytest.mark.parametrize("then", ["compare", "leaflet"])
def test_nothing_chosen_says_what_to_do(sign_in, db, then):
    browser, _ = sign_in()

    assert "Nothing is chosen yet" in page_of(browser, choose(browser, ask(browser, hobbies="walking"), then=then))


def test_what_was_taken_out_of_the_directory_is_on_no_leaflet(sign_in, db, walks):
    browser, _ = sign_in()
    leaflet = choose(browser, ask(browser, hobbies="walking"), *walks, then="leaflet")
    walks[0].stage = "archived"
    db.flush()

    page = page_of(browser, leaflet)

    assert "Walking group" not in page
    assert "Walking and talking" in page


def test_what_somebody_else_chose_is_not_shown(sign_in, db, walks):
    browser, coordinator = sign_in()
    colleague, _ = sign_in(scheme=db.get(Scheme, coordinator.scheme_id))
    results = ask(browser, hobbies="walking")
    choose(browser, results, walks[0])

    answers = [colleague.get(f"{results}/{what}") for what in ("compare", "leaflet")]

    assert {each.location for each in answers} == {"/staff/match"}


def test_ids_that_are_none_are_left_out(sign_in, db):
    browser, _ = sign_in()

    status, _ = ask_and_see(browser, hobbies="walking", chosen=["nonsense"])
    answer = browser.post(f"{ask(browser, hobbies='walking')}/chosen", data={"chosen": ["nonsense"]})

    assert status == 200
    assert "Nothing is chosen yet" in page_of(browser, answer.location)
