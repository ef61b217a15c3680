"""How often something may be tried: counted for all workers together, and about nobody in plain."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from limits import parse
from sqlalchemy import select

from directory import clock
from directory.db import transaction
from directory.errors import TooManyTries
from directory.security.limits import TryCount, check_tries, count_try, forget_tries
from tests.plugins.databases import PATIENCE_SECONDS

THREE = parse("3 per 10 minutes")


@pytest.fixture(autouse=True)
def app(database):
    app = Flask("pages")
    app.secret_key = "a secret of this test"
    with app.app_context():
        yield app


def test_the_fourth_of_three_tries_is_refused_and_says_how_long_to_wait():
    for _ in range(3):
        count_try(THREE, "sign-in", "ruth@staff.example")

    with pytest.raises(TooManyTries, match=r"Wait 10 minutes") as refused:
        count_try(THREE, "sign-in", "ruth@staff.example")

    assert 595 <= refused.value.seconds <= 600


def test_others_are_counted_apart():
    for _ in range(3):
        count_try(THREE, "sign-in", "ruth@staff.example")

    count_try(THREE, "sign-in", "omar@staff.example")
    count_try(THREE, "new password", "ruth@staff.example")


def test_it_begins_anew_when_the_time_is_over():
    for _ in range(3):
        count_try(THREE, "sign-in", "ruth@staff.example")

    with time_machine.travel(clock.now() + timedelta(minutes=10, seconds=1)):
        for _ in range(3):
            count_try(THREE, "sign-in", "ruth@staff.example")
        with pytest.raises(TooManyTries):
            count_try(THREE, "sign-in", "ruth@staff.example")


def test_looking_counts_nothing_and_tells_of_the_next():
    for _ in range(3):
        check_tries(THREE, "sign-in", "ruth@staff.example")
        count_try(THREE, "sign-in", "ruth@staff.example")

    with pytest.raises(TooManyTries):
        check_tries(THREE, "sign-in", "ruth@staff.example")


def test_a_try_that_went_well_forgets_those_before_it():
    for _ in range(3):
        count_try(THREE, "sign-in", "ruth@staff.example")

    forget_tries(THREE, "sign-in", "ruth@staff.example")

    count_try(THREE, "sign-in", "ruth@staff.example")


def test_whom_it_is_about_is_not_kept_in_plain_and_old_counts_go(db):
    count_try(THREE, "sign-in", "ruth@staff.example")

    with time_machine.travel(clock.now() + timedelta(hours=1)):
        count_try(THREE, "sign-in", "omar@staff.example")

    [kept] = db.scalars(select(TryCount))
    assert "omar" not in kept.key


def test_a_request_that_is_refused_is_counted_all_the_same(db):
    def count_and_fail():
        with transaction():
            count_try(THREE, "sign-in", "ruth@staff.example")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        count_and_fail()

    assert db.scalars(select(TryCount.tries)).all() == [1]


def test_workers_that_count_at_the_same_moment_count_together(own_database, at_once, app):
    def try_it():
        with app.app_context():
            count_try(THREE, "sign-in", "ruth@staff.example")

    results = at_once(*[try_it] * 6)

    assert sum(isinstance(each, TooManyTries) for each in results) == 3
    assert [each for each in results if each is not None and not isinstance(each, TooManyTries)] == []


@pytest.mark.parametrize("own_url", ["postgresql"], indirect=True)
def test_a_count_that_ran_out_and_is_held_by_another_worker_keeps_nobody_waiting(own_database, meanwhile, app):
    with time_machine.travel(clock.now() - timedelta(hours=1)):
        for email in ("ruth@staff.example", "omar@staff.example"):
            count_try(THREE, "sign-in", email)

    def count(email):
        with app.app_context():
            count_try(THREE, "sign-in", email)
        return "counted"

    with transaction() as db:
        db.execute(select(TryCount).with_for_update()).all()
        counted = meanwhile(lambda: count("somebody.else@staff.example")).result(PATIENCE_SECONDS)

    assert counted == "counted"
