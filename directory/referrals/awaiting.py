"""Who waits for what, and since when: from the first contact to the answer of a group, of us or of a manager.

Nobody is named here: lists are sorted by what is plain, and who is shown is opened and recorded by who shows them.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.caseload.stages import OpenCase, Stage
from directory.casework.models import Case, Client
from directory.casework.own_page.messages import still_waits
from directory.casework.own_page.models import OwnPageMessage
from directory.casework.queries import has_died
from directory.casework.sight import in_scope
from directory.casework.support_sessions.models import MoreSessions
from directory.casework.support_sessions.states import AskingState
from directory.catalogue.models.services import Service
from directory.clock import day_of
from directory.referrals.models import OnwardReferral
from directory.referrals.question_models import ReferralQuestion
from directory.referrals.states import ReferralState
from directory.referrals.untold import is_untold


class WaitsFor(StrEnum):
    """What somebody waits for."""

    FIRST_CONTACT = "first contact"
    ASSESSMENT = "assessment"
    TELLING = "telling a group"
    """A group knows nothing yet: somebody of the team rings it, or writes to it on paper."""
    GROUP = "answer of a group"
    PLACE = "place"
    US = "us"
    DECISION = "decision"


@dataclass(frozen=True)
class Wait:
    """One thing that somebody waits for. `about` is the activity; `referral` leads to where it is seen to."""

    client_id: uuid.UUID
    coordinator_id: uuid.UUID
    what: WaitsFor
    since: date
    about: str = ""
    referral: str = ""
    planned_at: datetime | None = None


def list_waits(db: Session, actor: Actor, cases: Sequence[OpenCase], *conditions: ColumnElement[bool]) -> list[Wait]:
    """What those whom some open cases are of wait for, the longest waiting first.

    The cases are all those that meet the conditions on their clients.
    """
    of_whom = (Case.closed_on.is_(None), ~has_died(), in_scope(actor), *conditions)
    waits = [*waits_of_stages(cases)]
    for found in (waits_for_groups, waits_for_answers, waits_for_us, waits_for_decisions):
        waits.extend(found(db, actor, of_whom))
    return sorted(waits, key=lambda each: (each.since, str(each.client_id), each.what))


def waits_of_stages(cases: Iterable[OpenCase]) -> Iterator[Wait]:
    """Who has not been reached yet, and who was and has not been assessed."""
    for each in cases:
        planned_at = each.next.starts_at if each.next else None
        if each.stage is Stage.TO_REACH:
            what, since = WaitsFor.FIRST_CONTACT, each.opened_on
        elif each.stage is Stage.TO_ASSESS:
            what, since = WaitsFor.ASSESSMENT, each.reached_on or each.opened_on
        else:
            continue
        yield Wait(each.client_id, each.coordinator_id, what, since, planned_at=planned_at)


Conditions = Sequence[ColumnElement[bool]]
WAITING_STATES = {ReferralState.SENT: WaitsFor.GROUP, ReferralState.WAITING: WaitsFor.PLACE}


def waits_for_groups(db: Session, actor: Actor, of_whom: Conditions) -> Iterator[Wait]:
    """Whose group is still to be told, who was sent on and has no answer, and who is on a waiting list."""
    wanted = (
        select(OnwardReferral.client_id, Client.coordinator_id, OnwardReferral.state, OnwardReferral.state_on)
        .add_columns(Service.name, OnwardReferral.reference, is_untold().label("is_untold"))
        .join(Client, Client.id == OnwardReferral.client_id)
        .join(Case, Case.id == OnwardReferral.case_id)
        .join(Service, Service.id == OnwardReferral.service_id)
        .where(OnwardReferral.scheme_id == actor.scheme_id, *of_whom)
        .where(OnwardReferral.state.in_([each.value for each in WAITING_STATES]))
    )
    for client_id, coordinator_id, state, since, name, reference, untold in db.execute(wanted):
        what = WaitsFor.TELLING if untold else WAITING_STATES[ReferralState(state)]
        yield Wait(client_id, coordinator_id, what, since, name, reference)


def waits_for_answers(db: Session, actor: Actor, of_whom: Conditions) -> Iterator[Wait]:
    """Whose group asked us something before it answers."""
    goes_on = OnwardReferral.state.in_([each.value for each in WAITING_STATES])
    wanted = (
        select(ReferralQuestion.client_id, Client.coordinator_id, ReferralQuestion.asked_at, Service.name)
        .add_columns(OnwardReferral.reference)
        .join(OnwardReferral, OnwardReferral.id == ReferralQuestion.onward_referral_id)
        .join(Client, Client.id == OnwardReferral.client_id)
        .join(Case, Case.id == OnwardReferral.case_id)
        .join(Service, Service.id == OnwardReferral.service_id)
        .where(ReferralQuestion.scheme_id == actor.scheme_id, ReferralQuestion.answered_at.is_(None))
        .where(goes_on, *of_whom)
    )
    for client_id, coordinator_id, asked_at, name, reference in db.execute(wanted):
        yield Wait(client_id, coordinator_id, WaitsFor.US, day_of(asked_at), name, reference)


def waits_for_us(db: Session, actor: Actor, of_whom: Conditions) -> Iterator[Wait]:
    """Who told us something on their own page that nobody has seen to."""
    wanted = (
        select(OwnPageMessage.client_id, Client.coordinator_id, OwnPageMessage.told_at)
        .join(Client, Client.id == OwnPageMessage.client_id)
        .join(Case, Case.client_id == Client.id)
        .where(OwnPageMessage.scheme_id == actor.scheme_id, still_waits(), *of_whom)
    )
    for client_id, coordinator_id, told_at in db.execute(wanted):
        yield Wait(client_id, coordinator_id, WaitsFor.US, day_of(told_at))


def waits_for_decisions(db: Session, actor: Actor, of_whom: Conditions) -> Iterator[Wait]:
    """For whom more sessions are asked for, and no manager has decided."""
    wanted = (
        select(MoreSessions.client_id, Client.coordinator_id, MoreSessions.asked_at)
        .join(Client, Client.id == MoreSessions.client_id)
        .join(Case, Case.id == MoreSessions.case_id)
        .where(MoreSessions.scheme_id == actor.scheme_id, MoreSessions.state == AskingState.ASKED.value, *of_whom)
    )
    for client_id, coordinator_id, asked_at in db.execute(wanted):
        yield Wait(client_id, coordinator_id, WaitsFor.DECISION, day_of(asked_at))
