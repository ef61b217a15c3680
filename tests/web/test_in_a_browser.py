"""Pages in a real browser: for people who cannot see, use a small screen, or have no JavaScript."""

import pytest

pytestmark = pytest.mark.browser
WIDTHS = [320, 1280]
PAGES = ["/", "/wish", "/staff/client", "/staff/list", "/no-such-page"]


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_and_nothing_sticks_out(
    demo_url, open_tab, axe_violations, sideways_px, console_errors, width
):
    tab = open_tab(width)

    for page in PAGES:
        tab.goto(demo_url + page)
        assert axe_violations(tab) == [], page
        assert sideways_px(tab) == 0, page

    assert console_errors == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_form_can_be_put_right_and_sent(demo_url, open_tab, sideways_px, console_errors, width, javascript):
    tab = open_tab(width, javascript=javascript)

    tab.goto(f"{demo_url}/wish")
    tab.get_by_label("Your name").fill("")
    tab.get_by_label("Day").fill("32")
    tab.get_by_label("How many people are coming?").fill("2")
    tab.get_by_role("button", name="Send").click()

    assert tab.title() == "Error: Ask for something to do – Lynchpin"
    assert sideways_px(tab) == 0
    tab.get_by_role("link", name="Enter your name").click()
    assert tab.evaluate("document.activeElement.id") == "name"

    tab.get_by_label("Your name").fill("Ada")
    tab.get_by_label("Day").fill("")
    tab.get_by_label("Nothing").check()
    tab.get_by_role("button", name="Send").click()

    assert tab.get_by_role("alert").inner_text().startswith("Done")
    assert "Thank you, Ada" in tab.get_by_role("alert").inner_text()
    assert console_errors == []


def test_page_with_errors_has_nothing_for_axe_to_find(demo_url, open_tab, axe_violations):
    tab = open_tab(320)
    tab.goto(f"{demo_url}/wish")
    tab.get_by_role("button", name="Send").click()

    assert axe_violations(tab) == []


def test_menu_opens_on_a_small_screen(demo_url, open_tab):
    tab = open_tab(320)
    tab.goto(demo_url)
    assert not tab.get_by_role("link", name="Ask for help").is_visible()

    tab.get_by_role("button", name="Menu").click()

    assert tab.get_by_role("link", name="Ask for help").is_visible()


def test_everything_to_press_is_big_enough(demo_url, open_tab):
    tab = open_tab(320)
    tab.goto(f"{demo_url}/staff/client")

    # Links inside a sentence are excepted by WCAG 2.5.8.
    small = tab.evaluate(
        """() => [...document.querySelectorAll("button, input:not([type=hidden]), select, nav a, footer a")]
            .filter(each => each.offsetParent !== null)
            .map(each => [each.textContent.trim(), each.getBoundingClientRect()])
            .filter(([_, box]) => box.width < 24 || box.height < 24)
            .map(([words, box]) => `${words}: ${box.width} by ${box.height}`)"""
    )
    assert small == []
