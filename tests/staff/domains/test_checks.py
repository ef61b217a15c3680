"""Champions write down how they made sure of a listing, and see what no letter helped with."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.models.services import Service
from directory.champions.models import ListingCheck
from directory.champions.verification.models import VerificationLetter
from directory.jobs.bounces import take_bounce
from tests.factories.catalogue import make_term
from tests.factories.champions import make_walking_domain
from tests.factories.delivery_reports import report_of
from tests.factories.links import sent_letters
from tests.factories.verifying import make_due, run_round
from tests.staff.conftest import new_key


@pytest.fixture
def walking(db):
    return make_term(db, "Walking")


@pytest.fixture
def champion(sign_in):
    return sign_in(Role.CHAMPION)


@pytest.fixture
def domain(db, champion, walking):
    return make_walking_domain(db, [walking], db.get(User, champion[1].user_id), "Walking and paths")


@pytest.fixture
def listing(db, domain, walking):
    return make_due(db, "Walks by the beck", address=None, terms=[walking])


def log(browser, domain, listing, **answers):
    address = f"/staff/listings/{domain.slug}/{listing.id}/check"
    return browser.post(address, data={"submission_key": new_key(), **answers}, follow_redirects=True)


def checked_on(db, listing):
    db.expire_all()
    return db.get_one(Service, listing.id).assured_date


def test_telephone_call_counts_as_a_check(db, champion, domain, listing):
    browser, actor = champion

    page = log(browser, domain, listing, way="phone", spoke_to="the secretary", result="still right").text

    assert "You checked Walks by the beck today. It is still right." in page
    assert checked_on(db, listing) == clock.today()
    check = db.scalars(select(ListingCheck)).one()
    assert (check.way, check.spoke_to, check.checked_by) == ("phone", "the secretary", actor.user_id)


def test_who_reached_nobody_has_checked_nothing(db, champion, domain, listing):
    before = checked_on(db, listing)

    page = log(champion[0], domain, listing, way="visit", result="no answer").text

    assert "Walks by the beck stays due a check." in page
    assert checked_on(db, listing) == before


def test_page_says_how_it_was_checked_so_far(champion, domain, listing):
    log(champion[0], domain, listing, way="phone", result="no answer")
    log(champion[0], domain, listing, way="visit", spoke_to="the caretaker", result="still right")

    page = champion[0].get(f"/staff/listings/{domain.slug}/{listing.id}/check").text

    assert page.index("On a visit: the caretaker") < page.index("Reached nobody")


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"way": "phone"}, id="nothing came of it"),
        pytest.param({"result": "still right"}, id="no way"),
        pytest.param({"way": "link", "result": "still right"}, id="in the name of the group"),
        pytest.param({"way": "phone", "result": "changed"}, id="changed without saying how"),
    ],
)
def test_half_an_answer_is_asked_again(db, champion, domain, listing, answers):
    address = f"/staff/listings/{domain.slug}/{listing.id}/check"

    answer = champion[0].post(address, data={"submission_key": new_key(), **answers})

    assert answer.status_code == 422
    assert db.scalars(select(ListingCheck)).all() == []


def test_list_shows_what_no_letter_helps_with(db, champion, domain, listing, walking):
    make_due(db, "Singing for fun", terms=[walking])
    run_round(db)

    page = champion[0].get(f"/staff/listings/{domain.slug}?show=silent").text

    assert "No answer (1)" in page
    assert "No email address to write to" in page
    assert "Singing for fun" not in page


def test_list_says_how_often_a_group_was_asked(db, champion, domain, walking):
    make_due(db, "Singing for fun", terms=[walking])
    run_round(db)

    assert "Asked once, last on" in champion[0].get(f"/staff/listings/{domain.slug}").text


def test_list_marks_what_comes_last_by_now(db, champion, domain, walking):
    make_due(db, "Singing for fun", weeks=12, terms=[walking])
    db.commit()

    assert "Not recently checked" in champion[0].get(f"/staff/listings/{domain.slug}").text


def test_form_that_is_sent_twice_is_written_down_once(db, champion, domain, listing):
    for _ in range(2):
        log(champion[0], domain, listing, way="visit", result="no answer", submission_key="a-key-of-one-form")

    assert len(db.scalars(select(ListingCheck)).all()) == 1


def test_history_strikes_out_a_check_that_was_taken_back(champion, domain, listing):
    browser, _ = champion
    log(browser, domain, listing, way="visit", result="still right")
    href = re.search(r'action="([^"]*/take-back)"', browser.get("/staff/").text)[1]

    browser.post(href)

    page = browser.get(f"/staff/listings/{domain.slug}/{listing.id}/check").text
    assert "<s>It is still right</s> (taken back)" in page


def test_champion_sees_that_letters_come_back_and_says_when_the_address_works_again(db, champion, domain, walking):
    browser, _ = champion
    service = make_due(db, "Tea at two", terms=[walking])
    run_round(db)
    [letter] = sent_letters()
    take_bounce(report_of(letter))
    address = f"/staff/listings/{domain.slug}/{service.id}"
    assert "Letters come back" in browser.get(f"{address}/check").text
    assert "The address does not work" in browser.get(f"/staff/listings/{domain.slug}").text

    browser.post(f"{address}/address-works")

    assert "Letters come back" not in browser.get(f"{address}/check").text
    assert run_round(db).letters == 0
    # No group gets two letters within a week, whatever became of the first.
    db.execute(update(VerificationLetter).values(made_at=clock.now() - timedelta(days=7)))
    assert run_round(db).letters == 1
