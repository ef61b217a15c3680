"""What was asked of the matcher is there to go back to: for who asked it, and for a few hours."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from directory import clock
from directory.accounts.models import Scheme
from directory.casework.kept_questions import (
    KEPT_FOR,
    change_question,
    find_question,
    forget_questions_of,
    keep_question,
)
from directory.casework.models import KeptQuestion
from directory.security.key_tables import KeyDestroyed
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client

ASKED = {"statement": "I miss my wife 🌻", "needs": ["grief"], "age": 71}


@pytest.fixture
def coordinator(db):
    return make_actor(db)


def test_who_asked_finds_it_again_as_it_was(db, coordinator):
    question_id = keep_question(db, coordinator, None, ASKED)
    db.flush()
    db.expire_all()

    assert find_question(db, coordinator, question_id) == ASKED


def test_nobody_else_does(db, coordinator):
    question_id = keep_question(db, coordinator, None, ASKED)
    db.flush()
    colleague = make_actor(db, scheme=db.get(Scheme, coordinator.scheme_id))

    assert find_question(db, colleague, question_id) is None


def test_it_is_sealed(db, coordinator):
    keep_question(db, coordinator, None, ASKED)
    db.flush()

    assert b"wife" not in db.scalars(select(KeptQuestion)).one().question_sealed


def test_it_goes_with_the_key_of_the_client_it_is_about(db, coordinator, key_store):
    client = make_client(db, coordinator)
    question_id = keep_question(db, coordinator, client, ASKED)
    db.flush()
    db.expire_all()

    key_store.destroy_key(client.id)

    with pytest.raises(KeyDestroyed):
        find_question(db, coordinator, question_id)


def test_it_is_kept_for_a_working_day_and_gone_with_the_next_question(db, coordinator):
    question_id = keep_question(db, coordinator, None, ASKED)
    db.flush()

    with time_machine.travel(clock.now() + KEPT_FOR - timedelta(minutes=1)):
        kept = find_question(db, coordinator, question_id)
    with time_machine.travel(clock.now() + KEPT_FOR + timedelta(minutes=1)):
        gone = find_question(db, coordinator, question_id)
        keep_question(db, make_actor(db), None, ASKED)
        db.flush()
        left = db.scalars(select(KeptQuestion.id)).all()

    assert (kept, gone) == (ASKED, None)
    assert question_id not in left


def test_forgetting_leaves_those_of_others(db, coordinator):
    other = make_actor(db)
    keep_question(db, coordinator, None, ASKED)
    kept = keep_question(db, other, None, ASKED)
    db.flush()

    forget_questions_of(db, coordinator)

    assert db.scalars(select(KeptQuestion.id)).all() == [kept]


def test_an_answer_is_changed_where_it_is_kept_and_stays_sealed(db, coordinator):
    question_id = keep_question(db, coordinator, None, ASKED)
    db.flush()

    change_question(db, coordinator, question_id, needs=["debt"])

    db.flush()
    db.expire_all()
    assert find_question(db, coordinator, question_id) == {**ASKED, "needs": ["debt"]}
    assert b"debt" not in db.scalars(select(KeptQuestion)).one().question_sealed


def test_nobody_else_changes_it(db, coordinator):
    question_id = keep_question(db, coordinator, None, ASKED)
    db.flush()
    colleague = make_actor(db, scheme=db.get(Scheme, coordinator.scheme_id))

    assert change_question(db, colleague, question_id, needs=[]) is None
    assert find_question(db, coordinator, question_id) == ASKED
