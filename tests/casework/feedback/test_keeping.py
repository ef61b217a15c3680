"""Complaints, thanks and incidents: written down, seen to, answered and closed."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.feedback.inputs import FollowUpInput, StepInput
from directory.casework.feedback.keeping import put_right, record_feedback
from directory.casework.feedback.kinds import FeedbackAbout, FeedbackKind, Finding, GivenBy, Severity
from directory.casework.feedback.queries import due_of, list_due, list_steps
from directory.casework.feedback.seeing_to import MoveNotAllowed, arrange, record_step
from directory.casework.feedback.states import MOVES, FeedbackState, moves_of
from directory.casework.operations import ChangedMeanwhile
from directory.casework.tellers import colleague as as_colleague
from directory.errors import UsedBefore, WrongInput
from directory.security.sealing import VERSION
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.feedback import do, give_to, make_feedback, wanted_facts, wanted_feedback

S = FeedbackState
# A Monday in a fortnight without bank holidays.
MONDAY = date(2026, 9, 7)


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def manager(db, coordinator):
    return make_actor(db, Role.MANAGER, scheme=db.get_one(Scheme, coordinator.scheme_id))


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def test_complaint_is_to_be_acknowledged_and_answered_in_the_working_days_of_the_team(db, coordinator, client):
    db.get_one(Scheme, coordinator.scheme_id).complaint_days = 10

    complaint = make_feedback(db, coordinator, client, received_on=MONDAY)

    assert (complaint.state, complaint.acknowledge_by) == (S.RECEIVED, date(2026, 9, 10))
    assert complaint.answer_by == date(2026, 9, 21)


@pytest.mark.parametrize(
    ("kind", "given_by", "acknowledged", "answered"),
    [
        pytest.param(FeedbackKind.COMPLAINT, GivenBy.OTHER, True, True, id="a complaint"),
        pytest.param(FeedbackKind.COMPLAINT, GivenBy.ANONYMOUS, False, True, id="a complaint of nobody we know"),
        pytest.param(FeedbackKind.INCIDENT, GivenBy.COLLEAGUE, False, True, id="an incident is looked into"),
        pytest.param(FeedbackKind.COMPLIMENT, GivenBy.OTHER, False, False, id="thanks"),
    ],
)
def test_only_whoever_waits_for_something_is_promised_a_day(db, coordinator, kind, given_by, acknowledged, answered):
    feedback = make_feedback(db, coordinator, kind=kind, given_by=given_by)

    assert (feedback.acknowledge_by is not None, feedback.answer_by is not None) == (acknowledged, answered)


def test_what_was_said_is_sealed_under_the_key_of_the_client_or_one_of_its_own(db, coordinator, client):
    of_client = make_feedback(db, coordinator, client)
    of_nobody = make_feedback(db, coordinator, giver="Her neighbour", giver_contact="07700 900123")

    rows = db.execute(text("SELECT words_sealed, giver_sealed FROM feedback")).all()

    assert (of_client.person_id, of_nobody.person_id) == (client.id, of_nobody.id)
    assert all(bytes(each)[:1] == VERSION for row in rows for each in row if each)
    assert (of_client.words, of_nobody.giver) == ("Nobody rang me back for three weeks", "Her neighbour")


def test_second_click_writes_one(db, coordinator, client):
    wanted = wanted_feedback()

    first, second = (record_feedback(db, as_colleague(coordinator), client, wanted, "the-same-key") for _ in range(2))

    assert (first[0], first[1], second[1]) == (second[0], True, False)
    with pytest.raises(UsedBefore):
        record_feedback(db, as_colleague(coordinator), client, wanted_feedback(words="Another"), "the-same-key")


def test_what_a_client_tells_names_the_client(db, coordinator):
    with pytest.raises(WrongInput):
        record_feedback(db, as_colleague(coordinator), None, wanted_feedback(), "of-whom-is-this")


@pytest.mark.parametrize("state", S)
def test_every_state_leads_on_and_to_none_that_is_not_in_the_table(state):
    for given_by in (GivenBy.OTHER, GivenBy.ANONYMOUS):
        assert set(moves_of(FeedbackKind.COMPLAINT, given_by, state)) <= MOVES[state]
        assert moves_of(FeedbackKind.COMPLAINT, given_by, state)


def test_complaint_is_looked_into_answered_and_closed(db, manager, client):
    complaint = make_feedback(db, manager, client)

    do(db, manager, complaint, "I read the notes", to_state=S.LOOKED_INTO, is_acknowledged=True)
    do(db, manager, complaint, "I rang her", to_state=S.ANSWERED, finding=Finding.UPHELD)
    do(db, manager, complaint, "She is content", to_state=S.CLOSED, learning="Two people look at the answerphone")

    assert (complaint.state, complaint.finding) == (S.CLOSED, Finding.UPHELD)
    assert (complaint.acknowledged_on, complaint.answered_on) == (clock.today(), clock.today())
    assert complaint.learning == "Two people look at the answerphone"
    steps = list_steps(db, complaint)
    assert {(each.to_state, each.words) for each in steps} == {
        (S.LOOKED_INTO, "I read the notes"),
        (S.ANSWERED, "I rang her"),
        (S.CLOSED, "She is content"),
    }


def test_complaint_is_not_closed_before_whoever_complained_has_an_answer(db, manager, client):
    complaint = make_feedback(db, manager, client)

    with pytest.raises(MoveNotAllowed):
        do(db, manager, complaint, to_state=S.CLOSED, finding=Finding.NOT_UPHELD)


def test_complaint_of_nobody_we_know_thanks_and_incidents_are_closed_without_an_answer(db, manager):
    for wanted in ({"given_by": GivenBy.ANONYMOUS}, {"kind": FeedbackKind.COMPLIMENT}, {"kind": FeedbackKind.INCIDENT}):
        feedback = make_feedback(db, manager, **wanted)
        found = Finding.PARTLY if feedback.kind == FeedbackKind.COMPLAINT else None

        do(db, manager, feedback, to_state=S.CLOSED, finding=found)

        assert feedback.state == S.CLOSED


def test_whoever_answers_a_complaint_says_what_was_found(db, manager, client):
    complaint = make_feedback(db, manager, client)

    with pytest.raises(WrongInput) as raised:
        do(db, manager, complaint, to_state=S.ANSWERED)

    assert "finding" in raised.value.fields


def test_closed_one_is_opened_again_and_keeps_what_was_done(db, manager, client):
    complaint = make_feedback(db, manager, client)
    do(db, manager, complaint, to_state=S.ANSWERED, finding=Finding.NOT_UPHELD)
    do(db, manager, complaint, to_state=S.CLOSED)

    do(db, manager, complaint, "She rang again", to_state=S.LOOKED_INTO)

    assert complaint.state == S.LOOKED_INTO
    assert len(list_steps(db, complaint)) == 3


def test_step_sent_twice_is_written_once_and_two_people_notice_each_other(db, manager, client):
    complaint = make_feedback(db, manager, client)
    seen, step = complaint.version, StepInput("I rang her", to_state=S.LOOKED_INTO)

    for _ in range(2):
        record_step(db, manager, complaint, step, seen, "one-step")
        db.flush()
    with pytest.raises(ChangedMeanwhile):
        record_step(db, manager, complaint, StepInput("I rang her too"), seen, "another-step")

    assert len(list_steps(db, complaint)) == 1
    with pytest.raises(UsedBefore):
        record_step(db, manager, complaint, StepInput("Another"), complaint.version, "one-step")


def test_somebody_sees_to_it_by_a_day(db, manager, coordinator, client):
    complaint = make_feedback(db, manager, client)
    tomorrow = clock.today() + timedelta(days=1)

    give_to(db, manager, complaint, coordinator.user_id, next_step="Ring her sister", next_step_on=tomorrow)

    due = {each.what: each.due_on for each in due_of(complaint)}
    assert due["Ring her sister"] == tomorrow
    assert [each.feedback for each in list_due(db, coordinator)] == [complaint] * len(due)


def test_it_is_given_to_no_one_it_is_about(db, manager, coordinator, client):
    about = {"about": FeedbackAbout.COLLEAGUE, "about_user_id": coordinator.user_id}
    complaint = make_feedback(db, manager, client, **about)

    with pytest.raises(WrongInput):
        give_to(db, manager, complaint, coordinator.user_id)


def test_who_turns_out_to_be_the_one_it_is_about_no_longer_sees_to_it(db, manager, coordinator, client):
    complaint = make_feedback(db, manager, client)
    give_to(db, manager, complaint, coordinator.user_id)

    wanted = wanted_facts(about=FeedbackAbout.COLLEAGUE, about_user_id=coordinator.user_id)
    put_right(db, manager, complaint, wanted, complaint.version)
    db.flush()

    assert (complaint.owner_id, complaint.about_user_id) == (None, coordinator.user_id)
    assert list_due(db, coordinator) == []


def test_putting_right_leaves_the_words_and_says_what_changed(db, manager, client):
    complaint = make_feedback(db, manager, client)

    put_right(db, manager, complaint, wanted_facts(severity=Severity.SERIOUS), complaint.version)
    again = put_right(db, manager, complaint, wanted_facts(severity=Severity.SERIOUS), 0)
    db.flush()

    assert (complaint.words, complaint.severity, again) == (
        "Nobody rang me back for three weeks",
        Severity.SERIOUS,
        False,
    )
    [act] = db.scalars(select(AuditEvent).where(AuditEvent.action == "feedback.put_right")).all()
    assert act.fields == ["severity"]


def test_what_turns_out_to_be_an_incident_has_its_days(db, manager, client):
    complaint = make_feedback(db, manager, client)
    do(db, manager, complaint, to_state=S.ANSWERED, finding=Finding.NOT_UPHELD)

    put_right(db, manager, complaint, wanted_facts(FeedbackKind.INCIDENT), complaint.version)
    db.flush()

    assert (complaint.acknowledge_by, complaint.finding) == (None, None)
    assert complaint.answer_by is not None


def test_day_that_was_agreed_stands_in_the_place_of_the_usual_one(db, manager, client):
    complaint = make_feedback(db, manager, client)
    agreed = clock.today() + timedelta(days=60)

    arrange(db, manager, complaint, FollowUpInput(answer_by=agreed), complaint.version)
    db.flush()

    assert [each.due_on for each in due_of(complaint) if each.what == "Answer it"] == [agreed]
    with pytest.raises(WrongInput):
        arrange(db, manager, complaint, FollowUpInput(answer_by=date(2020, 1, 1)), complaint.version)


def test_what_is_only_to_be_closed_is_due_after_a_week(db, manager, client):
    thanks = make_feedback(db, manager, client, kind=FeedbackKind.COMPLIMENT)

    [due] = due_of(thanks)

    assert due.due_on == clock.today() + timedelta(days=7)
