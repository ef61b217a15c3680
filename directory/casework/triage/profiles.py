"""What coordinators say of themselves, and the colleagues who may be proposed for somebody."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.models import Scheme, User
from directory.accounts.queries import list_colleagues, who_are_at_work
from directory.accounts.scheme_areas import read_areas
from directory.audit.operations import record_act
from directory.casework.caseload.open_cases import open_cases_where
from directory.casework.caseload.stages import OpenCase
from directory.casework.caseload.weighing import Load, load_of, weights_of
from directory.casework.models import Case, Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.triage.kinds import Gender
from directory.casework.triage.models import CoordinatorProfile
from directory.casework.triage.proposing import Colleague
from directory.db import add_once, new_id
from directory.errors import NotFound


@dataclass(frozen=True)
class ProfileInput:
    """What somebody says of themself, all of it optional. `seen` is the version that was looked at."""

    gender: Gender | None = None
    languages: str = ""
    areas: str = ""
    capacity: int | None = None
    is_full: bool = False
    seen: int = 0


KEPT = ("gender", "languages", "areas", "capacity", "is_full")


def find_profile(db: Session, scheme_id: uuid.UUID, user_id: uuid.UUID) -> CoordinatorProfile | None:
    of_user = (CoordinatorProfile.scheme_id == scheme_id, CoordinatorProfile.user_id == user_id)
    return db.scalar(select(CoordinatorProfile).where(*of_user))


def get_coordinator(db: Session, actor: Actor, user_id: uuid.UUID) -> User:
    """A coordinator whose profile the actor may fill in: themself, or as a manager any of the team. Raises NotFound."""
    is_own = user_id == actor.user_id and actor.may("casework.write")
    of_team = select(User).where(User.id == user_id, User.id.in_(who_are_at_work(actor, Role.COORDINATOR)))
    found = db.scalar(of_team) if is_own or actor.may("casework.oversee") else None
    if found is None:
        raise NotFound("There is no such coordinator.")
    return found


def save_profile(db: Session, actor: Actor, user_id: uuid.UUID, wanted: ProfileInput) -> frozenset[str]:
    """Keep what a coordinator says of themself; returns what changed. The caller asked `get_coordinator`.

    Raises ChangedMeanwhile where somebody else changed it after version `seen`, and WrongInput for areas that are none.
    """
    new = {**{name: getattr(wanted, name) for name in KEPT}, "areas": ", ".join(sorted(read_areas(wanted.areas)))}
    new["gender"] = wanted.gender.value if wanted.gender else None
    empty = CoordinatorProfile(
        id=new_id(), scheme_id=actor.scheme_id, user_id=user_id, languages="", areas="", is_full=False, version=1
    )
    known = find_profile(db, actor.scheme_id, user_id)
    profile = known or add_once(db, empty, lambda: find_profile(db, actor.scheme_id, user_id))[0]
    changed = frozenset(name for name in KEPT if getattr(profile, name) != new[name])
    if changed and known is not None and known.version != wanted.seen:
        raise ChangedMeanwhile
    for name in changed:
        setattr(profile, name, new[name])
    if changed:
        record_act(db, actor.user_id, actor.scheme_id, "profile.changed", "coordinator_profile", [profile.id], changed)
    return changed


def list_possible(db: Session, actor: Actor) -> Sequence[Colleague]:
    """Everybody of the actor's team who may support people, with what they said of themselves and how many they do."""
    users = list_colleagues(db, actor, Role.COORDINATOR)
    ids = [each.id for each in users]
    of_team = (CoordinatorProfile.scheme_id == actor.scheme_id, CoordinatorProfile.user_id.in_(ids))
    said = {each.user_id: each for each in db.scalars(select(CoordinatorProfile).where(*of_team))}
    loads, usual = loads_of(db, actor, ids), db.get_one(Scheme, actor.scheme_id).caseload_size
    return [colleague_of(each, said.get(each.id), loads.get(each.id, Load()), usual) for each in users]


def loads_of(db: Session, actor: Actor, user_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Load]:
    """What the caseloads of some people of the actor's team weigh, restricted records counted too; nobody is named."""
    weights, today = weights_of(db.get_one(Scheme, actor.scheme_id)), clock.today()
    by_user: dict[uuid.UUID, list[OpenCase]] = {}
    of_users = (Case.scheme_id == actor.scheme_id, Client.coordinator_id.in_(user_ids))
    for each in open_cases_where(db, today, *of_users):
        by_user.setdefault(each.coordinator_id, []).append(each)
    return {user_id: load_of(cases, weights, today) for user_id, cases in by_user.items()}


def list_gone(db: Session, actor: Actor) -> Sequence[tuple[uuid.UUID, str, int]]:
    """Who has open cases in the actor's team and is no coordinator at work there: their id, name, and how many."""
    wanted = (
        select(User.id, User.name, func.count(Case.id))
        .join(Client, Client.coordinator_id == User.id)
        .join(Case, Case.client_id == Client.id)
        .where(Case.scheme_id == actor.scheme_id, Case.closed_on.is_(None))
        .where(User.id.not_in(who_are_at_work(actor, Role.COORDINATOR)))
        .group_by(User.id, User.name)
        .order_by(User.name, User.id)
    )
    return [(user_id, name, number) for user_id, name, number in db.execute(wanted)]


def colleague_of(user: User, profile: CoordinatorProfile | None, load: Load, usual: int) -> Colleague:
    if profile is None:
        return Colleague(user.id, user.name, open_cases=load.cases, capacity=usual, counts_as=load.counts_as)
    return Colleague(
        user.id,
        user.name,
        gender=Gender(profile.gender) if profile.gender else None,
        languages=[each.strip() for each in profile.languages.split(",") if each.strip()],
        areas=frozenset(profile.areas.split(", ")) if profile.areas else frozenset(),
        open_cases=load.cases,
        counts_as=load.counts_as,
        capacity=profile.capacity or usual,
        is_full=profile.is_full,
    )
