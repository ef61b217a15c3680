"""The pages about young people: how they are reached safely, and a manager's word on somebody too young."""

import html
from datetime import date

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from tests.factories.casework import make_client


def text_of(answer) -> str:
    return html.unescape(answer.text)


def born(years_ago: int) -> date:
    return date(clock.today().year - years_ago, 1, 1)


@pytest.mark.parametrize(
    ("age", "said"),
    [
        pytest.param(15, "No: they are under 16", id="15"),
        pytest.param(16, "Yes, since they turned 16", id="just 16"),
        pytest.param(17, None, id="17"),
    ],
)
def test_page_says_whether_letters_go_home_while_age_has_to_do_with_it(sign_in, db, age, said):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, consent_given_on=None, born_on=born(age))

    page = text_of(browser.get(f"/staff/clients/{client.reference}"))

    assert (said or "Letters to their home") in page if said else "Letters to their home" not in page


@pytest.mark.parametrize(("age", "links"), [(14, 0), (40, 1)])
def test_an_email_is_begun_with_a_click_only_where_it_may_go_home(sign_in, db, age, links):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, consent_given_on=None, born_on=born(age), email="home@family.example")

    page = text_of(browser.get(f"/staff/clients/{client.reference}"))

    assert "home@family.example" in page
    assert page.count("mailto:home@family.example") == links


def test_how_to_reach_somebody_safely_is_written_down_and_shown(sign_in, db):
    browser, coordinator = sign_in()
    address = f"/staff/clients/{make_client(db, coordinator, consent_given_on=None, born_on=born(15)).reference}"

    browser.post(f"{address}/safe-contact", data={"safe_contact": "Text first", "letters_home": "yes"})

    page = text_of(browser.get(address))
    assert "Text first" in page
    assert "Yes: they said that it is safe" in page
    assert "Text first" in text_of(browser.get(f"{address}/safe-contact"))


def test_somebody_too_young_is_added_and_a_manager_says_how_they_are_helped(sign_in, db):
    browser, coordinator = sign_in()
    managing, _ = sign_in(Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))
    address = f"/staff/clients/{make_client(db, coordinator, consent_given_on=None, born_on=born(13)).reference}"
    before, waiting = text_of(browser.get(address)), text_of(managing.get("/staff/young"))

    managing.post(f"{address}/age", data={"answer": "Together with school"})

    assert "younger than 14, the age our service begins at" in before
    assert "Edith Ashworth" in waiting
    assert "A manager said: Together with school" in text_of(browser.get(address))
    assert "Nobody waits for you" in text_of(managing.get("/staff/young"))


def test_nothing_is_asked_about_who_is_old_enough(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    assert browser.get(f"/staff/clients/{client.reference}/age").status_code == 404
