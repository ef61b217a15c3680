"""A spell of support ends, and another may begin."""

import html
from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.models import Scheme
from directory.casework.models import Case
from directory.casework.queries import open_case
from directory.web.words import uk_short_date
from tests.factories.casework import make_client
from tests.factories.outcomes import days_ago
from tests.staff.conftest import hidden, in_boxes


@pytest.fixture
def worker(sign_in):
    return sign_in()


@pytest.fixture
def client(db, worker):
    return make_client(db, worker[1])


def closing(page: str, day):
    """The form that closes a case, as a page showed it, with a day."""
    return {name: hidden(page, name) for name in ("case_id", "seen")} | in_boxes("closed_on", day)


def address_of(client, then="") -> str:
    return f"/staff/clients/{client.reference}/case{then}"


def test_a_case_is_closed_and_a_new_one_opened(db, worker, client):
    browser, _ = worker
    page = browser.get(address_of(client)).text

    closed = browser.post(address_of(client, "/close"), data=closing(page, clock.today()))
    opened = browser.post(address_of(client, "/open"), data=in_boxes("opened_on", clock.today()))

    db.refresh(client, ["cases"])
    assert (closed.status_code, opened.status_code) == (303, 303)
    assert len(client.cases) == 2
    assert open_case(client).opened_on == clock.today()


def test_a_case_that_is_open_already_is_named_and_no_second_begun(db, worker, client):
    answer = worker[0].post(address_of(client, "/open"), data=in_boxes("opened_on", clock.today()))

    db.refresh(client, ["cases"])
    assert answer.status_code == 422
    assert f"A case is open already, since {uk_short_date(days_ago(30))}" in answer.text
    assert len(client.cases) == 1


@pytest.mark.parametrize("days", [pytest.param(1, id="tomorrow"), pytest.param(-400, id="before it was opened")])
def test_a_case_cannot_end_on_a_day_that_cannot_be(db, worker, client, days):
    browser, _ = worker
    page = browser.get(address_of(client)).text

    answer = browser.post(address_of(client, "/close"), data=closing(page, clock.today() + timedelta(days=days)))

    db.refresh(client, ["cases"])
    assert answer.status_code == 422
    assert "after the case was opened" in answer.text
    assert open_case(client) is not None


def test_of_two_who_close_a_case_the_second_sees_both_days(db, worker, sign_in, client):
    first, coordinator = worker
    second, _ = sign_in(scheme=db.get(Scheme, coordinator.scheme_id))
    page = second.get(address_of(client)).text
    first.post(address_of(client, "/close"), data=closing(page, days_ago(2)))

    late = second.post(address_of(client, "/close"), data=closing(page, days_ago(1)))
    shown = html.unescape(late.text)
    kept = db.get(Case, client.cases[0].id, populate_existing=True).closed_on
    second.post(address_of(client, "/close"), data=closing(late.text, days_ago(1)))

    assert late.status_code == 422
    assert "Somebody closed this case while you had this page open" in shown
    assert uk_short_date(days_ago(2)) in shown
    assert f'value="{days_ago(1).day}"' in shown
    assert kept == days_ago(2)
    assert db.get(Case, client.cases[0].id, populate_existing=True).closed_on == days_ago(1)


def test_an_old_page_does_not_close_the_case_that_began_since(db, worker, client):
    browser, _ = worker
    old = browser.get(address_of(client)).text
    browser.post(address_of(client, "/close"), data=closing(old, days_ago(2)))
    browser.post(address_of(client, "/open"), data=in_boxes("opened_on", days_ago(1)))

    answer = browser.post(address_of(client, "/close"), data=closing(old, clock.today()))

    db.refresh(client, ["cases"])
    assert answer.status_code == 422
    assert open_case(client).opened_on == days_ago(1)
