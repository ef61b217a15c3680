"""Pages: that somebody agreed to their plan, their copy of it, and looking at it again."""

import html
from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.models import Scheme, User
from directory.casework.assessment.agreeing_plan import (
    NextReviewInput,
    plan_next_review,
)
from directory.casework.assessment.agreement_queries import (
    find_agreement,
    find_next_review,
    list_reviews,
)
from directory.casework.assessment.plan_queries import get_goal, list_actions
from tests.factories.assessments import make_action, make_goal
from tests.factories.casework import make_client
from tests.staff.conftest import hidden, in_boxes, new_key


@pytest.fixture
def signed_in(sign_in):
    return sign_in()


@pytest.fixture
def browser(signed_in):
    return signed_in[0]


@pytest.fixture
def coordinator(signed_in):
    return signed_in[1]


@pytest.fixture
def client(db, coordinator):
    """Somebody with a goal, an action that they see, one that they do not, and a note of the team."""
    client = make_client(db, coordinator)
    goal = make_goal(db, coordinator, client, "Sing again", note="Her husband must not know", importance=9)
    make_action(db, coordinator, client, goal, "Ring the choir")
    make_action(db, coordinator, client, goal, "Ask the refuge", is_private=True)
    db.commit()
    return client


def text_of(answer) -> str:
    return html.unescape(answer.text)


def plan_of(client) -> str:
    return f"/staff/clients/{client.reference}/plan"


def agree(browser, client, **more):
    page = browser.get(f"{plan_of(client)}/agreement").text
    data = {
        "seen": hidden(page, "seen"),
        "how": "phone",
        "submission_key": new_key(),
        **in_boxes("agreed_on", clock.today()),
    }
    return browser.post(f"{plan_of(client)}/agreement", data={**data, **more}, follow_redirects=True)


def test_what_they_agree_to_is_read_out_without_what_is_left_off(browser, client):
    page = text_of(browser.get(f"{plan_of(client)}/agreement"))

    assert "Sing again" in page
    assert "Ring the choir" in page
    assert "Ask the refuge" not in page


def test_a_plan_says_that_it_is_agreed_until_it_changes(browser, coordinator, client, db):
    before = text_of(browser.get(plan_of(client)))

    agreed = text_of(agree(browser, client))
    make_action(db, coordinator, client, what="Buy a songbook")
    db.commit()
    changed = text_of(browser.get(plan_of(client)))

    assert "They have not agreed to this plan yet" in before
    assert "Nothing has changed since then" in agreed
    assert "It has changed since then: ask them again" in changed
    assert "New action: Buy a songbook" in changed


def test_a_plan_that_a_colleague_changed_meanwhile_is_read_out_anew(browser, coordinator, client, db):
    page = browser.get(f"{plan_of(client)}/agreement").text
    make_action(db, coordinator, client, what="Buy a songbook")
    db.commit()

    refused = agree(browser, client, seen=hidden(page, "seen"))

    assert refused.status_code == 422
    assert "Buy a songbook" in text_of(refused)
    assert find_agreement(db, client.cases[0]) is None


def test_an_agreement_written_down_by_mistake_is_taken_back(browser, client, db):
    agree(browser, client)
    agreement = find_agreement(db, client.cases[0])

    page = text_of(browser.post(f"{plan_of(client)}/agreement/{agreement.id}/undo", follow_redirects=True))

    assert "It is taken back" in page
    assert "They have not agreed to this plan yet" in page


@pytest.mark.parametrize("size", ["", "?size=large", "?size=easy"])
def test_their_copy_holds_neither_notes_nor_what_is_left_off(browser, client, size):
    page = text_of(browser.get(f"{plan_of(client)}/copy{size}"))

    assert "Sing again" in page
    assert "Who does it: you" in page
    for hidden_from_them in ("Ask the refuge", "Her husband must not know"):
        assert hidden_from_them not in page


@pytest.mark.parametrize("size", ["", "?size=large", "?size=easy"])
@pytest.mark.parametrize(
    ("own", "of_team"), [("0113 496 0191", "0113 496 0190"), (None, "0113 496 0190"), (None, None)]
)
def test_their_copy_says_whom_to_ring(browser, client, coordinator, db, size, own, of_team):
    db.get(User, coordinator.user_id).work_phone = own
    db.get(Scheme, coordinator.scheme_id).phone = of_team
    db.commit()

    page = browser.get(f"{plan_of(client)}/copy{size}").text

    shown = [each for each in ("0113 496 0191", "0113 496 0190") if each in page]
    assert shown == [each for each in (own or of_team,) if each]


def test_a_copy_in_large_print_is_set_in_large_print(browser, client):
    assert "lp-sheet--large" in browser.get(f"{plan_of(client)}/copy?size=large").text


def test_a_copy_of_an_empty_plan_says_so(browser, coordinator, db):
    nobody = make_client(db, coordinator, name="Bill Shaw")
    db.commit()

    assert "Nothing is on it yet" in text_of(browser.get(f"{plan_of(nobody)}/copy"))


def test_a_day_to_look_again_is_set_and_shown(browser, coordinator, client, db):
    due_on = clock.today() + timedelta(days=30)
    data = {"owner_id": str(coordinator.user_id), "submission_key": new_key(), **in_boxes("due_on", due_on)}

    page = text_of(browser.post(f"{plan_of(client)}/next-review", data=data, follow_redirects=True))

    assert find_next_review(db, client.cases[0]).due_on == due_on
    assert f"{coordinator.name} sees to it" in page


def test_looking_at_it_together_asks_each_goal_again(browser, coordinator, client, db):
    plan_next_review(db, coordinator, client, NextReviewInput(clock.today(), coordinator.user_id))
    db.commit()
    page = browser.get(f"{plan_of(client)}/review").text
    data = {
        "ratings-0-row_id": hidden(page, "ratings-0-row_id"),
        "ratings-0-importance": "8",
        "ratings-0-confidence": "6",
        "said": "She sings in the kitchen",
        "owner_id": str(coordinator.user_id),
        "seen": hidden(page, "seen"),
        "submission_key": new_key(),
        **in_boxes("held_on", clock.today()),
    }

    shown = text_of(browser.post(f"{plan_of(client)}/review", data=data, follow_redirects=True))

    assert "New action: Ring the choir" in text_of_page(page)
    assert "matters 9 of 10, sure not asked" in text_of_page(page)
    assert "From 1, not much, to 10, more than anything" in text_of_page(page)
    [held] = list_reviews(db, client.cases[0])
    assert (held.held_on, held.said) == (clock.today(), "She sings in the kitchen")
    assert "8 of 10" in shown


def test_looking_at_it_together_shows_what_is_to_do_and_keeps_what_became_of_it(browser, coordinator, client, db):
    case, page = client.cases[0], browser.get(f"{plan_of(client)}/review").text
    ids = {what: row_of(page, what) for what in ("Ring the choir", "Ask the refuge")}
    rung = ids["Ring the choir"]
    data = {
        **{f"actions-{number}-row_id": hidden(page, f"actions-{number}-row_id") for number in ids.values()},
        f"actions-{rung}-became": "done",
        f"actions-{ids['Ask the refuge']}-became": "to do",
        "owner_id": str(coordinator.user_id),
        "submission_key": new_key(),
        **in_boxes("held_on", clock.today()),
    }

    browser.post(f"{plan_of(client)}/review", data=data)
    again = text_of(browser.get(f"{plan_of(client)}/review"))

    assert "They do it. Towards: Sing again" in text_of_page(page)
    db.expire_all()
    states = {each.what: each.state for each in list_actions(db, case)}
    assert states == {"Ring the choir": "done", "Ask the refuge": "to do"}
    assert "Ask the refuge</legend>" in again
    assert "Ring the choir</legend>" not in again


def row_of(page: str, what: str) -> int:
    """The number of the row of an action on the page of a review."""
    return int(page.split(f"{what}</legend>")[1].split('name="actions-')[1].split("-")[0])


def text_of_page(page: str) -> str:
    return html.unescape(page)


def test_a_number_that_cannot_be_is_said_beside_its_goal(browser, coordinator, client, db):
    page = browser.get(f"{plan_of(client)}/review").text
    data = {
        "ratings-0-row_id": hidden(page, "ratings-0-row_id"),
        "ratings-0-importance": "12",
        "owner_id": str(coordinator.user_id),
        "submission_key": new_key(),
        **in_boxes("held_on", clock.today()),
    }

    refused = browser.post(f"{plan_of(client)}/review", data=data)

    assert refused.status_code == 422
    assert "Enter a whole number from 1 to 10" in text_of(refused)
    assert list_reviews(db, client.cases[0]) == []


def test_what_is_due_of_a_plan_is_on_the_first_page(browser, coordinator, client, db):
    goal = get_goal(db, coordinator, client, make_goal(db, coordinator, client).id)
    make_action(db, coordinator, client, goal, "Fill in the bus pass form", due_on=clock.today() - timedelta(days=1))
    make_action(db, coordinator, client, goal, "Buy boots", due_on=clock.today() + timedelta(days=30))
    plan_next_review(db, coordinator, client, NextReviewInput(clock.today(), coordinator.user_id))
    db.commit()

    page = text_of(browser.get("/staff/"))

    assert "Fill in the bus pass form (they do it)" in page
    assert "Look at the plan again together" in page
    assert "Buy boots" not in page


def test_the_timeline_tells_what_became_of_the_plan(browser, client):
    agree(browser, client)

    page = text_of(browser.get(f"/staff/clients/{client.reference}/timeline"))

    assert "New goal: Sing again" in page
    assert "They agreed to the plan, on the phone" in page
    assert "Asked again" not in page


def test_what_was_agreed_is_read_later_beside_the_plan_as_it_is_now(browser, coordinator, client, db):
    agree(browser, client, note="Her sister was there")
    agreement = find_agreement(db, client.cases[0])
    make_action(db, coordinator, client, what="Buy a songbook")
    db.commit()

    plan = text_of(browser.get(plan_of(client)))
    page = text_of(browser.get(f"{plan_of(client)}/agreement/{agreement.id}"))

    assert f"/plan/agreement/{agreement.id}" in plan
    agreed, now = page.split("As they agreed to it")[1].split("As it is now")
    assert "Ring the choir" in agreed
    assert "Buy a songbook" not in agreed
    assert "Buy a songbook" in now
    assert "New action: Buy a songbook" in page
    assert "Her sister was there" in page


def test_an_agreement_of_somebody_else_is_not_found(browser, coordinator, client, db):
    agree(browser, client)
    agreement = find_agreement(db, client.cases[0])
    other = make_client(db, coordinator, name="Bill Shaw")
    db.commit()

    assert browser.get(f"{plan_of(other)}/agreement/{agreement.id}").status_code == 404


def test_one_whose_words_were_not_kept_says_so(browser, client, db):
    agree(browser, client)
    agreement = find_agreement(db, client.cases[0])
    agreement.words = None
    db.commit()

    page = text_of(browser.get(f"{plan_of(client)}/agreement/{agreement.id}"))

    assert "The words were not kept at that time" in page


@pytest.mark.parametrize("size", ["", "?size=large", "?size=easy"])
def test_a_copy_is_of_the_words_they_agreed_to_and_on_request_of_the_plan_as_it_is(
    browser, coordinator, client, db, size
):
    agree(browser, client)
    make_action(db, coordinator, client, what="Buy a songbook")
    db.commit()
    address = f"{plan_of(client)}/copy{size}"

    agreed = text_of(browser.get(address))
    now = text_of(browser.get(f"{address}{'&' if size else '?'}of=now"))

    assert "Ring the choir" in agreed
    assert "Buy a songbook" not in agreed
    assert "These are the words they agreed to" in agreed
    assert "Buy a songbook" in now
    assert "They have not agreed to all of it yet" in now
