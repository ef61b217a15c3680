"""Groups that do not answer are asked again, each in one letter; then the referral is the coordinator's."""

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.models import Scheme
from directory.casework.agreeing import withdraw_consent
from directory.catalogue.models.services import Service
from directory.jobs.nudging import Nudged, nudge_groups
from directory.outbox import CAME_BACK, find_message_about
from directory.referrals.inputs import MoveInput
from directory.referrals.models import OnwardReferral
from directory.referrals.nudge_models import ReferralNudge
from directory.referrals.nudging import list_given_back
from directory.referrals.operations import move_referral
from directory.referrals.questions import WordsInput, answer_question
from directory.referrals.states import ReferralState
from directory.working_days import add_working_days
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service
from tests.factories.links import sent_letters
from tests.factories.referrals import make_group_question, make_referral


@pytest.fixture
def coordinator(db):
    return make_actor(db)


def after(days: int):
    """So many working days after a referral that is sent today."""
    return add_working_days(clock.today(), days, "england")


def sent_today(db, actor, **more) -> OnwardReferral:
    referral = make_referral(db, actor, days_ago=0, **more)
    db.commit()
    return referral


@pytest.fixture
def asked(db, coordinator):
    """A referral of today whose first letter has left."""
    referral = sent_today(db, coordinator)
    sent_letters()
    return referral


def test_a_group_is_asked_again_on_the_third_and_the_sixth_working_day_and_no_more(db, asked):
    letters = [nudge_groups(after(day)).letters for day in range(12)]

    assert letters == [0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0]
    assert db.scalars(select(ReferralNudge.number).order_by(ReferralNudge.number)).all() == [1, 2]


def test_a_group_whose_first_letter_came_back_gets_no_more_of_them(db, asked):
    letter = find_message_about(db, asked.id)
    letter.sent_at, letter.gave_up_at, letter.last_error = None, clock.now(), f"{CAME_BACK} 5.1.1"
    db.commit()

    assert [nudge_groups(after(day)).letters for day in (3, 6)] == [0, 0]


def test_after_a_letter_that_asks_again_came_back_none_follows_and_the_coordinator_hears_of_it(db, coordinator, asked):
    nudge_groups(after(3))
    letter = find_message_about(db, db.scalar(select(ReferralNudge.letter_id)))
    letter.sent_at, letter.gave_up_at, letter.last_error = None, clock.now(), f"{CAME_BACK} 5.1.1"
    db.commit()

    [waiting] = list_given_back(db, coordinator)

    assert (waiting.is_returned, waiting.has_read, waiting.due_on) == (True, True, clock.today())
    assert nudge_groups(after(6)).letters == 0


def test_a_group_whose_address_was_put_right_is_asked_again_there(db, coordinator, asked):
    nudge_groups(after(3))
    letter = find_message_about(db, db.scalar(select(ReferralNudge.letter_id)))
    letter.sent_at, letter.gave_up_at, letter.last_error = None, clock.now(), f"{CAME_BACK} 5.1.1"
    db.get_one(Service, asked.service_id).email = "new@becklane.example"
    db.commit()

    assert not any(each.is_returned for each in list_given_back(db, coordinator))
    assert nudge_groups(after(6)).letters == 1


def test_run_twice_in_a_night_it_asks_once_and_a_night_that_was_missed_is_no_second_letter(db, asked):
    late = [nudge_groups(after(7)), nudge_groups(after(7))]

    assert late == [Nudged(1, 1), Nudged(0, 0)]


def test_one_letter_asks_about_everybody_and_names_nobody(db, coordinator):
    walks = make_service(db, "Gentle walks", email="walks@becklane.example")
    choir = make_service(db, "Choir", email="walks@becklane.example")
    for service in (walks, walks, choir):
        sent_today(db, coordinator, service=service)
    sent_today(db, coordinator, service=make_service(db, "Bowls", email="bowls@becklane.example"))
    sent_letters()

    done = nudge_groups(after(3))
    letters = {each["To"]: each for each in sent_letters()}

    assert done == Nudged(2, 4)
    assert set(letters) == {"walks@becklane.example", "bowls@becklane.example"}
    text = letters["walks@becklane.example"].get_content()
    assert "- Choir: 1 person\n- Gentle walks: 2 people" in text
    assert "Edith" not in text
    assert "/asked-of-you/" in text


def test_who_answered_or_may_not_be_told_any_more_is_not_asked_again(db, coordinator):
    answered, withdrawn = sent_today(db, coordinator), sent_today(db, coordinator)
    move_referral(db, coordinator, answered, MoveInput(ReferralState.WAITING, clock.today()))
    withdraw_consent(db, coordinator, withdrawn.client, clock.today())
    db.commit()

    assert nudge_groups(after(9)) == Nudged(0, 0)


def test_a_letter_that_waits_is_held_back_when_the_answer_comes_first(db, coordinator, asked):
    nudge_groups(after(3))
    move_referral(db, coordinator, asked, MoveInput(ReferralState.ACCEPTED, clock.today()))
    db.commit()

    assert sent_letters() == []


def test_a_group_that_waits_for_our_answer_is_not_asked_again_until_it_had_time(db, coordinator, asked):
    question = make_group_question(db, asked)
    db.commit()
    waiting = nudge_groups(after(9))
    answer_question(db, coordinator, asked, question.id, WordsInput("Yes"))
    db.commit()

    assert waiting == Nudged(0, 0)
    assert nudge_groups(after(3)).letters == 1


def test_each_team_chooses_the_days(db, coordinator):
    db.get(Scheme, coordinator.scheme_id).first_nudge_days = 1
    sent_today(db, coordinator)

    assert nudge_groups(after(1)).letters == 1


def test_after_nine_working_days_the_coordinator_sees_to_it_and_nothing_is_declined(db, coordinator, asked):
    without_address = sent_today(db, coordinator, service=make_service(db, "Bowls"))

    given = {each.referral.id: each for each in list_given_back(db, coordinator)}

    assert (given[asked.id].due_on, given[asked.id].is_by_phone) == (after(9), False)
    assert (given[without_address.id].due_on, given[without_address.id].is_by_phone) == (after(3), True)
    assert asked.state == "sent"
