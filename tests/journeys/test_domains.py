"""An editor makes a domain with the keyboard alone, in their own words, and ends it again."""

import pytest
from playwright.sync_api import expect

from directory.accounts.actor import Role
from tests.factories.accounts import new_word
from tests.journeys.keyboard import choose, tab_to, use, write

pytestmark = pytest.mark.browser


def test_editor_makes_a_domain_and_ends_it(town, open_tab, sign_in, axe_violations, sideways_px, console_errors):
    page, name = open_tab(width=320), f"Boards {new_word()}"
    sign_in(page, Role.EDITOR)
    page.goto(f"{town.address}/staff/domains/new")

    write(page, "Name", name)
    write(page, "Look for what else it covers", "bereavment")
    found = page.locator("#found button")
    found.first.wait_for()
    tab_to(page, found)
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("is added.")
    choose(page, "Where is it for?", "One country")
    tab_to(page, page.get_by_label("Country", exact=True))
    page.keyboard.type("England")
    assert axe_violations(page) == []
    assert sideways_px(page) == 0
    use(page, page.get_by_role("button", name="Save", exact=True))

    expect(page.get_by_role("main")).to_contain_text(f"{name} is a domain now")
    expect(page.get_by_role("main")).to_contain_text("Only what is in or for England")
    use(page, page.get_by_role("link", name="Change or end this domain"))
    use(page, page.get_by_role("link", name="End this domain"))
    use(page, page.get_by_role("button", name="End it"))
    expect(page.get_by_role("main")).to_contain_text(f"{name} is ended")
    assert console_errors == []
