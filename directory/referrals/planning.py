"""Putting activities on a client's plan. What they are referred to already stands there as such."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Case, Client, PlannedActivity, PlannedState
from directory.casework.plan import PlanChangedMeanwhile, find_planned, move_planned
from directory.catalogue.merging.survivors import id_now
from directory.catalogue.models.services import Stage
from directory.catalogue.queries import services_by_id
from directory.db import new_id
from directory.referrals.operations import has_open_referral, require_open_case


@dataclass(frozen=True)
class ChosenActivity:
    """An activity chosen for a plan, and why it was suggested, as it was shown."""

    service_id: uuid.UUID
    reasons: tuple[str, ...] = ()


def plan_activities(
    db: Session, actor: Actor, client: Client, chosen: Sequence[ChosenActivity]
) -> Sequence[PlannedActivity]:
    """Put chosen activities on the plan of a client's open case; returns each as it stands there now.

    What is there stays as it is: a second click adds nothing, and what was set aside is not put back behind the back of
    whoever did so. What left the directory is left out. Raises NotReferable where no case is open.
    """
    case = require_open_case(client)
    # Pages that were opened before a merge name what was merged.
    reasons = {id_now(db, "service", each.service_id): each.reasons for each in chosen}
    services = services_by_id(db, list(reasons))
    listed = [each for each in reasons if each in services and services[each].stage == Stage.PUBLISHED]
    return [find_planned(db, case, each) or add_to_plan(db, actor, case, each, reasons[each]) for each in listed]


def add_to_plan(
    db: Session, actor: Actor, case: Case, service_id: uuid.UUID, reasons: Sequence[str]
) -> PlannedActivity:
    planned = PlannedActivity(
        id=new_id(),
        scheme_id=case.scheme_id,
        client_id=case.client_id,
        case_id=case.id,
        service_id=service_id,
        state=state_by_referral(db, case.id, service_id).value,
        reasons=json.dumps(list(reasons), ensure_ascii=False),
        added_by=actor.user_id,
        added_at=clock.now(),
    )
    db.add(planned)
    record_act(db, actor.user_id, actor.scheme_id, "plan.added", "planned_activity", [planned.id])
    return planned


def put_back(db: Session, actor: Actor, planned: PlannedActivity, case: Case, *, seen: int) -> None:
    """Put an activity that was set aside back on the plan. A second click changes nothing.

    Raises PlanChangedMeanwhile where somebody else changed it after its version was `seen`, or where it is on the plan
    a second time, as after a merge.
    """
    if planned.state != PlannedState.SET_ASIDE:
        return
    if seen != planned.version or find_planned(db, case, planned.service_id) is not planned:
        raise PlanChangedMeanwhile
    move_planned(db, actor, planned, state_by_referral(db, case.id, planned.service_id), "plan.put_back")


def state_by_referral(db: Session, case_id: uuid.UUID, service_id: uuid.UUID) -> PlannedState:
    """How an activity stands that comes on a plan."""
    is_referred = has_open_referral(db, case_id, service_id)
    return PlannedState.REFERRED if is_referred else PlannedState.TO_TALK_ABOUT
