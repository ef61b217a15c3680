"""The letter that tells a coordinator that somebody asked for support. It names nobody but them.

To each of them one waits to leave at a time, and one an hour leaves, however many ask, but for what sounds urgent: of
that each is told at once.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.letters import IS_NEWS_FOR, SEALED_FOR
from directory.accounts.models import RoleGrant, User
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import WAITING
from directory.outbox import Letter, OutboxMessage, is_waiting, queue_letter

NOTICE = "referral_in_notice"
# So long after one was sent the next one waits.
BETWEEN = timedelta(hours=1)
SUBJECT, URGENT_SUBJECT = "Somebody asks for support", "Somebody asks for support, and it may be urgent"
TEXT = """Hello {name},

Somebody asks your team for support, or was referred to it.{urgent}

See who waits for a first answer:

{href}
"""
URGENT = " Words of danger were heard in what they wrote. Please look today."


def queue_notices(db: Session, referral: Referral, href: str) -> None:
    """Tell the coordinators of the team that a referral waits."""
    at_work = (RoleGrant.role == Role.COORDINATOR.value, User.is_active, User.joined_at.is_not(None))
    theirs = select(User).join(RoleGrant).where(RoleGrant.scheme_id == referral.scheme_id, *at_work)
    for each in db.scalars(theirs.order_by(User.id)).all():
        if referral.sounds_urgent:
            queue_letter(db, SEALED_FOR, referral.id, notice_to(each, referral, href))
        elif not join_waiting(db, each, referral):
            letter = notice_to(each, referral, href)
            queue_letter(db, SEALED_FOR, referral.id, letter, due_at=due_for(db, each, referral))


def join_waiting(db: Session, coordinator: User, referral: Referral) -> bool:
    """Let a notice that still waits tell of this referral too, as news of now; False where none waits.

    One that is just leaving is none: it may be read before this referral can be seen. One that waits is kept from
    leaving until it can.
    """
    now = clock.now()
    is_free = or_(OutboxMessage.leased_until.is_(None), OutboxMessage.leased_until <= now)
    wanted = select(OutboxMessage).where(is_notice_to(coordinator, referral), is_waiting(), is_free)
    waiting = db.scalar(wanted.order_by(OutboxMessage.due_at, OutboxMessage.id).limit(1).with_for_update())
    if waiting is None:
        return False
    waiting.about_id, waiting.made_at = referral.id, now
    return True


def due_for(db: Session, coordinator: User, referral: Referral) -> datetime:
    """When the next notice may leave: now, or an hour after the last one did."""
    last_sent = db.scalar(select(func.max(OutboxMessage.sent_at)).where(is_notice_to(coordinator, referral)))
    now = clock.now()
    return max(now, last_sent + BETWEEN) if last_sent else now


def is_notice_to(coordinator: User, referral: Referral) -> ColumnElement[bool]:
    """The notices to a coordinator of a referral's team that may still be news, as a condition."""
    is_theirs = OutboxMessage.dedupe_key.startswith(begin_key(coordinator, referral), autoescape=True)
    return and_(OutboxMessage.kind == NOTICE, OutboxMessage.made_at > clock.now() - IS_NEWS_FOR, is_theirs)


def begin_key(coordinator: User, referral: Referral) -> str:
    return f"{NOTICE}:{coordinator.id}:{referral.scheme_id}:"


def notice_to(coordinator: User, referral: Referral, href: str) -> Letter:
    is_urgent = referral.sounds_urgent
    return Letter(
        kind=NOTICE,
        dedupe_key=f"{begin_key(coordinator, referral)}{referral.id}",
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
