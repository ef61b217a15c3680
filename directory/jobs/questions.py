"""Passing on what champions were asked and nobody has answered for too long: to deputies, and to editors."""

from sqlalchemy.orm import Session

from directory import clock
from directory.champions.questions.answer_times import is_day_off, working_days_before
from directory.champions.questions.asking import list_waiting_since
from directory.champions.questions.letters import queue_passed_on
from directory.champions.questions.models import Question
from directory.champions.questions.who_is_asked import list_passed_to
from directory.db import transaction

# So many are passed on in one transaction.
AT_ONCE = 50


def pass_on_questions(days: int) -> int:
    """Tell deputies and editors of each question that has waited for so many working days; says how many those are.

    Each is passed on once for each time that somebody waits: killed anywhere and run again, or run twice at once,
    nobody gets a second letter.
    """
    since = working_days_before(clock.now(), days, is_day_off)
    passed_on = 0
    while True:
        with transaction() as db:
            waiting = list_waiting_since(db, since, AT_ONCE)
            for each in waiting:
                pass_on(db, each, days)
        if not waiting:
            return passed_on
        passed_on += len(waiting)


def pass_on(db: Session, question: Question, days: int) -> None:
    for user in list_passed_to(db, [each.id for each in question.needs], question.area):
        queue_passed_on(db, question, user, days)
    question.passed_on_at = clock.now()
