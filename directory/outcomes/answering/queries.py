"""Reading what was answered question by question."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from directory.accounts.actor import Actor
from directory.casework.models import Case, Client
from directory.outcomes.answering.asked import ASKED
from directory.outcomes.models import InstrumentResponse
from directory.outcomes.packs.shape import Pack

CODES = tuple(pack.code for each in ASKED.values() for pack in each.packs)


def list_answered(db: Session, actor: Actor, client: Client) -> Sequence[InstrumentResponse]:
    """What a client answered question by question, earliest first. The client was looked up by the caller."""
    of_client = (InstrumentResponse.scheme_id == actor.scheme_id, InstrumentResponse.client_id == client.id)
    wanted = whole_responses().where(*of_client, InstrumentResponse.instrument.in_(CODES))
    return db.scalars(wanted.order_by(InstrumentResponse.taken_on, InstrumentResponse.instrument)).all()


def answered_in(db: Session, case: Case, pack: Pack) -> dict[str, InstrumentResponse]:
    """What was answered to a questionnaire in a case, by the occasion."""
    of_case = (InstrumentResponse.case_id == case.id, InstrumentResponse.instrument == pack.code)
    return {each.occasion: each for each in db.scalars(whole_responses().where(*of_case))}


def whole_responses() -> Select[InstrumentResponse]:
    return select(InstrumentResponse).options(
        selectinload(InstrumentResponse.scores), selectinload(InstrumentResponse.answers)
    )
