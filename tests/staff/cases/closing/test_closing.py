"""Closing a case on its pages: step by step, with all answers shown before the button."""

import html
import re
from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.closing.models import ExitAnswer
from directory.casework.closing.queries import find_standing, list_closures
from directory.casework.closing.reasons import ClosureReason
from directory.casework.models import Case
from directory.casework.queries import open_case
from directory.casework.support_sessions.rhythm import record_more_wanted
from directory.casework.triage.passing_on import list_to_follow
from directory.referrals.models import OnwardReferral
from directory.referrals.states import ReferralState
from directory.web.words import uk_short_date
from tests.factories.casework import make_client
from tests.factories.closing import make_closure
from tests.factories.outcomes import days_ago
from tests.factories.referrals import make_referral
from tests.factories.safety import make_risk
from tests.factories.signposts import make_needs_more
from tests.factories.support_sessions import make_pause
from tests.factories.triage import try_in_vain
from tests.staff.conftest import hidden, in_boxes


@pytest.fixture
def worker(sign_in):
    return sign_in()


@pytest.fixture
def client(db, worker):
    return make_client(db, worker[1])


def address_of(client, step="") -> str:
    case = client.cases[0].id
    return f"/staff/clients/{client.reference}/cases/{case}/closing{f'/{step}' if step else ''}"


def text_of(answer) -> str:
    return html.unescape(re.sub(r"\s+", " ", answer.text))


def answer_steps(browser, client, day=None, **reason):
    """Answer every step that asks something of any client."""
    given = {"reason": "completed", **in_boxes("closed_on", day or clock.today()), **reason}
    browser.post(address_of(client, "reason"), data=given)
    browser.post(address_of(client, "next"), data={"what_next": "The choir, by herself", "wanted_more": "true"})
    return browser.post(address_of(client, "questionnaire"), data={"exit_answer": "filled in"})


def press(browser, client):
    """Press the button of the page with all answers."""
    page = browser.get(address_of(client)).text
    return browser.post(address_of(client), data=seen_on(page))


def seen_on(page: str):
    return {name: hidden(page, name) for name in ("seen_case", "seen_number")}


def test_a_case_is_closed_step_by_step(db, worker, client):
    browser, _ = worker
    last = answer_steps(browser, client)

    asked = text_of(browser.get(address_of(client, "questionnaire")))
    check = text_of(browser.get(last.location))
    closed = press(browser, client)

    page = text_of(browser.get(closed.location))
    db.refresh(client, ["cases"])
    assert "Needed only where nobody asked them" in asked
    assert "What was planned is done" in check
    assert "The choir, by herself" in check
    assert closed.status_code == 303
    assert open_case(client) is None
    assert "How the case ended" in page
    assert "The choir, by herself" in page
    assert find_standing(db, client.cases[0]).wanted_more is True


def test_every_open_referral_is_asked_about(db, worker, client):
    browser, actor = worker
    referral = make_referral(db, actor, client=client)
    answer_steps(browser, client)
    undecided = text_of(browser.get(address_of(client)))
    asked = browser.get(address_of(client, "open")).text
    row = {"rows-0-row_id": hidden(asked, "rows-0-row_id"), "rows-0-decision": "stop"}

    browser.post(address_of(client, "open"), data=row)
    press(browser, client)

    assert "the button that closes the case stands here" in undecided
    assert f"Decide what becomes of {referral.service.name}" in undecided
    assert referral.service.name in asked
    assert db.get(OnwardReferral, referral.id, populate_existing=True).state == ReferralState.WITHDRAWN


@pytest.mark.parametrize(
    ("step", "given", "message"),
    [
        pytest.param("reason", {}, "Choose why it ended", id="no reason"),
        pytest.param("reason", {"reason": "other"}, "Say what the reason is", id="another reason without words"),
        pytest.param("next", {"onward_told": "The nurse"}, "Say where they go", id="told nobody knows whom"),
        pytest.param(
            "questionnaire", {"exit_answer": "not asked"}, "Say why they were not asked", id="not asked, no why"
        ),
    ],
)
def test_a_step_says_what_is_missing_in_it(worker, client, step, given, message):
    day = in_boxes("closed_on", clock.today()) if step == "reason" else {}

    answer = worker[0].post(address_of(client, step), data={**given, **day})

    assert answer.status_code == 422
    assert message in text_of(answer)


def test_who_needs_more_than_we_can_give_is_not_closed_without_a_next_step(db, worker, client):
    browser, _ = worker
    browser.post(
        address_of(client, "reason"),
        data={"reason": "needs more than this service", **in_boxes("closed_on", clock.today())},
    )
    browser.post(address_of(client, "questionnaire"), data={"exit_answer": "did not want to"})

    check = text_of(browser.get(address_of(client)))
    pressed = browser.post(address_of(client), data={"seen_case": "1", "seen_number": "0"})

    assert "nobody is left without a next step" in check
    assert pressed.status_code == 422
    assert db.get(Case, client.cases[0].id, populate_existing=True).closed_on is None


def test_who_takes_over_is_asked_in_a_step_of_its_own_and_fills_the_next(db, worker, client):
    browser, actor = worker
    tomorrow = clock.today() + timedelta(days=1)
    given = {
        "where_to": "mental health service",
        "why": "Has not slept for weeks",
        "spoke_to": "Dr Lane",
        **in_boxes("spoke_on", clock.today()),
        "took_over": "not known yet",
        "next_step": "Dr Lane rings on Friday",
        **in_boxes("next_step_on", tomorrow),
        "tell_ground": "they agreed",
    }
    reason = {"reason": "needs more than this service", **in_boxes("closed_on", clock.today())}
    browser.post(address_of(client, "reason"), data=reason)

    before = browser.post(address_of(client, "open"))
    wrong = browser.post(address_of(client, "needs-more"), data={**given, **in_boxes("next_step_on", days_ago(1))})
    browser.post(address_of(client, "needs-more"), data=given)
    filled = html.unescape(browser.get(address_of(client, "next")).text)
    browser.post(address_of(client, "questionnaire"), data={"exit_answer": "did not want to"})
    check = text_of(browser.get(address_of(client)))
    closed = press(browser, client)

    assert before.location == address_of(client, "needs-more")
    assert (wrong.status_code, "The date must be today or later" in wrong.text) == (422, True)
    assert [each in filled for each in ("Dr Lane rings on Friday", "A mental health service", 'value="Dr Lane"')] == [
        True
    ] * 3
    assert "Has not slept for weeks" in check
    assert closed.status_code == 303
    [step] = list_to_follow(db, actor, tomorrow)
    assert (step.spoke_to, step.is_end) == ("Dr Lane", True)


def test_who_takes_over_is_not_asked_again_once_a_colleague_has_written_it_down(db, worker, client):
    browser, actor = worker
    reason = {"reason": "needs more than this service", **in_boxes("closed_on", clock.today())}
    browser.post(address_of(client, "reason"), data=reason)
    asked = browser.get(address_of(client, "needs-more"))
    make_needs_more(db, actor, client)
    db.commit()

    answers = [browser.get(address_of(client, "needs-more")), browser.post(address_of(client, "needs-more"), data={})]
    after = text_of(browser.get(answers[1].location))

    assert asked.status_code == 200
    assert {(each.status_code, each.location) for each in answers} == {(303, address_of(client, "next"))}
    assert f"{actor.name} has written down who takes over, on" in after
    assert "I ring the surgery" in after


def test_who_needed_more_keeps_a_next_step_as_the_closing_is_put_right(db, worker, client):
    browser, actor = worker
    case = client.cases[0]
    make_closure(db, actor, client, ClosureReason.NEEDS_MORE, what_next="The nurse rings them")
    db.commit()
    browser.post(address_of(client, "next"), data={"wanted_more": ""})
    browser.post(address_of(client, "questionnaire"), data={"exit_answer": "did not want to"})

    check = text_of(browser.get(address_of(client)))
    pressed = browser.post(address_of(client), data={"seen_case": "1", "seen_number": "1"})

    assert "Say what comes next: nobody is sent away without a next step" in check
    assert pressed.status_code == 422
    assert find_standing(db, case).what_next == "The nurse rings them"


def test_answers_wait_for_whoever_gave_them(worker, sign_in, db, client):
    browser, actor = worker
    other, _ = sign_in(scheme=db.get(Scheme, actor.scheme_id))
    browser.post(address_of(client, "next"), data={"what_next": "The choir, by herself", "wanted_more": ""})

    assert "The choir, by herself" in text_of(browser.get(address_of(client, "next")))
    assert "The choir, by herself" not in text_of(other.get(address_of(client, "next")))


def test_what_is_emptied_is_no_longer_known(worker, client):
    browser, _ = worker
    browser.post(address_of(client, "next"), data={"what_next": "The choir, by herself", "wanted_more": "true"})

    browser.post(address_of(client, "next"), data={"what_next": "", "wanted_more": ""})

    assert "The choir" not in text_of(browser.get(address_of(client)))


def test_who_was_asked_beside_the_sessions_is_not_asked_again(db, worker, client):
    browser, actor = worker
    record_more_wanted(db, actor, client, client.cases[0], is_wanted=True)
    db.commit()

    browser.post(address_of(client, "reason"), data={"reason": "completed", **in_boxes("closed_on", clock.today())})

    assert re.search(r'value="true"[^>]* checked', browser.get(address_of(client, "next")).text)


def test_weeks_of_an_ended_case_leave_its_pauses_out(db, worker, client):
    browser, actor = worker
    [case] = client.cases
    case.opened_on = days_ago(70)
    make_pause(db, actor, client, from_on=days_ago(50), until_on=days_ago(36))
    case_id = make_closure(db, actor, client).case_id
    db.commit()

    page = text_of(browser.get(f"/staff/clients/{client.reference}/cases/{case_id}"))

    assert "8 weeks, without pauses" in page


def test_a_second_click_closes_it_once(db, worker, client):
    browser, _ = worker
    answer_steps(browser, client)
    page = browser.get(address_of(client)).text

    first, second = (browser.post(address_of(client), data=seen_on(page)) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert len(list_closures(db, client.cases[0])) == 1


def test_a_case_is_not_closed_before_anything_is_answered(db, worker, client):
    answer = worker[0].post(address_of(client), data={"seen_case": "1", "seen_number": "0"})

    assert answer.status_code == 422
    assert "Answer the questions first" in text_of(answer)


def test_of_two_who_close_a_case_the_second_sees_how_the_first_did(db, worker, sign_in, client):
    _, actor = worker
    second, _ = sign_in(scheme=db.get(Scheme, actor.scheme_id))
    answer_steps(second, client, days_ago(1))
    page = second.get(address_of(client)).text
    make_closure(db, actor, client, ClosureReason.MOVED, closed_on=days_ago(2))
    db.commit()

    late = second.post(address_of(client), data=seen_on(page))
    again = second.post(address_of(client), data=seen_on(late.text))

    assert late.status_code == 422
    assert "Somebody changed this while you had the page open" in text_of(late)
    assert f"it ended on {uk_short_date(days_ago(2))}: They moved away" in text_of(late)
    assert again.status_code == 303
    assert db.get(Case, client.cases[0].id, populate_existing=True).closed_on == days_ago(1)


def test_how_it_ended_is_put_right(db, worker, client):
    browser, actor = worker
    make_closure(db, actor, client, ClosureReason.MOVED, exit_answer=ExitAnswer.REFUSED)
    db.commit()
    page = browser.get(address_of(client, "reason")).text

    browser.post(
        address_of(client, "reason"), data={"reason": "needs met another way", **in_boxes("closed_on", days_ago(1))}
    )
    press(browser, client)

    shown = text_of(browser.get(f"/staff/clients/{client.reference}/cases/{client.cases[0].id}"))
    assert re.search(r'value="moved away"\s+checked', page)
    assert "They found what they need another way" in shown
    assert f"Put right on {uk_short_date(clock.today())}" in shown
    assert find_standing(db, client.cases[0]).exit_answer == ExitAnswer.REFUSED


def test_a_case_is_opened_again_with_a_reason(db, worker, client):
    browser, actor = worker
    make_closure(db, actor, client)
    db.commit()
    address = f"/staff/clients/{client.reference}/cases/{client.cases[0].id}"

    without = browser.post(f"{address}/reopen", data={"why": ""})
    opened = browser.post(f"{address}/reopen", data={"why": "They rang and want to go on"})

    assert (without.status_code, opened.status_code) == (422, 303)
    assert "They rang and want to go on" in text_of(browser.get(address))
    assert db.get(Case, client.cases[0].id, populate_existing=True).closed_on is None


def test_after_some_weeks_the_page_says_to_open_a_new_case(db, worker, client):
    browser, actor = worker
    make_closure(db, actor, client, closed_on=days_ago(29))
    db.commit()

    page = text_of(browser.get(f"/staff/clients/{client.reference}/cases/{client.cases[0].id}"))

    assert "It ended more than 28 days ago. Open a new case instead." in page
    assert "Open the case again" not in page


def test_an_ended_case_stands_on_the_page_of_its_client(db, worker, client):
    browser, actor = worker
    make_closure(db, actor, client, ClosureReason.NOT_REACHED)
    db.commit()

    page = text_of(browser.get(f"/staff/clients/{client.reference}"))

    assert "We could not reach them" in page
    assert "Ended early" in page


def test_a_manager_reads_how_a_case_ended_and_changes_nothing(db, worker, sign_in, client):
    _, actor = worker
    manager, _ = sign_in(Role.MANAGER, scheme=db.get(Scheme, actor.scheme_id))
    make_closure(db, actor, client)
    db.commit()

    page = text_of(manager.get(f"/staff/clients/{client.reference}/cases/{client.cases[0].id}"))

    assert "What was planned is done" in page
    assert "Put right how it ended" not in page
    assert manager.get(address_of(client, "reason")).status_code == 403


@pytest.fixture
def manager(db, worker, sign_in):
    return sign_in(Role.MANAGER, scheme=db.get(Scheme, worker[1].scheme_id))[0]


@pytest.fixture
def in_danger(db, worker, client):
    """A client of whom a risk stands, and whom nobody could reach."""
    make_risk(db, worker[1], client)
    for _ in range(3):
        try_in_vain(db, worker[1], client)
    db.commit()
    return client


def decide_address(client) -> str:
    return f"/staff/clients/{client.reference}/cases/{client.cases[0].id}/decide"


def ask(browser, client):
    """Answer every step and put it to a manager, as the page before the button asks."""
    answer_steps(browser, client, reason="unable to contact")
    check = text_of(browser.get(address_of(client)))
    asked = browser.post(f"/staff/clients/{client.reference}/cases/{client.cases[0].id}/ask-manager")
    assert asked.status_code == 303
    return check


def decide(manager, client, decision):
    page = manager.get(decide_address(client)).text
    seen = {name: hidden(page, name) for name in ("seen_case", "seen_number", "seen_answers")}
    return manager.post(decide_address(client), data={**seen, "decision": decision})


def test_the_tries_stand_beside_the_reason_with_how_many_the_team_wants(db, worker, client):
    browser, actor = worker
    try_in_vain(db, actor, client)
    db.commit()

    asked = text_of(browser.get(address_of(client, "reason")))
    answer_steps(browser, client, reason="unable to contact")
    check = text_of(browser.get(address_of(client)))

    assert "Tried 1 time in vain since they were reached last; your team means to try 3 times" in asked
    assert "Phone: no answer" in check
    assert "why you stop sooner than your team means to" in check


def test_a_manager_closes_the_case_of_somebody_in_danger_as_a_coordinator_asked(db, worker, manager, in_danger):
    check = ask(worker[0], in_danger)
    day = text_of(manager.get("/staff/"))

    decided = decide(manager, in_danger, "close")

    assert "a manager decides whether to stop trying" in check
    assert "Decide whether we stop trying to reach them" in day
    assert decided.status_code == 303
    assert db.get(Case, in_danger.cases[0].id, populate_existing=True).closed_on == clock.today()


def test_a_manager_reads_what_is_known_of_the_danger_where_they_decide(db, worker, manager, in_danger):
    make_risk(db, worker[1], in_danger, words="A loose stair carpet")
    db.commit()
    ask(worker[0], in_danger)

    page = text_of(manager.get(decide_address(in_danger)))

    assert "A loose stair carpet" in page


def test_a_second_click_of_the_manager_changes_nothing(db, worker, manager, in_danger):
    ask(worker[0], in_danger)
    decide(manager, in_danger, "close")

    again = manager.post(decide_address(in_danger), data={"decision": "close"})

    assert again.status_code == 303
    assert len(list_closures(db, in_danger.cases[0])) == 1


def test_a_manager_has_somebody_tried_again(db, worker, manager, in_danger):
    ask(worker[0], in_danger)

    decide(manager, in_danger, "go on")

    assert "that you go on trying to reach them" in text_of(worker[0].get(address_of(in_danger)))
    assert "Nobody asks you to decide" in text_of(manager.get(decide_address(in_danger)))
    assert db.get(Case, in_danger.cases[0].id, populate_existing=True).closed_on is None


def test_a_manager_decides_about_no_answers_that_changed_since_they_saw_them(db, worker, manager, in_danger):
    ask(worker[0], in_danger)
    given = {"seen_case": "1", "seen_number": "0", "seen_answers": "1", "decision": "close"}

    late = manager.post(decide_address(in_danger), data=given)

    assert late.status_code == 422
    assert db.get(Case, in_danger.cases[0].id, populate_existing=True).closed_on is None


def test_who_was_tried_often_enough_stands_on_the_first_page_until_a_manager_is_asked(worker, in_danger):
    browser, _ = worker
    before = browser.get("/staff/").text
    ask(browser, in_danger)

    after = browser.get("/staff/").text

    assert "Tried often enough: try again, or close the case" in before
    assert address_of(in_danger, "reason") in before
    assert "Tried often enough" not in after
