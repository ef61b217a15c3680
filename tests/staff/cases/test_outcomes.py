"""Recording wellbeing, and the page of outcomes for managers and commissioners."""

import html

import pytest
from sqlalchemy import func, select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.outcomes.models import InstrumentResponse, score_of
from directory.outcomes.queries import list_responses
from tests.factories.casework import make_client
from tests.factories.outcomes import days_ago, make_measured_client
from tests.staff.conftest import hidden, in_boxes, new_key


@pytest.fixture
def coordinator(sign_in):
    return sign_in()


@pytest.fixture
def client(db, coordinator):
    """Somebody with a case of thirty days and no scores."""
    return make_client(db, coordinator[1])


def answers(**changed):
    usual = {"submission_key": new_key(), "occasion": "baseline", "total": "18", "mode": "on paper"}
    return {**usual, **in_boxes("taken_on", clock.today()), **changed}


def record(browser, client, **changed):
    return browser.post(f"/staff/clients/{client.reference}/wellbeing", data=answers(**changed))


def count_responses(db) -> int:
    return db.scalar(select(func.count()).select_from(InstrumentResponse))


def scheme_of(db, actor):
    return db.get(Scheme, actor.scheme_id)


def evaluation_for(sign_in, db, actor, role) -> str:
    browser, _ = sign_in(role, scheme=scheme_of(db, actor))
    return html.unescape(browser.get("/staff/outcomes").text)


def test_page_asks_for_the_score_that_is_missing(coordinator, db):
    measured = make_measured_client(db, coordinator[1], 18)

    page = coordinator[0].get(f"/staff/clients/{measured.reference}/wellbeing/new")

    assert page.status_code == 200
    assert 'value="exit" checked' in page.text
    assert "18 on " in page.text
    assert "Recording start or end again corrects it" in page.text


def test_total_is_recorded(coordinator, db, client):
    browser, actor = coordinator

    answer = record(browser, client)
    shown = browser.get(answer.location)

    response = list_responses(db, actor, client)[0]
    assert answer.status_code == 303
    assert answer.location.endswith(f"/staff/clients/{client.reference}")
    assert (score_of(response, "raw"), response.occasion, response.taken_on) == (18, "baseline", clock.today())
    assert "Wellbeing recorded." in shown.text


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        pytest.param({"total": "36"}, "Enter a whole number from 7 to 35", id="too high"),
        pytest.param({"total": ""}, "Enter the total of the seven answers", id="no total"),
        pytest.param({"total": "lots"}, "Enter a whole number", id="no number"),
        pytest.param({"occasion": ""}, "Choose start or end", id="no occasion"),
        pytest.param({"mode": ""}, "Choose how they answered", id="no mode"),
        pytest.param(in_boxes("taken_on", days_ago(-2)), "The date must be today or earlier", id="future"),
        pytest.param(in_boxes("taken_on", days_ago(40)), "This is before their case was opened", id="before the case"),
        pytest.param({"taken_on": ["31", "2", "2026"]}, "Enter a real date", id="no such day"),
        pytest.param({"taken_on": ["", "", ""]}, "Enter the date it was filled in", id="no date"),
    ],
)
def test_what_cannot_be_used_is_asked_again(coordinator, db, client, wrong, message):
    answer = record(coordinator[0], client, **wrong)

    assert answer.status_code == 422
    assert message in answer.text
    assert "govuk-error-summary" in answer.text
    assert count_responses(db) == 0


def test_the_end_before_the_start_is_asked_again(coordinator, db):
    measured = make_measured_client(db, coordinator[1], 18, started=2)

    answer = record(coordinator[0], measured, occasion="exit", **in_boxes("taken_on", days_ago(3)))

    assert "The end must not come before the start" in answer.text


def test_sent_twice_it_is_one_score(coordinator, db, client):
    for _ in range(2):
        record(coordinator[0], client, submission_key="the-same-key")

    assert count_responses(db) == 1


def test_of_two_who_record_a_score_the_second_sees_both(coordinator, sign_in, db, client):
    browser, actor = coordinator
    second, _ = sign_in(scheme=scheme_of(db, actor))
    record(browser, client, total="18")

    late = record(second, client, total="24")
    shown = html.unescape(late.text)
    kept = score_of(list_responses(db, actor, client)[0], "raw")
    again = record(second, client, total="24", seen_baseline=hidden(late.text, "seen_baseline"))

    assert late.status_code == 422
    assert "Recorded while you had this page open" in shown
    assert "18 on " in shown
    assert 'value="24"' in shown
    assert kept == 18
    assert again.status_code == 303
    db.expire_all()
    assert score_of(list_responses(db, actor, client)[0], "raw") == 24


def test_the_end_may_be_recorded_while_somebody_records_the_start(coordinator, db, client):
    browser, actor = coordinator
    record(browser, client, total="18")

    answer = record(browser, client, total="24", occasion="exit")

    assert answer.status_code == 303
    assert len(list_responses(db, actor, client)) == 2


def test_looking_at_the_form_is_on_record(coordinator, db, client):
    coordinator[0].get(f"/staff/clients/{client.reference}/wellbeing/new")

    viewed = db.scalars(select(AuditEvent).where(AuditEvent.action == "client.viewed")).all()
    assert [event.subject_ids for event in viewed] == [[str(client.id)]]


def test_clients_of_another_scheme_do_not_exist(sign_in, db, client):
    stranger, _ = sign_in()

    assert stranger.get(f"/staff/clients/{client.reference}/wellbeing/new").status_code == 404
    assert record(stranger, client, total="99").status_code == 404


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COMMISSIONER, Role.CHAMPION])
def test_only_coordinators_record(sign_in, db, client, coordinator, role):
    browser, _ = sign_in(role, scheme=scheme_of(db, coordinator[1]))

    assert record(browser, client).status_code == 403


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CHAMPION, Role.EDITOR, Role.ADMINISTRATOR])
def test_other_roles_see_no_evaluation(sign_in, role):
    browser, _ = sign_in(role)

    assert browser.get("/staff/outcomes").status_code == 403


def test_manager_sees_the_change_and_how_sure_it_is(sign_in, db, coordinator):
    for end in (21, 24, 14, 12):
        make_measured_client(db, coordinator[1], 14, end)
    make_measured_client(db, coordinator[1])

    page = evaluation_for(sign_in, db, coordinator[1], Role.MANAGER)

    # 15.32 to 19.25, 21.54, 15.32 and 14.08: changes 3.93, 6.22, 0 and -1.24.
    assert "On average, wellbeing rose by 2.23 points, from 15.32 at the start to 17.55 at the end." in page
    assert "it includes nought, so there may have been no change at all" in page
    assert "With only 4 people" in page
    assert "of 5 cases" in page
    assert "No score from the start" in page
    assert "There is no comparison group" in page


def test_commissioner_sees_too_few_people_to_show(sign_in, db, coordinator):
    for _ in range(7):
        make_measured_client(db, coordinator[1], 14, 21)

    page = evaluation_for(sign_in, db, coordinator[1], Role.COMMISSIONER)

    assert "Too few people to show" in page
    assert "fewer than 8" in page
    for figure in ("3.93", "15.32", "19.25"):
        assert figure not in page


def test_commissioner_sees_eight_people_together(sign_in, db, coordinator):
    for _ in range(8):
        make_measured_client(db, coordinator[1], 14, 21)

    page = evaluation_for(sign_in, db, coordinator[1], Role.COMMISSIONER)

    assert "+3.93" in page
    assert "groups of fewer than 8 people are not shown" in page


def test_scheme_without_scores_says_so(sign_in, db, coordinator):
    page = evaluation_for(sign_in, db, coordinator[1], Role.MANAGER)

    assert "Nobody has a score from both the start and the end yet." in page
    assert "Nobody yet" in page


def test_evaluation_names_nobody(sign_in, db, coordinator):
    make_measured_client(db, coordinator[1], 14, 21)

    page = evaluation_for(sign_in, db, coordinator[1], Role.MANAGER)

    assert "Edith" not in page
