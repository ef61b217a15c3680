"""A GP refers somebody, and it goes all the way: triage, assessment, plan, group, ending, and word to the practice.

Letters leave as they do every minute, through a mail server on this machine, and are opened by whom they are for.
"""

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.casework.message_back.models import MessageBack
from directory.casework.models import Case, Client
from directory.casework.referrals_in.referral_models import Referral
from directory.db import transaction
from directory.jobs.sending import send_waiting, smtp_sender
from directory.referrals.models import OnwardReferral
from tests.factories.accounts import new_word
from tests.factories.links import SENDER, code_in, link_in
from tests.journeys.steps import follow, go_on, press
from tests.journeys.test_main_job import fill_day

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("quick_reader")]
SURGERY = "surgery@sike-road.example"
GOAL = "I want to make things with my hands again"


@pytest.fixture
def newest_letter(town, mail_server):
    """`newest_letter(words)` has all letters leave, and gives the newest with these words in its subject or address."""

    def find(words: str):
        send_waiting(smtp_sender(mail_server.url), SENDER, town.address)
        letters = [each.letter for each in mail_server.taken]
        return [each for each in letters if words in f"{each['Subject']} {each['To']}"][-1]

    return find


@pytest.fixture
def open_letter(town, open_tab, newest_letter):
    """`open_letter(words)` opens the link in a letter, with the code that follows it to the same address."""

    def do(words: str):
        letter = newest_letter(words)
        page = open_tab(320, javascript=False)
        page.goto(f"{town.address}{link_in(letter, town.address)}")
        press(page, "Send me a code")
        page.get_by_label("Code").fill(code_in(newest_letter(letter["To"])))
        press(page, "Go on")
        return page

    return do


def main_of(page) -> str:
    return page.get_by_role("main").inner_text()


def refer_as_gp(page, town, name: str) -> str:
    """Answer page after page as a GP does, and give the reference of the referral."""
    page.goto(f"{town.address}/refer/professional")
    page.get_by_label("Their postcode").fill("LS11 8ND")
    page.get_by_role("group", name="Are they registered").get_by_label("Yes", exact=True).check()
    press(page, "Go on")
    page.get_by_label("Their name").fill(name)
    page.get_by_label("Their phone number (optional)").fill("07700 900321")
    press(page, "Go on")
    page.get_by_label("Why do you refer them?").fill("Alone since June, and often here")
    page.get_by_label("What do they say themself? (optional)").fill("I used to be a joiner. I miss it")
    press(page, "Go on")
    press(page, "Go on")
    page.get_by_label("No known risks").check()
    press(page, "Go on")
    page.get_by_label("No, none that I know of").check()
    press(page, "Go on")
    page.get_by_label("Yes, they know of it and want it").check()
    press(page, "Go on")
    page.get_by_label("Your name").fill("Dr Amin")
    page.get_by_label("Your role").fill("GP")
    page.get_by_label("Your organisation").fill("Sike Road Surgery")
    page.get_by_label("How can we reach you?").fill(SURGERY)
    press(page, "Go on")
    page.get_by_label("Yes, I agree").check()
    press(page, "Send")
    return page.url.rpartition("/")[2]


def take_on(page, town, reference: str) -> None:
    """Judge how soon, and take them on."""
    page.goto(f"{town.address}/staff/referrals-in/{reference}")
    page.get_by_text("Say how soon").click()
    page.get_by_label("Soon", exact=True).check()
    press(page, "Write down how soon")
    page.get_by_label("Somebody we do not know yet").check()
    press(page, "Take them on")


def agree(page, client_page: str, purpose: str) -> None:
    """Write down that they agree to something, today."""
    page.goto(f"{client_page}/agreements")
    follow(page, purpose)
    page.get_by_role("group", name="What did they say?").get_by_label("Yes", exact=True).check()
    fill_day(page, "When?", clock.today())
    page.get_by_role("group", name="How?").get_by_role("radio").first.check()
    page.get_by_role("group", name="Who answered?").get_by_role("radio").first.check()
    press(page, "Write it down")


def assess(page, client_page: str) -> None:
    page.goto(f"{client_page}/plan")
    follow(page, "Plan an assessment")
    page.get_by_label("Time", exact=True).fill("9:00")
    page.get_by_label("By phone").check()
    press(page, "Save")
    follow(page, "Write down what you found")
    page.get_by_label("What are they good at, and who and what helps them? (optional)").fill("He was a joiner.")
    press(page, "Save")
    press(page, "Finish the assessment")


def set_goal_and_match(page) -> None:
    follow(page, "Add a goal")
    page.get_by_label("What do they want?").fill(GOAL)
    press(page, "Save")
    go_on(page, page.get_by_role("link", name="Match for this goal").first)
    page.get_by_label("Hobbies and interests (optional)").fill("woodwork")
    press(page, "Find activities")


def refer_onward(page, activity: str) -> None:
    shed = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=activity, exact=True)).first
    go_on(page, shed.get_by_role("button", name=f"Refer to {activity}"))
    page.get_by_label("Your message to the group (optional)").fill("He would like to be met at the door.")
    fill_day(page, "When did they agree that this group is told?", clock.today())
    press(page, "See what the group gets")
    press(page, "Send the referral")


def close_case(page, client_page: str) -> None:
    page.goto(client_page)
    follow(page, "Close the case")
    page.get_by_label("What was planned is done").check()
    press(page, "Continue")
    page.get_by_role("group", name=f"“{GOAL}”").get_by_label("Achieved", exact=True).check()
    press(page, "Continue")
    page.get_by_role("group", name="Open Shed").get_by_label("It goes on").check()
    press(page, "Continue")
    page.get_by_label("What comes next for them? (optional)").fill("He goes to the shed by himself.")
    press(page, "Continue")
    page.get_by_label("Yes, and they did not want to").check()
    press(page, "Continue")
    press(page, "Close the case")


def tell_practice(page) -> None:
    press(page, "Write to the GP practice")
    follow(page, "Change words, or what goes")
    page.get_by_label("Who is it to?").fill("Sike Road Surgery")
    page.get_by_label("Their email address (optional)").fill(SURGERY)
    press(page, "Keep it, and look through it")
    page.get_by_label("By email").check()
    page.get_by_label("I have looked at the email address").check()
    press(page, "It is right: send it")


def test_from_a_gps_referral_to_word_that_it_went_well(town, open_tab, sign_in, open_letter, console_errors):
    name = f"Walter Whole-{new_word()}"
    reference = refer_as_gp(open_tab(320, javascript=False), town, name)
    page = open_tab(1280)
    sign_in(page, Role.COORDINATOR)

    take_on(page, town, reference)
    client_page = f"{town.address}/staff/clients/{reference}"
    agree(page, client_page, "Share their details with groups")
    assess(page, client_page)
    set_goal_and_match(page)
    refer_onward(page, "Open Shed")
    sent = page.url
    group = open_letter("A referral to Open Shed")
    told = main_of(group)
    group.get_by_label("Yes, we have room").check()
    press(group, "Send the answer")
    page.goto(sent)
    accepted = main_of(page)
    page.get_by_label("They went for the first time").check()
    press(page, "Write it down")
    agree(page, client_page, "Tell their GP and referrer how it went")
    close_case(page, client_page)
    tell_practice(page)
    read = main_of(open_letter(SURGERY))

    assert name in told
    assert "He would like to be met at the door." in told
    assert "Alone since June" not in told
    assert "Accepted" in accepted
    assert f"“{GOAL}”: achieved" in read
    assert "He goes to the shed by himself." in read
    assert console_errors == []
    assert stand(reference) == ("accepted", True, "attended", "email")


def stand(reference: str) -> tuple[str, bool, str, str]:
    """How the referral in, the case, the referral onward and the message stand in the end."""
    with transaction() as db:
        client = db.scalars(select(Client).where(Client.reference == reference)).one()
        return (
            db.scalars(select(Referral.state).where(Referral.reference == reference)).one(),
            db.scalars(select(Case.closed_on).where(Case.client_id == client.id)).one() is not None,
            db.scalars(select(OnwardReferral.state).where(OnwardReferral.client_id == client.id)).one(),
            db.scalars(select(MessageBack.sent_way).where(MessageBack.client_id == client.id)).one(),
        )
