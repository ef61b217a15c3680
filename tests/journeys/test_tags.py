"""Somebody tags an activity with the keyboard alone, in their own words and with a slip."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.models.services import Service
from directory.db import transaction
from tests.journeys.steps import go_on, press_enter

pytestmark = pytest.mark.browser


@pytest.fixture
def tags_page(town):
    with transaction() as db:
        shed = db.scalar(select(Service.id).where(Service.name == "Open Shed"))
    return f"{town.address}/staff/activities/{shed}/write/tags"


def chosen(page) -> list[str]:
    return page.locator(".lp-chip--button").all_inner_texts()


def wait_for_focus(page, text: str) -> None:
    """Focus moves a moment after the words on the page do; where it never comes this fails."""
    page.wait_for_function("text => document.activeElement.innerText.trim().startsWith(text)", arg=text)


def test_focus_stays_on_the_tag_that_moves(tags_page, open_tab, sign_in, axe_violations, console_errors):
    page = open_tab()
    sign_in(page, Role.COORDINATOR)
    page.goto(tags_page)
    before = chosen(page)

    page.get_by_label("Look for a tag").focus()
    page.keyboard.type("embroidry")
    page.get_by_text("found for “embroidry”").wait_for()
    page.locator("#found button").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Embroidery", exact=False).and_(page.locator("#said")).wait_for()
    wait_for_focus(page, "Embroidery")
    page.keyboard.press("Enter")
    page.get_by_text("is taken out").wait_for()

    wait_for_focus(page, "Put back")
    expect(page.locator(".lp-chip--button")).to_have_text(before, use_inner_text=True)
    assert axe_violations(page) == []
    assert console_errors == []


def test_enter_in_the_box_looks_without_javascript(tags_page, open_tab, sign_in):
    page = open_tab(width=320, javascript=False)
    sign_in(page, Role.COORDINATOR)
    page.goto(tags_page)
    before = chosen(page)

    page.get_by_label("Look for a tag").fill("embroidry")
    press_enter(page)
    go_on(page, page.locator("#found button").first)

    assert len(chosen(page)) == len(before) + 1
    assert page.locator("#said").inner_text().endswith("is added.")
