"""Who is signed in where, kept in the database, so that the server can end it: a browser holds a token and no more.

A page with a form gives its browser a token. A row is kept only once there is something to remember, which is from
signing in on: a visitor of the public pages leaves no trace. The row is found by a digest of the token, so that
nobody can sign in with what stands in the database or in a backup of it, and what it remembers is sealed. Tokens of
forms are made from the browser's token, which changes when somebody signs in or out.

A database that is busy or read-only for a while does not keep anybody from reading on: when they were last here is
noted at their next click. What cannot be remembered is another matter, and is told.
"""

import hashlib
import hmac
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from flask import Flask, Request, Response, current_app
from flask.sessions import SessionInterface, SessionMixin
from itsdangerous import BadSignature, Signer
from sqlalchemy import delete, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.models import SignInSession
from directory.db import add_once, delete_free, reading, transaction
from directory.db_errors import is_not_now
from directory.security.headers import is_open_data
from directory.security.sealed_state import open_state, seal_state
from directory.security.tokens import key_of, new_token

log = structlog.get_logger()

FORMS = "csrf_token"
USER = "user"
PURPOSE = "what a session remembers"
# How exactly it is known when somebody was last here. To note each click would have every page write.
NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class SessionLimits:
    """After how long without a click, and after how long in all, somebody has to sign in again."""

    idle: timedelta
    longest: timedelta

    def are_kept(self, kept: SignInSession, now: datetime) -> bool:
        return now - kept.seen_at <= self.idle and now - kept.began_at <= self.longest


class KeptSession(SessionMixin):
    """What is remembered of one browser. The database is not asked before somebody looks into it."""

    def __init__(self, secret: str, limits: SessionLimits, token: str = "") -> None:
        self.token = token
        self.brought = token
        self.has_changed = False
        self.is_lost = False
        self.seen_at: datetime | None = None
        self._secret = secret
        self._limits = limits
        self._state: dict[str, Any] | None = None if token else {}

    @property
    def modified(self) -> bool:  # type: ignore[override]
        """Whether the answer has to tell the browser something."""
        return self.has_changed or self.token != self.brought

    @property
    def state(self) -> dict[str, Any]:
        if self._state is None:
            self._state = self._recall()
        return self._state

    def _recall(self) -> dict[str, Any]:
        key = key_of(self.token)
        with reading() as db:
            kept = db.get(SignInSession, key)
        if kept is None or not self._limits.are_kept(kept, clock.now()):
            return {}
        self.seen_at = kept.seen_at
        found: dict[str, Any] | None = open_state(self._secret, PURPOSE, key, kept.state, self._limits.longest)
        return found or {}

    def form_token(self) -> str:
        """What stands behind the tokens of this browser's forms; a browser without a token gets one."""
        self.token = self.token or new_token()
        return hmac.new(self._secret.encode(), f"form:{self.token}".encode(), hashlib.sha256).hexdigest()

    def __getitem__(self, name: str) -> Any:
        return self.form_token() if name == FORMS else self.state[name]

    def __contains__(self, name: object) -> bool:
        return name == FORMS or name in self.state

    def __setitem__(self, name: str, value: Any) -> None:
        self.token = self.token or new_token()
        self.state[name] = value
        self.has_changed = True

    def __delitem__(self, name: str) -> None:
        del self.state[name]
        self.has_changed = True

    def __iter__(self) -> Iterator[str]:
        return iter(self.state)

    def __len__(self) -> int:
        return len(self.state)

    def clear(self) -> None:
        """Forget all, and the token with it: what follows is another session."""
        self.token, self._state, self.seen_at = "", {}, None
        self.has_changed = True


class KeptSessions(SessionInterface):
    """Flask's sessions, kept as rows."""

    def __init__(self, limits: SessionLimits) -> None:
        self.limits = limits

    def open_session(self, app: Flask, request: Request) -> KeptSession:
        secret = str(app.secret_key)
        try:
            cookie = request.cookies.get(self.get_cookie_name(app), "")
            token = signer(secret).unsign(cookie).decode()
        except BadSignature:
            token = ""
        return KeptSession(secret, self.limits, token)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if is_open_data() or not isinstance(session, KeptSession) or session.is_lost:
            return
        if session.accessed:
            response.vary.add("Cookie")
        if session.has_changed:
            # The page that says it could not be kept comes by here too, and is not to wait for the same again.
            session.is_lost = True
            keep_session(str(app.secret_key), session)
            session.is_lost = False
        elif session.seen_at and clock.now() - session.seen_at >= NOTED_EVERY:
            note_seen(session)
        if session.token != session.brought:
            self._tell_browser(app, session, response)

    def _tell_browser(self, app: Flask, session: KeptSession, response: Response) -> None:
        name = self.get_cookie_name(app)
        where: dict[str, Any] = {
            "path": self.get_cookie_path(app),
            "domain": self.get_cookie_domain(app),
            "secure": self.get_cookie_secure(app),
            "httponly": self.get_cookie_httponly(app),
            "samesite": self.get_cookie_samesite(app),
        }
        if session.token:
            response.set_cookie(name, signer(str(app.secret_key)).sign(session.token).decode(), **where)
        else:
            response.delete_cookie(name, **where)


def signer(secret: str) -> Signer:
    return Signer(secret, salt="a browser's token", key_derivation="hmac", digest_method=hashlib.sha256)


def keep_session(secret: str, session: KeptSession) -> None:
    """Write down what is remembered now, and drop what this browser had before."""
    now, state = clock.now(), session.state
    with transaction() as db:
        if session.brought and session.brought != session.token:
            db.execute(delete(SignInSession).where(SignInSession.id == key_of(session.brought)))
        if not session.token:
            return
        key = key_of(session.token)
        sealed = seal_state(secret, PURPOSE, key, state)
        kept = find_to_change(db, key)
        if kept is None and session.seen_at is not None:
            # It was ended meanwhile, in another tab or by somebody else, and stays so.
            return
        if kept is None:
            # Two pages of one browser may be the first to remember something at the same moment.
            kept, _ = add_once(db, SignInSession(id=key, state=sealed), lambda: find_to_change(db, key))
        if session.seen_at is None:
            # New, or in place of one that is over: whoever comes back the next day brings the token of yesterday.
            kept.began_at = now
        kept.user_id = uuid.UUID(state[USER]) if USER in state else None
        kept.seen_at = now
        kept.state = sealed


def find_to_change(db: Session, key: uuid.UUID) -> SignInSession | None:
    """A session, kept from others until the end: nobody ends it between looking at it and writing to it."""
    return db.get(SignInSession, key, with_for_update=True)


def note_seen(session: KeptSession) -> None:
    """Note that somebody is here. It may have been ended meanwhile, and then stays so."""
    is_it = SignInSession.id == key_of(session.token)
    try:
        with transaction() as db:
            db.execute(update(SignInSession).where(is_it).values(seen_at=clock.now()))
    except SQLAlchemyError as error:
        if not is_not_now(error):
            raise
        log.warning("not_noted_as_seen", kind=type(error).__name__)


def forget_ended_sessions(db: Session) -> None:
    """Remove what can no longer be gone on with, by the limits of this app."""
    kept_sessions = current_app.session_interface
    if not isinstance(kept_sessions, KeptSessions):
        return
    now, limits = clock.now(), kept_sessions.limits
    is_over = (SignInSession.seen_at < now - limits.idle) | (SignInSession.began_at < now - limits.longest)
    delete_free(db, SignInSession.id, is_over)
