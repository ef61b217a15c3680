"""Writing down that somebody has died, so that nothing more is sent or asked, and taking it back where it is wrong."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.assessment.ending import call_off_assessment
from directory.casework.closing.ending import end_with_death, undo_closure
from directory.casework.inputs import DeathInput
from directory.casework.models import Case, Client, Death
from directory.casework.own_page.keeping import close_own_page
from directory.casework.queries import open_case
from directory.casework.referrals_in.telling_senders import tell_senders_of_client
from directory.casework.support_sessions.ending import cancel_planned
from directory.casework.transfers.moving_clients import end_transfer
from directory.casework.transfers.queries import find_open_transfer
from directory.casework.transfers.states import TransferState
from directory.db import new_id
from directory.errors import WrongInput
from directory.outbox import cancel_letters, release_letters


def record_death(db: Session, actor: Actor, client: Client, wanted: DeathInput) -> Death:
    """Write down that a client has died: their case ends, and no letter leaves and no other team is asked any more.

    What was measured and written stays. Where it is written down already nothing changes: what is wrong with that is
    taken back first. Raises WrongInput for a day in the future or before they were born.
    """
    if client.death is not None:
        return client.death
    check_day(client, wanted)
    case = open_case(client)
    death = Death(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        case_id=case.id if case else None,
        died_on=wanted.died_on,
        told_by=wanted.told_by,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )
    client.deaths.append(death)
    record_act(db, actor.user_id, actor.scheme_id, "death.recorded", "death", [death.id])
    if case is not None:
        case.closed_on = max(case.opened_on, wanted.died_on or clock.today())
        record_act(db, actor.user_id, actor.scheme_id, "case.closed", "client_case", [case.id], ["closed_on"])
        end_with_death(db, actor, case)
        tell_senders_of_client(db, client.id)
    for each in client.cases:
        cancel_planned(db, actor, each)
        call_off_assessment(db, actor, each)
    cancel_letters(db, person_id=client.id)
    close_own_page(db, client)
    transfer = find_open_transfer(db, client)
    if transfer is not None:
        end_transfer(db, actor, transfer, TransferState.WITHDRAWN)
    return death


def undo_death(db: Session, actor: Actor, client: Client, why: str) -> bool:
    """Take back that a client has died. Their case goes on, and letters wait again; says whether it was news."""
    death = client.death
    if death is None:
        return False
    death.undone_at, death.undone_by, death.why_undone = clock.now(), actor.user_id, why
    record_act(db, actor.user_id, actor.scheme_id, "death.undone", "death", [death.id])
    case = case_ended_by(client, death)
    if case is not None:
        case.closed_on = None
        undo_closure(db, actor, case, why)
        record_act(db, actor.user_id, actor.scheme_id, "case.opened", "client_case", [case.id], ["closed_on"])
        tell_senders_of_client(db, client.id)
    # Whether each may leave is asked again when its turn comes.
    release_letters(db, person_id=client.id, held_since=death.recorded_at)
    return True


def case_ended_by(client: Client, death: Death) -> Case | None:
    return next((each for each in client.cases if each.id == death.case_id), None)


def check_day(client: Client, wanted: DeathInput) -> None:
    if wanted.died_on is None:
        return
    if wanted.died_on > clock.today():
        raise WrongInput("Check the date.", {"died_on": "The date must be today or earlier"})
    if client.born_on and wanted.died_on < client.born_on:
        raise WrongInput("Check the date.", {"died_on": "This is before they were born"})


def is_known_to_have_died(db: Session, person_id: uuid.UUID) -> bool:
    """Whether it is written down of somebody, by id, that they have died."""
    wanted = select(Death.id).where(Death.client_id == person_id, Death.undone_at.is_(None))
    return db.scalar(wanted) is not None
