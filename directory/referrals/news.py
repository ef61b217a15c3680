"""Telling somebody what a group answered, in the way they wish: an email by itself, all else by a colleague.

What is written is discreet, as a reminder of a session is: no name of theirs, none of the team or the group, and no
word on what it is about. Who has not agreed that we ring or write to them is told of nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import ColumnElement, Exists, Select, and_, exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.audit.operations import record_act
from directory.casework.inputs import ContactBy
from directory.casework.models import Case, Client, Purpose
from directory.casework.own_page.letters import NEWS, find_to_write
from directory.casework.queries import has_died, in_care_of
from directory.casework.rules import has_consent, may_write_home, why_not_written_to
from directory.casework.sight import in_scope
from directory.casework.support_sessions.models import RemindBy
from directory.casework.support_sessions.rhythm_models import SessionRhythm
from directory.db import new_id
from directory.outbox import Letter, OutboxMessage, cancel_letters, queue_letter, release_letters
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.news_models import ReferralNews
from directory.referrals.states import Reason, ReferralState

S = ReferralState
# What somebody is told of by us. Whatever else happens they know, for it is they who go or do not.
TOLD_OF = (S.ACCEPTED, S.WAITING, S.DECLINED)
# A no that is none of the group's: it was silent, or they decided it themselves.
NOT_THE_GROUPS = (Reason.NO_REPLY, Reason.CLIENT_CHANGED_MIND)
WISHES = {
    ContactBy.CALL: RemindBy.CALL,
    ContactBy.MESSAGE: RemindBy.TEXT,
    ContactBy.EMAIL: RemindBy.EMAIL,
    ContactBy.LETTER: RemindBy.LETTER,
}
# So long a step can be taken back before an email about it leaves.
TIME_TO_THINK = timedelta(minutes=15)
YES = "There is good news about what we talked about: you are welcome there."
LIST = "About what we talked about: there is no place just now, and you are on the waiting list."
NO_ROOM = "About what we talked about: there is no place just now."
NO = "About what we talked about: it does not work out this time. It has nothing to do with you."
SUBJECT = "News for you"
TEXT = """Hello,

{words}

{next}

{name}
"""
NEXT = "Please ring me if you want to know more, or if you want to talk about it."
LOOK_ON = "Please ring me, and we look for something else together."


def words_of(move: ReferralMove) -> str:
    """What somebody is told of a step, in a sentence that tells nobody else anything."""
    to = S(move.to_state)
    if to is S.DECLINED:
        return NO_ROOM if move.reason == Reason.NO_ROOM else NO
    return YES if to is S.ACCEPTED else LIST


def next_words(move: ReferralMove) -> str:
    return LOOK_ON if move.to_state == S.DECLINED else NEXT


def follow_move(db: Session, referral: OnwardReferral, move: ReferralMove) -> None:
    """Have somebody told of a step, where there is something to tell; what they were not told yet is news no more."""
    call_off_news(db, referral)
    if S(move.to_state) not in TOLD_OF or move.reason in NOT_THE_GROUPS:
        return
    client = read_client(db, referral)
    if not may_be_told(client):
        return
    way = way_for(db, client, referral)
    news = ReferralNews(
        id=new_id(),
        scheme_id=referral.scheme_id,
        client_id=client.id,
        onward_referral_id=referral.id,
        move_number=move.number,
        way=way.value if way else None,
        due_on=clock.today(),
        made_at=clock.now(),
    )
    db.add(news)
    if way is RemindBy.EMAIL:
        letter = letter_of(client, news, move, db.get_one(User, client.coordinator_id))
        queue_letter(db, client.id, news.id, letter, due_at=clock.now() + TIME_TO_THINK)


def read_client(db: Session, referral: OnwardReferral) -> Client:
    """The client of a referral, with what they agreed to."""
    wanted = select(Client).where(Client.id == referral.client_id)
    return db.scalars(wanted.options(selectinload(Client.consents), selectinload(Client.deaths))).one()


def way_for(db: Session, client: Client, referral: OnwardReferral) -> RemindBy | None:
    """How somebody wants to be told; None where nobody knows, or it may not be done in that way."""
    wish = WISHES.get(ContactBy(client.contact_by)) if client.contact_by in set(ContactBy) else None
    if wish is None:
        rhythm = select(SessionRhythm.remind_by).join(Case, Case.id == SessionRhythm.case_id)
        known = db.scalar(rhythm.where(Case.id == referral.case_id))
        wish = RemindBy(known) if known else None
    if wish is RemindBy.EMAIL and why_not_written_to(client, clock.today()):
        return None
    if wish is RemindBy.LETTER and not may_write_home(client.letters_home, client.age_on(clock.today())):
        return None
    return wish


def letter_of(client: Client, news: ReferralNews, move: ReferralMove, colleague: User) -> Letter:
    text = TEXT.format(words=words_of(move), next=next_words(move), name=colleague.name)
    return Letter(NEWS, f"{NEWS}:{news.id}", client.email, SUBJECT, text)


def call_off_news(db: Session, referral: OnwardReferral) -> None:
    """Have nobody told any more of what came before: something newer came, or a step was taken back."""
    waiting = select(ReferralNews).where(
        ReferralNews.onward_referral_id == referral.id,
        ReferralNews.told_at.is_(None),
        ReferralNews.called_off_at.is_(None),
        ~was_sent(),
    )
    for each in db.scalars(waiting):
        each.called_off_at = clock.now()
        cancel_letters(db, about_id=each.id)


def tell_after_all(db: Session, referral: OnwardReferral, move: ReferralMove, held_since: datetime) -> None:
    """Have somebody told of a step again that was news no more only because of a later one, which was a mistake."""
    known = select(ReferralNews).where(
        ReferralNews.onward_referral_id == referral.id,
        ReferralNews.move_number == move.number,
        ReferralNews.called_off_at >= held_since,
    )
    news = db.scalar(known)
    if news is not None:
        news.called_off_at = None
        release_letters(db, about_id=news.id, held_since=held_since)


def was_sent() -> Exists:
    """The news whose letter has left, and did not come back, as a condition."""
    about = (OutboxMessage.about_id == ReferralNews.id, OutboxMessage.kind == NEWS)
    return exists().where(*about, OutboxMessage.sent_at.is_not(None), OutboxMessage.gave_up_at.is_(None))


def record_told(db: Session, actor: Actor, news: ReferralNews) -> bool:
    """Note that a colleague told somebody; says whether it was news. The caller keeps the referral from others."""
    if news.told_at is not None or news.called_off_at is not None:
        return False
    news.told_at, news.told_by = clock.now(), actor.user_id
    cancel_letters(db, about_id=news.id)
    record_act(db, actor.user_id, actor.scheme_id, "referral.person_told", "onward_referral", [news.onward_referral_id])
    return True


def list_news(db: Session, referral: OnwardReferral) -> Sequence[ReferralNews]:
    """What somebody was or is to be told of a referral, in that order. The caller looked the referral up."""
    wanted = select(ReferralNews).where(ReferralNews.onward_referral_id == referral.id)
    return db.scalars(wanted.options(joinedload(ReferralNews.teller)).order_by(ReferralNews.move_number)).all()


def list_to_tell(db: Session, actor: Actor) -> Sequence[ReferralNews]:
    """What a colleague has to tell by hand, longest first, to people in the actor's care.

    An email that could not be sent, or came back, is theirs too. Whoever asks writes down whose it is.
    """
    return [each for each in db.scalars(news_to_tell(actor)) if may_be_told(each.referral.client)]


@lru_cache
def news_to_tell(actor: Actor) -> Select[ReferralNews]:
    of_whom = OnwardReferral.client.has(and_(in_scope(actor), in_care_of(actor), ~has_died()))
    return (
        select(ReferralNews)
        .join(ReferralNews.referral)
        .where(ReferralNews.scheme_id == actor.scheme_id, of_whom, is_to_tell())
        .options(
            joinedload(ReferralNews.referral).options(
                joinedload(OnwardReferral.service),
                joinedload(OnwardReferral.client).options(selectinload(Client.deaths), selectinload(Client.consents)),
                selectinload(OnwardReferral.moves),
            )
        )
        .order_by(ReferralNews.due_on, ReferralNews.made_at)
    )


def is_to_tell() -> ColumnElement[bool]:
    """The news that somebody is to be told of by hand, if they may be told at all, as a condition."""
    # No letter but that of the news is about it, so that none is looked for by its kind among all that ever left.
    is_of_it = OutboxMessage.about_id == ReferralNews.id
    leaves = exists().where(is_of_it, OutboxMessage.gave_up_at.is_(None), OutboxMessage.cancelled_at.is_(None))
    return and_(ReferralNews.told_at.is_(None), ReferralNews.called_off_at.is_(None), ~leaves)


def may_be_told(client: Client) -> bool:
    """Whether somebody lives, and agrees today that we ring or write to them."""
    return client.death is None and has_consent(client.consents, Purpose.CONTACT, clock.today())


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether the letter may still leave: it is news, nobody told them yet, and they may be written to there."""
    news = db.get(ReferralNews, message.about_id, populate_existing=True)
    if news is None or news.told_at is not None or news.called_off_at is not None:
        return False
    client = find_to_write(db, news.client_id)
    return client is not None and client.email == message.address and not why_not_written_to(client, clock.today())
