"""A coordinator hears what somebody says, finds them something near home, refers them, and follows it to the end."""

import re
from datetime import date

import pytest

from directory import clock
from directory.accounts.actor import Role
from tests.journeys.steps import follow, go_on, press
from tests.plugins.town import PASSWORD

pytestmark = pytest.mark.browser

SAID = "My wife died in the spring and I'm on my own all day. I used to be a joiner. Not keen on churches."


def fill_day(page, question: str, day: date) -> None:
    group = page.get_by_role("group", name=question)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))


def take_on(page, town, name: str) -> None:
    page.goto(f"{town.address}/staff/clients/new")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Postcode (optional)").fill("ls118nd")
    page.get_by_label("What did they say? (optional)").fill(SAID)
    fill_day(page, "When did they agree that we share their details with groups? (optional)", clock.today())
    press(page, "Add client")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_what_somebody_says_to_going_along(town, open_tab, sign_in, console_errors, javascript):
    page = open_tab(javascript=javascript)
    sign_in(page, Role.COORDINATOR)
    name = f"Wilfred O'Neill-{'js' if javascript else 'plain'}"

    take_on(page, town, name)
    assert page.locator("h1").inner_text() == name
    follow(page, "Match")
    press(page, "Find activities")
    shown = page.get_by_role("main").inner_text()
    assert "Bereavement" in shown
    assert SAID not in page.url
    shed = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Open Shed", exact=True)).first
    reason = "Heard “joiner”: woodwork"
    assert reason in shed.inner_text()

    go_on(page, shed.get_by_role("button", name=re.compile("^Refer")))
    page.get_by_label("Your message to the group (optional)").fill("He would like to be met at the door.")
    fill_day(page, "When did they agree that this group is told?", clock.today())
    press(page, "See what the group gets")
    told = page.get_by_role("main").inner_text()
    assert "He would like to be met at the door." in told
    assert "joiner" not in told
    press(page, "Send the referral")
    assert page.locator("h1").inner_text() == f"{name} to Open Shed"
    assert reason in page.get_by_role("main").inner_text()
    assert "It waits to be sent." in page.get_by_role("main").inner_text()

    page.get_by_label("The group said yes").check()
    press(page, "Write it down")
    page.get_by_label("They went for the first time").check()
    press(page, "Write it down")
    assert "Attended" in page.get_by_role("main").inner_text()
    page.goto(f"{town.address}/staff/referrals?show=all")
    assert page.get_by_role("row").filter(has_text=name).count() == 1
    assert console_errors == []


def test_without_agreement_nobody_is_referred_and_the_page_shows_the_way(town, open_tab, sign_in):
    page = open_tab()
    sign_in(page, Role.COORDINATOR)
    page.goto(f"{town.address}/staff/clients/new")
    page.get_by_label("Name", exact=True).fill("Ida Unasked")
    press(page, "Add client")

    follow(page, "Refer by name")
    page.get_by_label("Name of the activity or group").fill("Open Shed")
    press(page, "Find")
    go_on(page, page.get_by_role("button", name=re.compile("^Refer")).first)
    press(page, "See what the group gets")

    assert "has not agreed" in page.get_by_role("main").inner_text()
    assert page.get_by_role("link", name="write down the date they agreed").is_visible()


def test_a_resident_finds_something_without_an_account_or_a_cookie(town, open_tab, console_errors):
    page = open_tab(width=320)
    page.goto(town.address)

    page.get_by_label("What would you like to do, or what would help?").fill("knitting and company")
    page.get_by_label("Where? (optional)").fill("LS11 8ND")
    press(page, "Find activities")
    assert "LS11+8ND" not in page.url
    assert "LS11%208ND" not in page.url
    follow(page, "Knit and Natter")

    assert page.locator("h1").inner_text() == "Knit and Natter"
    assert page.context.cookies() == []
    assert console_errors == []


def test_a_champion_confirms_a_listing_in_one_click(town, open_tab, sign_in):
    page = open_tab()
    sign_in(page, Role.CHAMPION)
    go_on(page, page.get_by_role("link", name="Listings").first)
    go_on(page, page.get_by_role("rowheader").get_by_role("link").first)
    oldest = page.get_by_role("main").get_by_role("button", name=re.compile("^Still right")).first
    name = oldest.locator(".govuk-visually-hidden").text_content()

    go_on(page, oldest)

    next_oldest = page.get_by_role("main").get_by_role("button", name=re.compile("^Still right")).first
    assert page.locator(".govuk-notification-banner").is_visible()
    assert next_oldest.locator(".govuk-visually-hidden").text_content() != name


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_going_back_from_an_activity_shows_the_results_again(town, open_tab, sign_in, javascript):
    page = open_tab(width=320, javascript=javascript)
    sign_in(page, Role.COORDINATOR)
    page.goto(f"{town.address}/staff/match")
    page.get_by_label("What did they say?").fill(SAID)
    press(page, "Find activities")
    results = page.url

    follow(page, "Open Shed")
    there = page.locator("h1").inner_text()
    page.go_back()

    assert there == "Open Shed"
    assert page.url == results
    assert page.get_by_role("link", name="Open Shed", exact=True).is_visible()


def test_what_was_typed_survives_being_signed_out(town, open_tab, sign_in):
    page = open_tab(javascript=False)
    sign_in(page, Role.COORDINATOR)
    page.goto(f"{town.address}/staff/clients/new")
    page.get_by_label("Name", exact=True).fill("Nell Idled-Away")
    page.get_by_label("What did they say? (optional)").fill(SAID)
    page.context.clear_cookies()

    press(page, "Add client")
    page.get_by_label("Email address").fill(town.email_of(Role.COORDINATOR))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    kept = page.get_by_label("What did they say? (optional)").input_value()
    press(page, "Add client")

    assert kept == SAID
    assert page.locator("h1").inner_text() == "Nell Idled-Away"
