"""What the pages of a team's people show: who they are, what they may do, and whether they can sign in."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.dormancy import is_dormant
from directory.accounts.models import User
from directory.accounts.people import roles_in, works_elsewhere
from directory.clock import UK
from directory.staff.access.people_forms import ROLE_WORDS
from directory.web.words import uk_short_date


@dataclass(frozen=True)
class PersonLine:
    """Somebody of the team in the list of them."""

    href: str
    name: str
    email: str
    phone: str
    roles: str
    state: str
    colour: str
    signed_in: str


@dataclass(frozen=True)
class TeamPage:
    """The people of a team, and the references of clients whose records nobody can read."""

    people: Sequence[PersonLine]
    lost: Sequence[str]


@dataclass(frozen=True)
class PersonPage:
    """Somebody of the team, and what may be done about them. `handed_over` is a link that is shown this once."""

    person_id: uuid.UUID
    line: PersonLine
    team: str
    works_elsewhere: bool
    is_self: bool
    is_active: bool
    has_second_step: bool
    is_dormant: bool
    is_invited: bool
    handed_over: str


def person_lines(actor: Actor, people: Sequence[User]) -> list[PersonLine]:
    return [person_line(actor, each) for each in people]


def person_line(actor: Actor, user: User) -> PersonLine:
    state, colour = state_of(user)
    return PersonLine(
        href=url_for("staff.show_person", user_id=user.id),
        name=user.name,
        email=user.email,
        phone=user.work_phone or "",
        roles=role_words(roles_in(user, actor.scheme_id)),
        state=state,
        colour=colour,
        signed_in=day_words(user.last_signed_in_at),
    )


def state_of(user: User) -> tuple[str, str]:
    """Whether somebody can sign in, in a word, and the colour it is shown in."""
    if not user.is_active:
        return "Disabled", "grey"
    if user.joined_at is None:
        return "Invited", "blue"
    return ("Dormant", "orange") if is_dormant(user, clock.now()) else ("Active", "green")


def role_words(roles: frozenset[Role]) -> str:
    """Roles in the order in which they are chosen from."""
    return ", ".join(words for role, words in ROLE_WORDS.items() if role in roles)


def day_words(moment: datetime | None) -> str:
    return uk_short_date(moment.astimezone(UK).date()) if moment else "Never"


def person_page(actor: Actor, user: User, handed_over: str, *, has_second_step: bool) -> PersonPage:
    return PersonPage(
        person_id=user.id,
        line=person_line(actor, user),
        team=actor.scheme_name,
        works_elsewhere=works_elsewhere(user, actor.scheme_id),
        is_self=user.id == actor.user_id,
        is_active=user.is_active,
        is_dormant=user.joined_at is not None and is_dormant(user, clock.now()),
        is_invited=user.is_active and user.joined_at is None,
        has_second_step=has_second_step,
        handed_over=handed_over,
    )
