"""The pages on which two records of one person are made one, and parted again."""

import html

import pytest

from directory.accounts.actor import Role
from directory.accounts.operations import make_scheme
from directory.casework.joining.pairing import compare_clients
from directory.casework.models import Client
from tests.factories.casework import make_client
from tests.factories.second_records import join


@pytest.fixture
def at_work(sign_in, db):
    """A coordinator in a browser, and them."""
    return sign_in(Role.COORDINATOR, scheme=make_scheme(db, "North team"))


@pytest.fixture
def kept(db, at_work) -> Client:
    return make_client(db, at_work[1], name="Harold Wetherby", phone="0113 496 0001", postcode="LS11 8ND")


@pytest.fixture
def other(db, at_work, kept) -> Client:
    other = make_client(db, at_work[1], name="Harald Wetherby", phone="0113 496 0002", postcode="LS11 8ND")
    db.commit()
    return other


def both(kept, other) -> str:
    return f"/staff/clients/{kept.reference}/second-records/{other.reference}"


def seen(kept, other) -> dict[str, int]:
    return {"seen": kept.revision, "seen_other": other.revision}


def test_likely_records_stand_on_the_page_of_either_and_in_a_list(db, at_work, kept, other):
    browser, _ = at_work
    compare_clients(db, 10)
    db.commit()

    pages = [browser.get(f"/staff/clients/{each.reference}").text for each in (kept, other)]

    assert ["May be the same person" in each for each in pages] == [True, True]
    assert kept.reference in (listed := browser.get("/staff/clients/second-records").text)
    assert other.reference in listed


def test_side_by_side_what_differs_is_told_and_one_is_chosen(db, at_work, kept, other):
    browser, _ = at_work

    shown = html.unescape(browser.get(both(kept, other)).text)
    sent = browser.post(f"{both(kept, other)}/join", data={"take": "phone", **seen(kept, other)})

    assert "Phone: 0113 496 0002" in shown
    assert sent.status_code == 303
    page = html.unescape(browser.get(f"/staff/clients/{kept.reference}").text)
    assert "0113 496 0002" in page
    assert f"Old reference: {other.reference}" in page
    assert "0113 496 0001" in browser.get(sent.location).text


def test_a_second_click_makes_them_one_once(db, at_work, kept, other):
    browser, _ = at_work
    sent = seen(kept, other)

    answers = [browser.post(f"{both(kept, other)}/join", data=sent).status_code for _ in range(2)]

    assert answers == [303, 303]


def test_what_changed_meanwhile_is_told_and_nothing_is_done(db, at_work, kept, other):
    browser, _ = at_work
    sent = {**seen(kept, other), "seen": kept.revision + 1}

    answer = browser.post(f"{both(kept, other)}/join", data=sent)

    assert "Somebody else changed this" in answer.text
    assert browser.get(f"/staff/clients/{other.reference}").status_code == 200


def test_an_old_reference_in_an_address_leads_to_the_kept_record(db, at_work, kept, other):
    browser, coordinator = at_work
    old = other.reference
    join(db, coordinator, kept, other)
    db.commit()

    led = browser.get(f"/staff/clients/{old}/timeline")
    written = browser.post(f"/staff/clients/{old}/edit", data={"name": "Harry"})

    assert (led.status_code, led.location) == (302, f"/staff/clients/{kept.reference}/timeline")
    assert written.status_code == 409
    assert kept.reference in written.text


def test_parted_again_each_has_a_page_of_their_own(db, at_work, kept, other):
    browser, coordinator = at_work
    old = other.reference
    join(db, coordinator, kept, other)
    db.commit()
    address = f"/staff/clients/{kept.reference}/joined/{old}/part"

    asked = browser.get(address)
    parted = browser.post(address)
    told = browser.get(parted.location)

    assert "What goes back" in asked.text
    assert parted.location == f"/staff/clients/{kept.reference}"
    assert f"The other one is client {old} again" in told.text
    assert "Harald Wetherby" in browser.get(f"/staff/clients/{old}").text


def test_two_people_are_not_asked_about_again(db, at_work, kept, other):
    browser, _ = at_work
    compare_clients(db, 10)
    db.commit()

    said = browser.post(f"{both(kept, other)}/two-people")

    assert "It is written down that they are two people" in browser.get(said.location).text
    assert "Nobody seems to be here twice" in browser.get("/staff/clients/second-records").text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param("0000000000", "no other client with this reference", id="nobody"),
        pytest.param(None, "this very record", id="the record itself"),
    ],
)
def test_a_reference_that_is_no_other_record_is_asked_again(db, at_work, kept, other, typed, told):
    browser, _ = at_work

    answer = browser.post(f"/staff/clients/{kept.reference}/second-records", data={"other": typed or kept.reference})

    assert answer.status_code == 422
    assert told in answer.text


def test_a_reference_leads_to_both_side_by_side(db, at_work, kept, other):
    browser, _ = at_work

    answer = browser.post(f"/staff/clients/{kept.reference}/second-records", data={"other": other.reference.lower()})

    assert answer.location == both(kept, other)


def test_second_click_on_parting_says_that_they_are_parted_already(db, at_work, kept, other):
    browser, actor = at_work
    old = other.reference
    join(db, actor, kept, other)
    db.commit()
    address = f"/staff/clients/{kept.reference}/joined/{old}/part"

    browser.post(address)
    again = browser.post(address)
    told, opened = browser.get(again.location), browser.get(address)

    assert (again.status_code, "The two records are parted already." in told.text) == (303, True)
    assert (opened.status_code, "The two records are parted already." in opened.text) == (409, True)
