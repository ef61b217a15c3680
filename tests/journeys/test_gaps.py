"""A coordinator finds nothing that will do and asks the champion, who answers."""

import pytest

from directory.accounts.actor import Role
from tests.journeys.steps import go_on, press

pytestmark = pytest.mark.browser


def test_from_no_good_match_to_the_answer_without_javascript(town, open_tab, sign_in, sideways_px):
    page, champions = (open_tab(width=320, javascript=False) for _ in range(2))
    sign_in(page, Role.COORDINATOR)
    page.goto(f"{town.address}/staff/match")
    page.get_by_label("Hobbies and interests (optional)").fill("reminiscence")
    page.get_by_label("Postcode (optional)").fill("M1 1AE")
    page.get_by_label("How far can they go?").select_option("1")
    press(page, "Find activities")
    shown = page.get_by_role("main").inner_text()
    assert "No good match" in shown
    assert "Nearest to it" in shown

    page.get_by_label("What there is, is too far away").check()
    press(page, "Ask the champion")
    assert "There is no answer yet" in page.get_by_role("main").inner_text()
    assert sideways_px(page) == 0

    sign_in(champions, Role.CHAMPION)
    champions.goto(f"{town.address}/staff/gaps")
    assert sideways_px(champions) == 0
    go_on(champions, champions.get_by_role("rowheader").get_by_role("link", name="Reminiscence").first)
    champions.get_by_label("Your answer").fill("There is none in Manchester that we know of.")
    press(champions, "Answer")

    page.reload()
    assert "There is none in Manchester that we know of." in page.get_by_role("main").inner_text()
