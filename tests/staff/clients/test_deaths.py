"""That somebody has died, on the pages: written down, said first on every page of the record, and taken back."""

import html
from datetime import date

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.deaths import is_known_to_have_died, record_death, undo_death
from directory.casework.inputs import DeathInput
from directory.casework.operations import close_case
from tests.factories.casework import make_client
from tests.factories.referrals import make_referral
from tests.staff.conftest import in_boxes

# Every page of a record: of the person, and of one of their referrals.
PAGES = (
    "",
    "/edit",
    "/case",
    "/death",
    "/agreements/referral",
    "/wellbeing/new",
    "/looks",
    "/everything",
)


def text_of(answer) -> str:
    return html.unescape(answer.text)


@pytest.fixture
def signed_in(sign_in):
    return sign_in()


def test_it_is_written_down_and_the_groups_that_expect_them_are_named(signed_in, db):
    browser, coordinator = signed_in
    referral = make_referral(db, coordinator)
    address = f"/staff/clients/{referral.client.reference}/death"

    answer = browser.post(address, data={"told_by": "Her son", **in_boxes("died_on", clock.today())})

    page = text_of(browser.get(answer.location))
    assert "Her son" in page
    assert "These groups may still expect them" in page
    assert referral.service.name in page
    assert is_known_to_have_died(db, referral.client_id)


def test_who_told_us_has_to_be_said(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)

    answer = browser.post(f"/staff/clients/{client.reference}/death", data={})

    assert answer.status_code == 422
    assert "Say who told you" in text_of(answer)
    assert not is_known_to_have_died(db, client.id)


def test_every_page_of_the_record_says_it_first(signed_in, db):
    browser, coordinator = signed_in
    referral = make_referral(db, coordinator)
    record_death(db, coordinator, referral.client, DeathInput("Her son"))
    db.commit()
    addresses = [f"/staff/clients/{referral.client.reference}{page}" for page in PAGES]
    addresses += [f"/staff/referrals/{referral.reference}", f"/staff/match?client={referral.client.reference}"]

    silent = [each for each in addresses if "Edith Ashworth has died." not in text_of(browser.get(each))]

    assert silent == []


def test_no_list_of_what_is_to_be_done_holds_them(signed_in, db):
    browser, coordinator = signed_in
    referral = make_referral(db, coordinator)
    before = [text_of(browser.get(each)) for each in ("/staff/", "/staff/referrals")]
    record_death(db, coordinator, referral.client, DeathInput("Her son"))
    db.commit()

    after = [text_of(browser.get(each)) for each in ("/staff/", "/staff/referrals")]

    assert all("Edith Ashworth" in page for page in before)
    assert not any("Edith Ashworth" in page for page in after)
    assert "Has died" in text_of(browser.get("/staff/clients?show=ended"))


def test_a_mistake_is_taken_back(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)
    record_death(db, coordinator, client, DeathInput("Her son"))
    db.commit()
    address = f"/staff/clients/{client.reference}"

    browser.post(f"{address}/death/undo", data={"why": "It was her sister", "seen": "1"})

    assert "has died" not in text_of(browser.get(address))
    assert "It was her sister" in text_of(browser.get(f"{address}/death"))


def test_nothing_new_is_begun_and_the_page_says_why(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)
    record_death(db, coordinator, client, DeathInput("Her son"))
    db.commit()

    answer = browser.post(f"/staff/clients/{client.reference}/case/open", data=in_boxes("opened_on", clock.today()))

    assert answer.status_code == 422
    assert "If that is a mistake, take it back first" in text_of(answer)


def test_a_manager_reads_it_and_changes_nothing(sign_in, db):
    _, coordinator = sign_in()
    browser, _ = sign_in(Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))
    client = make_client(db, coordinator)
    address = f"/staff/clients/{client.reference}/death"

    assert "Nothing is written down" in text_of(browser.get(address))
    assert browser.post(address, data={"told_by": "Her son"}).status_code == 403


def test_who_writes_it_down_second_is_told_what_stands(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)
    record_death(db, coordinator, client, DeathInput("A neighbour"))
    db.commit()

    answer = browser.post(f"/staff/clients/{client.reference}/death", data={"told_by": "The surgery"})

    page = text_of(browser.get(answer.location))
    assert "A colleague wrote this down before you" in page
    assert "A neighbour" in page


def test_an_old_page_takes_back_no_death_that_was_written_down_since(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)
    address = f"/staff/clients/{client.reference}"
    record_death(db, coordinator, client, DeathInput("A neighbour"))
    undo_death(db, coordinator, client, "It was her sister")
    record_death(db, coordinator, client, DeathInput("The surgery"))
    db.commit()

    answer = browser.post(f"{address}/death/undo", data={"why": "A mistake", "seen": "1"})

    assert answer.status_code == 422
    assert "written down anew" in text_of(answer)
    assert 'name="seen" type="hidden" value="2"' in answer.text
    assert is_known_to_have_died(db, client.id)


def test_no_case_is_said_to_go_on_where_none_did(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)
    close_case(db, coordinator, client.cases[0], clock.today())
    record_death(db, coordinator, client, DeathInput("Her son"))
    db.commit()
    address = f"/staff/clients/{client.reference}"

    assert "case goes on" not in text_of(browser.get(f"{address}/death"))
    answer = browser.post(f"{address}/death/undo", data={"why": "A mistake", "seen": "1"})

    assert "case goes on" not in text_of(browser.get(answer.location))


def test_nobody_is_led_to_ring_write_to_or_ask_them(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator, phone="0113 496 0000", email="edith@home.example", born_on=date(1941, 3, 7))
    record_death(db, coordinator, client, DeathInput("Her son"))
    db.commit()
    address = f"/staff/clients/{client.reference}"

    page, agreement = text_of(browser.get(address)), text_of(browser.get(f"{address}/agreements/referral"))

    assert "0113 496 0000" in page
    for said in ("tel:", "mailto:", "(age", "We may ring", "Hand them over"):
        assert said not in page
    assert "Read this out" not in agreement


def test_a_downloaded_list_says_it(signed_in, db):
    browser, coordinator = signed_in
    record_death(db, coordinator, make_client(db, coordinator, name="Edith Ashworth"), DeathInput("Her son"))
    db.commit()

    lines = browser.get("/staff/clients.csv?show=ended").get_data(as_text=True).splitlines()

    [edith] = [each for each in lines if "Edith" in each]
    assert edith.endswith("Has died")
