"""Telling others about somebody without their agreement: writing it down, and a manager's look at it afterwards."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.queries import list_colleagues
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.rules import AGE_TO_DECIDE, may_be_decided_for
from directory.casework.sharing.inputs import SharingInput
from directory.casework.sharing.models import ManagerPart, SharingGround, UnagreedSharing
from directory.casework.sight import in_scope
from directory.db import add_once, new_id
from directory.errors import NotAllowed, NotFound, UsedBefore, WrongInput


def record_sharing(db: Session, actor: Actor, client: Client, wanted: SharingInput) -> UnagreedSharing:
    """Write down what was told about a client without their agreement; a manager then finds it on their list.

    The same submission sent again gives what it wrote the first time. Raises UsedBefore, or WrongInput where the ground
    is not for them, the manager is none of the team, or the day cannot be.
    """
    known = find_sharing_of_submission(db, actor, wanted.submission_key)
    if known is not None:
        return replayed(known, client, wanted)
    check_ground(wanted.ground, client.age_on(wanted.shared_on))
    check_manager(db, actor, wanted)
    check_day(client, wanted.shared_on)
    sharing = UnagreedSharing(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        ground=wanted.ground.value,
        shared_on=wanted.shared_on,
        reason=wanted.reason,
        told=wanted.told,
        told_to=wanted.told_to,
        manager_id=wanted.manager_id,
        manager_part=wanted.manager_part.value,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
        submission_key=wanted.submission_key,
    )
    kept, is_new = add_once(db, sharing, lambda: find_sharing_of_submission(db, actor, wanted.submission_key))
    if not is_new:
        return replayed(kept, client, wanted)
    record_act(db, actor.user_id, actor.scheme_id, "sharing.recorded", "unagreed_sharing", [kept.id], [wanted.ground])
    return kept


def replayed(sharing: UnagreedSharing, client: Client, wanted: SharingInput) -> UnagreedSharing:
    """What a submission wrote before, if it says the same of the same person. The replay is written."""
    told = (sharing.client_id, sharing.ground, sharing.told, sharing.told_to)
    if told != (client.id, wanted.ground.value, wanted.told, wanted.told_to):
        raise UsedBefore
    sharing.replays += 1
    return sharing


def find_sharing_of_submission(db: Session, actor: Actor, submission_key: str) -> UnagreedSharing | None:
    return db.scalar(
        select(UnagreedSharing).where(
            UnagreedSharing.scheme_id == actor.scheme_id, UnagreedSharing.submission_key == submission_key
        )
    )


def check_ground(ground: SharingGround, age: int | None) -> None:
    """Raises WrongInput for best interests of somebody for whom nobody may decide."""
    if ground is SharingGround.BEST_INTERESTS and not may_be_decided_for(age):
        message = (
            f"Best interests are for people of {AGE_TO_DECIDE} and over. If a child is at risk, it is safeguarding"
        )
        if age is None:
            message = f"Best interests are for people of {AGE_TO_DECIDE} and over: write down their date of birth first"
        raise WrongInput("Look at the ground.", {"ground": message})


def check_manager(db: Session, actor: Actor, wanted: SharingInput) -> None:
    if all(each.id != wanted.manager_id for each in list_colleagues(db, actor, Role.MANAGER)):
        raise WrongInput("Choose a manager.", {"manager_id": "Choose a manager of your team"})
    if wanted.manager_id == actor.user_id and wanted.manager_part is ManagerPart.TOLD:
        raise WrongInput("Say who decided.", {"manager_part": "You are the manager: if it was you, choose “decided”"})


def check_day(client: Client, shared_on: date) -> None:
    if shared_on > clock.today():
        raise WrongInput("Check the date.", {"shared_on": "The date must be today or earlier"})
    if client.born_on and shared_on < client.born_on:
        raise WrongInput("Check the date.", {"shared_on": "This is before they were born"})


def review_sharing(db: Session, actor: Actor, sharing: UnagreedSharing, review: str) -> bool:
    """Write down what a manager found, looking at it afterwards; says whether it was news. The first review stays.

    Raises NotAllowed for whoever wrote it down.
    """
    if sharing.recorded_by == actor.user_id:
        raise NotAllowed("Another manager has to look at what you wrote down yourself.")
    if sharing.reviewed_at is not None:
        return False
    sharing.reviewed_by, sharing.reviewed_at, sharing.review = actor.user_id, clock.now(), review
    record_act(db, actor.user_id, actor.scheme_id, "sharing.reviewed", "unagreed_sharing", [sharing.id])
    return True


def sharings_in_scope(actor: Actor) -> Select[UnagreedSharing]:
    return (
        select(UnagreedSharing)
        .where(UnagreedSharing.scheme_id == actor.scheme_id, UnagreedSharing.client.has(in_scope(actor)))
        .options(
            joinedload(UnagreedSharing.client).options(selectinload(Client.deaths)),
            joinedload(UnagreedSharing.manager),
            joinedload(UnagreedSharing.recorder),
            selectinload(UnagreedSharing.reviewer),
        )
        .order_by(UnagreedSharing.shared_on.desc(), UnagreedSharing.recorded_at.desc())
    )


def list_sharings(db: Session, actor: Actor, client: Client) -> Sequence[UnagreedSharing]:
    """What was told about a client without their agreement, newest first. The caller looked them up."""
    return db.scalars(sharings_in_scope(actor).where(UnagreedSharing.client_id == client.id)).all()


def list_unreviewed(db: Session, actor: Actor) -> Sequence[UnagreedSharing]:
    """What of the actor's scheme no manager has looked at yet, and a record of whose it is."""
    found = db.scalars(sharings_in_scope(actor).where(UnagreedSharing.reviewed_at.is_(None))).all()
    if found:
        record_act(db, actor.user_id, actor.scheme_id, "client.listed", "client", [each.client_id for each in found])
    return found


def get_sharing(
    db: Session, actor: Actor, client: Client, sharing_id: uuid.UUID, *, to_change: bool = False
) -> UnagreedSharing:
    """One that was written down about a client. Raises NotFound for any other."""
    wanted = sharings_in_scope(actor).where(UnagreedSharing.client_id == client.id, UnagreedSharing.id == sharing_id)
    if to_change:
        wanted = wanted.with_for_update(of=UnagreedSharing).execution_options(populate_existing=True)
    sharing = db.scalar(wanted)
    if sharing is None:
        raise NotFound("There is no such page.")
    return sharing
