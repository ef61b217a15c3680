"""What residents come for, with a keyboard alone on a narrow screen: each with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from directory.casework.referrals_in.referral_models import Referral
from directory.champions.messages.models import ListingMessage
from directory.champions.suggesting.group_suggestion_models import GroupSuggestion
from directory.db import transaction
from tests.journeys.keyboard import agree, choose, tab_to, use, write

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("quick_reader")]

# No test leaves this machine: what stands for another site is a page of ours on which nobody looks for anything.
ELSEWHERE = "/open-data"
WHAT = "What would you like to do, or what would help?"


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def javascript(request):
    return request.param == "with JavaScript"


@pytest.fixture
def page(town, open_tab, javascript, monkeypatch, sideways_px, console_errors):
    """The home page. Wherever the journey ends, the page goes nowhere sideways, and nothing went wrong on the way."""
    monkeypatch.setitem(town.app.config, "LYNCHPIN_EXIT_URL", f"{town.address}{ELSEWHERE}")
    page = open_tab(320, javascript=javascript)
    page.goto(f"{town.address}/")
    yield page
    assert sideways_px(page) == 0
    assert console_errors == []


def main_link(page: Page, name: str):
    return page.get_by_role("main").get_by_role("link", name=name, exact=True).first


def main_button(page: Page, name: str):
    return page.get_by_role("main").get_by_role("button", name=name, exact=True)


def find(page: Page, words: str) -> None:
    write(page, WHAT, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def open_first(page: Page) -> str:
    """Open the first thing that was found; gives its name."""
    first = page.locator(".lp-card__title a").first
    name = first.inner_text()
    use(page, first)
    return name


def newest(model, moment):
    with transaction() as db:
        return db.scalars(select(model).order_by(moment.desc()).limit(1)).one()


def test_something_is_found_and_printed(page, javascript):
    find(page, "singing")
    name = open_first(page)
    use(page, main_link(page, "Print it on one sheet"))

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(re.escape(name)))
    assert page.locator(".lp-qr").is_visible()
    button = page.locator("[data-print]")
    if not javascript:
        assert button.is_hidden()
        return
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes' }")
    tab_to(page, button)
    page.keyboard.press("Space")
    assert page.locator("body").get_attribute("data-printed") == "yes"


def test_a_list_is_made_and_sent(page, javascript):
    find(page, "walking")
    name = page.locator(".lp-card__title a").first.inner_text()
    add = page.locator("[data-shortlist] button").first
    if javascript:
        tab_to(page, add)
        page.keyboard.press("Space")
        expect(page.locator("[data-count]")).to_have_text("1")
        tab_to(page, page.locator("[data-shortlist-link]"), "Shift+Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    else:
        use(page, add, "Space")

    assert page.locator(".lp-card__title").all_inner_texts() == [name]
    letter = main_link(page, "Send them by email")
    tab_to(page, letter)
    assert letter.get_attribute("href").startswith("mailto:?subject=")


def test_somebody_asks_for_themselves(page, town):
    page.goto(f"{town.address}/refer")
    use(page, main_link(page, "For me"))
    write(page, "Your postcode", "LS11 8ND")
    choose(page, "Are you registered", "Yes")
    use(page, main_button(page, "Go on"))
    if main_button(page, "Ask us anyway").count():
        use(page, main_button(page, "Ask us anyway"))
    write(page, "Your name", "Kit Keyboard")
    write(page, "Your phone number (optional)", "07700 900457")
    choose(page, "Is it safe", "No")
    use(page, main_button(page, "Go on"))
    write(page, "What would you like help with? (optional)", "I would like to sing again")
    use(page, main_button(page, "Go on"))
    agree(page, "Yes, I agree")
    use(page, main_button(page, "Send"))

    referral = newest(Referral, Referral.made_at)
    assert referral.name == "Kit Keyboard"
    assert page.get_by_text(referral.reference).is_visible()


def test_somebody_asks_for_a_friend(page, town):
    page.goto(f"{town.address}/refer")
    use(page, main_link(page, "For a friend or somebody in my family"))
    use(page, main_button(page, "Go on"))
    choose(page, "Have you asked them", "No")
    use(page, main_button(page, "Go on"))
    use(page, main_button(page, "I have asked them: go back"))
    choose(page, "Have you asked them", "Yes")
    use(page, main_button(page, "Go on"))
    write(page, "Their name", "Otto Journeyman")
    write(page, "How can we reach them safely?", "Ring 0113 496 0399 in the morning")
    write(page, "The first half of their postcode", "LS11")
    use(page, main_button(page, "Go on"))
    agree(page, "Yes, I agree")
    use(page, main_button(page, "Send"))

    referral = newest(Referral, Referral.made_at)
    assert (referral.state, referral.name) == ("unconfirmed", "Otto Journeyman")
    assert (referral.statement, referral.phone, referral.postcode) == (None, None, None)


def test_a_group_that_is_missing_is_suggested(page):
    use(page, main_link(page, "Suggest a group"))
    use(page, main_button(page, "Send"))
    expect(page.get_by_role("alert").get_by_role("link").first).to_be_visible()
    use_summary(page, "Enter the name of the group or activity")
    page.keyboard.type("Chess in the park")
    write(page, "What happens there, and when?", "Boards on the tables, Sundays at two")
    write(page, "How can we reach the group?", "0113 496 0444")
    choose(page, "Do you run it?", "No, I know of it")
    use(page, main_button(page, "Send"))

    suggestion = newest(GroupSuggestion, GroupSuggestion.told_at)
    assert suggestion.name == "Chess in the park"
    assert page.get_by_text(suggestion.reference).is_visible()


def use_summary(page: Page, message: str) -> None:
    """Follow a line of the error summary to the box that it is about."""
    tab_to(page, page.get_by_role("main").get_by_role("link", name=message))
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_accessible_description(re.compile(re.escape(message)))


def test_a_problem_is_reported(page):
    find(page, "walking")
    open_first(page)
    use(page, main_link(page, "Report a problem with this page"))
    choose(page, "What is wrong?", "It has moved, or is at another time")
    write(page, "What should it say? (optional)", "They meet on Mondays now")
    use(page, main_button(page, "Send the report"))

    message = newest(ListingMessage, ListingMessage.told_at)
    assert (message.about, message.words) == ("moved", "They meet on Mondays now")
    assert page.get_by_text(message.reference).is_visible()


def test_somebody_leaves_quickly(page, town):
    find(page, "walking")

    use(page, page.locator(".govuk-js-exit-this-page-skiplink"))

    expect(page).to_have_url(f"{town.address}{ELSEWHERE}")


def test_somebody_reads_in_welsh(page):
    use(page, page.get_by_role("link", name="Cymraeg"))
    tab_to(page, page.locator("input[name=q]"))
    page.keyboard.type("walking")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    open_first(page)

    expect(page).to_have_url(re.compile("/cy/activities/"))
    expect(page.get_by_role("heading", name="Beth sy’n digwydd yno")).to_be_visible()
