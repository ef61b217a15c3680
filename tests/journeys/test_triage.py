"""Somebody rings; a manager judges how soon, and has the colleague whom they wish for take them on."""

import re

import pytest

from directory.accounts.actor import Role
from directory.accounts.queries import actor_of
from directory.casework.triage.kinds import Gender
from directory.casework.triage.profiles import list_possible
from directory.db import transaction
from tests.factories.triage import make_profile
from tests.journeys.steps import follow, press

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("quick_reader")]
CALLER = "Cal Journeyman"


@pytest.fixture
def woman(town) -> str:
    """A coordinator who says of herself that she is a woman; the only one who says anything."""
    with transaction() as db:
        coordinator = actor_of(db, town.email_of(Role.COORDINATOR))
        make_profile(db, coordinator, gender=Gender.WOMAN)
        return next(each.name for each in list_possible(db, coordinator) if each.user_id == coordinator.user_id)


def test_somebody_rings_is_judged_and_allocated(town, open_tab, sign_in, woman):
    desk = open_tab(1280)
    sign_in(desk, Role.COORDINATOR)
    desk.goto(f"{town.address}/staff/referrals-in")
    follow(desk, "Somebody rings")
    desk.get_by_label("Their name").fill(CALLER)
    desk.get_by_label("Their number").fill("07700 900567")
    desk.get_by_label("What they say").fill("On my own since June")
    desk.get_by_label("We ring them back").check()
    press(desk, "Write it down")

    page = open_tab(320, javascript=False)
    sign_in(page, Role.MANAGER)
    page.goto(f"{town.address}/staff/referrals-in?part=not%20triaged")
    page.get_by_label(f"Choose {CALLER}").check()
    page.get_by_label("How soon?").select_option("Urgent")
    press(page, "Write down how soon")
    page.goto(f"{town.address}/staff/referrals-in?part=urgent")
    follow(page, CALLER)
    page.get_by_text("Write down what they wish").click()
    page.get_by_label("A woman", exact=True).check()
    press(page, "Save their wishes")
    proposed = page.get_by_role("group", name="Who supports them?").get_by_role("radio").first
    why = page.get_by_role("group", name="Who supports them?").inner_text()
    proposed.check()
    page.get_by_label("Somebody we do not know yet").check()
    press(page, "Take them on")

    assert re.search(rf"{woman}\s+A woman, as they wish", why)
    assert page.get_by_text(f"They are with {woman} now.").count() == 1
    desk.goto(f"{town.address}/staff/")
    assert desk.get_by_text(CALLER).count() >= 1
