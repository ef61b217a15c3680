"""Questions that nobody answers are passed on after so many working days: once, to deputies and editors."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.champions.questions.answering import AskedBackWhy, ask_back
from directory.db import transaction
from directory.jobs.questions import pass_on_questions
from directory.jobs.sending import may_leave
from directory.outbox import OutboxMessage
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_term
from tests.factories.champions import make_walking_domain
from tests.factories.links import sent_letters
from tests.factories.questions import make_answer, make_question

# So long ago is more than five working days, wherever weekends and bank holidays fall.
LONG_AGO = timedelta(days=21)


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION, email="champion@staff.example")


@pytest.fixture
def question(db, champion):
    """What waits for an answer of a champion who has a deputy, and since when is for the test to say."""
    deputy = make_actor(db, Role.CHAMPION, email="deputy@staff.example")
    make_actor(db, Role.EDITOR, email="editor@staff.example")
    term = make_term(db, "Walking")
    make_walking_domain(db, [term], db.get(User, champion.user_id), "Feet", [db.get(User, deputy.user_id)])
    return make_question(db, make_actor(db), [term])


def age(db, question) -> None:
    question.waits_since = clock.now() - LONG_AGO
    db.commit()


def reminded(db) -> list[str]:
    told = db.scalars(select(OutboxMessage)).all()
    return sorted(each.address for each in told if each.subject == "A question waits for an answer")


def test_deputies_and_editors_are_told_of_what_waits_for_too_long(db, question):
    age(db, question)

    passed_on = pass_on_questions(5)

    assert passed_on == 1
    assert reminded(db) == ["deputy@staff.example", "editor@staff.example"]


def test_what_was_asked_a_moment_ago_waits_for_its_champion(db, question):
    db.commit()

    assert pass_on_questions(5) == 0
    assert reminded(db) == []


def test_nobody_is_told_twice(db, question):
    age(db, question)

    assert [pass_on_questions(5) for _ in range(3)] == [1, 0, 0]
    assert len(reminded(db)) == 2


def test_run_that_was_killed_before_it_was_done_tells_nobody_twice(db, question):
    age(db, question)
    pass_on_questions(5)
    # As where the letters were kept and what was noted with them was not: it cannot be, and would do no harm.
    question.passed_on_at = None
    db.commit()

    pass_on_questions(5)

    assert len(reminded(db)) == 2


def test_two_runs_at_once_tell_nobody_twice(own_database, meanwhile):
    with transaction() as db:
        make_actor(db, Role.EDITOR)
        question = make_question(db, make_actor(db), [make_term(db, "Walking")])
        question.waits_since = clock.now() - LONG_AGO

    runs = [meanwhile(lambda: pass_on_questions(5)) for _ in range(2)]

    assert sum(each.result(20) for each in runs) == 1
    with transaction() as db:
        assert len(reminded(db)) == 1


def test_what_is_answered_is_passed_on_to_nobody(db, champion, question):
    make_answer(db, champion, question)
    db.commit()

    assert pass_on_questions(5) == 0


def test_what_is_asked_back_is_passed_on_once_more(db, champion, question):
    age(db, question)
    pass_on_questions(5)
    make_answer(db, champion, question)
    ask_back(db, make_actor(db), question, AskedBackWhy.FULL)
    age(db, question)

    assert [pass_on_questions(5) for _ in range(2)] == [1, 0]
    assert len(reminded(db)) == 4


def test_letter_leaves_with_a_link_and_with_no_word_of_the_question(db, key_store, question):
    db.commit()

    [letter] = sent_letters()

    said = letter.get_content()
    assert f"http://localhost/staff/questions/{question.id}" in said
    assert "Walking" not in said + letter["Subject"]
    assert "LS11" not in said


def test_letter_is_held_back_once_there_is_an_answer(db, champion, question):
    letters = db.scalars(select(OutboxMessage)).all()
    before = [may_leave(db, each) for each in letters]

    make_answer(db, champion, question)

    assert (before, [may_leave(db, each) for each in letters]) == ([True], [False])


def test_letter_to_whoever_asked_is_held_back_once_they_left(db, champion, question):
    make_answer(db, champion, question)
    [letter] = [each for each in db.scalars(select(OutboxMessage)) if each.kind == "question_answered"]
    before = may_leave(db, letter)

    db.get_one(User, question.asked_by).is_active = False

    assert (before, may_leave(db, letter)) == (True, False)
