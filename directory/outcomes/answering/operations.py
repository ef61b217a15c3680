"""Recording what somebody answered, question by question."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Case, Client
from directory.casework.operations import ChangedMeanwhile
from directory.db import new_id
from directory.errors import WrongInput
from directory.outcomes.answering.asked import items_at
from directory.outcomes.answering.inputs import AnswersInput
from directory.outcomes.answering.queries import answered_in
from directory.outcomes.models import InstrumentAnswer, InstrumentResponse, LeftOut, Score
from directory.outcomes.operations import check_day
from directory.outcomes.packs.scoring import score_answers
from directory.outcomes.packs.shape import Pack

NOTHING_SAID = "Write down at least one answer, or that they did not want to answer."


def record_together(
    db: Session,
    actor: Actor,
    client: Client,
    case: Case,
    packs: Iterable[Pack],
    wanted: Mapping[str, AnswersInput],
) -> list[InstrumentResponse]:
    """Record what was asked in one sitting, by the code of the questionnaire; one that nobody came to is left alone.

    Raises WrongInput where nothing at all was said, and what `record_answers` does.
    """
    said = [
        pack
        for pack in packs
        if wanted[pack.code].says_something or wanted[pack.code].occasion.value in answered_in(db, case, pack)
    ]
    if not any(wanted[pack.code].says_something for pack in said):
        raise WrongInput(NOTHING_SAID)
    return [record_answers(db, actor, client, case, pack, wanted[pack.code]) for pack in said]


def record_answers(
    db: Session, actor: Actor, client: Client, case: Case, pack: Pack, wanted: AnswersInput
) -> InstrumentResponse:
    """Record the answers to a questionnaire at the start or the end of a case; recorded again, they correct those.

    What was answered is kept where something is left out too, with what was refused told apart from what was not
    asked; scores are kept where the rule of the questionnaire allows it. The same again changes nothing. Raises
    ChangedMeanwhile where somebody else recorded the occasion after it was looked at, and WrongInput for an answer out
    of its range, nothing said at all, somebody who is too young, or a day that cannot be.
    """
    check_answers(pack, wanted)
    check_age(client, pack, wanted)
    known = answered_in(db, case, pack)
    check_day(case, wanted.occasion, wanted.taken_on, known)
    response = known.get(wanted.occasion.value)
    given = given_answers(pack, wanted)
    if response is not None and says_the_same(response, wanted, given):
        return response
    if wanted.seen not in (None, response.version if response else 0):
        raise ChangedMeanwhile
    if response is None:
        response = new_response(case, pack, wanted)
        db.add(response)
    response.taken_on, response.mode, response.recorded_by = wanted.taken_on, wanted.mode.value, actor.user_id
    response.recorded_at = clock.now()
    keep_answers(response, given)
    keep_scores(response, score_answers(pack, wanted.answers) if pack.from_total else None)
    db.flush()  # what is written down about it needs it to be there
    record_act(
        db, actor.user_id, actor.scheme_id, "outcome.recorded", "instrument_response", [response.id], ["answers"]
    )
    return response


def check_answers(pack: Pack, wanted: AnswersInput) -> None:
    items = {each.number: each for each in items_at(pack, wanted.occasion)}
    for number, value in wanted.answers.items():
        item = items.get(number)
        if item is None or not item.lowest <= value <= item.highest:
            label = item.label if item else f"Question {number}"
            raise WrongInput(f"{label.capitalize()}: choose one of the answers.")
    if not wanted.says_something:
        raise WrongInput(NOTHING_SAID)


def check_age(client: Client, pack: Pack, wanted: AnswersInput) -> None:
    age = client.age_on(wanted.taken_on)
    if pack.from_age is not None and age is not None and age < pack.from_age:
        raise WrongInput(f"{pack.name} is for people from {pack.from_age} years of age.")


def given_answers(pack: Pack, wanted: AnswersInput) -> Mapping[int, int | LeftOut]:
    """What is kept of each question: the number of its answer, or why it has none."""
    left_out = {
        each.number: LeftOut.REFUSED if each.number in wanted.refused else LeftOut.NOT_ASKED for each in pack.items
    }
    return {**left_out, **wanted.answers}


def says_the_same(response: InstrumentResponse, wanted: AnswersInput, given: Mapping[int, int | LeftOut]) -> bool:
    told = (response.taken_on, response.mode, {each.item: each.said for each in response.answers})
    return told == (wanted.taken_on, wanted.mode.value, given)


def new_response(case: Case, pack: Pack, wanted: AnswersInput) -> InstrumentResponse:
    return InstrumentResponse(
        id=new_id(),
        scheme_id=case.scheme_id,
        client_id=case.client_id,
        case_id=case.id,
        instrument=pack.code,
        occasion=wanted.occasion.value,
        scores=[],
        answers=[],
    )


def keep_answers(response: InstrumentResponse, given: Mapping[int, int | LeftOut]) -> None:
    known = {each.item: each for each in response.answers}
    for number, said in given.items():
        answer = known.get(number)
        if answer is None:
            answer = InstrumentAnswer(item=number)
            response.answers.append(answer)
        if isinstance(said, LeftOut):
            answer.value, answer.left_out = None, said.value
        else:
            answer.value, answer.left_out = said, None


def keep_scores(response: InstrumentResponse, scores: Mapping[str, float] | None) -> None:
    """The scores of a response; those that its answers do not give any more go."""
    known = {each.name: each for each in response.scores}
    for name, score in known.items():
        if name not in (scores or {}):
            response.scores.remove(score)
    for name, value in (scores or {}).items():
        if name in known:
            known[name].value = value
        else:
            response.scores.append(Score(name=name, value=value))
