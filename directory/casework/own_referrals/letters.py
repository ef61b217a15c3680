"""The letter that brings a referrer the link to their own referrals, and what stands behind it. It names no person."""

import uuid
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from directory.accounts.models import Scheme
from directory.audit.operations import record_act
from directory.casework.own_referrals.models import ReferrerLink
from directory.links.in_letters import LINK_TO_COME, with_link
from directory.links.models import SignedLink
from directory.links.purposes import TERMS, LinkPurpose
from directory.links.signed_links import LinkEnded, get_link, make_link
from directory.outbox import Letter, OutboxMessage
from directory.security.tokens import key_of

LETTER = "own_referrals"
TEXT = """Hello,

Here is a page with the referrals that {name} made to us. For each it says that we have it and, where the person \
agreed that we tell you, that we are in contact with them and when our support ended. It names people by their \
initials only.

{link}

The page sends a code to this address first, so that nobody else reads it. The link works for {days} days; then we can \
send you a new one.

If it is not for you, please ring us, and do not pass it on.

Thank you,
{team}
"""


@dataclass(frozen=True)
class SharedReferrals:
    """Whose referrals stand behind a link that works; `address` is where its codes go."""

    link: SignedLink
    of: ReferrerLink
    address: str
    team: str


def letter_to_referrer(link: ReferrerLink, team: str, submission_key: str) -> Letter:
    return Letter(
        kind=LETTER,
        dedupe_key=f"{LETTER}:{link.id}:{submission_key}",
        address=link.address,
        subject=f"Your referrals to {team}",
        text=TEXT.format(
            name=link.name, link=LINK_TO_COME, days=TERMS[LinkPurpose.OWN_REFERRALS].lasts.days, team=team
        ),
    )


def with_referrer() -> Select[ReferrerLink]:
    """Links with whose they are."""
    return select(ReferrerLink).options(
        joinedload(ReferrerLink.practice), joinedload(ReferrerLink.organization), joinedload(ReferrerLink.sender)
    )


def find_referrer_link(db: Session, link_id: uuid.UUID, *, to_change: bool = False) -> ReferrerLink | None:
    """Whose referrals are shown, with whose list or system it is; None where they were taken off."""
    wanted = with_referrer().where(ReferrerLink.id == link_id).execution_options(populate_existing=True)
    return db.scalar(wanted.with_for_update(of=ReferrerLink) if to_change else wanted)


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether the letter may still leave: they may look, and this is their address."""
    of = find_referrer_link(db, message.about_id)
    return of is not None and not of.is_over and of.address == message.address


def finish_letter(db: Session, message: OutboxMessage, text: str, site_address: str) -> str:
    """The text as it leaves, with a link that is made now. Nothing that is kept here holds its token.

    Raises LinkEnded where they may look no more, or by another address.
    """
    of = find_referrer_link(db, message.about_id, to_change=True)
    if of is None or of.is_over or of.address != message.address:
        raise LinkEnded
    token = make_link(db, LinkPurpose.OWN_REFERRALS, scheme_id=of.scheme_id, client_id=None, about_id=of.id)
    record_act(db, None, of.scheme_id, "own_referrals.link_made", "signed_link", [key_of(token)])
    return with_link(text, site_address, LinkPurpose.OWN_REFERRALS, token)


def get_shared_referrals(db: Session, token: str) -> SharedReferrals:
    """Whose referrals stand behind a link. Raises LinkEnded."""
    link = get_link(db, token, LinkPurpose.OWN_REFERRALS)
    of = find_referrer_link(db, link.about_id)
    if of is None or of.is_over:
        raise LinkEnded
    return SharedReferrals(link, of, of.address, db.get_one(Scheme, of.scheme_id).name)


def record_look(db: Session, shared: SharedReferrals, ids: list[uuid.UUID], action: str = "shown") -> None:
    """Write down which referrals a referrer was shown, or that they looked and there was none."""
    subject, looked_at = ("referral", ids) if ids else ("signed_link", [shared.link.id])
    record_act(db, None, shared.of.scheme_id, f"own_referrals.{action}", subject, looked_at)
