"""Putting something off: whose list it leaves, for how long, and that nothing is lost."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.champions.to_do.items import Kind
from directory.champions.to_do.models import SetAside
from directory.champions.to_do.registry import find_to_do, list_to_do
from directory.champions.to_do.setting_aside import FOR_SO_LONG, set_aside, take_up
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def walks(db, champion):
    term = make_term(db, "Walking")
    make_walking_domain(db, [term], db.get(User, champion.user_id), name="Feet")
    return make_service(db, "Gentle walks", terms=[term])


def put_off(db, actor, service) -> None:
    item = find_to_do(db, actor, clock.today(), Kind.DUE, str(service.id))
    set_aside(db, actor, item, clock.today())
    db.flush()


def aside_of(db, actor, service):
    return find_to_do(db, actor, clock.today(), Kind.DUE, str(service.id)).aside


def test_what_is_put_off_says_who_did_it_and_until_when_to_all_whose_it_is(db, champion, walks):
    editor = make_actor(db, Role.EDITOR)

    put_off(db, champion, walks)

    for each in (champion, editor):
        aside = aside_of(db, each, walks)
        assert (aside.setter.name, aside.until) == (champion.name, clock.today() + timedelta(days=7))


def test_it_comes_back_by_itself_after_a_week_and_not_before(db, champion, walks):
    put_off(db, champion, walks)

    with time_machine.travel(clock.now() + FOR_SO_LONG - timedelta(days=1), tick=False):
        before = aside_of(db, champion, walks)
    with time_machine.travel(clock.now() + FOR_SO_LONG, tick=False):
        after = aside_of(db, champion, walks)

    assert before is not None
    assert after is None


def test_pressed_twice_it_is_put_off_once_and_had_back_at_once(db, champion, walks):
    put_off(db, champion, walks)
    put_off(db, make_actor(db, Role.EDITOR), walks)
    kept = db.scalar(select(func.count()).select_from(SetAside))

    take_up(db, champion, find_to_do(db, champion, clock.today(), Kind.DUE, str(walks.id)))
    db.flush()

    assert kept == 1
    assert aside_of(db, champion, walks) is None


def test_only_that_one_thing_is_put_off(db, champion, walks):
    put_off(db, champion, walks)

    shown = {each.kind: each.aside is not None for each in list_to_do(db, champion, clock.today(), {})}

    assert shown == {Kind.DUE: True, Kind.NO_ACCESS: False}


def test_what_is_somebody_elses_to_do_cannot_be_found(db, walks):
    other = make_actor(db, Role.CHAMPION)

    assert find_to_do(db, other, clock.today(), Kind.DUE, str(walks.id)) is None
