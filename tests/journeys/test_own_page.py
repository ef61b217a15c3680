"""Somebody opens the link to their own page, types the code, says what is wrong, and takes an agreement back."""

import pytest
from sqlalchemy import select

from directory.accounts.models import Scheme
from directory.casework.models import Client
from directory.casework.own_page.keeping import send_own_page
from directory.casework.own_page.messages import list_messages
from directory.casework.own_page.models import Told
from directory.db import transaction
from tests.factories.accounts import make_actor, new_word
from tests.factories.casework import make_reachable
from tests.factories.catalogue import make_service
from tests.factories.links import code_in, link_in, sent_letters
from tests.factories.referrals import make_referral
from tests.journeys.steps import follow, press

pytestmark = pytest.mark.browser
KNOWN = {
    "phone": "07700 900123",
    "postcode": "LS11 8ND",
}


@pytest.fixture
def person(town):
    """The reference of somebody with everything that a page of their own may show, and the address in their letter."""
    with transaction() as db:
        # Of a neighbouring team, and to something that no search finds, so that the town stays as it is.
        coordinator = make_actor(db, scheme=db.scalars(select(Scheme).where(~Scheme.is_default)).first())
        client = make_reachable(db, coordinator, email=f"edith.{new_word()}@home.example", **KNOWN)
        client.safe_contact = "Text first,\nplease"
        walks = make_service(db, "Gentle walks", email="walks@becklane.example")
        make_referral(db, coordinator, client=client, service=walks)
        walks.status = "inactive"
        send_own_page(db, coordinator, client, new_word())
        reference, address = client.reference, client.email
    letter = next(each for each in sent_letters() if each["To"] == address)
    return reference, f"{town.address}{link_in(letter)}"


def show_code(page, link):
    page.goto(link)
    press(page, "Send me a code")
    page.get_by_label("Code").fill(code_in(sent_letters()[-1]))
    press(page, "Go on")


@pytest.mark.parametrize("width", [320, 1280])
def test_somebody_looks_after_their_own_page_without_an_account_or_javascript(open_tab, person, sideways_px, width):
    reference, link = person
    page = open_tab(width, javascript=False)
    seen = []

    def look(heading):
        seen.append((page.get_by_role("heading", level=1).inner_text() == heading, sideways_px(page)))

    page.goto(link)
    look("A page of your own")
    press(page, "Send me a code")
    look("Enter your code")
    page.get_by_label("Code").fill(code_in(sent_letters()[-1]))
    press(page, "Go on")
    look("Edith Ashworth")
    follow(page, "Something is wrong here")
    look("What is wrong?")
    page.get_by_label("What is wrong, and how should it be?").fill("My number ends in 124")
    press(page, "Send it")
    follow(page, "I no longer agree to this: We may ring or write to you")
    look("Do you no longer agree?")
    press(page, "I no longer agree")
    look("Edith Ashworth")
    press(page, "Ask for a copy")
    look("Edith Ashworth")
    follow(page, "I want no more support")
    look("Do you want no more support?")
    press(page, "I want no more support")
    look("Edith Ashworth")

    assert seen == [(True, 0)] * 9
    with transaction() as db:
        client = db.scalars(select(Client).where(Client.reference == reference)).one()
        told = {each.kind for each in list_messages(db, client)}
    # They agreed to no group, so that none could be told nothing more.
    assert told == set(Told) - {Told.GROUP}


def test_everybody_can_read_their_own_page(open_tab, person, axe_violations):
    _, link = person
    page = open_tab(320)
    show_code(page, link)

    found = axe_violations(page)
    follow(page, "I no longer agree to this: We may tell groups about you")

    assert page.get_by_text("From now on we tell no group about you.").is_visible()
    assert (found, axe_violations(page)) == ([], [])
