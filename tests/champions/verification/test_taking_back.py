"""Taking back "still right", pressed by mistake: the listing stands as before, and what happened stays written down."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.freshness import Rhythm
from directory.champions.models import CheckResult, CheckWay
from directory.champions.operations import confirm_as_group, confirm_listing, log_check
from directory.champions.queries import list_checks
from directory.champions.verification.check_inputs import CheckInput
from directory.champions.verification.models import Verification
from directory.champions.verification.taking_back import TooLate, list_checked_today, list_taken_back, take_back_check
from directory.db import new_id
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain

BEFORE = timedelta(days=200)
GROUP = "walks@becklane.example"


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def walks(db, champion):
    term = make_term(db, "Walking")
    make_walking_domain(db, [term], db.get(User, champion.user_id), name="Feet")
    checked = {"assured_date": clock.today() - BEFORE, "assurer_email": GROUP}
    return make_service(db, "Gentle walks", terms=[term], **checked)


def confirm(db, actor, service) -> None:
    confirm_listing(db, actor, service)
    db.flush()


def take_back_last(db, actor) -> None:
    take_back_check(db, actor, list_checked_today(db, actor, clock.today())[0].check_id, clock.today())
    db.flush()


def test_the_listing_stands_as_before_and_nothing_of_it_changed(db, champion, walks):
    changed = walks.last_modified
    confirm(db, champion, walks)

    take_back_last(db, champion)

    assert (walks.assured_date, walks.assurer_email) == (clock.today() - BEFORE, GROUP)
    assert walks.last_modified == changed


def test_the_check_stays_written_down_as_one_that_was_taken_back(db, champion, walks):
    confirm(db, champion, walks)

    take_back_last(db, champion)

    [check] = list_checks(db, walks.id)
    assert list_taken_back(db, walks.id) == {check.id}
    assert list_checked_today(db, champion, clock.today()) == []


def test_a_call_that_was_logged_by_mistake_is_taken_back_too(db, champion, walks):
    log_check(db, champion, walks, CheckInput(CheckWay.PHONE, CheckResult.STILL_RIGHT), "the-same-form")
    db.flush()

    take_back_last(db, champion)

    assert walks.assured_date == clock.today() - BEFORE


def test_what_waited_to_be_checked_waits_again(db, champion, walks):
    since = clock.today() - BEFORE
    waiting = Verification(id=new_id(), service_id=walks.id, since=since, began_on=since + Rhythm().due_after)
    db.add(waiting)
    db.flush()
    confirm(db, champion, walks)
    ended = db.scalar(select(Verification.ended_on))

    take_back_last(db, champion)

    db.refresh(waiting)
    assert ended == clock.today()
    assert waiting.ended_on is None


def test_what_was_taken_back_can_be_confirmed_again(db, champion, walks):
    confirm(db, champion, walks)
    take_back_last(db, champion)

    confirm(db, champion, walks)

    assert walks.assured_date == clock.today()
    assert len(list_checked_today(db, champion, clock.today())) == 1


@pytest.mark.parametrize("why", ["twice", "by somebody else", "a day later", "its group has looked since"])
def test_it_is_taken_back_once_by_who_said_it_on_the_day_and_while_nobody_looked_since(db, champion, walks, why):
    confirm(db, champion, walks)
    [said] = list_checked_today(db, champion, clock.today())
    who, day = champion, clock.today()
    if why == "twice":
        take_back_last(db, champion)
    if why == "by somebody else":
        who = make_actor(db, Role.EDITOR)
    if why == "a day later":
        day += timedelta(days=1)
    if why == "its group has looked since":
        with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
            walks.assured_date = None
            confirm_as_group(db, walks)
            db.flush()

    with pytest.raises(TooLate):
        take_back_check(db, who, said.check_id, day)
