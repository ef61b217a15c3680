"""The letter that tells a coordinator that somebody asked for support. It names nobody but them.

One a day is enough, however many ask, but for what sounds urgent: of that each is told.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.letters import IS_NEWS_FOR, SEALED_FOR
from directory.accounts.models import RoleGrant, User
from directory.casework.referral_models import Referral
from directory.casework.referral_states import WAITING
from directory.outbox import Letter, OutboxMessage, queue_letter

NOTICE = "referral_in_notice"
SUBJECT, URGENT_SUBJECT = "Somebody asks for support", "Somebody asks for support, and it may be urgent"
TEXT = """Hello {name},

Somebody asks your team for support, on the public pages.{urgent}

See who waits for a first answer:

{href}
"""
URGENT = " Words of danger were heard in what they wrote. Please look today."


def queue_notices(db: Session, referral: Referral, href: str) -> None:
    """Tell the coordinators of the team that a referral waits."""
    at_work = (RoleGrant.role == Role.COORDINATOR.value, User.is_active, User.joined_at.is_not(None))
    theirs = select(User).join(RoleGrant).where(RoleGrant.scheme_id == referral.scheme_id, *at_work)
    for each in db.scalars(theirs.order_by(User.id)).all():
        queue_letter(db, SEALED_FOR, referral.id, notice_to(each, referral, href))


def notice_to(coordinator: User, referral: Referral, href: str) -> Letter:
    is_urgent = referral.sounds_urgent
    what = referral.id if is_urgent else f"{referral.scheme_id}:{clock.today()}"
    return Letter(
        kind=NOTICE,
        dedupe_key=f"{NOTICE}:{coordinator.id}:{what}",
        address=coordinator.email,
        subject=URGENT_SUBJECT if is_urgent else SUBJECT,
        text=TEXT.format(name=coordinator.name, urgent=URGENT if is_urgent else "", href=href),
    )


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether a notice may still leave: it is news, and somebody waits still."""
    told_of = db.get(Referral, message.about_id)
    if told_of is None or clock.now() - message.made_at > IS_NEWS_FOR:
        return False
    states = [each.value for each in WAITING]
    waiting = select(Referral.id).where(Referral.scheme_id == told_of.scheme_id, Referral.state.in_(states)).limit(1)
    return db.scalar(waiting) is not None
