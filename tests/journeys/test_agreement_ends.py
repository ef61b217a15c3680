"""Somebody takes back, midway, that groups may be told of them: nothing more is told, and nothing is lost."""

import re

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.queries import actor_of
from directory.db import transaction
from directory.jobs.sending import send_waiting, smtp_sender
from tests.factories.accounts import new_word
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.links import SENDER, code_in, link_in
from tests.factories.referrals import make_referral
from tests.journeys.steps import follow, go_on, press
from tests.journeys.test_main_job import fill_day

pytestmark = pytest.mark.browser
MESSAGE = "She would like somebody to meet her at the gate."


@pytest.fixture
def person(town):
    """Somebody of the town's coordinator who was referred to a group: their name and reference, and the group's."""
    name, group = f"Minnie Midway-{new_word()}", f"walks-{new_word()}@becklane.example"
    with transaction() as db:
        coordinator = actor_of(db, town.email_of(Role.COORDINATOR))
        client = make_client(db, coordinator, name=name)
        walks = make_service(db, "Gentle walks", email=group)
        make_referral(db, coordinator, client=client, service=walks, message=MESSAGE)
        # No search finds it, so that the town stays as it is.
        walks.status = "inactive"
        return name, client.reference, group


@pytest.fixture
def letters(town, mail_server):
    """`letters(address)` has all letters leave, and gives those to an address."""

    def deliver(address: str):
        send_waiting(smtp_sender(mail_server.url), SENDER, town.address)
        return mail_server.letters_to(address)

    return deliver


def main_of(page) -> str:
    return page.get_by_role("main").inner_text()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_group_reads_nothing_more_once_agreement_is_taken_back(
    town, open_tab, sign_in, person, letters, sideways_px, width
):
    name, reference, group = person
    theirs = open_tab(320, javascript=False)
    link = f"{town.address}{link_in(letters(group)[0], town.address)}"
    theirs.goto(link)
    press(theirs, "Send me a code")
    theirs.get_by_label("Code").fill(code_in(letters(group)[-1]))
    press(theirs, "Go on")
    read_before = main_of(theirs)

    page = open_tab(width, javascript=False)
    sign_in(page, Role.COORDINATOR)
    page.goto(f"{town.address}/staff/clients/{reference}/agreements")
    follow(page, "Share their details with groups")
    fill_day(page, "When did they tell you?", clock.today())
    press(page, "They no longer agree")
    theirs.reload()
    read_after = main_of(theirs)
    page.goto(f"{town.address}/staff/referrals/new?client={reference}&name=Open+Shed")
    go_on(page, page.get_by_role("button", name=re.compile("^Refer")).first)
    fill_day(page, "When did they agree that this group is told?", clock.today())
    press(page, "See what the group gets")
    refused = main_of(page)
    page.goto(f"{town.address}/staff/clients/{reference}/timeline")

    assert name in read_before
    assert MESSAGE in read_before
    assert name not in read_after
    assert MESSAGE not in read_after
    assert "no longer agree" in refused or "has not agreed" in refused
    assert "They no longer agree: share their details with groups" in main_of(page)
    assert sideways_px(page) == 0
