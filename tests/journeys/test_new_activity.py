"""A coordinator writes about a new activity in two goes, somebody who may publishes it, and the public finds it."""

import pytest

from directory.accounts.actor import Role
from tests.journeys.steps import follow, press

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_the_first_word_to_the_day_the_public_finds_it(town, open_tab, sign_in, console_errors, javascript):
    name = f"Kite Flying {'Club' if javascript else 'Circle'}"
    page = open_tab(javascript=javascript)
    sign_in(page, Role.COORDINATOR)

    follow(page, "New activity")
    page.get_by_label("Which organisation runs it?").fill("Staithe")
    if not javascript:
        press(page, "Find")
    page.get_by_label("The Staithe Shed").check()
    page.get_by_label("Name of the activity").fill(name)
    press(page, "Begin")
    assert page.locator("h1").inner_text() == name
    page.goto(f"{town.address}/staff/")
    follow(page, name)
    follow(page, "About it")
    page.get_by_label("What happens there?").fill("Bring a kite, or borrow one of ours.")
    press(page, "Save and go back")
    press(page, "Preview")
    assert "borrow one of ours" in page.get_by_role("main").inner_text()
    page.go_back()
    press(page, "Send for approval")

    other = open_tab(javascript=javascript)
    assert other.goto(f"{town.address}/search?q=kite").status == 200
    assert name not in other.get_by_role("main").inner_text()
    sign_in(other, Role.EDITOR)
    follow(other, "Suggestions")
    follow(other, name)
    press(other, "See it as everybody would")
    assert "borrow one of ours" in other.get_by_role("main").inner_text()
    other.go_back()
    press(other, "Publish it")

    anybody = open_tab(javascript=javascript)
    # Else it may take a second until the public finds it.
    town.keeper.forget()
    anybody.goto(f"{town.address}/search?q=kite+flying")
    assert name in anybody.get_by_role("main").inner_text()
    assert console_errors == []
