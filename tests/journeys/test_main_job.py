"""A coordinator hears what somebody says, finds them something near home, and refers them."""

import re

import pytest

from directory.accounts.actor import Role

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_sign_in_to_a_logged_referral(town, open_tab, sign_in, console_errors, javascript):
    page = open_tab(javascript=javascript)
    sign_in(page, Role.COORDINATOR)

    # A new person, who agrees to be referred.
    page.get_by_role("link", name="Clients").click()
    page.get_by_role("link", name=re.compile("Add|Take on|New")).first.click()
    page.get_by_label(re.compile("name", re.I)).first.fill(f"Wilfred O'Neill {javascript}")
    page.get_by_label(re.compile("postcode", re.I)).first.fill("LS11 8ND")
    page.screenshot(path="/tmp/shots/journey-new-client.png", full_page=True)
