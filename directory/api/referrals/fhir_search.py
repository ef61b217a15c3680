"""What ServiceRequest and Task can be asked, and which of the caller's referrals that leaves."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from directory.accounts.senders.queries import Caller
from directory.api.fhir import conditions
from directory.api.fhir.grammar import read_token
from directory.api.fhir.parameters import DEFINITIONS, Parameter
from directory.api.fhir.searching import Search, condition_of
from directory.casework.references import read_reference
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.sent_models import SentReferral
from directory.casework.referrals_in.told_status import ToldStatus
from directory.errors import WrongInput
from directory.exchange.fhir.sent_referrals import (
    REQUEST_STATUS,
    SERVICE_REQUEST,
    TASK,
    TASK_STATUS,
    SentLine,
    service_request,
    task,
)
from directory.exchange.fhir.values import Resource

EXAMPLE = "ABCDEFGHJK"
Condition = ColumnElement[bool]


@dataclass(frozen=True)
class SentKind:
    """A kind of resource of this server: how it is written, and what it can be asked."""

    name: str
    about: str
    write: Callable[[SentLine], Resource]
    parameters: Mapping[str, Parameter]
    includes: tuple[str, ...] = ()
    revincludes: tuple[str, ...] = ()


def by_reference(_db: Session, value: str, _modifier: str) -> Condition:
    return is_reference(value)


def by_identifier(_db: Session, value: str, _modifier: str) -> Condition:
    """By reference, whatever its system is said to be: references are not given twice."""
    return is_reference(read_token(value).code)


def by_focus(_db: Session, value: str, _modifier: str) -> Condition:
    return is_reference(value.removeprefix(f"{SERVICE_REQUEST}/"))


def is_reference(text: str) -> Condition:
    reference = read_reference(text)
    return false() if reference is None else Referral.reference == reference


def by_status(written: Mapping[ToldStatus, str]) -> conditions.Judge:
    def judge(_db: Session, value: str, _modifier: str) -> Condition:
        code = read_token(value).code
        return SentReferral.status.in_([status.value for status, said in written.items() if said == code])

    return judge


def parameters_of(written: Mapping[ToldStatus, str], *own: Parameter) -> dict[str, Parameter]:
    changed = "Those that last changed then; before it, ge, gt, le or lt."
    common = (
        Parameter(
            "_id",
            "token",
            "The one with this reference.",
            EXAMPLE,
            by_reference,
            definition=f"{DEFINITIONS}Resource-id",
        ),
        Parameter(
            "_lastUpdated",
            "date",
            changed,
            "ge2026-03-01",
            conditions.by_moment(SentReferral.status_at),
            definition=f"{DEFINITIONS}Resource-lastUpdated",
        ),
        Parameter("identifier", "token", "The one with this reference.", EXAMPLE, by_identifier),
        Parameter("status", "token", "Those that stand so.", next(iter(written.values())), by_status(written)),
    )
    return {each.name: each for each in (*common, *own)}


FOCUS = Parameter("focus", "reference", "The task of this request.", f"{SERVICE_REQUEST}/{EXAMPLE}", by_focus)
REQUESTS = SentKind(SERVICE_REQUEST, "What was asked of the team", service_request, parameters_of(REQUEST_STATUS))
TASKS = SentKind(TASK, "How the team gets on with it", task, parameters_of(TASK_STATUS, FOCUS))
SENT_KINDS = (REQUESTS, TASKS)


def count_found(db: Session, caller: Caller, kind: SentKind, search: Search) -> int:
    found = select(SentReferral.id).join(SentReferral.referral).where(*conditions_of(db, caller, kind, search))
    return db.scalar(select(func.count()).select_from(found.subquery())) or 0


def find_page(db: Session, caller: Caller, kind: SentKind, search: Search) -> Sequence[SentReferral]:
    """What a search leaves of the caller's referrals, after the place it reads on from, with one more than it shows."""
    where = conditions_of(db, caller, kind, search)
    if search.after:
        where.append(SentReferral.id > search.after)
    return db.scalars(whole(where).order_by(SentReferral.id).limit(search.count + 1)).all()


def whole(where: Sequence[Condition]) -> Select[SentReferral]:
    wanted = select(SentReferral).join(SentReferral.referral).options(contains_eager(SentReferral.referral))
    return wanted.options(joinedload(SentReferral.sender)).where(*where)


def conditions_of(db: Session, caller: Caller, kind: SentKind, search: Search) -> list[Condition]:
    found: list[Condition] = [SentReferral.sender_id == caller.sender_id]
    for each in search.asked:
        try:
            found.append(condition_of(db, kind.parameters[each.name], each))
        except WrongInput as error:
            raise WrongInput("Not readable.", {each.written: str(error)}) from None
    return found


def place_after(page: Sequence[SentReferral]) -> uuid.UUID | None:
    return page[-1].id if page else None
