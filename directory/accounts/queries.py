"""Who is at work."""

import uuid
from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory.accounts.actor import Actor, Role, WorkingScheme
from directory.accounts.models import RoleGrant, Scheme, SignInSession, User
from directory.errors import NotFound

Chosen = TypeVar("Chosen")
# Asked at each request of somebody who has signed in, and so put together once.
WITH_GRANTS = (
    select(User)
    .where(User.id == bindparam("user_id"))
    .options(selectinload(User.grants).options(joinedload(RoleGrant.scheme)))
)


def find_actor(
    db: Session, user_id: uuid.UUID, session_stamp: uuid.UUID, scheme_id: uuid.UUID | None = None
) -> Actor | None:
    """The user of a signed-in cookie, or None where the user is disabled or the cookie was ended.

    They work in the scheme that was chosen in this browser, if they have a role there.
    """
    user = db.scalar(WITH_GRANTS, {"user_id": user_id})
    if user is None or not user.is_active or user.session_stamp != session_stamp or not user.grants:
        return None
    names = {grant.scheme_id: grant.scheme.name for grant in user.grants}
    working_in = scheme_id if scheme_id in names else user.working_scheme_id
    return Actor(
        user_id=user.id,
        scheme_id=working_in,
        name=user.name,
        roles=frozenset(Role(grant.role) for grant in user.grants if grant.scheme_id == working_in),
        scheme_name=names[working_in],
        schemes=tuple(
            WorkingScheme(each, names[each]) for each in sorted(names, key=lambda each: (names[each], str(each)))
        ),
    )


def find_user(db: Session, email: str) -> User | None:
    """The user of an address, with their roles, or None. Somebody invited is none before they have joined."""
    theirs = (User.email == email.strip().lower(), User.joined_at.is_not(None))
    return db.scalar(select(User).where(*theirs).options(selectinload(User.grants)))


def find_invited(db: Session, email: str) -> User | None:
    """Who was invited last at an address and has not come yet, with their roles, or None."""
    theirs = (User.email == email.strip().lower(), User.joined_at.is_(None))
    newest = select(User).where(*theirs).order_by(User.made_at.desc(), User.id).limit(1)
    return db.scalar(newest.options(selectinload(User.grants)))


def find_user_by_id(db: Session, user_id: uuid.UUID) -> User | None:
    """A user with their roles and schemes, or None."""
    with_roles = selectinload(User.grants).options(joinedload(RoleGrant.scheme))
    return db.scalar(select(User).where(User.id == user_id).options(with_roles))


def get_user_by_id(db: Session, user_id: uuid.UUID) -> User:
    """A user with their roles and schemes. Raises NotFound where the account went meanwhile."""
    user = find_user_by_id(db, user_id)
    if user is None:
        raise NotFound("This account is gone.")
    return user


def names_of_users(db: Session, user_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What colleagues are called, of those whose accounts are there."""
    found = db.execute(select(User.id, User.name).where(User.id.in_(list(user_ids))))
    return {user_id: name for user_id, name in found}


def list_sessions(db: Session, user_id: uuid.UUID) -> Sequence[SignInSession]:
    """Where a user is signed in, the newest first."""
    theirs = select(SignInSession).where(SignInSession.user_id == user_id)
    return db.scalars(theirs.order_by(SignInSession.seen_at.desc(), SignInSession.id)).all()


def get_user(db: Session, email: str) -> User:
    """The user of an address, or who was invited there, with their roles. Raises NotFound."""
    user = find_user(db, email) or find_invited(db, email)
    if user is None:
        raise NotFound(f"Nobody has an account with the address {email}.")
    return user


def actor_of(db: Session, email: str, scheme_id: uuid.UUID | None = None) -> Actor:
    """The actor behind an address: for commands, which act as somebody. Raises NotFound.

    They work in the scheme that is named, if they have a role there.
    """
    user = find_user(db, email)
    actor = find_actor(db, user.id, user.session_stamp, scheme_id) if user else None
    if actor is None:
        raise NotFound(f"Nobody with the address {email} can sign in.")
    return actor


def list_colleagues(db: Session, actor: Actor, role: Role) -> Sequence[User]:
    """The active users of the actor's scheme who hold a role, by name; not who is invited and has not joined."""
    return list_at_work(db, actor.scheme_id, role)


def list_at_work(db: Session, scheme_id: uuid.UUID, role: Role) -> Sequence[User]:
    """The same of a scheme, where nobody who works there asks."""
    return db.scalars(select(User).where(User.id.in_(at_work_in(scheme_id, role))).order_by(User.name)).all()


def who_are_at_work(actor: Actor, role: Role) -> Select[uuid.UUID]:
    """Whom `list_colleagues` finds, by id, for the condition of another query."""
    return at_work_in(actor.scheme_id, role)


def at_work_in(scheme_id: uuid.UUID, role: Role) -> Select[uuid.UUID]:
    theirs = select(User.id).join(RoleGrant).where(RoleGrant.scheme_id == scheme_id, RoleGrant.role == role.value)
    return theirs.where(User.is_active, User.joined_at.is_not(None))


def list_users(db: Session) -> Sequence[User]:
    """Every user with their roles and schemes, by name."""
    return db.scalars(
        select(User).options(selectinload(User.grants).options(joinedload(RoleGrant.scheme))).order_by(User.name)
    ).all()


# Who signs for the directory where no team is set up yet.
NOBODY = "the people who run this directory"


def team_of_directory(db: Session) -> str:
    """Who signs letters about the directory itself: the default team."""
    scheme = default_scheme(db)
    return scheme.name if scheme else NOBODY


def default_scheme(db: Session) -> Scheme | None:
    """The scheme that takes what belongs to no other."""
    return db.scalar(by_default(select(Scheme)))


def by_default(schemes: Select[Chosen]) -> Select[Chosen]:
    """Schemes, that which takes what belongs to no other first."""
    return schemes.order_by(Scheme.is_default.desc(), Scheme.name)
