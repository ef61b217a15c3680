"""A coordinator assesses somebody, writes down what they want, finds an activity for it, and hands over the plan."""

import re
from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from tests.journeys.steps import follow, go_on, press
from tests.journeys.test_main_job import fill_day, take_on

pytestmark = pytest.mark.browser

GOAL = "I want to make things with my hands again"


def main_of(page) -> str:
    return page.get_by_role("main").inner_text()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_an_assessment_to_a_plan_in_their_hands(town, open_tab, sign_in, console_errors, javascript):
    page = open_tab(javascript=javascript)
    sign_in(page, Role.COORDINATOR)
    take_on(page, town, f"Percy Planned-{'js' if javascript else 'plain'}")

    page.get_by_role("navigation", name="Parts of the record").get_by_role("link", name="Plan").click()
    follow(page, "Plan an assessment")
    page.get_by_label("Time", exact=True).fill("9:00")
    page.get_by_label("By phone").check()
    press(page, "Save")
    follow(page, "Write down what you found")
    page.get_by_label("What are they good at, and who and what helps them? (optional)").fill("He was a joiner.")
    page.get_by_label("Risks and safety").check()
    press(page, "Save")
    press(page, "Finish the assessment")
    assert "He was a joiner." in main_of(page)

    follow(page, "Add a goal")
    page.get_by_label("What do they want?").fill(GOAL)
    page.get_by_label("How much does it matter to them? (optional)").fill("9")
    page.get_by_label("What happens first? (optional)").fill("Find his old tools")
    fill_day(page, "By when? (optional)", clock.today() + timedelta(days=7))
    press(page, "Save")
    go_on(page, page.get_by_role("link", name="Match for this goal").first)
    page.get_by_label("Hobbies and interests (optional)").fill("woodwork")
    press(page, "Find activities")
    page.get_by_label(re.compile(r"Choose\s+Open Shed$")).check()
    page.get_by_label("Theirs", exact=True).check()
    press(page, "Add to the plan")
    goal = page.get_by_role("article").filter(has_text=GOAL)
    assert "Open Shed" in goal.inner_text()
    assert "Find his old tools" in goal.inner_text()

    follow(page, "Write down that they agree")
    page.get_by_label("On the phone").check()
    press(page, "They agree")
    assert "Nothing has changed since then" in page.get_by_role("complementary").inner_text()
    go_on(page, page.get_by_role("link", name="Large print"))
    page.emulate_media(media="print")
    copy = main_of(page)
    assert GOAL in copy
    assert "Open Shed" in copy
    size = page.locator(".lp-sheet--large .govuk-body").first.evaluate(
        "each => parseFloat(getComputedStyle(each).fontSize)"
    )
    assert size >= 18 * 96 / 72
    assert console_errors == []
