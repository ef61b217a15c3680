"""Somebody adds a passkey, and from then on signs in with it: in a real browser with a made-up authenticator."""

import pytest

from directory.accounts.actor import Role
from tests.plugins.town import PASSWORD

pytestmark = pytest.mark.browser

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_authenticator(page):
    """Give a tab a device that says yes to everything."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


@pytest.fixture
def address(town):
    """The town under a name: browsers make no passkeys for a number."""
    return town.address.replace("127.0.0.1", "localhost")


def test_a_passkey_signs_in_without_a_password(town, address, open_tab, axe_violations, console_errors):
    page = open_tab()
    with_authenticator(page)
    page.goto(f"{address}/staff/sign-in")
    page.get_by_label("Email address").fill(town.email_of(Role.EDITOR))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{address}/staff/account/passkeys/new")
    page.get_by_label("What shall it be called?").fill("Ruth’s laptop")
    page.get_by_role("button", name="Add this device").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    page.get_by_role("button", name="I have kept them").click()
    page.get_by_text("Ruth’s laptop").first.wait_for()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("heading", name="Sign in").wait_for()

    page.get_by_role("button", name="Use a passkey").click()

    page.wait_for_url(f"{address}/staff/")
    page.goto(f"{address}/staff/account")
    page.get_by_role("button", name="Remove Ruth’s laptop").click()
    page.get_by_text("The passkey is removed").wait_for()
    assert console_errors == []


def test_without_a_script_there_is_no_passkey_to_press_and_the_other_ways_are_there(address, open_tab):
    page = open_tab(width=320, javascript=False)
    page.goto(f"{address}/staff/sign-in")

    assert not page.get_by_role("button", name="Use a passkey").is_visible()
    assert page.get_by_role("button", name="Sign in", exact=True).is_visible()
