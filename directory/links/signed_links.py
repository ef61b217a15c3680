"""Making, finding and ending links. Looking at one changes nothing, as programs that check mail look at every link."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.audit.operations import record_act
from directory.errors import NotFound
from directory.links.models import SignedLink
from directory.links.purposes import TERMS, LinkPurpose
from directory.security.tokens import key_of, new_token


class LinkEnded(NotFound):
    """There is no such link, or it is too old or was ended: nobody learns which."""

    def __init__(self) -> None:
        super().__init__(
            "It may be too old, or a part of it is missing. Please ring the team that wrote to you: they can tell you"
            " more, and send you a new link."
        )


def make_link(
    db: Session, purpose: LinkPurpose, *, scheme_id: uuid.UUID | None, client_id: uuid.UUID | None, about_id: uuid.UUID
) -> str:
    """The token of a new link, which ends those before it about the same record. Nobody can find it out later."""
    token, now = new_token(), clock.now()
    link = SignedLink(
        id=key_of(token),
        scheme_id=scheme_id,
        client_id=client_id,
        purpose=purpose.value,
        about_id=about_id,
        made_at=now,
        ends_at=now + TERMS[purpose].lasts,
    )
    db.add(link)
    # Written first, as that waits for whoever changes the client, who then may end links: both in the same order.
    db.flush()
    end_links(db, about_id=about_id, but=link)
    return token


def get_link(db: Session, token: str, purpose: LinkPurpose, *, to_use: bool = False) -> SignedLink:
    """A link that still works. Raises LinkEnded.

    With `to_use` others who would use it wait until the end of the transaction.
    """
    wanted = (
        select(SignedLink)
        .where(
            SignedLink.id == key_of(token),
            SignedLink.purpose == purpose.value,
            SignedLink.ended_at.is_(None),
            SignedLink.ends_at > clock.now(),
        )
        .execution_options(populate_existing=True)
    )
    link = db.scalar(wanted.with_for_update() if to_use else wanted)
    if link is None:
        raise LinkEnded
    return link


def find_newest_link(db: Session, about_id: uuid.UUID) -> SignedLink | None:
    """The link about a record that was made last, whether it works or not."""
    wanted = select(SignedLink).where(SignedLink.about_id == about_id)
    return db.scalar(wanted.order_by(SignedLink.made_at.desc()).limit(1))


def record_link_act(db: Session, link: SignedLink, action: str) -> None:
    """Write down what somebody did with a link, before they are shown anything."""
    record_act(db, None, link.scheme_id, action, "signed_link", [link.id])


def end_links(
    db: Session,
    *,
    client_id: uuid.UUID | None = None,
    about_id: uuid.UUID | None = None,
    purpose: LinkPurpose | None = None,
    but: SignedLink | None = None,
) -> int:
    """End every link that works about a person, or about one record, with all who look by it; says how many.

    Of a person, only those for a `purpose` where one is named.
    """
    wanted = SignedLink.client_id == client_id if client_id else SignedLink.about_id == about_id
    now = clock.now()
    working = select(SignedLink).where(wanted, SignedLink.ended_at.is_(None), SignedLink.ends_at > now)
    if purpose is not None:
        working = working.where(SignedLink.purpose == purpose.value)
    links = [each for each in db.scalars(working.with_for_update()) if each is not but]
    for link in links:
        link.ended_at = now
    return len(links)
