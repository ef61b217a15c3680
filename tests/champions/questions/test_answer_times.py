"""How long answers take: in working time, from real figures, and with those that still wait counted in."""

from datetime import UTC, datetime, timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.champions.questions.answer_times import (
    AnswerTime,
    is_day_off,
    median_wait,
    times_by_domain,
    working_days_before,
    working_time,
)
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_term
from tests.factories.champions import make_walking_domain
from tests.factories.questions import make_answer, make_question

# A Monday in winter, when the UK keeps UTC, in a week without bank holidays.
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of that week, from its Monday on."""
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        pytest.param(on(0, 10), on(0, 12), 2, id="within a day"),
        pytest.param(on(0, 16), on(1, 10), 2, id="over night"),
        pytest.param(on(4, 16), on(7, 10), 2, id="over the weekend"),
        pytest.param(on(0, 20), on(1, 8), 0, id="outside working hours"),
        pytest.param(on(5, 10), on(5, 16), 0, id="on a Saturday"),
        pytest.param(on(0, 9), on(4, 17), 40, id="a whole week"),
        pytest.param(datetime(2026, 12, 24, 16, tzinfo=UTC), datetime(2026, 12, 29, 10, tzinfo=UTC), 2, id="Christmas"),
        pytest.param(
            datetime(2026, 7, 6, 8, tzinfo=UTC), datetime(2026, 7, 6, 9, tzinfo=UTC), 1, id="by the clocks of summer"
        ),
    ],
)
def test_only_working_time_counts(since, until, hours):
    assert working_time(since, until, is_day_off) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("days", "before"),
    [
        pytest.param(1, on(1, 12), id="yesterday"),
        pytest.param(3, on(-3, 12), id="over the weekend"),
        pytest.param(5, on(-5, 12), id="a week"),
    ],
)
def test_working_days_are_counted_back_over_weekends(days, before):
    assert working_days_before(on(2, 12), days, is_day_off) == before


def hours(*numbers: int) -> list[timedelta]:
    return [timedelta(hours=each) for each in numbers]


@pytest.mark.parametrize(
    ("answered", "waiting", "median"),
    [
        pytest.param([1, 2, 3], [], 2, id="all are answered"),
        pytest.param([3, 1, 2], [], 2, id="in whatever order"),
        pytest.param([1, 2], [9, 9], 2, id="half wait for longer than all answers took"),
        pytest.param([1], [9, 9], None, id="most wait"),
        pytest.param([4, 5], [1, 1, 1], 4, id="who has only just asked says nothing yet"),
        pytest.param([], [], None, id="nothing was asked"),
    ],
)
def test_half_are_answered_by_then(answered, waiting, median):
    assert median_wait(hours(*answered), hours(*waiting)) == (None if median is None else timedelta(hours=median))


@pytest.mark.parametrize(
    ("usual", "words"),
    [
        (timedelta(minutes=1), "within an hour"),
        (timedelta(minutes=61), "within 2 working hours"),
        (timedelta(hours=8), "in one working day"),
        (timedelta(hours=9), "in 2 working days"),
    ],
)
def test_it_is_told_in_words_and_never_as_less_than_it_was(usual, words):
    assert AnswerTime(usual, 8).words == words


@pytest.mark.parametrize(("answers", "is_told"), [(7, False), (8, True)])
def test_it_is_told_once_there_are_enough_answers(db, answers, is_told):
    champion, term = make_actor(db, Role.CHAMPION), make_term(db, "Walking")
    make_walking_domain(db, [term], db.get(User, champion.user_id), "Feet")
    for _ in range(answers):
        make_answer(db, champion, make_question(db, make_actor(db), [term]))

    assert ("Feet" in times_by_domain(db, clock.now())) is is_told


def test_what_was_asked_long_ago_tells_nothing_of_today(db):
    champion, term = make_actor(db, Role.CHAMPION), make_term(db, "Walking")
    make_walking_domain(db, [term], db.get(User, champion.user_id), "Feet")
    for _ in range(8):
        question = make_question(db, make_actor(db), [term])
        question.asked_at = clock.now() - timedelta(days=200)
        make_answer(db, champion, question)

    assert times_by_domain(db, clock.now()) == {}
