"""Closing a case with what is open of it: each thing is decided about, and none is lost."""

from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.assessment.goals import add_goal, remove_goal
from directory.casework.assessment.plan_inputs import GoalInput
from directory.casework.assessment.plan_states import GoalResult
from directory.casework.closing.deciding import find_put
from directory.casework.closing.drafts import find_draft, keep_answers
from directory.casework.closing.inputs import GoalResultInput
from directory.casework.closing.queries import find_standing
from directory.casework.closing.reasons import ClosureReason
from directory.casework.referrals_in.answering_referrals import accept_as_known
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.casework.support_sessions.rhythm import find_more_wanted, record_more_wanted
from directory.casework.support_sessions.states import SessionState
from directory.casework.triage.kinds import TellGround
from directory.casework.triage.passing_on import list_passed_on, list_to_follow, note_step_done
from directory.errors import WrongInput
from directory.outcomes.closing import (
    Decision,
    ask_manager,
    close_as_asked,
    close_support,
    key_of,
    list_open_things,
    session_key,
)
from directory.referrals.inputs import MoveInput
from directory.referrals.operations import move_referral
from directory.referrals.states import ReferralState
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.casework import make_client
from tests.factories.closing import wanted_closing
from tests.factories.referrals import make_referral
from tests.factories.safety import make_concern, make_risk
from tests.factories.signposts import make_needs_more, notices_of, wanted_more
from tests.factories.support_sessions import in_days, make_support_session
from tests.factories.triage import try_in_vain


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def close(db, coordinator, client, decisions):
    return close_support(db, coordinator, client, client.cases[0], wanted_closing(decisions=decisions))


def test_a_case_with_something_open_is_not_closed_before_it_is_decided_about(db, coordinator, client):
    make_referral(db, coordinator, client=client)

    with pytest.raises(WrongInput, match="Decide first"):
        close(db, coordinator, client, {})

    assert client.cases[0].closed_on is None


def test_a_referral_that_goes_on_stays_open(db, coordinator, client):
    referral = make_referral(db, coordinator, client=client)

    closure = close(db, coordinator, client, {key_of(referral): Decision.KEEP})

    assert referral.state == ReferralState.SENT
    assert closure.settled == f"{referral.service.name}: It goes on. We still write down what becomes of it"


def test_a_referral_that_stops_is_withdrawn(db, coordinator, client):
    referral = make_referral(db, coordinator, client=client)

    close(db, coordinator, client, {key_of(referral): Decision.STOP})

    assert referral.state == ReferralState.WITHDRAWN
    assert find_standing(db, client.cases[0]) is not None


def test_who_goes_there_already_is_done_with_it(db, coordinator, client):
    referral = make_referral(db, coordinator, client=client)
    move_referral(db, coordinator, referral, MoveInput(ReferralState.ATTENDED, clock.today()))

    [thing] = list_open_things(db, coordinator, client, client.cases[0])
    close(db, coordinator, client, {thing.key: Decision.STOP})

    assert thing.choices[Decision.STOP] == "They are done with it"
    assert referral.state == ReferralState.ENDED


def test_what_became_open_meanwhile_is_asked_about(db, coordinator, client):
    first, second = make_referral(db, coordinator, client=client), make_referral(db, coordinator, client=client)

    with pytest.raises(WrongInput, match=second.service.name):
        close(db, coordinator, client, {key_of(first): Decision.STOP})

    assert first.state == ReferralState.SENT


def test_each_goal_has_a_result_before_a_case_is_closed(db, coordinator, client):
    goal = add_goal(db, coordinator, client, GoalInput("Get out more", submission_key="goal-key-1"))
    db.flush()

    with pytest.raises(WrongInput, match="Get out more"):
        close(db, coordinator, client, {})
    told = {str(goal.id): GoalResultInput(GoalResult.PARTLY, "Twice a week")}
    close_support(db, coordinator, client, client.cases[0], wanted_closing(results=told))

    assert (goal.result, goal.result_note) == (GoalResult.PARTLY, "Twice a week")
    assert find_standing(db, client.cases[0]) is not None


def test_a_removed_goal_is_not_asked_about(db, coordinator, client):
    goal = add_goal(db, coordinator, client, GoalInput("Get out more", submission_key="goal-key-1"))
    db.flush()
    remove_goal(db, coordinator, client, goal, seen=goal.version)

    close(db, coordinator, client, {})

    assert goal.result is None


def test_each_planned_session_is_decided_about_by_itself(db, coordinator, client):
    goes, stays = (make_support_session(db, coordinator, client, in_days(days)) for days in (7, 14))
    things = {each.key: each for each in list_open_things(db, coordinator, client, client.cases[0])}

    with pytest.raises(WrongInput, match="Decide first"):
        close(db, coordinator, client, {session_key(goes): Decision.STOP})
    closure = close(db, coordinator, client, {session_key(goes): Decision.STOP, session_key(stays): Decision.KEEP})

    assert (goes.state, stays.state) == (SessionState.CANCELLED, SessionState.PLANNED)
    assert f"{things[session_key(stays)].name}: It is held all the same" in closure.settled


def test_a_session_that_is_held_all_the_same_stays_when_the_day_is_put_right(db, coordinator, client):
    session = make_support_session(db, coordinator, client)
    case = client.cases[0]
    case.opened_on = clock.today() - timedelta(days=9)
    close(db, coordinator, client, {session_key(session): Decision.KEEP})

    day_before = wanted_closing(closed_on=clock.today() - timedelta(days=1))
    close_support(db, coordinator, client, case, day_before)

    assert case.closed_on == clock.today() - timedelta(days=1)
    assert session.state == SessionState.PLANNED
    assert list_open_things(db, coordinator, client, case) == []


def test_trying_is_stopped_only_after_enough_tries_and_whoever_referred_them_is_to_be_told(db, coordinator, client):
    told = {"source": ReferralSource.PROFESSIONAL, "referrer_name": "Lee Nurse", "referrer_contact": "0113 496 0000"}
    accept_as_known(db, coordinator, make_referral_in(db, coordinator, **told), client)
    given_up = wanted_closing(ClosureReason.NOT_REACHED)
    with pytest.raises(WrongInput, match="tried 0 of 3 times"):
        close_support(db, coordinator, client, client.cases[0], given_up)
    for _ in range(3):
        try_in_vain(db, coordinator, client)

    close_support(db, coordinator, client, client.cases[0], given_up)

    assert [(each.about, each.told_at) for each in notices_of(db, client)] == [("not reached", None)]


def test_trying_is_stopped_sooner_only_with_a_reason_in_words(db, coordinator, client):
    try_in_vain(db, coordinator, client)

    with pytest.raises(WrongInput, match="tried 1 of 3 times"):
        close_support(db, coordinator, client, client.cases[0], wanted_closing(ClosureReason.NOT_REACHED))
    sooner = wanted_closing(ClosureReason.NOT_REACHED, reason_note="The house is empty and nobody knows where to")
    close_support(db, coordinator, client, client.cases[0], sooner)

    assert client.cases[0].closed_on == clock.today()


def test_where_a_concern_stands_a_coordinator_asks_a_manager_who_closes_the_case(db, coordinator, client):
    manager = make_actor(db, Role.MANAGER, scheme=db.get_one(Scheme, coordinator.scheme_id))
    make_concern(db, coordinator, client)
    case, given_up = client.cases[0], wanted_closing(ClosureReason.NOT_REACHED, reason_note="Empty house")
    keep_answers(db, coordinator, case, None, {"reason": "unable to contact"})
    db.flush()

    with pytest.raises(WrongInput, match="a manager decides"):
        close_support(db, coordinator, client, case, given_up)
    ask_manager(db, coordinator, client, find_draft(db, coordinator, case), given_up)
    db.flush()
    waited = find_put(db, manager, case)
    close_as_asked(db, manager, client, case, given_up)

    assert waited is not None
    assert find_standing(db, case).recorded_by == manager.user_id
    assert find_put(db, manager, case) is None


def test_a_manager_is_asked_only_where_one_is_needed(db, coordinator, client):
    case, given_up = client.cases[0], wanted_closing(ClosureReason.NOT_REACHED, reason_note="Empty house")
    keep_answers(db, coordinator, case, None, {"reason": "unable to contact"})
    db.flush()

    with pytest.raises(WrongInput, match="You can close this case yourself"):
        ask_manager(db, coordinator, client, find_draft(db, coordinator, case), given_up)


def test_another_reason_is_not_put_right_to_be_not_reached_without_the_manager(db, coordinator, client):
    make_risk(db, coordinator, client)
    case = client.cases[0]
    close_support(db, coordinator, client, case, wanted_closing(ClosureReason.MOVED))

    with pytest.raises(WrongInput, match="a manager decides"):
        close_support(db, coordinator, client, case, wanted_closing(ClosureReason.NOT_REACHED, reason_note="Gone"))

    assert find_standing(db, case).reason == ClosureReason.MOVED


def test_the_professional_is_told_even_where_the_person_asked_again_themself(db, coordinator, client):
    told = {"source": ReferralSource.PROFESSIONAL, "referrer_name": "Lee Nurse", "referrer_contact": "0113 496 0000"}
    for more in (told, {}):
        accept_as_known(db, coordinator, make_referral_in(db, coordinator, **more), client)

    sooner = wanted_closing(ClosureReason.NOT_REACHED, reason_note="Empty house")
    close_support(db, coordinator, client, client.cases[0], sooner)

    assert [each.about for each in notices_of(db, client)] == ["not reached"]


def test_what_is_answered_at_the_end_is_kept_beside_the_sessions_and_put_right_with_it(db, coordinator, client):
    [case] = client.cases
    close_support(db, coordinator, client, case, wanted_closing(wanted_more=True))
    first = find_more_wanted(db, case).is_wanted

    close_support(db, coordinator, client, case, wanted_closing(wanted_more=False))
    second = find_more_wanted(db, case).is_wanted
    close_support(db, coordinator, client, case, wanted_closing(wanted_more=None))

    assert (first, second) == (True, False)
    assert find_more_wanted(db, case) is None


def test_an_answer_of_before_stays_with_its_note_where_the_steps_say_the_same_or_nothing(db, coordinator, client):
    [case] = client.cases
    record_more_wanted(db, coordinator, client, case, is_wanted=True, note="Until the spring")

    for answer in (None, True):
        close_support(db, coordinator, client, case, wanted_closing(wanted_more=answer))

        known = find_more_wanted(db, case)
        assert (known.is_wanted, known.note) == (True, "Until the spring")


def test_who_needs_more_is_handed_over_as_their_case_ends(db, coordinator, client):
    told = {"referrer_name": "Lee Nurse", "referrer_contact": "lee@surgery.example"}
    accept_as_known(
        db, coordinator, make_referral_in(db, coordinator, source=ReferralSource.PROFESSIONAL, **told), client
    )
    wanted = wanted_closing(ClosureReason.NEEDS_MORE, needs_more=wanted_more(tell_ground=TellGround.AGREED))

    for _ in range(2):
        close_support(db, coordinator, client, client.cases[0], wanted, can_write=True)

    [step] = list_to_follow(db, coordinator, clock.today() + timedelta(days=1))
    [notice] = notices_of(db, client)
    assert (step.client_id, step.is_end) == (client.id, True)
    assert (notice.about, notice.is_letter) == ("needs more", True)


def test_who_takes_over_is_not_written_down_twice(db, coordinator, client):
    known = make_needs_more(db, coordinator, client)

    close_support(db, coordinator, client, client.cases[0], wanted_closing(ClosureReason.NEEDS_MORE, needs_more=None))

    assert list_passed_on(db, client) == [known]
    assert known.is_end


def test_nobody_who_needs_more_is_left_without_a_next_step(db, coordinator, client):
    note_step_done(db, coordinator, make_needs_more(db, coordinator, client))

    with pytest.raises(WrongInput, match="without a next step"):
        close_support(
            db, coordinator, client, client.cases[0], wanted_closing(ClosureReason.NEEDS_MORE, needs_more=None)
        )

    assert client.cases[0].closed_on is None


def test_what_comes_next_for_who_needs_more_is_what_who_takes_over_does_where_nothing_else_is_said(
    db, coordinator, client
):
    wanted = wanted_closing(ClosureReason.NEEDS_MORE, what_next=None, needs_more=wanted_more())

    closure = close_support(db, coordinator, client, client.cases[0], wanted)

    assert closure.what_next == "I ring the surgery"


def test_closing_that_is_put_right_later_is_not_left_without_a_next_step(db, coordinator, client):
    [case] = client.cases
    wanted = wanted_closing(ClosureReason.NEEDS_MORE, needs_more=wanted_more())
    close_support(db, coordinator, client, case, wanted)
    [needs] = list_passed_on(db, client)
    note_step_done(db, coordinator, needs)
    db.flush()

    with pytest.raises(WrongInput, match="without a next step"):
        close_support(db, coordinator, client, case, wanted_closing(ClosureReason.NEEDS_MORE, what_next=None))

    assert find_standing(db, case).what_next
