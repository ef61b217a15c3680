"""Who keeps a domain: its champion, and any number of deputies. The one place that says so.

Whoever was disabled, gave up the role or never took their invitation keeps nothing: what they left is their deputies',
or nobody's.
"""

import uuid
from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, exists, or_, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Role
from directory.accounts.models import RoleGrant, User
from directory.champions.keeper_models import ChampionDomainDeputy
from directory.champions.models import ChampionDomain
from directory.errors import WrongInput

NOT_AT_WORK = "Choose people who are champions and can sign in"


def goes_on() -> ColumnElement[bool]:
    """Which champion domains were not ended, as a condition."""
    return ChampionDomain.ended_at.is_(None)


def is_kept_by(user_id: uuid.UUID | SQLColumnExpression[uuid.UUID]) -> ColumnElement[bool]:
    """Which champion domains that go on somebody is the champion or a deputy of, as a condition."""
    keeps_it = or_(ChampionDomain.champion_id == user_id, _has_deputy(ChampionDomainDeputy.user_id == user_id))
    return and_(goes_on(), keeps_it)


def is_kept() -> ColumnElement[bool]:
    """Which champion domains have a champion or a deputy who is at work, as a condition."""
    working = champions_at_work()
    is_there = or_(ChampionDomain.champion_id.in_(working), _has_deputy(ChampionDomainDeputy.user_id.in_(working)))
    return and_(goes_on(), is_there)


def keeps(user_id: uuid.UUID, domain: ChampionDomain) -> bool:
    """Whether somebody is the champion or a deputy of a domain, which was read with its deputies."""
    keeps_it = domain.champion_id == user_id or any(each.id == user_id for each in domain.deputies)
    return keeps_it and domain.ended_at is None


def champions_at_work() -> Select[uuid.UUID]:
    """The ids of the champions who can sign in: not who left, gave up the role, or never took their invitation."""
    champions = select(User.id).join(RoleGrant).where(RoleGrant.role == Role.CHAMPION.value)
    return champions.where(User.is_active, User.joined_at.is_not(None))


def editors_at_work() -> Select[uuid.UUID]:
    """The ids of the editors who can sign in."""
    editors = select(User.id).join(RoleGrant).where(RoleGrant.role == Role.EDITOR.value)
    return editors.where(User.is_active, User.joined_at.is_not(None))


def keepers_in(condition: ColumnElement[bool]) -> Select[uuid.UUID, uuid.UUID]:
    """The ids of the champion domains that meet a condition and go on, and of who keeps each and is at work."""
    condition = and_(goes_on(), condition)
    championed = select(ChampionDomain.id.label("domain_id"), ChampionDomain.champion_id.label("user_id"))
    deputies = select(ChampionDomain.id, ChampionDomainDeputy.user_id).join(
        ChampionDomainDeputy, ChampionDomainDeputy.domain_id == ChampionDomain.id
    )
    both = championed.where(condition).union(deputies.where(condition)).subquery()
    return select(both.c.domain_id, both.c.user_id).where(both.c.user_id.in_(champions_at_work()))


def choose_deputies(db: Session, domain: ChampionDomain, user_ids: Collection[uuid.UUID]) -> None:
    """Have these people keep a domain beside its champion, and nobody else.

    Raises WrongInput where one of them, who was none before, is no champion at work.
    """
    check_at_work(db, set(user_ids) - {each.id for each in domain.deputies}, "deputies")
    wanted = set(user_ids) - {domain.champion_id}
    domain.deputies = list(db.scalars(select(User).where(User.id.in_(wanted)).order_by(User.name, User.id)))


def check_at_work(db: Session, user_ids: Iterable[uuid.UUID], field: str) -> None:
    """Raises WrongInput where one of these people is no champion who can sign in."""
    chosen = set(user_ids)
    if set(db.scalars(champions_at_work().where(User.id.in_(chosen)))) != chosen:
        raise WrongInput(f"{NOT_AT_WORK}.", {field: NOT_AT_WORK})


def _has_deputy(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    found = exists().where(ChampionDomainDeputy.domain_id == ChampionDomain.id, condition)
    return found.correlate_except(ChampionDomainDeputy)
