"""Somebody connects the account they have at work, and signs in with it: in a real browser, across two sites."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.identity_provider import IdentityProvider
from directory.identity_settings import IdentitySettings
from tests.plugins.identity_provider import CLIENT_ID, CLIENT_SECRET
from tests.plugins.town import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def address(town, identity_provider):
    """The town under another name than the provider, and with it for as long as the test lasts."""
    address = town.address.replace("127.0.0.1", "localhost")
    before = town.app.config.copy()
    settings = IdentitySettings(identity_provider.address, CLIENT_ID, CLIENT_SECRET, label="Townmail")
    town.app.config.update(LYNCHPIN_IDENTITY_PROVIDER=IdentityProvider(settings), LYNCHPIN_SITE_ADDRESS=address)
    yield address
    town.app.config.update(before)


def check_page(page, axe_violations, sideways_px) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert sideways_px(page) == 0
        assert axe_violations(page) == []


def test_the_account_at_work_signs_in(
    town, address, identity_provider, open_tab, axe_violations, sideways_px, console_errors
):
    email = town.email_of(Role.COMMISSIONER)
    identity_provider.comes("subject-1", email)
    page = open_tab()
    page.goto(f"{address}/staff/sign-in")
    check_page(page, axe_violations, sideways_px)
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{address}/staff/account")
    page.get_by_role("button", name="Connect", exact=True).click()
    page.get_by_role("heading", name="Go on to your organisation").wait_for()
    check_page(page, axe_violations, sideways_px)
    page.get_by_role("link", name="Go on", exact=True).click()
    page.get_by_text("Connected. You can sign in with Townmail").wait_for()
    check_page(page, axe_violations, sideways_px)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("heading", name="Sign in").wait_for()

    page.get_by_role("link", name="Sign in with Townmail").click()

    page.wait_for_url(f"{address}/staff/")
    page.goto(f"{address}/staff/account")
    page.get_by_role("button", name="Disconnect").click()
    page.get_by_role("heading", name="Show that it is you").wait_for()
    check_page(page, axe_violations, sideways_px)
    page.get_by_role("button", name="Use Townmail instead").click()
    page.get_by_role("link", name="Go on", exact=True).click()
    page.get_by_text("Nothing is done yet: press the button again").wait_for()
    page.get_by_role("button", name="Disconnect").click()
    page.get_by_text("Disconnected. You sign in with your password").wait_for()
    assert console_errors == []
