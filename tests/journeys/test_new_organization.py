"""Somebody adds a group on a small telephone without JavaScript, and an activity of it that everybody then finds."""

import pytest

from directory.accounts.actor import Role
from tests.journeys.steps import follow, press

pytestmark = pytest.mark.browser


@pytest.fixture
def is_fine(axe_violations, sideways_px, javascript):
    """Whether a page is one that everybody can use, also on a narrow screen. axe is a script itself."""

    def look(page) -> None:
        assert sideways_px(page) == 0
        if javascript:
            assert axe_violations(page) == []

    return look


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_a_new_group_to_the_page_that_everybody_sees(town, open_tab, sign_in, is_fine, console_errors, javascript):
    name = f"Staithe Shed {'Singers' if javascript else 'Strummers'}"
    page = open_tab(width=320, javascript=javascript)
    sign_in(page, Role.EDITOR)

    follow(page, "Organisations")
    page.get_by_label("Look for an organisation").fill("Staith")
    press(page, "Look")
    is_fine(page)
    assert "The Staithe Shed" in page.get_by_role("main").inner_text()
    follow(page, "Add an organisation")
    page.get_by_label("Name of the organisation").fill(name)
    page.get_by_label("Charity number (optional)").fill("sc 12345" if javascript else "sc 12346")
    press(page, "Go on")
    assert page.locator("h1").inner_text() == "Is it one of these?"
    is_fine(page)
    press(page, "It is none of these: add it")
    assert page.locator("h1").inner_text() == name
    is_fine(page)

    follow(page, "Registration numbers")
    assert page.get_by_label("Charity number in Scotland").input_value().startswith("SC01234")
    is_fine(page)
    follow(page, "Go back without saving")
    follow(page, "About it")
    page.get_by_label("What does it do?").fill("We sing sea songs in the shed.")
    press(page, "Save and go back")
    follow(page, "Contacts")
    page.get_by_label("Name (optional)").fill("Ada")
    page.get_by_label("Telephone number (optional)").fill("01632 960 123")
    press(page, "Save and go back")
    press(page, "Preview")
    assert "01632 960 123" in page.get_by_role("main").inner_text()
    is_fine(page)

    page.goto(f"{town.address}/staff/")
    follow(page, name)
    follow(page, "See it as it is now")
    is_fine(page)
    follow(page, "Start an activity")
    is_fine(page)
    page.get_by_label("Name of the activity").fill("Shanty Tuesday")
    press(page, "Begin")
    follow(page, "About it")
    page.get_by_label("What happens there?").fill("Shanties, and tea after.")
    press(page, "Save and go back")
    press(page, "Publish")
    follow(page, name)
    assert page.locator("h1").inner_text() == name
    is_fine(page)

    anybody = open_tab(width=320, javascript=javascript)
    anybody.goto(page.url)
    said = anybody.get_by_role("main").inner_text()
    assert "We sing sea songs in the shed." in said
    assert "Shanty Tuesday" in said
    is_fine(anybody)
    assert anybody.get_by_role("link", name="01632 960 123").get_attribute("href") == "tel:01632960123"
    assert console_errors == []
