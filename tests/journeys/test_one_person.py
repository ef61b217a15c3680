"""One person who is referred twice, first by a surgery and then by another, is one person with one case."""

import pytest
from sqlalchemy import func, select

from directory.accounts.actor import Role
from directory.casework.models import Case, Client
from directory.casework.referrals_in.referral_models import Referral
from directory.db import transaction
from tests.factories.accounts import new_word
from tests.journeys.steps import go_on, press
from tests.journeys.test_whole_case import refer_as_gp, take_on

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("quick_reader")]


def main_of(page) -> str:
    return page.get_by_role("main").inner_text()


def cases_of(references: list[str]) -> int:
    """How many cases have come of some referrals."""
    clients = select(Referral.client_id).where(Referral.reference.in_(references))
    with transaction() as db:
        return db.scalar(select(func.count()).select_from(Case).where(Case.client_id.in_(clients))) or 0


def test_two_who_wait_are_joined_and_taken_on_once(town, open_tab, sign_in):
    name = f"Dora Double-{new_word()}"
    surgeries = open_tab(320, javascript=False)
    first, second = (refer_as_gp(surgeries, town, name) for _ in range(2))
    sent = main_of(surgeries)
    page = open_tab(320, javascript=False)
    sign_in(page, Role.COORDINATOR)

    page.goto(f"{town.address}/staff/referrals-in/{second}")
    offered = main_of(page)
    of_first = page.locator("form").filter(has=page.locator(f"input[value='{first}']"))
    go_on(page, of_first.get_by_role("button", name="It is the same person"))
    take_on(page, town, first)

    assert "same person" in offered
    # Whoever sends a second one is told nothing of the first.
    assert name not in sent
    assert cases_of([first, second]) == 1
    with transaction() as db:
        states = select(Referral.reference, Referral.state).where(Referral.reference.in_([first, second]))
        assert {reference: state for reference, state in db.execute(states)} == {first: "accepted", second: "joined"}


def test_who_is_supported_already_is_found_and_gets_no_second_case(town, open_tab, sign_in):
    name = f"Dora Again-{new_word()}"
    surgeries = open_tab(320, javascript=False)
    page = open_tab(320, javascript=False)
    sign_in(page, Role.COORDINATOR)
    first = refer_as_gp(surgeries, town, name)
    take_on(page, town, first)

    second = refer_as_gp(surgeries, town, name)
    page.goto(f"{town.address}/staff/referrals-in/{second}")
    likely = page.get_by_role("table").filter(has_text="Who it may be").inner_text()
    page.get_by_role("group", name="Who is this?").get_by_role("radio", name=name).check()
    press(page, "Take them on")

    assert name in likely
    assert page.url.endswith(first)
    assert cases_of([first, second]) == 1
    with transaction() as db:
        assert db.scalar(select(func.count()).select_from(Client).where(Client.reference.in_([first, second]))) == 1
