"""A sheet is printed for a group, comes back, and is keyed in."""

import html
import re

from sqlalchemy import select

from directory import clock
from directory.accounts.models import Scheme
from directory.champions.capacity.room_models import RoomSaid
from tests.factories.catalogue import make_service


def test_sheet_goes_out_and_what_is_on_it_is_keyed_in(sign_in, db):
    browser, _ = sign_in()
    service = make_service(db, "Choir")
    db.commit()
    sheet = html.unescape(browser.get(f"/staff/organisations/{service.organization_id}/room-sheet").text)
    [code] = re.findall(r"<strong>(\w{3}\W\w{4})</strong>", sheet)

    sent = {"lines": f"{code} f", "way": "post", "said_on": clock.today().isoformat()}
    answer = browser.post("/staff/room", data=sent)

    db.expire_all()
    page = browser.get(answer.location).text
    assert [(each.room, each.way) for each in db.scalars(select(RoomSaid))] == [("full", "post")]
    assert "1 activity is written down" in page
    assert "Choir: it is full" in page
    again = browser.post("/staff/room", data=sent, follow_redirects=True)
    assert "It stood there already" in again.text


def test_the_sheet_says_where_it_is_sent_back_to(sign_in, db):
    browser, actor = sign_in()
    service = make_service(db, "Choir")
    db.get(Scheme, actor.scheme_id).address = "Staithe House\nLarkenshaw"
    db.commit()

    sheet = browser.get(f"/staff/organisations/{service.organization_id}/room-sheet").text

    assert "<br>Staithe House<br>Larkenshaw" in sheet


def test_a_line_that_cannot_be_read_comes_back_with_all_the_others(sign_in, db):
    browser, _ = sign_in()
    sent = {"lines": "AAA-AAAA 5", "way": "post", "said_on": clock.today().isoformat()}

    answer = browser.post("/staff/room", data=sent)

    assert answer.status_code == 422
    assert "AAA-AAAA 5" in answer.text
    assert "Line 1" in html.unescape(answer.text)
