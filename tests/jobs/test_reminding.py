"""Colleagues are told of people who wait too long: each step once, by letters that name nobody."""

from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.inputs import NewClientInput
from directory.casework.referrals_in.answering_referrals import accept_as_new
from directory.casework.referrals_in.referral_details import Urgency
from directory.casework.triage.kinds import ContactResult
from directory.casework.triage.reminder_letters import REMINDER
from directory.casework.triage.taking_on import take_on_directly
from directory.casework.triage.wishing import note_urgency
from directory.clock import UK
from directory.jobs.reminding import Reminded, remind_of_people
from directory.jobs.sending import may_leave
from directory.outbox import OutboxMessage
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.triage import make_attempt

# A Monday without bank holidays around it.
MONDAY = datetime(2026, 6, 8, 9, 0, tzinfo=UK)


@pytest.fixture
def monday():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def actor(db, monday):
    return make_actor(db, email="coordinator@staff.example")


@pytest.fixture
def manager(db, actor):
    return make_actor(db, Role.MANAGER, scheme=db.get_one(Scheme, actor.scheme_id), email="manager@staff.example")


def letters(db) -> list[str]:
    db.expire_all()
    return sorted(each.address for each in db.scalars(select(OutboxMessage).where(OutboxMessage.kind == REMINDER)))


def on(monday, days: int) -> None:
    monday.move_to(MONDAY + timedelta(days=days))


def test_managers_hear_once_of_whom_nobody_has_answered(db, monday, actor, manager):
    make_referral_in(db, actor)
    db.commit()
    on(monday, 2)
    in_time = remind_of_people()

    on(monday, 3)
    done, again = remind_of_people(), remind_of_people()

    assert (in_time, done, again) == (Reminded(), Reminded(unanswered=1), Reminded())
    assert letters(db) == ["manager@staff.example"]


def test_a_coordinator_hears_on_the_day_and_managers_some_days_later(db, monday, actor, manager):
    accept_as_new(db, actor, make_referral_in(db, actor))
    db.commit()
    told = []

    for day in (4, 7, 8, 9, 10):
        on(monday, day)
        told.append(remind_of_people())

    assert told == [Reminded(), Reminded(due=1), Reminded(), Reminded(late=1), Reminded()]
    assert letters(db) == ["coordinator@staff.example", "manager@staff.example"]


def test_who_is_urgent_is_told_of_sooner(db, monday, actor):
    referral = make_referral_in(db, actor)
    note_urgency(db, actor, [referral], Urgency.URGENT)
    accept_as_new(db, actor, referral)
    db.commit()

    on(monday, 1)

    assert remind_of_people() == Reminded(due=1)


def test_managers_hear_sooner_of_who_is_urgent_and_waits_with_nobody(db, monday, actor, manager):
    note_urgency(db, actor, [make_referral_in(db, actor)], Urgency.URGENT)
    make_referral_in(db, actor, name="Una Other")
    db.commit()

    on(monday, 1)
    done, again = remind_of_people(), remind_of_people()

    assert (done, again) == (Reminded(unanswered=1), Reminded())
    assert letters(db) == ["manager@staff.example"]


def test_nobody_hears_of_who_was_reached(db, monday, actor, manager):
    client = accept_as_new(db, actor, make_referral_in(db, actor))
    make_attempt(db, actor, client, result=ContactResult.REACHED)
    db.commit()

    on(monday, 30)

    assert remind_of_people() == Reminded()


def test_nobody_is_told_on_a_day_on_which_nobody_is_at_work(db, monday, actor, manager):
    make_referral_in(db, actor)
    db.commit()

    on(monday, 12)

    assert remind_of_people() == Reminded()


def test_a_letter_names_nobody_and_leaves_while_it_is_news(db, monday, actor, manager):
    make_referral_in(db, actor)
    db.commit()
    on(monday, 3)
    remind_of_people()

    [letter] = db.scalars(select(OutboxMessage).where(OutboxMessage.kind == REMINDER)).all()

    assert "1 person waits for an answer" in letter.text
    assert "Noor" not in letter.text + letter.subject
    assert may_leave(db, letter)
    on(monday, 5)
    assert not may_leave(db, letter)


def test_who_was_taken_on_directly_is_told_of_like_others(db, monday, actor, manager):
    take_on_directly(db, actor, NewClientInput(name="Edith Ashworth", submission_key="rang"))
    db.commit()
    told = []

    for day in (4, 7, 8, 9, 10):
        on(monday, day)
        told.append(remind_of_people())

    assert told == [Reminded(), Reminded(due=1), Reminded(), Reminded(late=1), Reminded()]
