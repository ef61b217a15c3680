"""How the listings of a domain may stand, each as a condition: what a list is narrowed to, and what is counted."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session

from directory.catalogue.freshness import current_rhythm
from directory.catalogue.history.written_records import MODELS
from directory.catalogue.models.places import Accessibility
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service, ServiceAtLocation, Stage
from directory.catalogue.publishing import LIVE, is_on, published
from directory.champions.findings.queries import has_dead_link
from directory.champions.messages.models import ListingMessage
from directory.champions.suggesting.suggestions import WAITING
from directory.champions.verification.verifying import told_of


class Shown(StrEnum):
    """Which listings are shown, by how they stand."""

    ON = "on"
    DUE = "due"
    SILENT = "silent"
    STOPPED = "stopped"
    WRITTEN = "written"
    AWAY = "away"
    ALL = "all"
    # Of those that are on, what says whether the domain is well kept.
    CHECKED = "checked"
    NEVER = "never checked"
    LATE = "late"
    """Due for some weeks: letters go to their groups."""
    LATER = "later"
    """Due for so long that no letter goes any more."""
    LATEST = "latest"
    """Due for so long that they come last by now."""
    NO_TIMES = "no times"
    NO_ACCESS = "no access"
    DEAD_LINK = "dead link"
    EDITED = "edited"
    ASKED = "asked"


def standing_so(shown: Shown, today: date) -> ColumnElement[bool]:
    """Which services stand so."""
    return conditions(today)[shown]


def count_by_state(db: Session, found: Select[Service], today: date) -> Mapping[Shown, int]:
    """How many of some services stand each way."""
    states = {shown: func.count(case((is_so, Service.id))) for shown, is_so in conditions(today).items()}
    return dict(zip(states, db.execute(found.with_only_columns(*states.values())).one(), strict=True))


def conditions(today: date) -> Mapping[Shown, ColumnElement[bool]]:
    """All the ways to stand."""
    rhythm = current_rhythm()
    due = today - rhythm.due_after
    silent, lapsed = due - timedelta(weeks=rhythm.champion_weeks), due - timedelta(weeks=rhythm.lapsed_weeks)
    of_those_on = {
        Shown.DUE: is_due(today),
        Shown.SILENT: Service.id.in_(told_of()),
        Shown.CHECKED: Service.assured_date >= due,
        Shown.NEVER: Service.assured_date.is_(None),
        Shown.LATE: and_(Service.assured_date < due, Service.assured_date > silent),
        Shown.LATER: and_(Service.assured_date <= silent, Service.assured_date > lapsed),
        Shown.LATEST: Service.assured_date <= lapsed,
        Shown.NO_TIMES: without_times(),
        Shown.NO_ACCESS: without_access(),
        Shown.DEAD_LINK: has_dead_link(),
        Shown.EDITED: has_suggestion(),
        Shown.ASKED: Service.id.in_(select(ListingMessage.service_id).where(ListingMessage.closed_at.is_(None))),
    }
    return {
        Shown.ON: is_on(),
        Shown.STOPPED: and_(published(), Service.status.not_in(LIVE)),
        Shown.WRITTEN: Service.stage == Stage.DRAFT.value,
        Shown.AWAY: Service.stage == Stage.ARCHIVED.value,
        Shown.ALL: true(),
    } | {shown: and_(is_on(), is_so) for shown, is_so in of_those_on.items()}


def is_due(today: date) -> ColumnElement[bool]:
    """Whether nobody has made sure of a listing for so long that it is due, or ever."""
    return or_(Service.assured_date.is_(None), Service.assured_date < today - current_rhythm().due_after)


def has_suggestion() -> ColumnElement[bool]:
    """Whether a change of a listing waits to be decided on, or one of who runs it or of a place where it happens."""
    waiting = {entity: select(Revision.record_id).where(*WAITING, Revision.entity == entity) for entity in MODELS}
    placed = select(ServiceAtLocation.service_id).where(ServiceAtLocation.location_id.in_(waiting["location"]))
    return or_(
        Service.id.in_(waiting["service"]), Service.organization_id.in_(waiting["organization"]), Service.id.in_(placed)
    )


def without_times() -> ColumnElement[bool]:
    """Whether a listing says nowhere when, neither for all of its places nor for one.

    Two conditions, as a database looks up each by its index, and reads all times for "not the one or the other".
    """
    at_place = exists().where(
        ServiceAtLocation.service_id == Service.id, Schedule.service_at_location_id == ServiceAtLocation.id
    )
    return and_(~exists().where(Schedule.service_id == Service.id), ~at_place)


def without_access() -> ColumnElement[bool]:
    """Whether a listing happens at a place of which nobody was asked how people get in."""
    return exists().where(ServiceAtLocation.service_id == Service.id, ~access_asked()).correlate(Service)


def access_asked() -> ColumnElement[bool]:
    """Whether somebody was asked how people get into the place where a service happens, even if nobody knew."""
    return exists().where(Accessibility.location_id == ServiceAtLocation.location_id).correlate(ServiceAtLocation)
