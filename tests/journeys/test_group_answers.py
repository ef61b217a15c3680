"""A group that was sent a letter opens its link, types the code, reads who is referred, and says that it has room."""

import pytest
from sqlalchemy import select

from directory.accounts.models import Scheme
from directory.db import transaction
from directory.referrals.models import OnwardReferral, ReferralMove
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.links import code_in, link_in, sent_letters
from tests.factories.referrals import make_referral
from tests.journeys.steps import follow, press

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

    assert page.get_by_text("somebody to meet her at the gate").first.is_visible()
    assert axe_violations(page) == []


def test_a_group_asks_first_and_says_later_that_they_came_still_come_and_stopped(town, open_tab, link):
    page = open_tab(320, javascript=False)
    page.goto(link)
    press(page, "Send me a code")
    page.get_by_label("Code").fill(code_in(sent_letters()[-1]))
    press(page, "Go on")

    follow(page, "Ask us first")
    page.get_by_label("Your question").fill("Can she manage three steps?")
    press(page, "Send the question")
    assert page.get_by_text("We have not answered yet.").is_visible()
    for answer in ("Yes, we have room", "They came for the first time", "They still come"):
        page.get_by_label(answer).check()
        press(page, "Send the answer")
        page.goto(link)
    page.get_by_label("They have stopped coming").check()
    page.get_by_label("If no, or if they stopped: why?").select_option("They found something else, or need it no more")
    press(page, "Send the answer")
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    page.goto(link)

    assert page.get_by_text("Edith").count() == 0
    with transaction() as db:
        newest = db.scalars(select(OnwardReferral).order_by(OnwardReferral.made_at.desc()).limit(1)).one()
        steps = select(ReferralMove).where(ReferralMove.onward_referral_id == newest.id).order_by(ReferralMove.number)
        told = [(each.to_state, each.reason) for each in db.scalars(steps)]
    reasons = [reason for _, reason in told]
    assert [state for state, _ in told] == ["sent", "accepted", "attended", "going", "ended"]
    assert reasons == [None, None, None, None, "moved on"]
