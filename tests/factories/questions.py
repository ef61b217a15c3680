"""Questions to champions, and their answers, for tests."""

from collections.abc import Sequence

from directory.accounts.actor import Actor, Role
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.champions.models import GapReason
from directory.champions.questions.answer_models import Answer
from directory.champions.questions.answering import answer_question
from directory.champions.questions.asking import ask_question, get_question
from directory.champions.questions.inputs import AnswerInput, NamedActivity, QuestionInput
from directory.champions.questions.models import Question
from tests.factories.accounts import make_actor


def make_question(
    db,
    actor: Actor,
    terms: Sequence[TaxonomyTerm],
    area: str | None = "LS11",
    missing: GapReason | None = None,
    circumstances=(),
) -> Question:
    """A question of somebody, read with everything."""
    question = ask_question(db, actor, terms, QuestionInput(area, circumstances, missing))
    db.flush()
    db.expire(question)
    return get_question(db, actor, question.id)


def make_answer(
    db, actor: Actor, question: Question, *services: Service, advice: str = "Try the ramblers", **more
) -> Answer:
    """An answer as somebody gives it who has seen the one before."""
    seen = question.answer.number if question.answer else 0
    activities = [NamedActivity(each.id, f"For {each.name}") for each in services]
    answer = answer_question(db, actor, question, AnswerInput(activities, advice, seen=seen, **more))
    db.flush()
    db.expire(question)
    get_question(db, actor, question.id)
    return answer


def make_editor(db) -> Actor:
    """Somebody who may answer whatever is asked."""
    return make_actor(db, Role.EDITOR)
