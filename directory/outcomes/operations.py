"""Recording what was measured."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Case
from directory.casework.operations import ChangedMeanwhile
from directory.db import new_id
from directory.errors import WrongInput
from directory.outcomes.inputs import WellbeingInput
from directory.outcomes.instruments import swemwbs
from directory.outcomes.models import InstrumentResponse, Occasion, Score, score_of


def record_wellbeing(db: Session, actor: Actor, case: Case, wanted: WellbeingInput) -> InstrumentResponse:
    """Record a wellbeing total at the start or the end of a case; recorded again, it corrects the earlier one.

    The same again changes nothing. Raises ChangedMeanwhile where somebody else recorded the occasion after it was
    looked at, and WrongInput for a total outside 7 to 35, a day in the future or before the case, or an exit before
    its baseline.
    """
    swemwbs.check_total(wanted.total)
    known = {response.occasion: response for response in responses_of(db, case)}
    check_day(case, wanted.occasion, wanted.taken_on, known)
    response = known.get(wanted.occasion)
    if response is not None and says_the_same(response, wanted):
        return response
    if wanted.seen not in (None, response.version if response else 0):
        raise ChangedMeanwhile
    if response is None:
        response = InstrumentResponse(
            id=new_id(),
            scheme_id=case.scheme_id,
            client_id=case.client_id,
            case_id=case.id,
            instrument=swemwbs.CODE,
            occasion=wanted.occasion.value,
            scores=[],
            answers=[],
        )
        db.add(response)
    response.taken_on, response.mode, response.recorded_by = wanted.taken_on, wanted.mode.value, actor.user_id
    response.recorded_at = clock.now()
    set_score(response, "raw", float(wanted.total))
    set_score(response, "metric", swemwbs.metric_score(wanted.total))
    record_act(db, actor.user_id, actor.scheme_id, "outcome.recorded", "instrument_response", [response.id], ["scores"])
    return response


def says_the_same(response: InstrumentResponse, wanted: WellbeingInput) -> bool:
    told = (response.taken_on, response.mode, score_of(response, "raw"))
    return told == (wanted.taken_on, wanted.mode.value, wanted.total)


def responses_of(db: Session, case: Case) -> list[InstrumentResponse]:
    return list(
        db.scalars(
            select(InstrumentResponse)
            .where(InstrumentResponse.case_id == case.id, InstrumentResponse.instrument == swemwbs.CODE)
            .options(selectinload(InstrumentResponse.scores))
        )
    )


def set_score(response: InstrumentResponse, name: str, value: float) -> None:
    for score in response.scores:
        if score.name == name:
            score.value = value
            return
    response.scores.append(Score(name=name, value=value))


def check_day(case: Case, occasion: Occasion, taken_on: date, known: Mapping[str, InstrumentResponse]) -> None:
    """Raises WrongInput for a day in the future or before the case, or an end before its start."""
    if taken_on > clock.today():
        raise WrongInput("Check the date.", {"taken_on": "The date must be today or earlier"})
    if taken_on < case.opened_on:
        raise WrongInput("Check the date.", {"taken_on": "This is before their case was opened"})
    start, end = known.get(Occasion.BASELINE), known.get(Occasion.EXIT)
    is_before_start = occasion is Occasion.EXIT and start is not None and taken_on < start.taken_on
    is_after_end = occasion is Occasion.BASELINE and end is not None and taken_on > end.taken_on
    if is_before_start or is_after_end:
        raise WrongInput("Check the date.", {"taken_on": "The end must not come before the start"})
