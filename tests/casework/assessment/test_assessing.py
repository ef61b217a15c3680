"""Assessments: one at a time, held or not, what was found, and finishing one."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from directory import clock
from directory.accounts.models import Scheme
from directory.casework.assessment.assessing import (
    AssessmentIsOver,
    FoundInput,
    NotHeldInput,
    OneIsOpen,
    PlannedInput,
    RisksNotAsked,
    find_last_held,
    finish_assessment,
    get_assessment,
    list_assessments,
    note_not_held,
    open_assessment_again,
    plan_assessment,
    put_off_assessment,
    write_assessment,
)
from directory.casework.assessment.assessment_states import AssessmentState, CopyPart, Topic
from directory.casework.assessment.changes import NoOpenCase
from directory.casework.assessment.for_person import plan_for_person
from directory.casework.deaths import record_death
from directory.casework.emergencies import restrict_sight
from directory.casework.inputs import DeathInput
from directory.casework.operations import ChangedMeanwhile, close_case
from directory.casework.support_sessions.models import Way
from directory.casework.support_sessions.queries import list_support_sessions
from directory.casework.support_sessions.states import SessionReason
from directory.errors import NotFound, UsedBefore, WrongInput
from tests.factories.accounts import make_actor
from tests.factories.assessments import make_assessment, wanted_assessment
from tests.factories.casework import make_client
from tests.factories.safety import make_risk
from tests.factories.support_sessions import make_support_session

ASKED_LATER = FoundInput(strengths="Knows everybody", not_asked=(Topic.RISKS,))


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def wanted(coordinator, **more) -> PlannedInput:
    """An hour and a half in the library, in two weeks."""
    usual = {"lasts_minutes": 90, "way": Way.PLACE, "place": "The library café", "submission_key": "a-later-talk"}
    return wanted_assessment(coordinator, clock.today() + timedelta(days=14), **{**usual, **more})


def test_an_assessment_is_planned_and_uses_up_no_support_session(db, coordinator, client):
    assessment = plan_assessment(db, coordinator, client, wanted(coordinator))

    db.flush()
    assert (assessment.state, assessment.place) == (AssessmentState.PLANNED, "The library café")
    assert b"library" not in assessment.place_sealed
    assert list_support_sessions(db, client) == []


def test_a_second_click_plans_it_once(db, coordinator, client):
    first = plan_assessment(db, coordinator, client, wanted(coordinator))

    second = plan_assessment(db, coordinator, client, wanted(coordinator))

    assert second is first


def test_the_same_key_with_another_time_is_not_taken_for_a_second_click(db, coordinator, client):
    plan_assessment(db, coordinator, client, wanted(coordinator))

    with pytest.raises(UsedBefore):
        plan_assessment(db, coordinator, client, replace(wanted(coordinator), at=time(11)))


def test_a_case_has_one_assessment_at_a_time(db, coordinator, client):
    make_assessment(db, coordinator, client)

    with pytest.raises(OneIsOpen):
        plan_assessment(db, coordinator, client, wanted(coordinator))


def test_nobody_is_assessed_without_an_open_case(db, coordinator, client):
    close_case(db, coordinator, client.cases[0], clock.today())

    with pytest.raises(NoOpenCase):
        plan_assessment(db, coordinator, client, wanted(coordinator))


def test_somebody_of_another_team_does_not_assess(db, coordinator, client):
    stranger = make_actor(db)

    with pytest.raises(WrongInput):
        plan_assessment(db, coordinator, client, wanted(stranger))


def test_what_is_found_is_sealed_and_holds_the_assessment(db, coordinator, client):
    assessment = make_assessment(db, coordinator, client)

    assert assessment.state == AssessmentState.HELD
    assert assessment.need_codes == ("loneliness",)
    assert b"everybody" not in assessment.strengths_sealed


def test_what_a_colleague_wrote_meanwhile_is_not_written_over(db, coordinator, client):
    assessment = make_assessment(db, coordinator, client)

    with pytest.raises(ChangedMeanwhile):
        write_assessment(db, coordinator, client, assessment, replace(ASKED_LATER, seen=assessment.version - 1))

    assert assessment.concerns == "The stairs"


def test_saving_it_as_it_is_changes_nothing(db, coordinator, client):
    found = replace(ASKED_LATER, lasts_minutes=60)
    assessment = make_assessment(db, coordinator, client, found=found)

    changed = write_assessment(db, coordinator, client, assessment, replace(found, seen=assessment.version))

    assert not changed


def test_it_is_not_finished_while_nobody_asked_about_risks_and_it_does_not_say_so(db, coordinator, client):
    assessment = make_assessment(db, coordinator, client)

    with pytest.raises(RisksNotAsked):
        finish_assessment(db, coordinator, client, assessment, seen=assessment.version)


def test_it_is_finished_once_risks_are_written_down(db, coordinator, client):
    assessment = make_assessment(db, coordinator, client)
    make_risk(db, coordinator, client)

    finish_assessment(db, coordinator, client, assessment, seen=assessment.version)

    assert assessment.state == AssessmentState.FINISHED


def test_it_is_finished_where_it_says_that_risks_are_not_asked_yet(db, coordinator, client):
    assessment = make_assessment(db, coordinator, client, found=ASKED_LATER)

    finish_assessment(db, coordinator, client, assessment, seen=assessment.version)

    assert assessment.topics_not_asked == ("risks",)
    assert assessment.finished_by == coordinator.user_id


def test_a_finished_one_is_opened_again_to_write_more(db, coordinator, client):
    assessment = make_assessment(db, coordinator, client, found=ASKED_LATER)
    finish_assessment(db, coordinator, client, assessment, seen=assessment.version)
    db.flush()

    open_assessment_again(db, coordinator, client, assessment, seen=assessment.version)

    assert (assessment.state, assessment.finished_at) == (AssessmentState.HELD, None)


def test_a_finished_one_stays_closed_while_a_later_one_goes_on(db, coordinator, client):
    first = make_assessment(db, coordinator, client, found=ASKED_LATER)
    finish_assessment(db, coordinator, client, first, seen=first.version)
    db.flush()
    plan_assessment(db, coordinator, client, wanted(coordinator))

    with pytest.raises(OneIsOpen):
        open_assessment_again(db, coordinator, client, first, seen=first.version)


def test_one_that_was_not_held_says_why_and_makes_way_for_the_next(db, coordinator, client):
    assessment = make_assessment(db, coordinator, client, is_written=False)
    note_not_held(db, coordinator, client, assessment, NotHeldInput(SessionReason.ILLNESS, "The flu"))
    db.flush()

    following = plan_assessment(db, coordinator, client, wanted(coordinator))

    db.flush()
    assert [each.id for each in list_assessments(db, client)] == [following.id, assessment.id]
    assert (assessment.reason, assessment.why) == (SessionReason.ILLNESS, "The flu")


def test_a_planned_one_is_put_off(db, coordinator, client):
    assessment = make_assessment(db, coordinator, client, is_written=False)

    changed = put_off_assessment(db, coordinator, client, assessment, wanted(coordinator, seen=assessment.version))

    assert changed
    assert assessment.starts_at.date() == clock.today() + timedelta(days=14)


def test_the_time_of_one_that_is_over_stays(db, coordinator, client):
    assessment = make_assessment(db, coordinator, client, found=ASKED_LATER)
    finish_assessment(db, coordinator, client, assessment, seen=assessment.version)

    with pytest.raises(AssessmentIsOver):
        put_off_assessment(db, coordinator, client, assessment, wanted(coordinator))


def test_an_assessment_of_somebody_else_is_not_found(db, coordinator, client):
    assessment = make_assessment(db, coordinator, client)

    with pytest.raises(NotFound):
        get_assessment(db, make_client(db, coordinator, name="Bill Shaw"), assessment.id)


def test_a_copy_tells_what_was_found_once_it_is_finished_but_for_what_stays_off_it(db, coordinator, client):
    found = replace(
        ASKED_LATER, concerns="He drinks", needs=("loneliness",), notes="Speaks low", off_copy=(CopyPart.CONCERNS,)
    )
    assessment = make_assessment(db, coordinator, client, found=found)
    before = plan_for_person(db, client.cases[0])
    finish_assessment(db, coordinator, client, assessment, seen=assessment.version)
    db.flush()

    plan = plan_for_person(db, client.cases[0])

    assert before.strengths == ""
    assert (plan.strengths, plan.needs, plan.concerns) == ("Knows everybody", ("loneliness",), "")


def test_needs_of_an_assessment_that_goes_on_count_already(db, coordinator, client):
    assessment = make_assessment(db, coordinator, client)

    assert find_last_held(db, client.cases[0]) is assessment
    assert find_last_held(db, client.cases[0], only_finished=True) is None


def test_a_time_that_clocks_skip_is_told(db, coordinator, client):
    today = clock.today()
    year = today.year if today < date(today.year, 3, 20) else today.year + 1
    clocks_go_forward = date(year, 3, 31) - timedelta(days=(date(year, 3, 31).weekday() + 1) % 7)
    skipped = replace(wanted(coordinator), day=clocks_go_forward, at=time(1, 30))

    with pytest.raises(WrongInput, match="Check the time"):
        plan_assessment(db, coordinator, client, skipped)


def test_what_the_coordinator_has_at_that_time_is_told_and_may_be_meant(db, coordinator, client):
    make_support_session(db, coordinator, make_client(db, coordinator, name="Ted Taylor"), at=time(10))
    clashing = wanted_assessment(coordinator)

    with pytest.raises(WrongInput) as refused:
        plan_assessment(db, coordinator, client, clashing)

    assert "from 10:00 to 11:00" in refused.value.fields["in_spite"]
    assert plan_assessment(db, coordinator, client, replace(clashing, in_spite=True)).state == "planned"


def test_one_that_is_put_off_clashes_with_others_and_not_with_itself(db, coordinator, client):
    other = make_client(db, coordinator, name="Ted Taylor")
    make_support_session(db, coordinator, other, at=time(12))
    assessment = plan_assessment(db, coordinator, client, wanted_assessment(coordinator))
    db.flush()

    later = put_off_assessment(db, coordinator, client, assessment, wanted_assessment(coordinator, at=time(11)))
    with pytest.raises(WrongInput, match="Look at the time"):
        put_off_assessment(db, coordinator, client, assessment, wanted_assessment(coordinator, at=time(12)))

    assert later


def test_only_their_own_coordinator_assesses_somebody_whose_record_is_restricted(db, coordinator, client):
    colleague = make_actor(db, scheme=db.get(Scheme, coordinator.scheme_id))
    restrict_sight(db, coordinator, client, is_restricted=True)

    with pytest.raises(WrongInput, match="Choose who meets them"):
        plan_assessment(db, coordinator, client, wanted(colleague))


def test_one_before_the_case_was_opened_is_a_slip(db, coordinator, client):
    too_early = wanted_assessment(coordinator, client.cases[0].opened_on - timedelta(days=1))

    with pytest.raises(WrongInput) as refused:
        plan_assessment(db, coordinator, client, too_early)

    assert list(refused.value.fields) == ["day"]


def test_one_that_is_planned_is_not_held_once_the_case_is_closed(db, coordinator, client):
    assessment = plan_assessment(db, coordinator, client, wanted(coordinator))
    db.flush()

    close_case(db, coordinator, client.cases[0], clock.today())

    assert (assessment.state, assessment.why) == (AssessmentState.NOT_HELD, "Their case was closed.")


def test_after_a_death_nobody_is_assessed(db, coordinator, client):
    assessment = plan_assessment(db, coordinator, client, wanted(coordinator))
    db.flush()

    record_death(db, coordinator, client, DeathInput("Her son", clock.today()))

    assert assessment.state == AssessmentState.NOT_HELD
