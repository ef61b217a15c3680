"""A coordinator closes a case with two goals, tells the practice, and the practice reads it from the letter."""

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.queries import actor_of
from directory.casework.agreeing import give_consent
from directory.casework.assessment.goals import add_goal
from directory.casework.assessment.plan_inputs import GoalInput
from directory.casework.inputs import AnswerInput
from directory.casework.message_back.models import MessageBack
from directory.casework.models import Client, Purpose
from directory.db import transaction
from directory.outcomes.models import Occasion
from directory.outcomes.operations import record_wellbeing
from tests.factories.casework import make_client
from tests.factories.links import code_in, link_in, sent_letters
from tests.factories.outcomes import score
from tests.journeys.steps import follow, press

pytestmark = pytest.mark.browser
GOALS = ("To get out of the house twice a week", "To sleep through the night")


@pytest.fixture
def client_path(town):
    """The page of somebody with two goals and a score at the start, who agrees that their practice is told."""
    with transaction() as db:
        coordinator = actor_of(db, town.email_of(Role.COORDINATOR))
        client = make_client(db, coordinator, name="Wilma Ending", nhs_number="9990123454")
        give_consent(db, coordinator, client, AnswerInput(clock.today(), Purpose.FEEDBACK))
        for number, words in enumerate(GOALS):
            add_goal(db, coordinator, client, GoalInput(words, submission_key=f"goal-of-journey-{number}"))
        record_wellbeing(db, coordinator, client.cases[0], score(Occasion.BASELINE, 20))
        return f"/staff/clients/{client.reference}"


def close_case(page, say):
    follow(page, "Close the case")
    page.get_by_label("What was planned is done").check()
    press(page, "Continue")
    for words, result in zip(GOALS, ("Achieved", "Partly"), strict=True):
        page.get_by_role("group", name=f"“{words}”").get_by_label(result, exact=True).check()
    press(page, "Continue")
    press(page, "Continue")
    page.get_by_label("What comes next for them? (optional)").fill(say)
    press(page, "Continue")
    page.get_by_label("Yes, and they did not want to").check()
    press(page, "Continue")
    press(page, "Close the case")


def test_a_case_is_closed_and_the_practice_reads_how_it_went(town, open_tab, sign_in, client_path, axe_violations):
    page = open_tab(1280)
    sign_in(page, Role.COORDINATOR)
    page.goto(f"{town.address}{client_path}")
    close_case(page, "She goes to the choir by herself.")
    ended = page.get_by_role("heading", level=1).inner_text()
    press(page, "Write to the GP practice")
    preview = page.get_by_role("main").inner_text()
    follow(page, "Change words, or what goes")
    page.get_by_label("Who is it to?").fill("Sike Road Surgery")
    page.get_by_label("Their email address (optional)").fill("surgery@practice.example")
    press(page, "Keep it, and look through it")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as PDF").click()
    pdf = download.value.path().read_bytes()
    page.get_by_label("By email").check()
    page.get_by_label("I have looked at the email address").check()
    press(page, "It is right: send it")
    letter = [each for each in sent_letters() if each["To"] == "surgery@practice.example"][-1]

    practice = open_tab(320)
    practice.goto(f"{town.address}{link_in(letter)}")
    press(practice, "Send me a code")
    practice.get_by_label("Code").fill(code_in(sent_letters()[-1]))
    press(practice, "Go on")
    read = practice.get_by_role("main").inner_text()

    assert ended == "How the case ended"
    assert "No actions are requested." in preview
    assert pdf.startswith(b"%PDF-")
    assert "Wilma" not in letter.get_content()
    assert f"“{GOALS[0]}”: achieved" in read
    assert f"“{GOALS[1]}”: partly achieved" in read
    assert "She goes to the choir by herself." in read
    assert axe_violations(practice) == []
    with transaction() as db:
        theirs = select(Client.id).where(Client.reference == client_path.rpartition("/")[2]).scalar_subquery()
        assert db.scalars(select(MessageBack.sent_way).where(MessageBack.client_id == theirs)).all() == ["email"]
