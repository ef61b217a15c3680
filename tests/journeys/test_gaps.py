"""A coordinator finds nothing that will do and asks the champion, who answers."""

import pytest

from directory.accounts.actor import Role

pytestmark = pytest.mark.browser


def test_from_no_good_match_to_the_answer_without_javascript(town, open_tab, sign_in, sideways_px):
    page, champions = (open_tab(width=320, javascript=False) for _ in range(2))
    sign_in(page, Role.COORDINATOR)
    page.goto(f"{town.address}/staff/match")
    page.get_by_label("Hobbies and interests (optional)").fill("reminiscence")
    page.get_by_label("Postcode (optional)").fill("M1 1AE")
    page.get_by_label("How far can they go?").select_option("1")
    page.get_by_role("main").get_by_role("button", name="Find activities").first.click()
    page.wait_for_load_state()
    shown = page.get_by_role("main").inner_text()
    assert "No good match" in shown
    assert "Nearest to it" in shown

    page.get_by_label("What there is, is too far away").check()
    page.get_by_role("button", name="Ask the champion").click()
    page.wait_for_load_state()
    assert "There is no answer yet" in page.get_by_role("main").inner_text()
    assert sideways_px(page) == 0

    sign_in(champions, Role.CHAMPION)
    champions.goto(f"{town.address}/staff/gaps")
    assert sideways_px(champions) == 0
    champions.get_by_role("rowheader").get_by_role("link", name="Reminiscence").first.click()
    champions.get_by_label("Your answer").fill("There is none in Manchester that we know of.")
    champions.get_by_role("button", name="Answer").click()
    champions.wait_for_load_state()

    page.reload()
    assert "There is none in Manchester that we know of." in page.get_by_role("main").inner_text()
