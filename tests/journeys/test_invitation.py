"""From an invitation to the first day of work: a new coordinator, two browsers, and no password typed ever after."""

from urllib.parse import urlsplit

import pytest

from directory.accounts.actor import Role
from tests.journeys.test_passkeys import address, with_authenticator

__all__ = ["address"]

pytestmark = pytest.mark.browser

PASSWORD = "walnut-ferry-drum-cloud-7"


def test_somebody_invited_comes_to_work_with_a_passkey(town, address, open_tab, sign_in, console_errors, monkeypatch):
    monkeypatch.setitem(town.app.config, "LYNCHPIN_SECOND_STEP_ROLES", (Role.COORDINATOR,))
    administrator = open_tab()
    sign_in(administrator, Role.ADMINISTRATOR)
    administrator.goto(f"{town.address}/staff/people")
    administrator.get_by_role("link", name="Invite somebody").click()
    administrator.get_by_label("Name").fill("Nell O’Hara")
    administrator.get_by_label("Email address").fill("nell@larkenshaw.example")
    administrator.get_by_role("checkbox", name="Coordinator").check()
    administrator.get_by_role("button", name="Invite", exact=True).click()
    link = address + urlsplit(administrator.locator("code").inner_text()).path

    newcomer = open_tab(width=320)
    with_authenticator(newcomer)
    newcomer.goto(link)
    newcomer.get_by_label("Password", exact=True).fill(PASSWORD)
    newcomer.get_by_role("button", name="Join").click()
    newcomer.get_by_label("Email address").fill("nell@larkenshaw.example")
    newcomer.get_by_label("Password", exact=True).fill(PASSWORD)
    newcomer.get_by_role("button", name="Sign in", exact=True).click()
    newcomer.get_by_text("set up a second step now").wait_for()
    newcomer.goto(f"{address}/staff/clients")
    newcomer.get_by_role("heading", name="Your account").wait_for()
    newcomer.get_by_role("link", name="Add a passkey").click()
    newcomer.get_by_label("What shall it be called?").fill("Nell’s phone")
    newcomer.get_by_role("button", name="Add this device").click()
    newcomer.get_by_role("button", name="I have kept them").click()
    newcomer.get_by_text("Nell’s phone").first.wait_for()
    newcomer.goto(f"{address}/staff/clients")
    newcomer.get_by_role("heading", name="Clients").wait_for()

    newcomer.get_by_role("button", name="Sign out", exact=True).click()
    newcomer.get_by_role("button", name="Use a passkey").click()

    newcomer.wait_for_url(f"{address}/staff/")
    newcomer.goto(link)
    newcomer.get_by_text("This link").first.wait_for()
    assert console_errors == []
