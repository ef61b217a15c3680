"""A coordinator does not know where to send somebody and asks the champion, who answers."""

import pytest

from directory.accounts.actor import Role
from tests.journeys.steps import follow, go_on, press, press_enter

pytestmark = pytest.mark.browser


def test_from_no_good_match_to_an_answer_that_helped_without_javascript(town, open_tab, sign_in, sideways_px):
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
    champions.goto(f"{town.address}/staff/questions")
    assert sideways_px(champions) == 0
    go_on(champions, champions.get_by_role("rowheader").get_by_role("link", name="Reminiscence").first)
    follow(champions, "Answer")
    choose_by_keyboard(champions, "tea dance")
    champions.get_by_label("Why this one? (optional)").fill("They keep a table for newcomers")
    champions.get_by_label("Advice (optional)").fill("There is none in Manchester that we know of.")
    champions.get_by_label("Phone first").check()
    assert sideways_px(champions) == 0
    press(champions, "Send the answer")
    assert "Your answer is with whoever asked." in champions.content()

    page.reload()
    shown = page.get_by_role("main").inner_text()
    for told in ("There is none in Manchester", "They keep a table for newcomers", "Phone first."):
        assert told in shown
    press(page, "I used this answer about Reminiscence")
    assert "Helped 1 colleague" in page.get_by_role("main").inner_text()
    assert sideways_px(page) == 0


def choose_by_keyboard(page, words: str) -> None:
    """Look for an activity with Enter, and choose the first that is found with the keyboard alone."""
    page.get_by_label("Look for an activity").fill(words)
    page.get_by_label("Look for an activity").focus()
    press_enter(page)
    page.get_by_role("button", name="Choose").first.focus()
    press_enter(page)
    assert "is chosen." in page.get_by_role("status").inner_text()


SAID = "She is always on the go seeing to him."
PHRASE = "on the go seeing to"


def test_from_question_over_answer_and_phrase_to_a_better_match(town, open_tab, sign_in):
    page, champions = open_tab(), open_tab()
    sign_in(page, Role.COORDINATOR)
    match(page, town)
    before = suggested(page)
    page.get_by_text("Add what we did not hear").click()
    page.get_by_role("searchbox").fill("caring for someone")
    go_on(page, page.get_by_role("button", name="Add Caring for someone"))
    page.get_by_label("I do not know where to send them").check()
    page.get_by_text("What else should they think of?").click()
    page.get_by_label("How old are they, roughly?").select_option("65 or over")
    press(page, "Ask the champion")

    sign_in(champions, Role.CHAMPION)
    champions.goto(f"{town.address}/staff/questions")
    go_on(
        champions, champions.get_by_role("rowheader").get_by_role("link", name="Caring for someone", exact=True).first
    )
    assert "65 or over" in champions.get_by_role("main").inner_text()
    follow(champions, "Answer")
    choose_by_keyboard(champions, "Carers after Work")
    named = champions.get_by_role("group").first.locator("legend").inner_text().partition(",")[0]
    press(champions, "Send the answer")
    follow(champions, "Words people use for this")
    champions.get_by_label("What else do people say?").fill(PHRASE)
    champions.get_by_label("Try a sentence (optional)").fill(SAID)
    press(champions, "Try the sentence")
    assert "(new)" in champions.get_by_role("main").inner_text()
    press(champions, "Add it")
    assert f"“{PHRASE}” is heard as Caring for someone now." in champions.content()

    # Every worker hears it within two seconds; the page is asked for until it does.
    for _ in range(20):
        match(page, town)
        if "Caring for someone" in page.get_by_role("list", name="What we heard").inner_text():
            break
        page.wait_for_timeout(200)
    assert named not in before
    assert named in suggested(page)[:3], suggested(page)


def match(page, town) -> None:
    page.goto(f"{town.address}/staff/match")
    page.get_by_label("What did they say?").fill(SAID)
    press(page, "Find activities")


def suggested(page) -> list[str]:
    """The names of what a match suggests, best first."""
    return page.locator(".lp-results .lp-card__title").all_inner_texts()
