"""What is on, day by day."""

import html
from datetime import timedelta

import pytest

from directory import clock
from tests.factories.catalogue import make_schedule, make_service

SCOTLAND = (57.15, -2.1)


@pytest.fixture
def today():
    return clock.today()


def look(browser, **asked):
    return browser.get("/whats-on", query_string=asked)


def on_day(day, **more):
    return make_schedule(None, None, dtstart=day, **more)


def test_page_shows_what_is_on_today_and_how_much_on_the_next_days(browser, db, today):
    make_service(db, "Tea dance").schedules = [on_day(today)]
    make_service(db, "Jumble sale").schedules = [on_day(today + timedelta(days=2))]
    db.flush()

    page = html.unescape(look(browser).text)

    assert "Tea dance" in page
    assert "Jumble sale" not in page
    assert page.count("1 thing<") == 2
    assert page.count("0 things") == 5
    assert "what time it starts" in page
    assert "Beck Lane Hall" in page


def test_another_day_is_a_link_and_keeps_the_place(browser, db, today):
    later = today + timedelta(days=9)
    make_service(db, "Jumble sale").schedules = [on_day(later)]
    db.flush()

    answer = look(browser, on=later.isoformat(), place="LS11", within="5")

    assert answer.status_code == 200
    assert "Jumble sale" in answer.text
    assert f"/whats-on?place=LS11&amp;within=5&amp;on={today + timedelta(days=7)}" in answer.text
    assert f"/whats-on?place=LS11&amp;within=5&amp;on={today}" in answer.text


def test_what_is_far_away_is_left_out(browser, db, today):
    make_service(db, "Ceilidh", point=SCOTLAND).schedules = [on_day(today)]
    db.flush()

    near, everywhere = look(browser, place="LS11"), look(browser)

    assert "Nothing is on that day near there" in near.text
    assert "Ceilidh" in everywhere.text


def test_how_else_to_take_part_is_told_instead_of_a_place(browser, db, today):
    make_service(db, "A call").schedules = [on_day(today, attending_type="phone")]
    db.flush()

    page = look(browser).text

    assert "By telephone" in page
    assert "Beck Lane Hall" not in page


def test_no_full_postcode_stays_in_the_address(browser, db, today):
    answer = look(browser, place="LS11 8ND", within="2", on=today.isoformat())

    assert answer.status_code == 303
    assert answer.location == f"/whats-on?place=LS11+8&within=2&on={today}"


def test_postcode_that_is_none_is_told_and_the_day_is_shown(browser, db, today):
    make_service(db, "Tea dance").schedules = [on_day(today)]
    db.flush()

    answer = look(browser, place="nowhere")

    assert "Enter a postcode" in answer.text
    assert "Tea dance" in answer.text


@pytest.mark.parametrize("day", ["yesterday", "9999-12-31", "0001-01-01", "2026-02-30"])
def test_other_days_are_not_shown(browser, day):
    assert look(browser, on=day).status_code == 404


def test_the_last_week_leads_no_further(browser, today):
    last = look(browser, on=(today + timedelta(days=27)).isoformat())

    assert last.status_code == 200
    assert "Week after" not in last.text
    assert look(browser, on=(today + timedelta(days=28)).isoformat()).status_code == 404


def test_a_long_day_has_pages(browser, db, today):
    for number in range(21):
        make_service(db, f"Group {number:02}").schedules = [on_day(today)]
    db.flush()

    first, second = look(browser), look(browser, page=2)

    assert "Group 00" in first.text
    assert "Group 20" not in first.text
    assert "Group 20" in second.text
    assert look(browser, page=3).status_code == 404
