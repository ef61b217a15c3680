"""A group that was sent a letter opens its link, types the code, reads who is referred, and says that it has room."""

import pytest
from sqlalchemy import select

from directory.accounts.models import Scheme
from directory.db import transaction
from directory.referrals.models import OnwardReferral
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.links import code_in, link_in, sent_letters
from tests.factories.referrals import make_referral
from tests.journeys.steps import press

pytestmark = pytest.mark.browser
MESSAGE = "She uses a walking frame,\nand would like somebody to meet her at the gate."


@pytest.fixture
def link(town):
    """The address in the letter about somebody with everything that a group may be told."""
    with transaction() as db:
        # Of a neighbouring team, and to something that no search finds, so that the town stays as it is.
        coordinator = make_actor(db, scheme=db.scalars(select(Scheme).where(~Scheme.is_default)).first())
        client = make_client(db, coordinator, name="Edith Ashworth", phone="07700 900123", email="edith@home.example")
        walks = make_service(db, "Gentle walks", email="walks@becklane.example")
        referral = make_referral(db, coordinator, client=client, service=walks, message=MESSAGE)
        walks.status, number = "inactive", referral.reference
    letter = next(each for each in sent_letters() if number in each["Subject"])
    return f"{town.address}{link_in(letter)}"


@pytest.mark.parametrize("width", [320, 1280])
def test_a_group_answers_without_an_account_or_javascript(open_tab, link, sideways_px, width):
    page = open_tab(width, javascript=False)
    seen = []

    def look(heading):
        seen.append((page.get_by_role("heading", level=1).inner_text() == heading, sideways_px(page)))

    page.goto(link)
    look("Somebody would like to come to Gentle walks")
    press(page, "Send me a code")
    look("Enter your code")
    page.get_by_label("Code").fill(code_in(sent_letters()[-1]))
    press(page, "Go on")
    look("Edith Ashworth")
    page.get_by_label("Yes, we have room").check()
    press(page, "Send the answer")
    look("Thank you")

    assert seen == [(True, 0)] * 4
    with transaction() as db:
        newest = select(OnwardReferral.state).order_by(OnwardReferral.made_at.desc()).limit(1)
        state = db.scalars(newest).one()
    assert state == "accepted"


def test_what_a_group_reads_can_be_read_by_everybody(open_tab, link, axe_violations):
    page = open_tab(320)
    page.goto(link)
    press(page, "Send me a code")
    page.get_by_label("Code").fill(code_in(sent_letters()[-1]))
    press(page, "Go on")

    assert page.get_by_text("somebody to meet her at the gate").is_visible()
    assert axe_violations(page) == []
