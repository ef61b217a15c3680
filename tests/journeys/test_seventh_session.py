"""Six sessions are used: a coordinator says why somebody needs a seventh, a manager allows it, and it is planned."""

from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.queries import actor_of
from directory.db import transaction
from tests.factories.accounts import new_word
from tests.factories.casework import make_client
from tests.factories.support_sessions import in_days, make_happened
from tests.journeys.steps import follow, press

pytestmark = pytest.mark.browser


@pytest.fixture
def person(town):
    """The name and reference of somebody of the town's coordinator who has had six sessions."""
    name = f"Sylvia Seven-{new_word()}"
    with transaction() as db:
        coordinator = actor_of(db, town.email_of(Role.COORDINATOR))
        client = make_client(db, coordinator, name=name)
        for day in range(6):
            make_happened(db, coordinator, client, in_days(-day - 1))
        return name, client.reference


def section_of(page) -> str:
    return page.get_by_role("region", name="Support sessions").inner_text()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_seventh_session_is_asked_for_allowed_and_planned(town, open_tab, sign_in, person, sideways_px, width):
    name, reference = person
    mine, theirs = open_tab(width, javascript=False), open_tab(width, javascript=False)
    sign_in(mine, Role.COORDINATOR)
    sign_in(theirs, Role.MANAGER)
    client_page = f"{town.address}/staff/clients/{reference}"

    mine.goto(f"{client_page}/sessions/new")
    refused = mine.get_by_role("main").inner_text()
    follow(mine, "Ask for more sessions")
    mine.get_by_label("Why do they need more?").fill("She moves house next week")
    press(mine, "Ask a manager")

    theirs.goto(f"{town.address}/staff/more-sessions")
    follow(theirs, name)
    reason = theirs.get_by_role("main").inner_text()
    theirs.get_by_label("Allow them").check()
    press(theirs, "Decide")

    mine.goto(client_page)
    follow(mine, "Plan a session")
    fill_day(mine, clock.today() + timedelta(days=3))
    # The two of the same coordinator do not meet at the same time.
    mine.get_by_label("Time", exact=True).fill("9am" if width == 320 else "2.30pm")
    mine.get_by_label("By phone", exact=True).check()
    mine.get_by_label("Not at all", exact=True).check()
    press(mine, "Plan it")

    assert "All 6 sessions" in refused or "6 of 6 sessions used" in refused
    assert "She moves house next week" in reason
    assert "6 of 7 sessions used, 1 planned (1 more was allowed)." in section_of(mine)
    assert (sideways_px(mine), sideways_px(theirs)) == (0, 0)


def fill_day(page, day) -> None:
    group = page.get_by_role("group", name="Day", exact=True)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label, exact=True).fill(str(value))
