"""A commissioner sees what is missing most and where, without JavaScript, and nothing of anybody."""

import re

import pytest
from playwright.sync_api import expect

from directory.accounts.actor import Role

pytestmark = pytest.mark.browser


def test_commissioner_finds_what_is_missing_and_where_there_is_none(town, open_tab, sign_in):
    page = open_tab(javascript=False)
    sign_in(page, Role.COMMISSIONER)

    page.get_by_role("link", name="What is missing").click()
    expect(page.get_by_role("heading", level=1, name=re.compile("What is missing most"))).to_be_visible()
    worst = page.locator("main ol li").first
    expect(worst).to_contain_text("Sleep: 92 searches found nothing, 15 matches found nothing.")
    expect(worst).to_contain_text("LS11: 65 searches found nothing, 15 matches found nothing.")

    page.get_by_role("link", name="All needs and areas, as a table").click()
    page.get_by_label("Area").select_option("LS27")
    page.get_by_role("button", name="Show").click()
    debt = page.get_by_role("row").filter(has_text="Debt")
    expect(debt).to_contain_text("57")
    expect(page.get_by_role("row").filter(has_text="Sleep")).to_have_count(0)
    page.get_by_label("Month").select_option(index=1)
    page.get_by_role("button", name="Show").click()
    expect(debt).to_contain_text("16")

    page.get_by_role("link", name="Back to what is missing most").click()
    page.get_by_role("link", name="What there is for each need, on a map too").click()
    page.get_by_label("Need or interest").fill("memory")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Memory and dementia").click()
    expect(page.locator("svg.lp-map__drawing text").filter(has_text="LS9: none")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="LS9")).to_contain_text("None")
