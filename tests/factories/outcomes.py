"""Wellbeing scores for tests."""

from datetime import timedelta

from directory import clock
from directory.casework.operations import close_case
from directory.outcomes.inputs import WellbeingInput
from directory.outcomes.models import AnswerMode, Occasion
from directory.outcomes.operations import record_wellbeing
from tests.factories.casework import make_client


def days_ago(days):
    return clock.today() - timedelta(days=days)


def score(occasion, total, taken_on=None) -> WellbeingInput:
    """A total on paper, today unless told otherwise."""
    return WellbeingInput(occasion, taken_on or clock.today(), AnswerMode.PAPER, total)


def make_measured_client(db, actor, start=None, end=None, *, is_open=True, started=25, ended=1):
    """A client with a total at the start and at the end, each if it is given, on days counted back from today."""
    client = make_client(db, actor)
    for occasion, total, days in ((Occasion.BASELINE, start, started), (Occasion.EXIT, end, ended)):
        if total is not None:
            record_wellbeing(db, actor, client.cases[0], score(occasion, total, days_ago(days)))
            db.flush()
    if not is_open:
        close_case(db, actor, client.cases[0], clock.today())
        db.flush()
    return client
