"""What a client's page shows of their plan."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from directory.accounts.actor import Actor
from directory.casework.models import Client, PlannedActivity, PlannedState, Purpose
from directory.casework.queries import open_case
from directory.casework.rules import has_consent
from directory.catalogue.models.services import Service, Stage
from directory.catalogue.pausing import runs
from directory.clock import day_of
from directory.staff.matching.activity_words import when_next
from directory.staff.matching.shown_reasons import sign_reasons
from directory.web.words import counted

STATE_COLOURS = {PlannedState.TO_TALK_ABOUT: "yellow", PlannedState.REFERRED: "green", PlannedState.SET_ASIDE: "grey"}


@dataclass(frozen=True)
class PlannedRow:
    """An activity on a plan, and what its buttons send. `seen` is the version that is shown."""

    planned_id: uuid.UUID
    service_id: str
    name: str
    href: str
    organisation: str
    when: str
    state: str
    colour: str
    seen: int
    signed_reasons: str
    may_refer: bool


@dataclass(frozen=True)
class PlanPart:
    """A client's plan: what is on it, what was set aside, and whether the actor may change it now."""

    rows: Sequence[PlannedRow]
    aside: Sequence[PlannedRow]
    may_change: bool


def build_plan(
    actor: Actor,
    client: Client,
    plan: Sequence[PlannedActivity],
    services: Mapping[uuid.UUID, Service],
    now: datetime,
) -> PlanPart:
    """The plan of a client, in the order in which it was made."""
    may_refer = actor.may("casework.refer") and has_consent(client.consents, Purpose.REFERRAL, day_of(now))
    is_open = open_case(client) is not None
    rows = [
        (each.state, planned_row(each, services[each.service_id], client, now, may_refer=may_refer and is_open))
        for each in plan
    ]
    return PlanPart(
        rows=[row for state, row in rows if state != PlannedState.SET_ASIDE],
        aside=[row for state, row in rows if state == PlannedState.SET_ASIDE],
        may_change=actor.may("casework.write") and is_open,
    )


def planned_row(
    planned: PlannedActivity, service: Service, client: Client, now: datetime, *, may_refer: bool
) -> PlannedRow:
    state, is_listed = PlannedState(planned.state), service.stage == Stage.PUBLISHED
    is_active = is_listed and runs(service, day_of(now))
    return PlannedRow(
        planned_id=planned.id,
        service_id=str(service.id),
        name=service.name,
        href=url_for("public.show_activity", service_id=service.id) if is_listed else "",
        organisation=service.organization.name,
        when=when_words(service, now) if is_listed else "No longer in the directory",
        state=state.value,
        colour=STATE_COLOURS[state],
        seen=planned.version,
        signed_reasons=sign_reasons(service.id, client.reference, json.loads(planned.reasons or "[]")),
        may_refer=may_refer and is_active and state == PlannedState.TO_TALK_ABOUT,
    )


def when_words(service: Service, now: datetime) -> str:
    """When an activity is next, or why that is not known."""
    if not runs(service, day_of(now)):
        return "Not running now"
    return when_next(service, now) or "Next date not known: ask the group"


def planned_words(plan: Sequence[PlannedActivity]) -> str:
    """What became of activities that were added, as a sentence or two."""
    aside = sum(each.state == PlannedState.SET_ASIDE for each in plan)
    on_plan = len(plan) - aside
    told = [f"{counted(on_plan, 'activity is', 'activities are')} on the plan."] if on_plan else []
    if aside:
        was = counted(aside, "activity was", "activities were")
        told.append(f"{was} set aside before. Put back below what they want after all.")
    return " ".join(told) or "None of these is in the directory any more."
