"""The page on which a practice sees how its own referrals stand, by the link in its letter and a code."""

import csv
import html
import io

import pytest
from sqlalchemy import select

from directory.audit.models import AuditEvent
from directory.casework.referrals_in.answering_referrals import accept_as_new
from tests.factories.links import code_in, sent_letters
from tests.factories.message_back import agree_to_feedback, make_practice
from tests.factories.own_referrals import make_from_practice, make_referrals_link, make_referrer_link


def text_of(answer) -> str:
    return html.unescape(answer.text)


@pytest.fixture
def practice_link(app, db, coordinator):
    """Where the letter leads a practice with two referrals: Edith agrees to be told of, Omar was not asked."""
    link = make_referrer_link(db, coordinator)
    client = accept_as_new(db, coordinator, make_from_practice(db, coordinator, name="Edith Ashworth"))
    agree_to_feedback(db, coordinator, client)
    accept_as_new(db, coordinator, make_from_practice(db, coordinator, name="Omar Khan", referrer_name="=SUM(1)"))
    token = make_referrals_link(db, link)
    db.commit()
    sent_letters()
    return f"/your-referrals/{token}"


def opened_at(app, address):
    browser = app.test_client()
    browser.post(f"{address}/codes")
    answer = browser.post(f"{address}/code", data={"code": code_in(sent_letters()[-1])})
    assert (answer.status_code, answer.location) == (303, address)
    return browser


@pytest.fixture
def reader(app, practice_link):
    """A browser that has shown the code."""
    return opened_at(app, practice_link)


def looks(db, action="own_referrals.shown") -> list[AuditEvent]:
    db.expire_all()
    return list(db.scalars(select(AuditEvent).where(AuditEvent.action == action)))


def test_without_the_code_nothing_is_shown_and_no_look_is_written_down(browser, db, practice_link):
    page = text_of(browser.get(practice_link))
    file = browser.get(f"{practice_link}/list.csv")

    assert "Send me a code" in page
    assert "E. A." not in page
    assert "s…y@practice.example" in page
    assert (file.status_code, file.location) == (303, practice_link)
    assert looks(db) == []


def test_with_it_each_referral_stands_there_by_initials_and_no_more_than_agreed(reader, practice_link):
    page = text_of(reader.get(practice_link))

    assert "E. A." in page
    assert "Ashworth" not in page
    assert "Sent by Dr Noor Patel" in page
    assert "Contacted (1)" in page
    assert "Received (1)" in page


def test_each_look_is_written_down_with_whom_it_was_about(reader, db, practice_link):
    reader.get(f"{practice_link}?show=contacted")

    [look] = looks(db)
    assert (look.subject, len(look.subject_ids), look.actor_id) == ("referral", 1, None)


def test_a_part_of_the_list_can_be_chosen(reader, practice_link):
    page = text_of(reader.get(f"{practice_link}?show=ended"))

    assert "No referral of yours stands like that today." in page
    assert "E. A." not in page


def test_what_there_is_not_shows_all_or_says_so(reader, practice_link):
    assert "E. A." in text_of(reader.get(f"{practice_link}?show=secret"))
    assert reader.get(f"{practice_link}?page=9").status_code == 404
    assert reader.get(f"{practice_link}?page=x").status_code == 200


def test_file_holds_the_same_and_no_formula(reader, db, practice_link):
    answer = reader.get(f"{practice_link}/list.csv")

    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0] == ["Reference", "Person", "Sent by", "Received on", "Stands", "Contacted on", "Ended on"]
    assert {row[4] for row in rows[1:]} == {"Received", "Contacted"}
    assert "'=SUM(1)" in [row[2] for row in rows[1:]]
    assert len(looks(db, "own_referrals.downloaded")[0].subject_ids) == 2


def test_practice_without_referrals_is_told_so_and_its_look_is_written_down(app, db, coordinator, practice_link):
    other = make_referrer_link(db, coordinator, make_practice(db, coordinator, "C81002", "c@practice.example"))
    address = f"/your-referrals/{make_referrals_link(db, other)}"
    db.commit()

    page = text_of(opened_at(app, address).get(address))

    assert "Nothing in the last 12 months" in page
    assert "E. A." not in page
    assert [each.subject for each in looks(db)] == ["signed_link"]


def test_link_of_one_practice_opens_no_other(app, db, coordinator, reader):
    other = make_referrer_link(db, coordinator, make_practice(db, coordinator, "C81002", "c@practice.example"))
    address = f"/your-referrals/{make_referrals_link(db, other)}"
    db.commit()

    assert "Send me a code" in text_of(reader.get(address))


def test_closed_page_asks_for_a_code_again(reader, practice_link):
    reader.post(f"{practice_link}/closed")

    assert "Send me a code" in text_of(reader.get(practice_link))
