"""`lynchpin users`: who can sign in."""

import json
from collections.abc import Sequence

import click
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.inputs import NewUserSchema
from directory.accounts.models import Scheme, User
from directory.accounts.operations import add_user, make_scheme
from directory.accounts.queries import list_users
from directory.cli.inputs import load_input
from directory.cli.opening import opened_catalogue
from directory.db import reading, transaction


@click.group()
def users() -> None:
    """Add and list the people who can sign in."""


@users.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name, as colleagues see it.")
@click.option("--scheme", required=True, help="The scheme they work in; made if there is none of that name.")
@click.option("--role", "roles", required=True, multiple=True, type=click.Choice([role.value for role in Role]))
@click.password_option(help="At least 12 characters, hard to guess. Asked for if left out.")
def add(email: str, name: str, scheme: str, roles: tuple[str, ...], password: str) -> None:
    """Add somebody who can sign in."""
    given = {"email": email, "name": name, "password": password, "scheme": scheme, "roles": list(roles)}
    wanted = load_input(NewUserSchema, given)
    with opened_catalogue(), transaction() as db:
        found = db.scalar(select(Scheme).where(Scheme.name == scheme)) or make_scheme(db, scheme)
        add_user(db, found, wanted)
    click.echo(f"{wanted.email} can sign in to {scheme} as {', '.join(roles)}.")


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
    return {"email": user.email, "name": user.name, "roles": roles, "active": "yes" if user.is_active else "no"}
