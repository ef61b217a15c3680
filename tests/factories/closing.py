"""Ended cases for tests."""

from directory import clock
from directory.casework.closing.ending import end_case
from directory.casework.closing.inputs import ClosingInput
from directory.casework.closing.models import Closure, ExitAnswer
from directory.casework.closing.reasons import ClosureReason
from tests.factories.signposts import wanted_more


def wanted_closing(reason=ClosureReason.COMPLETED, **more) -> ClosingInput:
    """A case that ended today, whose client filled in the questionnaire, unless told otherwise."""
    known = {"closed_on": clock.today(), "exit_answer": ExitAnswer.FILLED_IN, **more}
    if reason is ClosureReason.NEEDS_MORE:
        known = {"needs_more": wanted_more(), **known}
    return ClosingInput(reason, **known)


def make_closure(db, actor, client, reason=ClosureReason.COMPLETED, **more) -> Closure:
    """The ending of a client's first case."""
    closure = end_case(db, actor, client.cases[0], wanted_closing(reason, **more))
    db.flush()
    return closure
