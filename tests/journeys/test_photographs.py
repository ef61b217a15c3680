"""A coordinator sends a photograph, somebody who may accepts it, and the public sees it."""

import pytest

from directory.accounts.actor import Role
from tests.factories.photographs import drawn, file_of, telling_file
from tests.journeys.steps import follow, press

pytestmark = pytest.mark.browser

NAMED = "Knit and Natter"
WORDS = "Six people knitting round O'Neill's table"


def test_from_the_file_on_a_telephone_to_the_page_of_the_activity(town, open_tab, sign_in, console_errors):
    page = open_tab(javascript=False, width=320)
    sign_in(page, Role.COORDINATOR)
    page.goto(f"{town.address}/search?q=knit+and+natter")
    follow(page, NAMED)
    activity = page.url
    follow(page, "Edit all of it")
    follow(page, "Photographs")
    follow(page, "Add a photograph")
    page.get_by_label("The photograph").set_input_files(
        {"name": "small.jpg", "mimeType": "image/jpeg", "buffer": file_of(drawn(200, 200))}
    )
    press(page, "Go on")
    assert "too small" in page.get_by_role("main").inner_text()
    page.get_by_label("The photograph").set_input_files(
        {"name": "IMG 1.jpg", "mimeType": "image/jpeg", "buffer": telling_file(width=3_000, height=2_000)}
    )
    press(page, "Go on")
    page.get_by_label("What would somebody see in it?").fill(WORDS)
    press(page, "Save and go back")
    assert "Tick both" in page.get_by_role("main").inner_text()
    for each in page.get_by_role("checkbox").all():
        each.check()
    press(page, "Save and go back")
    follow(page, "Go back to all parts")
    press(page, "Send for approval")

    other = open_tab()
    sign_in(other, Role.EDITOR)
    follow(other, "Suggestions")
    follow(other, NAMED)
    assert other.get_by_role("main").locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)")
    press(other, "Change the listing")

    anybody = open_tab(width=320)
    anybody.goto(activity)
    image = anybody.get_by_role("img", name=WORDS)
    image.scroll_into_view_if_needed()
    assert image.evaluate("image => image.decode().then(() => image.complete)")
    assert anybody.context.cookies() == []
    assert console_errors == []
