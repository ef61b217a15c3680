"""What people do on every page: press a button, follow a link. Each goes on when the page that follows is there."""

from playwright.sync_api import Locator, Page


def press(page: Page, name: str, *, exact: bool = True) -> None:
    go_on(page, page.get_by_role("main").get_by_role("button", name=name, exact=exact).first)


def follow(page: Page, name: str) -> None:
    go_on(page, page.get_by_role("main").get_by_role("link", name=name, exact=True).first)


def go_on(page: Page, to_click: Locator) -> None:
    with page.expect_navigation():
        to_click.click()


def press_enter(page: Page) -> None:
    """Press Enter where that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
