"""Reading one page of a list: who is shown is opened and written down, and nobody else."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.accounts.queries import names_of_users
from directory.casework.caseload.ended import count_ended, list_ended
from directory.casework.caseload.open_cases import list_open_cases
from directory.casework.caseload.stages import OpenCase
from directory.casework.models import Client
from directory.casework.queries import list_recorded
from directory.casework.safety.queries import list_at_risk, list_under_concern
from directory.referrals.awaiting import Wait, list_waits
from directory.staff.clients.caseload.choosing import Chosen, Show, in_order, shown_of
from directory.staff.clients.caseload.rows import Beside, CaseRow, case_row
from directory.web.components import Paging

SIZE = 50


@dataclass(frozen=True)
class Caseload:
    """The open cases of which a list is made, what those whom they are of wait for, and how long support is meant."""

    cases: Sequence[OpenCase]
    waits: Mapping[uuid.UUID, Sequence[Wait]]
    meant: int
    today: date


def of_whom(actor: Actor, chosen: Chosen) -> list[ColumnElement[bool]]:
    """Whose clients are wanted, as conditions."""
    if not chosen.is_team:
        return [Client.coordinator_id == actor.user_id]
    return [Client.coordinator_id == chosen.of] if chosen.of else []


def read_caseload(db: Session, actor: Actor, chosen: Chosen, today: date) -> Caseload:
    """All open cases of those who are wanted. Nobody is named, so that nothing is recorded."""
    conditions = of_whom(actor, chosen)
    cases = list_open_cases(db, actor, today, *conditions)
    by_client: dict[uuid.UUID, list[Wait]] = {}
    for each in list_waits(db, actor, cases, *conditions):
        by_client.setdefault(each.client_id, []).append(each)
    return Caseload(cases, by_client, db.get_one(Scheme, actor.scheme_id).case_weeks, today)


def list_ids(caseload: Caseload, chosen: Chosen) -> list[uuid.UUID]:
    """The clients of a list of open cases, in its order."""
    shown = shown_of(caseload.cases, caseload.waits, chosen.show, caseload.meant, caseload.today)
    return [each.client_id for each in in_order(shown, chosen.order)]


def read_ids(db: Session, actor: Actor, caseload: Caseload, chosen: Chosen) -> Sequence[uuid.UUID]:
    """The clients of a whole list, in its order."""
    if chosen.show is Show.ENDED:
        return list_ended(db, actor, 0, None, *of_whom(actor, chosen))
    return list_ids(caseload, chosen)


def read_page(
    db: Session, actor: Actor, caseload: Caseload, chosen: Chosen, number: int
) -> tuple[Paging, Sequence[uuid.UUID]]:
    """The clients of one page of a list. Raises NotFound for a page that there is not."""
    if chosen.show is Show.ENDED:
        conditions = of_whom(actor, chosen)
        paging = Paging(number, SIZE, count_ended(db, actor, *conditions), chosen.href)
        return paging, list_ended(db, actor, paging.offset, SIZE, *conditions)
    ids = list_ids(caseload, chosen)
    paging = Paging(number, SIZE, len(ids), chosen.href)
    return paging, ids[paging.offset : paging.offset + SIZE]


def open_rows(db: Session, actor: Actor, caseload: Caseload, ids: Sequence[uuid.UUID]) -> list[CaseRow]:
    """The clients of one page by name, recorded as listed."""
    return rows_of(db, actor, caseload, open_clients(db, actor, ids))


def open_clients(db: Session, actor: Actor, ids: Sequence[uuid.UUID]) -> list[Client]:
    """The clients of one page in its order, recorded as listed."""
    clients = {each.id: each for each in list_recorded(db, actor, Client.id.in_(ids))} if ids else {}
    return [clients[each] for each in ids if each in clients]


def rows_of(db: Session, actor: Actor, caseload: Caseload, clients: Sequence[Client]) -> list[CaseRow]:
    """What is shown of clients whom the caller opened, in their order."""
    beside = Beside(
        cases={each.client_id: each for each in caseload.cases},
        waits=caseload.waits,
        at_risk=list_at_risk(db, [each.id for each in clients]),
        under_concern=list_under_concern(db, actor, clients),
        names=names_of_users(db, {each.coordinator_id for each in clients}),
        meant=caseload.meant,
        today=caseload.today,
    )
    return [case_row(each, beside) for each in clients]
