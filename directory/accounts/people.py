"""Looking after the people of a team: inviting them, their roles, disabling and enabling their accounts.

An administrator does it in their own scheme, and everybody else looks absent to them. Where `actor` is None it is
done on the server, by its command line.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from directory import clock
from directory.accounts.account_links import NewLink, Purpose, end_links, make_link
from directory.accounts.actor import Actor, Role
from directory.accounts.dormancy import is_dormant
from directory.accounts.inputs import InvitationInput
from directory.accounts.letters import SECOND_STEP_RESET, queue_change
from directory.accounts.models import RoleGrant, Scheme, User
from directory.accounts.operations import end_sessions
from directory.accounts.second_step import forget_second_step
from directory.audit.operations import record_act
from directory.db import new_id
from directory.errors import NotFound, Refused, WrongInput


@dataclass(frozen=True)
class Invited:
    """Somebody with a new account, and the link by which they choose their password."""

    user: User
    link: NewLink


class LastAdministrator(Refused):
    """Nobody would be left who may look after the accounts of a team."""

    def __init__(self) -> None:
        super().__init__("Nobody else looks after the accounts of the team. Make somebody else an administrator first.")


class OwnAccount(Refused):
    """Somebody would lock themselves out."""

    def __init__(self) -> None:
        super().__init__("You cannot disable your own account. Ask another administrator.")


class WorksElsewhereToo(Refused):
    """The account is not this team's alone."""

    def __init__(self) -> None:
        super().__init__("They work in another team too. Take away their roles in yours instead.")


def list_people(db: Session, actor: Actor) -> Sequence[User]:
    """Everybody with a role in the actor's scheme, by name, with their roles."""
    return db.scalars(
        select(User)
        .where(User.grants.any(RoleGrant.scheme_id == actor.scheme_id))
        .options(selectinload(User.grants))
        .order_by(func.lower(User.name), User.email)
    ).all()


def get_person(db: Session, actor: Actor, user_id: uuid.UUID) -> User:
    """Somebody of the actor's scheme, with their roles. Raises NotFound."""
    user = db.scalar(select(User).where(User.id == user_id).options(selectinload(User.grants)))
    if user is None or not roles_in(user, actor.scheme_id):
        raise NotFound("Nobody here has this account.")
    return user


def roles_in(user: User, scheme_id: uuid.UUID) -> frozenset[Role]:
    return frozenset(Role(grant.role) for grant in user.grants if grant.scheme_id == scheme_id)


def works_elsewhere(user: User, scheme_id: uuid.UUID) -> bool:
    """Whether somebody has roles in another scheme than this one."""
    return any(grant.scheme_id != scheme_id for grant in user.grants)


def invite_person(db: Session, actor: Actor | None, scheme_id: uuid.UUID, wanted: InvitationInput) -> Invited:
    """Make an account that nobody has joined yet, and the link by which its owner does.

    It is the same where the address has an account in another team, which nobody learns here: its owner joins with
    that one. Raises WrongInput where somebody of the team has the address.
    """
    # Kept from others until the end, so that nobody is invited twice at once.
    db.scalar(select(Scheme.id).where(Scheme.id == scheme_id).with_for_update())
    of_team = (User.email == wanted.email, User.grants.any(RoleGrant.scheme_id == scheme_id))
    if db.scalar(select(User.id).where(*of_team)):
        told = "Somebody of the team has this email address already, or was invited with it"
        raise WrongInput("This address is in use.", {"email": told})
    user = User(id=new_id(), email=wanted.email, name=wanted.name)
    user.grants = [RoleGrant(scheme_id=scheme_id, role=role.value) for role in wanted.roles]
    db.add(user)
    # The link points at the account.
    db.flush()
    note(db, actor, user, scheme_id, "user.invited")
    return Invited(user, make_link(db, user, Purpose.INVITATION))


def invite_again(db: Session, actor: Actor | None, user: User) -> NewLink:
    """A new link for somebody who has not taken their invitation. The one before ends."""
    if user.joined_at is not None:
        raise Refused("Only somebody who has not joined yet can be invited again.")
    return make_link_for(db, user, Purpose.INVITATION, actor)


def make_link_for(db: Session, user: User, purpose: Purpose, actor: Actor | None = None) -> NewLink:
    """A new link for somebody, at another's wish. Raises Refused where it would not help them to sign in."""
    if not user.is_active or (purpose is Purpose.RESET and is_dormant(user, clock.now())):
        raise Refused("Nobody can sign in to this account. Enable it first.")
    acts = {Purpose.INVITATION: "user.invited_again", Purpose.RESET: "user.new_password_asked"}
    note(db, actor, user, scheme_of(actor, user), acts[purpose])
    return make_link(db, user, purpose)


def change_roles(db: Session, actor: Actor, user: User, wanted: Iterable[Role]) -> None:
    """Give somebody these roles in the actor's scheme, and no others there. It ends every session of theirs.

    Raises LastAdministrator, or WrongInput where they would be left without any role.
    """
    roles, before = frozenset(wanted), roles_in(user, actor.scheme_id)
    if roles == before:
        return
    if not roles and not works_elsewhere(user, actor.scheme_id):
        raise WrongInput("Somebody without a role can do nothing.", {"roles": "Choose at least one role"})
    if Role.ADMINISTRATOR in before - roles:
        check_other_administrators(db, user, [actor.scheme_id])
    kept = [each for each in user.grants if each.scheme_id != actor.scheme_id or Role(each.role) in roles]
    user.grants = kept + [RoleGrant(scheme_id=actor.scheme_id, role=each.value) for each in sorted(roles - before)]
    end_sessions(db, user)
    note(db, actor, user, actor.scheme_id, "user.roles_changed", ["roles"])


def disable_person(db: Session, actor: Actor | None, user: User) -> None:
    """Let somebody sign in no more, from this moment on. Raises OwnAccount, WorksElsewhereToo or LastAdministrator."""
    if actor and actor.user_id == user.id:
        raise OwnAccount
    if actor and works_elsewhere(user, actor.scheme_id):
        raise WorksElsewhereToo
    if not user.is_active:
        return
    check_other_administrators(db, user, [each.scheme_id for each in user.grants if each.role == Role.ADMINISTRATOR])
    user.is_active = False
    end_sessions(db, user)
    end_links(db, user)
    note(db, actor, user, scheme_of(actor, user), "user.disabled")


def enable_person(db: Session, actor: Actor | None, user: User) -> None:
    """Let somebody sign in again, with the password they had, whose account was disabled or has become dormant.

    Raises Refused where another team would have to agree.
    """
    if actor and works_elsewhere(user, actor.scheme_id):
        raise Refused("They work in another team too. Ask whoever runs the server to enable the account.")
    user.is_active, user.enabled_at = True, clock.now()
    note(db, actor, user, scheme_of(actor, user), "user.enabled")


def reset_second_step(db: Session, actor: Actor | None, user: User) -> None:
    """Let somebody who lost their phone sign in with their password alone, until they set up another second step.

    Raises Refused for oneself, and for whom another team would have to trust too.
    """
    if actor and actor.user_id == user.id:
        raise Refused("This is your own account. Change it on the page behind your name.")
    if actor and works_elsewhere(user, actor.scheme_id):
        raise Refused("They work in another team too. Ask whoever runs the server to reset their second step.")
    forget_second_step(db, user.id)
    end_sessions(db, user)
    note(db, actor, user, scheme_of(actor, user), "user.second_step_reset")
    queue_change(db, user, SECOND_STEP_RESET)


def sign_out_person(db: Session, actor: Actor | None, user: User) -> None:
    """End every session of somebody, on every device, at once."""
    end_sessions(db, user)
    note(db, actor, user, scheme_of(actor, user), "user.signed_out_everywhere")


def check_other_administrators(db: Session, user: User, scheme_ids: Sequence[uuid.UUID]) -> None:
    """Raises LastAdministrator unless somebody else can look after each of these schemes.

    The schemes are kept from others until the end: two administrators who take the role from one another at once
    would both find the other one.
    """
    for scheme_id in sorted(scheme_ids, key=str):
        db.scalar(select(Scheme.id).where(Scheme.id == scheme_id).with_for_update())
        others = (
            select(User)
            .join(RoleGrant)
            .where(
                RoleGrant.scheme_id == scheme_id,
                RoleGrant.role == Role.ADMINISTRATOR.value,
                User.id != user.id,
                User.is_active,
                User.joined_at.is_not(None),
            )
        )
        if all(is_dormant(each, clock.now()) for each in db.scalars(others)):
            raise LastAdministrator


def scheme_of(actor: Actor | None, user: User) -> uuid.UUID | None:
    return actor.scheme_id if actor else user.working_scheme_id if user.grants else None


def note(
    db: Session, actor: Actor | None, user: User, scheme_id: uuid.UUID | None, act: str, fields: Iterable[str] = ()
) -> None:
    """Write down who did what to whose account."""
    record_act(db, actor.user_id if actor else None, scheme_id, act, "user_account", [user.id], fields)
