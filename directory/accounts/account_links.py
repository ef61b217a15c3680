"""Links by which somebody chooses a password: to take an invitation, or a new password instead of a forgotten one.

A link is for one purpose, works once and not for long, and a newer one ends those before it. Looking at it changes
nothing, as programs that check mail look at every link. Only a digest of its token is kept.
"""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.models import AccountLink, RoleGrant, User
from directory.db import delete_free, new_id
from directory.errors import NotFound
from directory.security.tokens import key_of, new_token


class Purpose(StrEnum):
    """What a link is for."""

    INVITATION = "invitation"
    RESET = "new password"


LASTS = {Purpose.INVITATION: timedelta(days=7), Purpose.RESET: timedelta(hours=1)}


class LinkEnded(NotFound):
    """There is no such link, or it was used, is too old, or its holder may not sign in."""

    def __init__(self) -> None:
        super().__init__("This link works once, and not for long. Ask for a new one.")


@dataclass(frozen=True)
class NewLink:
    """A link that was just made. Nobody can find out the token later."""

    id: uuid.UUID
    token: str = field(repr=False)


def make_link(db: Session, user: User | None, purpose: Purpose) -> NewLink:
    """A link for somebody, which ends those they had for this purpose. It is as much work where there is nobody."""
    now = clock.now()
    older = (AccountLink.user_id == (user.id if user else new_id())) & (AccountLink.purpose == purpose.value)
    db.execute(delete(AccountLink).where(older))
    delete_free(db, AccountLink.id, AccountLink.ends_at <= now)
    token = new_token()
    link = AccountLink(
        id=key_of(token),
        user_id=user.id if user else None,
        purpose=purpose.value,
        made_at=now,
        ends_at=now + LASTS[purpose],
    )
    db.add(link)
    return NewLink(link.id, token)


def get_link(db: Session, token: str, purpose: Purpose, *, to_use: bool = False) -> tuple[AccountLink, User]:
    """A link that still works, and its holder with their roles. Raises LinkEnded.

    With `to_use` it is kept from others: who presses twice uses it once.
    """
    link = find_working_link(db, key_of(token), to_use=to_use)
    if link is None or link.user is None or link.purpose != purpose.value:
        raise LinkEnded
    return link, link.user


def find_working_link(db: Session, link_id: uuid.UUID, *, to_use: bool = False) -> AccountLink | None:
    """A link that was not used yet, is not too old, and whose holder has a role and is not disabled."""
    wanted = (
        select(AccountLink)
        .join(AccountLink.user)
        .where(
            AccountLink.id == link_id,
            AccountLink.used_at.is_(None),
            AccountLink.ends_at > clock.now(),
            User.is_active,
            User.grants.any(),
        )
        .options(joinedload(AccountLink.user).options(selectinload(User.grants).options(joinedload(RoleGrant.scheme))))
        .execution_options(populate_existing=True)
    )
    return db.scalar(wanted.with_for_update(of=AccountLink) if to_use else wanted)


def end_links(db: Session, user: User) -> None:
    """End every link of somebody that was not used."""
    db.execute(delete(AccountLink).where(AccountLink.user_id == user.id, AccountLink.used_at.is_(None)))
