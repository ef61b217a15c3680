"""Codes that open a link: six digits, good once and for ten minutes, and not to be guessed."""

import hashlib
import hmac
import re
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory import clock
from directory.db import new_id
from directory.links.models import LinkCode, SignedLink

LASTS = timedelta(minutes=10)
MOST_TRIES = 5
DIGITS = 6


class Verdict(Enum):
    """What came of trying a code."""

    RIGHT = "right"
    WRONG = "wrong"
    OVER = "over"


@dataclass(frozen=True)
class NewCode:
    """A code that was just made. Nobody can find it out later."""

    id: uuid.UUID
    code: str = field(repr=False)


def make_code(db: Session, link: SignedLink, token: str) -> NewCode:
    """A code for a link, in place of the one before. Get the link `to_use`, so that two presses come one by one."""
    db.execute(delete(LinkCode).where(LinkCode.link_id == link.id))
    made = NewCode(new_id(), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}")
    row = LinkCode(id=made.id, link_id=link.id, digest=digest_of(token, made.code), ends_at=clock.now() + LASTS)
    db.add(row)
    return made


def try_code(db: Session, link: SignedLink, token: str, typed: str) -> Verdict:
    """Try a code; one that is right is used up. Get the link `to_use`, and keep what this writes whatever the verdict.

    OVER means that there is no code, that it is too old, or was tried too often: a new one is needed.
    """
    row = db.scalar(select(LinkCode).where(LinkCode.link_id == link.id, LinkCode.ends_at > clock.now()))
    if row is None or row.tries >= MOST_TRIES:
        return Verdict.OVER
    row.tries += 1
    if hmac.compare_digest(row.digest, digest_of(token, re.sub(r"\D", "", typed, flags=re.ASCII))):
        db.delete(row)
        return Verdict.RIGHT
    return Verdict.OVER if row.tries >= MOST_TRIES else Verdict.WRONG


def digest_of(token: str, code: str) -> str:
    """A digest that says nothing to whoever has no token: all codes there are could be gone through in a second."""
    return hmac.new(token.encode(), code.encode(), hashlib.sha256).hexdigest()


def is_code_good(db: Session, code_id: uuid.UUID) -> bool:
    """Whether a code can still be used, and so is worth a letter."""
    wanted = (
        select(LinkCode.id)
        .join(SignedLink, SignedLink.id == LinkCode.link_id)
        .where(LinkCode.id == code_id, LinkCode.ends_at > clock.now(), LinkCode.tries < MOST_TRIES)
        .where(SignedLink.ended_at.is_(None))
    )
    return db.scalar(wanted) is not None
