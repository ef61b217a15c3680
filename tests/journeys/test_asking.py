"""Somebody asks for support, on a narrow screen without JavaScript; a coordinator takes them on."""

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.casework.models import Client
from directory.casework.referrals_in.referral_models import Referral
from directory.db import transaction
from tests.journeys.steps import follow, press

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("quick_reader")]


def newest_referral() -> Referral:
    with transaction() as db:
        return db.scalars(select(Referral).order_by(Referral.made_at.desc()).limit(1)).one()


def heading(page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_somebody_asks_for_themselves_and_is_taken_on(town, open_tab, sideways_px, sign_in):
    page = open_tab(320, javascript=False)
    seen = []

    def look():
        seen.append((heading(page), sideways_px(page)))

    page.goto(f"{town.address}/refer")
    look()
    follow(page, "For me")
    page.get_by_label("Your postcode").fill("LS11 8ND")
    page.get_by_role("group", name="Are you registered").get_by_label("No", exact=True).check()
    look()
    press(page, "Go on")
    look()
    press(page, "Ask us anyway")
    page.get_by_label("Your name").fill("Wilma Journeyman")
    page.get_by_label("Your phone number").fill("07700 900456")
    page.get_by_role("group", name="Is it safe").get_by_label("No", exact=True).check()
    look()
    press(page, "Go on")
    page.get_by_label("What would you like help with?").fill("I would like to sing again")
    look()
    press(page, "Back")
    name_after_going_back = page.get_by_label("Your name").input_value()
    press(page, "Go on")
    press(page, "Go on")
    look()
    page.get_by_label("Yes, I agree").check()
    press(page, "Send")
    look()
    referral = newest_referral()
    shown = page.get_by_text(referral.reference).count()

    staff = open_tab(1280)
    sign_in(staff, Role.COORDINATOR)
    staff.goto(f"{town.address}/staff/referrals-in/{referral.reference}")
    staff.get_by_label("Somebody we do not know yet").check()
    press(staff, "Take them on")

    assert [sideways for _, sideways in seen] == [0] * len(seen)
    assert [title for title, _ in seen] == [
        "Ask for somebody to help you",
        "Where you are",
        "You can ask us, and this may help too",
        "How to reach you",
        "What would help",
        "Check what you have written",
        "Thank you: we have it",
    ]
    assert (name_after_going_back, shown) == ("Wilma Journeyman", 1)
    assert heading(staff) == "Wilma Journeyman"
    with transaction() as db:
        client = db.scalars(select(Client).where(Client.reference == referral.reference)).one()
        assert client.phone == "07700 900456"
