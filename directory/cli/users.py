"""`lynchpin users`: who can sign in."""

import json
from collections.abc import Sequence

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.account_links import Purpose
from directory.accounts.actor import Role
from directory.accounts.dormancy import is_dormant
from directory.accounts.inputs import InvitationSchema, NewUserSchema
from directory.accounts.models import Scheme, User
from directory.accounts.operations import add_user, make_scheme
from directory.accounts.people import (
    disable_person,
    enable_person,
    invite_person,
    make_link_for,
    reset_second_step,
    sign_out_person,
)
from directory.accounts.queries import get_user, list_users
from directory.cli.inputs import load_input
from directory.cli.opening import opened_catalogue
from directory.config import Settings
from directory.db import reading, transaction
from directory.errors import WrongSettings
from directory.staff.access.account_links import path_of

ROLES = click.Choice([role.value for role in Role])


@click.group()
def users() -> None:
    """Invite, add, list and disable the people who can sign in."""


@users.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name, as colleagues see it.")
@click.option("--scheme", required=True, help="The scheme they work in; made if there is none of that name.")
@click.option("--role", "roles", required=True, multiple=True, type=ROLES)
@click.password_option(help="At least 12 characters, hard to guess. Asked for if left out.")
def add(email: str, name: str, scheme: str, roles: tuple[str, ...], password: str) -> None:
    """Add somebody who can sign in."""
    given = {"email": email, "name": name, "password": password, "scheme": scheme, "roles": list(roles)}
    wanted = load_input(NewUserSchema, given)
    with opened_catalogue(), transaction() as db:
        add_user(db, scheme_named(db, scheme), wanted)
    click.echo(f"{wanted.email} can sign in to {scheme} as {', '.join(roles)}.")


@users.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name, as colleagues see it.")
@click.option("--scheme", required=True, help="The scheme they work in; made if there is none of that name.")
@click.option("--role", "roles", required=True, multiple=True, type=ROLES)
def invite(email: str, name: str, scheme: str, roles: tuple[str, ...]) -> None:
    """Make an account, and print a link by which its owner chooses a password. It works once, for 7 days."""
    wanted = load_input(InvitationSchema, {"email": email, "name": name, "roles": list(roles)})
    with opened_catalogue() as settings, transaction() as db:
        address = address_of(settings)
        found = scheme_named(db, scheme)
        db.flush()  # the invitation names it
        invited = invite_person(db, None, found.id, wanted)
    click.echo(f"{address}{path_of(Purpose.INVITATION, invited.link.token)}")


@users.command("new-link")
@click.argument("email")
def new_link(email: str) -> None:
    """Print a link by which somebody chooses a new password within an hour, or takes an invitation again."""
    with opened_catalogue() as settings, transaction() as db:
        user, address = get_user(db, email), address_of(settings)
        purpose = Purpose.RESET if user.joined_at else Purpose.INVITATION
        link = make_link_for(db, user, purpose)
    click.echo(f"{address}{path_of(purpose, link.token)}")


@users.command()
@click.argument("email")
def disable(email: str) -> None:
    """Let somebody sign in no more, and end their sessions at once."""
    with opened_catalogue(), transaction() as db:
        disable_person(db, None, get_user(db, email))
    click.echo(f"{email} can no longer sign in.")


@users.command()
@click.argument("email")
def enable(email: str) -> None:
    """Let somebody sign in again whose account was disabled, or not used for long."""
    with opened_catalogue(), transaction() as db:
        enable_person(db, None, get_user(db, email))
    click.echo(f"{email} can sign in again.")


@users.command("sign-out")
@click.argument("email")
def sign_out(email: str) -> None:
    """End every session of somebody, on every device, at once."""
    with opened_catalogue(), transaction() as db:
        sign_out_person(db, None, get_user(db, email))
    click.echo(f"{email} is signed out everywhere.")


@users.command("reset-second-step")
@click.argument("email")
def reset_step(email: str) -> None:
    """Let somebody who lost their phone sign in with their password alone, to set up another second step."""
    with opened_catalogue(), transaction() as db:
        reset_second_step(db, None, get_user(db, email))
    click.echo(f"{email} signs in with their password, and sets up a new second step then.")


def scheme_named(db: Session, name: str) -> Scheme:
    """The scheme of a name, made if there is none."""
    return db.scalar(select(Scheme).where(Scheme.name == name)) or make_scheme(db, name)


def address_of(settings: Settings) -> str:
    """Where people reach the site. Raises WrongSettings where nothing says it."""
    if not settings.site_address:
        raise WrongSettings("Set LYNCHPIN_SITE_URL first, as the link has to lead to your site.")
    return settings.site_address


@users.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_command(as_json: bool) -> None:
    """List everybody, with their roles."""
    with opened_catalogue(), reading() as db:
        rows = [describe(user) for user in list_users(db)]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    for row in rows:
        click.echo(f"{row['email']:40} {row['name']:28} {', '.join(row['roles'])}")
    if not rows:
        click.echo("Nobody yet. Add somebody with `lynchpin users add`.")


def describe(user: User) -> dict[str, str | Sequence[str]]:
    """A user as the list shows them."""
    roles = sorted(f"{grant.role} ({grant.scheme.name})" for grant in user.grants)
    return {"email": user.email, "name": user.name, "roles": roles, "active": whether_active(user)}


def whether_active(user: User) -> str:
    """Whether somebody can sign in, as the list tells programs."""
    if user.is_active and is_dormant(user, clock.now()):
        return "dormant"
    return "yes" if user.is_active else "no"
