"""Limits of a match: what they keep out is said, and can be asked for all the same."""

import html
import re

import pytest

from directory.catalogue.models.conditions import CostOption, ServiceArea, ServiceCapacity
from directory.catalogue.models.places import Accessibility
from directory.matching.limits import LimitName
from directory.referrals.states import ReferralState
from directory.staff.matching.match_limits import ANSWERS, LEFT_OUT_WORDS, left_out_by, without_answers
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.referrals import make_referral


def ask(browser, **answers):
    answer = browser.post("/staff/match", data={"within": "3", "hobbies": "walking", **answers}, follow_redirects=True)
    return html.unescape(answer.text)


def press(browser, page, button):
    """The page that follows the form of a button."""
    form = next(each for each in re.findall(r"<form.*?</form>", page, re.DOTALL) if button in each)
    carried: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form):
        carried.setdefault(name, []).append(value)
    return html.unescape(browser.post("/staff/match", data=carried, follow_redirects=True).text)


@pytest.fixture
def dear(db):
    service = make_service(db, "Walking holidays")
    service.cost_options = [CostOption(amount_pence=30_000)]
    db.flush()
    return service


def test_what_a_limit_keeps_out_is_counted_and_can_be_asked_for(sign_in, db, dear):
    make_service(db, "Walking group")
    browser, _ = sign_in()

    page = ask(browser, most_cost="5")

    assert "1 activity too dear" in page
    assert "Walking holidays" not in page
    shown = press(browser, page, "Show what is too dear too")
    assert "Walking holidays" in shown
    assert "too dear" not in shown


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        pytest.param({"days": "5"}, "at other times", id="days"),
        pytest.param({"parts": "2"}, "at other times", id="time of day"),
        pytest.param({"ways": "online"}, "done in another way", id="how"),
    ],
)
def test_other_limits_keep_out_too(sign_in, db, answers, words):
    make_service(db, "Walking group")
    browser, _ = sign_in()

    page = ask(browser, **answers)

    assert f"1 activity {words}" in page
    assert "Walking group" in press(browser, page, f"Show what is {words} too")


def test_what_is_full_is_kept_out_until_it_is_asked_for(sign_in, db):
    make_service(db, "Walking group").capacities = [ServiceCapacity(room="full")]
    db.flush()
    browser, _ = sign_in()

    page = ask(browser)

    assert "1 activity full" in page
    assert "Walking group" in press(browser, page, "Show what is full too")


def test_what_a_client_has_been_through_is_kept_out_until_it_is_asked_for(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    referral = make_referral(db, coordinator, client=client, service=make_service(db, "Walking group"))
    referral.state = ReferralState.ENDED.value
    db.flush()

    page = ask(browser, client=client.reference)

    assert "1 activity tried before" in page
    assert "Walking group" in press(browser, page, "Show what is tried before too")


def test_a_little_farther_is_offered_where_there_is_too_little(sign_in, db):
    make_service(db, "Walking group", point=(53.88, -1.55))
    browser, _ = sign_in()

    page = ask(browser, postcode="LS11 8ND", within="5")

    assert "1 activity farther away" in page
    assert "Walking group" in press(browser, page, "Look within 10 miles")


def test_limits_that_are_set_stand_open_to_be_changed(sign_in, db):
    browser, _ = sign_in()

    assert re.search(
        r"<details[^>]* open[^>]*>\s*<summary[^>]*>\s*<span[^>]*>\s*Times, cost", ask(browser, most_cost="5")
    )


def test_a_wrong_amount_is_told_beside_its_box(sign_in, db):
    browser, _ = sign_in()

    assert "Enter an amount" in ask(browser, most_cost="cheap")


def test_every_limit_has_its_words():
    limits = set(LimitName) - {LimitName.DISTANCE}

    assert set(LEFT_OUT_WORDS) == set(ANSWERS) == limits
    assert len(left_out_by(dict.fromkeys(limits, 1), [])) == len(limits)


def test_answers_without_a_limit_keep_all_others():
    carried = [("days", "1"), ("days", "2"), ("parts", "0"), ("hobbies", "walking")]

    assert without_answers(LimitName.TIMES, carried) == [("hobbies", "walking")]
    assert without_answers(LimitName.ROOM, carried) == [*carried, ("may_be_full", "yes")]


def test_what_is_for_people_elsewhere_is_counted_and_can_be_asked_for(sign_in, db, words):
    make_service(db, "Walking group")
    service = make_service(db, "Walking in Wales", point=None)
    db.add(ServiceArea(service_id=service.id, name="Wales"))
    db.flush()
    browser, _ = sign_in()

    page = ask(browser, postcode="LS11 8ND")

    assert "1 activity for people elsewhere" in page
    assert "Walking in Wales" not in page
    shown = press(browser, page, "Show what is for people elsewhere too")
    assert "Walking in Wales" in shown


def test_what_somebody_cannot_get_into_is_counted_and_can_be_asked_for(sign_in, db, words):
    service = make_service(db, "Walking upstairs")
    service.places[0].location.accessibility = [Accessibility(description="No step-free entrance")]
    make_service(db, "Walking group")
    db.flush()
    browser, _ = sign_in()

    page = ask(browser, access=["step-free-entrance", "met-at-the-door"])

    assert "1 activity hard to get into" in page
    assert "Walking upstairs" not in page
    assert "To be asked: step-free entrance and whether somebody can meet them at the door." in page
    assert "Walking upstairs" in press(browser, page, "Show what is hard to get into too")
