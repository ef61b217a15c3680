"""Answers question by question, for tests."""

from directory import clock
from directory.outcomes.answering.inputs import AnswersInput
from directory.outcomes.answering.operations import record_answers
from directory.outcomes.instruments import ucla3
from directory.outcomes.models import AnswerMode, InstrumentResponse, Occasion


def answered(occasion=Occasion.BASELINE, answers=None, *, refused=(), taken_on=None, seen=None) -> AnswersInput:
    """Answers by phone, today unless told otherwise."""
    said = {} if answers is None else answers
    return AnswersInput(occasion, taken_on or clock.today(), AnswerMode.PHONE, said, frozenset(refused), seen)


def make_answers(db, actor, client, pack=ucla3.PACK, wanted=None) -> InstrumentResponse:
    """All three questions of UCLA answered in the middle, unless told otherwise."""
    wanted = wanted or answered(answers={1: 2, 2: 2, 3: 2})
    return record_answers(db, actor, client, client.cases[0], pack, wanted)
