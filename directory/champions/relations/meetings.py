"""Meetings of a scheme with groups: written down once, for one group or many; changed, and taken back.

They are a scheme's own: champions, coordinators and managers read and write those of their team, and no other sees
them. That somebody read what may name people is written down.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import flag_modified

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.models import RoleGrant, User
from directory.audit.operations import record_act
from directory.catalogue.merging.survivors import id_now
from directory.catalogue.models.organizations import Organization
from directory.catalogue.organization_queries import named_or_numbered
from directory.catalogue.publishing import published_organizations
from directory.champions.keepers import is_kept_by
from directory.champions.queries import records_in_domains
from directory.champions.relations.inputs import MOST_GROUPS, MeetingInput
from directory.champions.relations.models import GroupMeeting, MeetingGroup
from directory.db import add_once, new_id
from directory.errors import Conflict, NotFound, UsedBefore, WrongInput

PAGE_SIZE = 25
MOST_MEETINGS = 50
# Who keeps up with groups.
TEAM = (Role.COORDINATOR.value, Role.CHAMPION.value, Role.MANAGER.value)


class ChangedMeanwhile(Conflict):
    """Somebody else changed it after the person who changes it now had looked at it."""

    def __init__(self) -> None:
        super().__init__("Somebody else changed this while you had it open. Look at what it says now, and save again.")


@dataclass(frozen=True)
class MetGroup:
    """A group, and when somebody of the team last met it; None for never."""

    organization: Organization
    last_met_on: date | None


@dataclass(frozen=True)
class MetGroups:
    """One page of groups: those never met first, then those not met for longest."""

    groups: Sequence[MetGroup]
    total: int
    page: int


def record_meeting(
    db: Session, actor: Actor, group_ids: Collection[uuid.UUID], wanted: MeetingInput, submission_key: str
) -> GroupMeeting:
    """Write down a meeting with groups. The same form sent again is the first meeting.

    Raises WrongInput for a day or people that cannot be, NotFound for a group that is gone, and UsedBefore.
    """
    known = find_of_submission(db, actor, submission_key)
    if known is not None:
        return replayed(known, wanted)
    groups = get_groups(db, group_ids)
    meeting = GroupMeeting(
        id=new_id(),
        scheme_id=actor.scheme_id,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
        submission_key=submission_key,
        groups=[MeetingGroup(id=new_id(), organization_id=each.id) for each in groups],
    )
    write(db, actor, meeting, wanted)
    kept, is_new = add_once(db, meeting, lambda: find_of_submission(db, actor, submission_key))
    if not is_new:
        return replayed(kept, wanted)
    record(db, actor, "group_meeting.recorded", [kept.id])
    return kept


def replayed(meeting: GroupMeeting, wanted: MeetingInput) -> GroupMeeting:
    if (meeting.way, meeting.met_on) != (wanted.way.value, wanted.met_on):
        raise UsedBefore
    return meeting


def change_meeting(db: Session, actor: Actor, meeting: GroupMeeting, wanted: MeetingInput, seen: int) -> None:
    """Write a meeting anew. Raises ChangedMeanwhile where somebody else did after its version was `seen`."""
    if meeting.version != seen:
        raise ChangedMeanwhile
    write(db, actor, meeting, wanted)
    record(db, actor, "group_meeting.changed", [meeting.id])


def take_back_meeting(db: Session, actor: Actor, meeting: GroupMeeting) -> None:
    """Say that a meeting was not. Nobody can read what it was about any more, so that it goes: it may name people.

    A second click changes nothing.
    """
    if meeting.taken_back_at is not None:
        return
    meeting.taken_back_at, meeting.about = clock.now(), None
    record(db, actor, "group_meeting.taken_back", [meeting.id])


def write(db: Session, actor: Actor, meeting: GroupMeeting, wanted: MeetingInput) -> None:
    if wanted.met_on > clock.today():
        raise WrongInput("Check the date.", {"met_on": "The date must be today or earlier"})
    team = {each.id: each for each in list_team(db, actor)}
    # Who has left the team since was there all the same.
    there = {each.id: each for each in meeting.colleagues} if meeting.version else {}
    known = {**there, **team}
    if not wanted.colleagues or not known.keys() >= set(wanted.colleagues):
        raise WrongInput("Say who was there.", {"colleagues": "Choose who of your team was there"})
    meeting.way, meeting.met_on, meeting.about = wanted.way.value, wanted.met_on, wanted.about
    # Who was there stands in another table: a change of that alone is a change of the meeting too.
    flag_modified(meeting, "met_on")
    meeting.colleagues = [known[each] for each in dict.fromkeys(wanted.colleagues)]


def record(db: Session, actor: Actor, action: str, ids: Sequence[uuid.UUID]) -> None:
    if ids:
        record_act(db, actor.user_id, actor.scheme_id, action, "group_meeting", ids)


def get_groups(db: Session, ids: Iterable[uuid.UUID]) -> Sequence[Organization]:
    """Groups by id, or what they were made one with, by name. Raises NotFound where one is gone, or none is named."""
    wanted = {id_now(db, "organization", each) for each in list(ids)[:MOST_GROUPS]}
    found = db.scalars(select(Organization).where(Organization.id.in_(wanted)).order_by(Organization.name)).all()
    if not found or len(found) != len(wanted):
        raise NotFound("There is no such group.")
    return found


def find_groups_named(db: Session, names: Iterable[str]) -> Sequence[Organization]:
    """The groups that are called so, one each. Raises WrongInput for a name that none has, or several."""
    found: list[Organization] = []
    for name in names:
        called = (func.lower(Organization.name) == name.lower(), published_organizations())
        same = db.scalars(select(Organization).where(*called).limit(2)).all()
        if len(same) != 1:
            which = "We know no group" if not same else "There are several groups"
            raise WrongInput("Check the names.", {"also": f"{which} called “{name}”: tick it in the list instead"})
        found += same
    return found


def list_team(db: Session, actor: Actor) -> Sequence[User]:
    """The colleagues of a scheme who keep up with groups, by name."""
    roles = select(RoleGrant.user_id).where(RoleGrant.scheme_id == actor.scheme_id, RoleGrant.role.in_(TEAM))
    return db.scalars(select(User).where(User.is_active, User.id.in_(roles)).order_by(User.name, User.id)).all()


def find_of_submission(db: Session, actor: Actor, submission_key: str) -> GroupMeeting | None:
    of_key = GroupMeeting.submission_key == submission_key
    return db.scalar(select(GroupMeeting).where(GroupMeeting.scheme_id == actor.scheme_id, of_key))


def get_meeting(
    db: Session, actor: Actor, meeting_id: uuid.UUID, *, to_change: bool = False, even_taken_back: bool = False
) -> GroupMeeting:
    """A meeting of the actor's team that stands, recorded as read. Raises NotFound for one of another team too.

    `even_taken_back` is for a second click, which leads where the first did.
    """
    wanted = (of_team(actor) if even_taken_back else standing(actor)).where(GroupMeeting.id == meeting_id)
    if to_change:
        wanted = wanted.with_for_update(of=GroupMeeting).execution_options(populate_existing=True)
    found = db.scalar(wanted)
    if found is None:
        raise NotFound("There is no such meeting.")
    record(db, actor, "group_meeting.viewed", [found.id])
    return found


def list_meetings(db: Session, actor: Actor, organization_id: uuid.UUID) -> Sequence[GroupMeeting]:
    """The meetings of the actor's team with a group, newest first; recorded as read."""
    found = db.scalars(
        with_group(actor, organization_id).order_by(GroupMeeting.met_on.desc(), GroupMeeting.id).limit(MOST_MEETINGS)
    ).all()
    record(db, actor, "group_meeting.viewed", [each.id for each in found])
    return found


def with_group(actor: Actor, organization_id: uuid.UUID) -> Select[GroupMeeting]:
    """The meetings of the actor's team with a group that stand."""
    there = select(MeetingGroup.meeting_id).where(MeetingGroup.organization_id == organization_id)
    return standing(actor).where(GroupMeeting.id.in_(there))


def standing(actor: Actor) -> Select[GroupMeeting]:
    return of_team(actor).where(is_standing(actor))


def of_team(actor: Actor) -> Select[GroupMeeting]:
    """The meetings of the actor's team, taken back or not, with who was there."""
    whole = (
        selectinload(GroupMeeting.groups).options(joinedload(MeetingGroup.organization)),
        selectinload(GroupMeeting.colleagues),
    )
    return select(GroupMeeting).where(GroupMeeting.scheme_id == actor.scheme_id).options(*whole)


def is_standing(actor: Actor) -> ColumnElement[bool]:
    """Which meetings are of the actor's team and were not taken back, as a condition."""
    return (GroupMeeting.scheme_id == actor.scheme_id) & GroupMeeting.taken_back_at.is_(None)


def last_met(db: Session, actor: Actor, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, date]:
    """When somebody of the actor's team last met each of some groups; those never met are left out."""
    found = db.execute(
        select(MeetingGroup.organization_id, func.max(GroupMeeting.met_on))
        .join(MeetingGroup.meeting)
        .where(is_standing(actor), MeetingGroup.organization_id.in_(ids))
        .group_by(MeetingGroup.organization_id)
    )
    return {organization_id: day for organization_id, day in found}


def list_groups(
    db: Session, actor: Actor, *, is_own: bool, words: str = "", page: int = 1, size: int = PAGE_SIZE
) -> MetGroups:
    """Published groups, of the actor's own domains or all: never met first, then not met for longest.

    Raises NotFound for a page below 1.
    """
    if page < 1:
        raise NotFound("There is no such page.")
    own = Organization.id.in_(records_in_domains("organization", is_kept_by(actor.user_id)))
    which = (own if is_own else published_organizations(), named_or_numbered(words))
    met = (
        select(MeetingGroup.organization_id, func.max(GroupMeeting.met_on).label("met_on"))
        .join(MeetingGroup.meeting)
        .where(is_standing(actor))
        .group_by(MeetingGroup.organization_id)
        .subquery()
    )
    total = db.scalar(select(func.count()).select_from(Organization).where(*which)) or 0
    rows = db.execute(
        select(Organization, met.c.met_on)
        .outerjoin(met, met.c.organization_id == Organization.id)
        .where(*which)
        .order_by(met.c.met_on.is_not(None), met.c.met_on, func.lower(Organization.name), Organization.id)
        .limit(size)
        .offset((page - 1) * size)
    )
    return MetGroups([MetGroup(organization, met_on) for organization, met_on in rows], total, page)
