"""How cases ended, told so that no small count can be worked out."""

from datetime import date

import pytest

from directory.casework.agreeing import record_answer
from directory.casework.closing.reasons import ClosureReason, EndState
from directory.casework.inputs import AnswerInput
from directory.casework.models import Answer, Purpose
from directory.outcomes.disclosure import Hidden
from directory.reporting.endings import read_endings, told_endings
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.closing import make_closure
from tests.factories.support_sessions import make_pause

R = ClosureReason
SINCE, BEFORE = date(2025, 10, 1), date(2026, 10, 1)


def told(counts, weeks=None):
    return told_endings(SINCE, BEFORE, counts, weeks or [10.0] * sum(counts.values()))


def by_state(endings):
    return {each.state: each for each in endings.states}


def test_counts_are_told_by_state_and_reason():
    endings = told({R.COMPLETED: 20, R.MOVED: 9, R.NOT_REACHED: 11})

    states = by_state(endings)
    assert (endings.ended, endings.weeks) == (40, 10.0)
    assert states[EndState.COMPLETED].count == 20
    assert states[EndState.ENDED_EARLY].reasons[R.MOVED] == 9
    assert states[EndState.CANCELLED].count == 0


def test_a_small_reason_does_not_follow_from_its_state():
    reasons = by_state(told({R.COMPLETED: 20, R.MOVED: 3, R.NOT_REACHED: 11}))[EndState.ENDED_EARLY].reasons

    assert reasons[R.MOVED] == Hidden.FEW
    assert isinstance(reasons[R.NOT_REACHED], Hidden)


def test_a_small_state_shows_no_reason_and_does_not_follow_from_the_total():
    states = by_state(told({R.COMPLETED: 20, R.MOVED: 3}))

    assert states[EndState.ENDED_EARLY].reasons == {}
    assert isinstance(states[EndState.COMPLETED].count, Hidden)


def test_of_a_few_nothing_is_told():
    endings = told({R.COMPLETED: 5})

    assert (endings.ended, endings.weeks) == (Hidden.FEW, None)
    assert all(isinstance(each.count, Hidden) and each.reasons == {} for each in endings.states)


@pytest.mark.parametrize(
    ("today", "since", "before"),
    [
        (date(2026, 11, 26), date(2025, 10, 1), date(2026, 10, 1)),
        (date(2026, 1, 1), date(2025, 1, 1), date(2026, 1, 1)),
        (date(2026, 12, 31), date(2025, 10, 1), date(2026, 10, 1)),
    ],
    ids=["in a quarter", "on its first day", "on its last day"],
)
def test_four_whole_quarters_are_told(db, today, since, before):
    endings = read_endings(db, make_actor(db), today)

    assert (endings.since, endings.before) == (since, before)


def test_cases_of_the_team_count_but_not_of_who_said_no(db):
    coordinator = make_actor(db)
    clients = [make_client(db, coordinator) for _ in range(9)]
    for client in clients:
        make_closure(db, coordinator, client, closed_on=client.cases[0].opened_on)
    closed_on = clients[0].cases[0].closed_on
    after = date(closed_on.year + closed_on.month // 12, 1 + closed_on.month % 12, 1)
    later = date(after.year + (after.month + 2) // 12, 1 + (after.month + 2) % 12, 1)
    before = read_endings(db, coordinator, later)
    record_answer(db, coordinator, clients[0], AnswerInput(closed_on, Purpose.EVALUATION, Answer.NO))
    record_answer(db, coordinator, clients[1], AnswerInput(closed_on, Purpose.EVALUATION, Answer.NO))
    db.flush()

    after_no = read_endings(db, coordinator, later)
    elsewhere = read_endings(db, make_actor(db), later)

    assert (before.ended, after_no.ended, elsewhere.ended) == (9, Hidden.FEW, 0)


def test_weeks_of_a_pause_do_not_count(db):
    coordinator, clients = make_actor(db), []
    for _ in range(9):
        clients.append(make_client(db, coordinator))
        clients[-1].cases[0].opened_on = date(2026, 1, 5)
        pause = make_pause(db, coordinator, clients[-1], from_on=date(2026, 1, 19), until_on=date(2026, 2, 2))
        pause.ended_on, pause.ended_by = pause.until_on, coordinator.user_id
        make_closure(db, coordinator, clients[-1], closed_on=date(2026, 3, 16))

    endings = read_endings(db, coordinator, BEFORE)

    assert (endings.ended, endings.weeks) == (9, 8.0)
