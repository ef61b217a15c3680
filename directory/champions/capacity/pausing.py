"""Closing an activity for a while, and opening it again: its group does by its link, or those who look after it.

By the dates alone it leaves matches and comes back; nothing has to run for that.
"""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.catalogue.history.revisions import make_changes
from directory.catalogue.history.written_records import get_record
from directory.catalogue.merging.survivors import id_now
from directory.catalogue.models.field_changes import differences
from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.pausing import pause_of
from directory.catalogue.publishing import LIVE, published
from directory.catalogue.versions import bump_catalogue_version
from directory.champions.capacity.pause_inputs import PauseInput
from directory.clock import day_of
from directory.errors import Refused, WrongInput

# Nobody plans so far ahead: a slip of the pen.
FARTHEST = timedelta(days=732)


def pause_activity(db: Session, actor: Actor | None, service_id: uuid.UUID, wanted: PauseInput) -> bool:
    """Close an activity for a while; without an actor its group does. Returns whether that was news.

    Raises WrongInput for a day that cannot be, Refused for what has ended, and NotFound.
    """
    check_days(wanted, clock.today())
    service = get_live(db, service_id)
    return write_days(db, actor, service, {"closed_from": wanted.closed_from, "back_on": wanted.back_on})


def open_again(db: Session, actor: Actor | None, service_id: uuid.UUID) -> bool:
    """Open an activity that was closed for a while, with or without a date. Returns whether that was news."""
    return write_days(db, actor, get_live(db, service_id), {"closed_from": None, "back_on": None})


def get_live(db: Session, service_id: uuid.UUID) -> Service:
    # Pages that were opened before a merge name what was merged.
    service = get_record(db, Service, id_now(db, "service", service_id), to_change=True)
    if service.status not in LIVE:
        raise Refused(f"{service.name} is {service.status}. Change its status first.")
    return service


def write_days(db: Session, actor: Actor | None, service: Service, days: Mapping[str, date | None]) -> bool:
    """Let the dates alone say whether it is closed: a status that says so as well would never end."""
    changes = differences(service, {"status": ServiceStatus.ACTIVE, **days})
    if changes:
        make_changes(db, actor, service, changes, reason=None if actor else "The group said so")
    return bool(changes)


def check_days(wanted: PauseInput, today: date) -> None:
    if abs(wanted.closed_from - today) > FARTHEST:
        raise WrongInput("Check the date.", {"closed_from": "Enter a day within two years"})
    if wanted.back_on and not today < wanted.back_on <= today + FARTHEST:
        raise WrongInput("Check the date.", {"back_on": "Enter a day from tomorrow on, within two years"})


def is_or_will_be_closed(service: Service, today: date) -> bool:
    """Whether an activity is closed for now, or is going to be."""
    pause = pause_of(service)
    is_to_come = pause is not None and (pause.back_on is None or today < pause.back_on)
    return service.status == ServiceStatus.TEMPORARILY_CLOSED or (service.status in LIVE and is_to_come)


def mark_turned(db: Session, today: date) -> int:
    """Give what closed or opened again by its dates a new moment of change, once; returns how many these were.

    Here the dates alone say how it stands. A copy elsewhere asks for what has changed since it last looked.
    """
    wanted = select(Service).where(published(), Service.status == ServiceStatus.ACTIVE, Service.closed_from <= today)
    turned = [
        each for each in db.scalars(wanted.order_by(Service.id)) if day_of(each.last_modified) < turned_on(each, today)
    ]
    for each in turned:
        each.last_modified = clock.now()
    if turned:
        bump_catalogue_version(db)
    return len(turned)


def turned_on(service: Service, today: date) -> date:
    """The last day on which an activity closed or opened again by its dates."""
    is_back = service.back_on is not None and service.back_on <= today
    return max(filter(None, (service.closed_from, service.back_on if is_back else None)))
