"""Pages elsewhere, of a listing or of an organisation."""

import html

import pytest

from directory.accounts.actor import Role
from directory.catalogue.history.edits import drafted_values, find_draft
from directory.catalogue.models.contacts import WebAddress
from directory.staff.records.record_kinds import kind_of
from tests.factories.catalogue import make_organization, make_service
from tests.staff.conftest import hidden, new_key


@pytest.fixture
def coordinator(sign_in):
    return sign_in(Role.COORDINATOR)


@pytest.fixture(params=["listing", "organisation"])
def record(request, db):
    """A listing, or an organisation, with a page elsewhere."""
    page = WebAddress(label="On Facebook", url="https://facebook.example/walks")
    if request.param == "listing":
        return make_service(db, "Walking group", additional_urls=[page])
    organization = make_organization(db, additional_websites=[page])
    db.flush()
    return organization


def address(record) -> str:
    return f"/staff/{kind_of(record).path}/{record.id}/write/pages"


def save(browser, record, **answers):
    page = browser.get(address(record)).text
    known = {name: hidden(page, name) for name in ("seen", "rows-0-row_id")}
    return browser.post(address(record), data={"submission_key": new_key(), **known, **answers})


def drafted(db, actor, record):
    db.expire_all()
    rows = drafted_values(db, record, find_draft(db, actor, record), ("web_address",))["web_address"]
    return {(each["label"], each["url"]) for each in rows}


def test_pages_are_added_and_changed(coordinator, db, record):
    save(
        coordinator[0],
        record,
        **{"rows-0-label": "Our Facebook page", "rows-0-url": "https://facebook.example/beck"},
        **{"rows-1-url": "https://booking.example"},
    )

    assert drafted(db, coordinator[1], record) == {
        ("Our Facebook page", "https://facebook.example/beck"),
        (None, "https://booking.example"),
    }


def test_page_that_is_removed_is_gone(coordinator, db, record):
    save(coordinator[0], record, remove="0", **{"rows-0-label": "x", "rows-0-url": "https://facebook.example"})

    assert drafted(db, coordinator[1], record) == set()


@pytest.mark.parametrize("wrong", ["", "javascript:alert(1)", "facebook"])
def test_what_is_no_web_address_is_told_and_nothing_typed_is_lost(coordinator, db, record, wrong):
    answer = save(coordinator[0], record, **{"rows-0-label": "Our page", "rows-0-url": wrong})

    assert answer.status_code == 422
    assert "Enter a web address that starts with https://" in html.unescape(answer.text)
    assert 'value="Our page"' in answer.text
    assert find_draft(db, coordinator[1], record) is None
