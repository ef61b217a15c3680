"""A spell of support ends, and another may begin."""

from datetime import timedelta

import pytest

from directory import clock
from directory.casework.queries import open_case
from tests.factories.casework import make_client
from tests.staff.conftest import in_boxes


@pytest.fixture
def worker(sign_in):
    return sign_in()


def test_a_case_is_closed_and_a_new_one_opened(db, worker):
    browser, coordinator = worker
    client = make_client(db, coordinator)
    base = f"/staff/clients/{client.reference}/case"

    closed = browser.post(f"{base}/close", data=in_boxes("closed_on", clock.today()))
    opened = browser.post(f"{base}/open", data=in_boxes("opened_on", clock.today()))

    db.refresh(client, ["cases"])
    assert (closed.status_code, opened.status_code) == (303, 303)
    assert len(client.cases) == 2
    assert open_case(client).opened_on == clock.today()


def test_a_second_click_opens_no_second_case(db, worker):
    browser, coordinator = worker
    client = make_client(db, coordinator)

    browser.post(f"/staff/clients/{client.reference}/case/open", data=in_boxes("opened_on", clock.today()))

    db.refresh(client, ["cases"])
    assert len(client.cases) == 1


@pytest.mark.parametrize("days", [pytest.param(1, id="tomorrow"), pytest.param(-400, id="before it was opened")])
def test_a_case_cannot_end_on_a_day_that_cannot_be(db, worker, days):
    browser, coordinator = worker
    client = make_client(db, coordinator)

    answer = browser.post(
        f"/staff/clients/{client.reference}/case/close",
        data=in_boxes("closed_on", clock.today() + timedelta(days=days)),
    )

    db.refresh(client, ["cases"])
    assert answer.status_code == 422
    assert "after the case was opened" in answer.text
    assert open_case(client) is not None
