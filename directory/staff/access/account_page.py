"""What the pages of one's own account show."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.orm import Session

from directory.accounts.identities import find_identity_of
from directory.accounts.models import LinkedIdentity, Passkey, SignInSession, User
from directory.accounts.passkeys import list_keys
from directory.accounts.second_step import count_recovery_codes, has_app
from directory.champions.digest.watching import has_stopped
from directory.web.words import counted, in_uk, uk_date


@dataclass(frozen=True)
class KeyLine:
    """A passkey, and when it was used."""

    id: uuid.UUID
    name: str
    told: str


@dataclass(frozen=True)
class AccountPage:
    """Who somebody is, what they sign in with, and where they are signed in.

    `is_needed` where their role asks for a second step and there is none; `provider` what accounts of their
    organisation are called, where there are such, and `connected` since when theirs is connected.
    """

    name: str
    email: str
    phone: str
    scheme: str
    has_password: bool
    is_needed: bool
    has_app: bool
    codes_left: str
    keys: tuple[KeyLine, ...]
    sessions: tuple[str, ...]
    provider: str
    connected: str
    may_watch: bool
    gets_letter: bool
    has_diary: bool

    @property
    def has_second_step(self) -> bool:
        return self.has_app or bool(self.keys)


@dataclass(frozen=True)
class AppPage:
    """The picture that an app reads, and the secret for those who type it."""

    picture: Markup
    secret: str

    @property
    def in_fours(self) -> str:
        return " ".join(self.secret[place : place + 4] for place in range(0, len(self.secret), 4))


@dataclass(frozen=True)
class CodesPage:
    """New recovery codes."""

    codes: tuple[str, ...]


def build_account_page(
    db: Session,
    user: User,
    sessions: Sequence[SignInSession],
    provider: str,
    *,
    is_needed: bool,
    may_watch: bool,
    has_diary: bool,
) -> AccountPage:
    return AccountPage(
        name=user.name,
        email=user.email,
        phone=user.work_phone or "",
        scheme=", ".join(sorted({grant.scheme.name for grant in user.grants})),
        has_password=user.password_hash is not None,
        is_needed=is_needed,
        has_app=has_app(db, user.id),
        codes_left=counted(count_recovery_codes(db, user.id), "recovery code"),
        keys=tuple(key_line(each) for each in list_keys(db, user.id)),
        sessions=tuple(session_words(each) for each in sessions),
        provider=provider,
        connected=connected_words(find_identity_of(db, user.id)),
        may_watch=may_watch,
        gets_letter=not has_stopped(db, user.id),
        has_diary=has_diary,
    )


def connected_words(identity: LinkedIdentity | None) -> str:
    """Since when an account at the provider is connected, and when it was used; nothing where there is none."""
    if identity is None:
        return ""
    used = f"used {uk_date(identity.used_at)}" if identity.used_at else "not used yet"
    return f"Connected {uk_date(identity.made_at)}, {used}"


def key_line(key: Passkey) -> KeyLine:
    used = f"used {uk_date(key.used_at)}" if key.used_at else "not used yet"
    return KeyLine(key.id, key.name, f"added {uk_date(key.made_at)}, {used}")


def session_words(each: SignInSession) -> str:
    began, seen = in_uk(each.began_at), in_uk(each.seen_at)
    return f"Signed in on {uk_date(each.began_at)} at {began:%H:%M}, last seen at {seen:%H:%M}"
