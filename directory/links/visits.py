"""Browsers that may look by a link for half an hour, once they have shown its code."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory import clock
from directory.links.models import LinkVisit, SignedLink
from directory.security.tokens import key_of, new_token

LASTS = timedelta(minutes=30)


def begin_visit(db: Session, link: SignedLink) -> str:
    """What a browser brings from now on to look by a link. Visits that are over are forgotten."""
    now = clock.now()
    db.execute(delete(LinkVisit).where(LinkVisit.ends_at <= now))
    token = new_token()
    link.opened_at = now
    db.add(LinkVisit(id=key_of(token), link_id=link.id, began_at=now, ends_at=now + LASTS))
    return token


def is_visiting(db: Session, link: SignedLink, token: str) -> bool:
    """Whether what a browser brought lets it look by this very link."""
    wanted = select(LinkVisit.id).where(
        LinkVisit.id == key_of(token), LinkVisit.link_id == link.id, LinkVisit.ends_at > clock.now()
    )
    return db.scalar(wanted) is not None


def end_visit(db: Session, token: str) -> None:
    """Let a browser look no more."""
    db.execute(delete(LinkVisit).where(LinkVisit.id == key_of(token)))
