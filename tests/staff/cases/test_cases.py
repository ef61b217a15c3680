"""A new spell of support begins."""

import pytest

from directory import clock
from directory.casework.operations import close_case
from directory.casework.queries import open_case
from directory.web.words import uk_short_date
from tests.factories.casework import make_client
from tests.factories.outcomes import days_ago
from tests.staff.conftest import in_boxes


@pytest.fixture
def worker(sign_in):
    return sign_in()


@pytest.fixture
def client(db, worker):
    return make_client(db, worker[1])


def address_of(client, then="") -> str:
    return f"/staff/clients/{client.reference}/case{then}"


def test_a_new_case_is_opened_after_the_last(db, worker, client):
    browser, actor = worker
    close_case(db, actor, client.cases[0], clock.today())
    db.commit()

    opened = browser.post(address_of(client, "/open"), data=in_boxes("opened_on", clock.today()))

    db.refresh(client, ["cases"])
    assert opened.status_code == 303
    assert len(client.cases) == 2
    assert open_case(client).opened_on == clock.today()


def test_a_case_that_is_open_already_is_named_and_no_second_begun(db, worker, client):
    answer = worker[0].post(address_of(client, "/open"), data=in_boxes("opened_on", clock.today()))

    db.refresh(client, ["cases"])
    assert answer.status_code == 422
    assert f"A case is open already, since {uk_short_date(days_ago(30))}" in answer.text
    assert len(client.cases) == 1
