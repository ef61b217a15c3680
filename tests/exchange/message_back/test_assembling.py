"""What a message says of a case, before anybody changes a word."""

from datetime import timedelta

import pytest

from directory import clock
from directory.casework.assessment.goals import add_goal
from directory.casework.assessment.plan_inputs import GoalInput
from directory.casework.assessment.plan_states import GoalResult
from directory.casework.closing.reasons import ClosureReason
from directory.casework.message_back.models import Addressee
from directory.exchange.message_back.assembling import assemble
from directory.exchange.message_back.codes import ACCEPTED, DECLINED, codes_for
from directory.outcomes.models import Occasion
from directory.outcomes.operations import record_wellbeing
from directory.referrals.inputs import MoveInput
from directory.referrals.operations import move_referral
from directory.referrals.signposts.models import SignpostAnswer
from directory.referrals.states import Reason, ReferralState
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.closing import make_closure
from tests.factories.outcomes import score
from tests.factories.referrals import make_referral
from tests.factories.signposts import make_signpost


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def message_about(db, coordinator, client, offered=""):
    return assemble(db, coordinator, client, client.cases[0], Addressee.PRACTICE, offered)


def part(content, key):
    return next(each for each in content.sections if each.key == key)


def test_it_begins_with_requested_actions_and_says_that_there_are_none(db, coordinator, client):
    content = message_about(db, coordinator, client)

    assert content.shown[0].key == "actions"
    assert content.shown[0].lines == ["No actions are requested."]


def test_places_they_were_told_of_go_with_what_they_said(db, coordinator, client):
    make_signpost(db, coordinator, client, place="The library", answer=SignpostAnswer.ACCEPTED)
    make_signpost(db, coordinator, client, place="The choir", answer=SignpostAnswer.DECLINED)
    make_signpost(db, coordinator, client, place="The town hall")

    content = message_about(db, coordinator, client)

    assert part(content, "signposts").lines == [
        "The library: accepted: they want to go by themselves",
        "The choir: declined: they do not want to go",
        "The town hall: offered, and they have not said whether they go",
    ]


def test_a_place_told_of_before_the_case_is_not_in_its_message(db, coordinator, client):
    make_signpost(db, coordinator, client).told_on = client.cases[0].opened_on - timedelta(days=1)
    db.flush()

    content = message_about(db, coordinator, client)

    assert part(content, "signposts").lines == []


def test_goals_go_with_what_became_of_them(db, coordinator, client):
    for number, words in enumerate(("Get out more", "A secret of mine")):
        wanted = GoalInput(words=words, submission_key=f"goal-key-{number}", is_private=number == 1)
        goal = add_goal(db, coordinator, client, wanted)
        goal.result, goal.result_note = GoalResult.PARTLY.value, "Twice a week"
    db.flush()

    content = message_about(db, coordinator, client)

    assert part(content, "goals").lines == ["“Get out more”: partly achieved (Twice a week)"]
    assert [each.words for each in content.goals] == ["Get out more"]


def test_scores_before_and_after_go_with_their_change(db, coordinator, client):
    record_wellbeing(db, coordinator, client.cases[0], score(Occasion.BASELINE, 20))
    record_wellbeing(db, coordinator, client.cases[0], score(Occasion.EXIT, 26))
    db.flush()

    content = message_about(db, coordinator, client)

    lines = part(content, "scores").lines
    assert [each.split(": ")[1] for each in lines[:2]] == ["18.59", "23.21"]
    assert lines[2].startswith("Change: +4.62")


def test_a_missing_score_is_said(db, coordinator, client):
    record_wellbeing(db, coordinator, client.cases[0], score(Occasion.BASELINE, 20))
    db.flush()

    assert "SWEMWBS at the end: not filled in" in part(message_about(db, coordinator, client), "scores").lines


def test_what_did_not_help_is_told_beside_what_did(db, coordinator, client):
    went = make_referral(db, coordinator, client=client)
    move_referral(db, coordinator, went, MoveInput(ReferralState.ATTENDED, clock.today()))
    full = make_referral(db, coordinator, client=client)
    move_referral(db, coordinator, full, MoveInput(ReferralState.DECLINED, clock.today(), Reason.NO_ROOM))
    db.flush()

    content = message_about(db, coordinator, client)

    assert part(content, "helped").lines == [f"{went.service.name}: they went for the first time"]
    assert part(content, "not helped").lines == [f"{full.service.name}: the group had no room"]


def test_how_it_ended_and_what_comes_next(db, coordinator, client):
    make_closure(db, coordinator, client, ClosureReason.MOVED, what_next="The choir", onward_to="Talking therapies")

    content = message_about(db, coordinator, client)

    assert "It ended because: They moved away (ended early)." in part(content, "ended").lines
    assert part(content, "next").lines == ["The choir", "They go on to: Talking therapies"]


def test_risks_stay_with_us_unless_somebody_ticks_them(db, coordinator, client):
    assert part(message_about(db, coordinator, client), "risks").is_in is False


@pytest.mark.parametrize(
    ("reason", "sessions", "codes"),
    [
        pytest.param(ClosureReason.COMPLETED, 3, [ACCEPTED], id="came and finished"),
        pytest.param(ClosureReason.MOVED, 1, [ACCEPTED], id="came once, and moved"),
        pytest.param(ClosureReason.DOES_NOT_WANT, 0, [DECLINED], id="never wanted it"),
        pytest.param(ClosureReason.NOT_REACHED, 0, [], id="was never reached"),
        pytest.param(ClosureReason.MISTAKE, 2, [], id="a mistake"),
        pytest.param(None, 0, [], id="goes on"),
    ],
)
def test_codes_follow_from_how_it_went(reason, sessions, codes):
    assert list(codes_for(reason, sessions, "")) == codes


def test_the_code_for_offered_goes_only_where_it_is_set():
    assert "871691000000100" not in [each.code for each in codes_for(ClosureReason.COMPLETED, 1, "")]
    assert [each.code for each in codes_for(ClosureReason.NOT_REACHED, 0, "871691000000100")] == ["871691000000100"]
