"""The page of a plan: a goal in one form, asked again, matched for, moved, taken off and put back."""

import html
import re
from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.assessment.goals import change_goal
from directory.casework.assessment.plan_inputs import GoalInput
from directory.casework.assessment.plan_models import Goal, PlanAction
from directory.casework.assessment.plan_states import GoalState, Whose
from directory.casework.operations import close_case
from tests.factories.assessments import make_action, make_goal
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.plans import make_planned
from tests.staff.cases.test_plans import add_to_plan
from tests.staff.conftest import hidden, in_boxes, new_key


@pytest.fixture
def signed_in(sign_in):
    return sign_in()


def text_of(answer) -> str:
    return html.unescape(answer.text)


def plan_of(client) -> str:
    return f"/staff/clients/{client.reference}/plan"


def sent_goal(browser, client, **answers):
    data = {"submission_key": new_key(), "first_who": "person", "first_idea": "person", **answers}
    return browser.post(f"/staff/clients/{client.reference}/goals", data=data, follow_redirects=True)


def test_a_goal_and_its_first_action_are_written_in_one_form(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)
    due_on = clock.today() + timedelta(days=14)

    page = text_of(
        sent_goal(
            browser,
            client,
            words="I want to sing again",
            importance="9",
            confidence="3",
            first_what="Ring the choir",
            first_who="somebody else",
            first_who_name="Her niece Josie",
            first_idea="coordinator",
            **in_boxes("first_due_on", due_on),
        )
    )

    for said in ("I want to sing again", "9 of 10", "3 of 10", "Ring the choir", "Her niece Josie does it"):
        assert said in page
    action = db.query(PlanAction).one()
    assert (action.due_on, action.idea) == (due_on, Whose.COORDINATOR)


def test_what_was_typed_stays_where_something_is_missing(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)

    answer = sent_goal(browser, client, words="Sing", importance="11", first_what="Ring", first_who="somebody else")

    page = text_of(answer)
    assert answer.status_code == 422
    assert "Enter a whole number from 1 to 10" in page
    assert "Say who does it" in page
    assert ">Sing</textarea>" in page
    assert db.query(Goal).count() == 0


def test_a_second_click_writes_one_goal(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)
    key = new_key()
    sent_goal(browser, client, words="Sing", first_what="Ring", submission_key=key)

    sent_goal(browser, client, words="Sing", first_what="Ring", submission_key=key)

    assert (db.query(Goal).count(), db.query(PlanAction).count()) == (1, 1)


def test_what_a_colleague_wrote_meanwhile_is_shown_before_it_is_replaced(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)
    goal = make_goal(db, coordinator, client, "Sing")
    seen = goal.version
    change_goal(db, coordinator, client, goal, GoalInput("Sing in the choir at church", seen=seen))
    db.commit()
    address = f"/staff/clients/{client.reference}/goals/{goal.id}"

    refused = browser.post(address, data={"words": "Sing at home", "seen": seen, "submission_key": new_key()})
    again = {"words": "Sing at home", "seen": hidden(refused.text, "seen"), "submission_key": new_key()}
    saved = browser.post(address, data=again)

    assert "Sing in the choir at church" in text_of(refused)
    assert ">Sing at home</textarea>" in text_of(refused)
    assert (refused.status_code, saved.status_code) == (422, 303)


def test_how_sure_they_were_before_is_told_beside_how_sure_they_are(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)
    goal = make_goal(db, coordinator, client, importance=9, confidence=2)
    change_goal(db, coordinator, client, goal, GoalInput(goal.words, 9, 7))
    db.commit()

    page = text_of(browser.get(plan_of(client)))

    assert "Sure they can: <strong>7 of 10</strong>" in page
    assert "sure 2 of 10" in page


def test_a_goal_that_is_reached_says_so(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)
    goal = make_goal(db, coordinator, client)
    address = f"/staff/clients/{client.reference}/goals/{goal.id}/state"

    page = text_of(browser.post(address, data={"to": "reached", "seen": goal.version}, follow_redirects=True))

    assert "The goal is reached" in page
    db.expire_all()
    assert goal.state == GoalState.REACHED


def test_a_goal_taken_off_the_plan_comes_back_with_its_actions(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)
    goal = make_goal(db, coordinator, client, "Sing again")
    make_action(db, coordinator, client, goal, "Ring the choir")
    db.commit()
    address = f"/staff/clients/{client.reference}/goals/{goal.id}"

    without = text_of(browser.post(f"{address}/remove", data={"seen": goal.version}, follow_redirects=True))
    back = text_of(browser.post(f"{address}/put-back", follow_redirects=True))

    assert "Ring the choir" not in without
    assert "Goal: Sing again" in without
    assert "Ring the choir" in back


def test_a_match_for_a_goal_asks_its_words_and_needs_and_comes_back_to_it(signed_in, db, words):
    browser, coordinator = signed_in
    client = make_client(db, coordinator, statement="I have had a hard year")
    goal = make_goal(db, coordinator, client, "Walk with other people", needs=("loneliness",))
    walks = make_service(db, "Walking group", email="walks@becklane.example")
    db.commit()

    asking = browser.get(f"/staff/match?client={client.reference}&goal={goal.id}").text
    results = browser.post(
        "/staff/match",
        data={
            "client": client.reference,
            "goal": hidden(asking, "goal"),
            "statement": "Walk with other people",
            "hobbies": "walking",
            "within": "3",
            "submission_key": new_key(),
        },
    ).headers["Location"]
    without = text_of(add_to_plan(browser, results, walks))
    nothing_yet = db.query(PlanAction).all()
    page = text_of(add_to_plan(browser, results, walks, idea="person"))

    assert "Choose whose idea it is" in without
    assert "Not yet" in without
    assert "govuk-notification-banner--success" not in without
    assert re.search(rf'value="{walks.id}"[^>]* checked', without)
    assert nothing_yet == []
    assert "Walk with other people</textarea>" in asking
    assert "I have had a hard year" not in asking
    [action] = db.query(PlanAction).all()
    assert (action.goal_id, action.idea) == (goal.id, "person")
    assert "Walking group" in page.split(f'id="goal-{goal.id}"')[1].split("</article>")[0]


def test_an_activity_on_the_plan_becomes_an_action_in_two_presses(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)
    goal = make_goal(db, coordinator, client)
    planned = make_planned(db, coordinator, client, make_service(db, "Walking group"))
    db.commit()
    [address] = re.findall(r'href="([^"]+planned=[^"]+)"', browser.get(plan_of(client)).text)

    page = browser.get(html.unescape(address)).text
    data = {
        "planned_id": hidden(page, "planned_id"),
        "goal_id": str(goal.id),
        "who": "person",
        "idea": "person",
        "submission_key": new_key(),
    }
    browser.post(f"/staff/clients/{client.reference}/actions", data=data)

    assert "Walking group" in text_of(browser.get(html.unescape(address)))
    action = db.query(PlanAction).one()
    assert (action.planned_id, action.goal_id, action.what) == (planned.id, goal.id, None)


def test_an_action_that_is_done_is_told_with_its_day(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)
    action = make_action(db, coordinator, client)
    address = f"/staff/clients/{client.reference}/actions/{action.id}/state"

    page = text_of(browser.post(address, data={"to": "done", "seen": action.version}, follow_redirects=True))

    assert "Done on" in page


def test_a_manager_reads_the_plan_and_changes_nothing(signed_in, sign_in, db):
    _, coordinator = signed_in
    client = make_client(db, coordinator)
    make_goal(db, coordinator, client, "Sing again")
    db.commit()
    browser, _ = sign_in(Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))

    page = text_of(browser.get(plan_of(client)))

    assert "Sing again" in page
    assert "Add a goal" not in page


def test_a_plan_of_a_case_that_ended_is_shown_and_cannot_be_changed(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)
    make_goal(db, coordinator, client, "Sing again")
    close_case(db, coordinator, client.cases[0], clock.today())
    db.commit()

    page = text_of(browser.get(plan_of(client)))

    assert "Sing again" in page
    assert "Take off the plan" not in page


def test_the_page_of_a_client_names_the_goals(signed_in, db):
    browser, coordinator = signed_in
    client = make_client(db, coordinator)
    make_action(db, coordinator, client, make_goal(db, coordinator, client, "Sing again"))
    db.commit()

    page = text_of(browser.get(f"/staff/clients/{client.reference}"))

    assert "Sing again" in page
    assert "1 action to do" in page
