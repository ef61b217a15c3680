"""Messages about listings: telling what is wrong and asking, by anybody; seeing and closing them, by champions.

A champion sees what is about the listings of their domains, and of those that no champion at work looks after; an
editor everything. Nothing that was written is ever shown to anybody else. That a report waits is: whoever looks at the
listing is told to ring before they go.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.audit.operations import record_act
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import Attribute
from directory.catalogue.queries import get_service
from directory.champions.keepers import is_kept, is_kept_by
from directory.champions.messages.inputs import ClosingInput, MessageInput
from directory.champions.messages.letters import queue_answer
from directory.champions.messages.models import About, Ending, ListingMessage
from directory.champions.messages.proposals import TakingInput, take_parts, written
from directory.champions.models import ChampionDomain
from directory.champions.operations import confirm_listing
from directory.champions.queries import Ids, falling_into_domains, in_domains, is_live
from directory.champions.writing import get_to_keep
from directory.db import add_once, new_id
from directory.errors import Conflict, NotFound, WrongInput
from directory.translation import gettext

MOST_SHOWN = 100
# For so long a report warns whoever looks at the listing; by then somebody should have looked into it.
WARNS_FOR = timedelta(days=14)
WARNS_ABOUT = (About.CLOSED.value, About.WRONG_CONTACT.value, About.MOVED.value)


class ClosedMeanwhile(Conflict):
    """Somebody else closed it first."""

    def __init__(self) -> None:
        super().__init__("Somebody closed this while you had it open. Nothing of yours was saved or sent.")


def record_message(db: Session, service: Service, reference: str, wanted: MessageInput) -> ListingMessage:
    """Keep what somebody tells or asks about a listing. Sent twice, it is kept once, under its first reference."""
    known = find_sent(db, wanted.submission_key)
    if known is not None:
        return known
    message = ListingMessage(
        id=new_id(),
        reference=reference,
        submission_key=wanted.submission_key,
        service_id=service.id,
        about=wanted.about.value,
        words=wanted.words or None,
        email=wanted.email or None,
        phone=wanted.phone or None,
        proposed=written(wanted.proposed),
        told_at=clock.now(),
    )
    kept, is_new = add_once(db, message, lambda: find_sent(db, wanted.submission_key))
    if is_new:
        record_act(db, None, None, "listing_message.told", "listing_message", [kept.id], is_residents=True)
    return kept


def find_sent(db: Session, submission_key: str) -> ListingMessage | None:
    return db.scalar(select(ListingMessage).where(ListingMessage.submission_key == submission_key))


def get_by_reference(db: Session, reference: str) -> ListingMessage:
    """A message with its listing, for whoever was given its number. Raises NotFound."""
    wanted = select(ListingMessage).where(ListingMessage.reference == reference)
    message = db.scalar(wanted.options(joinedload(ListingMessage.service)))
    if message is None:
        raise NotFound(gettext("There is no such message."))
    return message


def find_warning(db: Session, service_id: uuid.UUID, now: datetime) -> date | None:
    """The day of the newest report that waits and says that somebody might go in vain; None where there is none."""
    warns = (ListingMessage.about.in_(WARNS_ABOUT), ListingMessage.told_at >= now - WARNS_FOR)
    waiting = select(func.max(ListingMessage.told_at)).where(
        ListingMessage.service_id == service_id, ListingMessage.closed_at.is_(None), *warns
    )
    told_at = db.scalar(waiting)
    return clock.day_of(told_at) if told_at else None


def list_messages(db: Session, actor: Actor, *, is_open: bool, most: int = MOST_SHOWN) -> Sequence[ListingMessage]:
    """The messages an actor may know of: the open ones longest waiting first, the others last closed first."""
    order = ListingMessage.told_at if is_open else ListingMessage.closed_at.desc()
    wanted = with_everything().where(is_theirs(actor), ListingMessage.closed_at.is_(None) == is_open)
    return db.scalars(wanted.order_by(order, ListingMessage.id).limit(most)).all()


def get_message(db: Session, actor: Actor, message_id: uuid.UUID, *, to_close: bool = False) -> ListingMessage:
    """A message that is the actor's to close, or was, and a record of the look. Raises NotFound for any other.

    `to_close` keeps others from closing it before this is done.
    """
    wanted = with_everything().where(ListingMessage.id == message_id, is_theirs(actor))
    if to_close:
        wanted = wanted.with_for_update(of=ListingMessage).execution_options(populate_existing=True)
    message = db.scalar(wanted)
    if message is None:
        raise NotFound(gettext("There is no such message."))
    record_act(db, actor.user_id, None, "listing_message.viewed", "listing_message", [message.id])
    return message


def close_message(db: Session, actor: Actor, message: ListingMessage, wanted: ClosingInput) -> bool:
    """End a message, and send the answer where somebody waits for one by email; returns whether one is sent.

    A listing that was looked at and is still right counts as checked today. Raises ClosedMeanwhile, and WrongInput
    where whoever asked waits for words and there are none.
    """
    if not message.is_open:
        raise ClosedMeanwhile
    if message.is_question and wanted.ending == Ending.ANSWERED and not wanted.answer:
        raise WrongInput("Write an answer", {"answer": "Write an answer"})
    is_sent = wanted.ending != Ending.NOT_REAL and queue_answer(db, message, wanted.answer)
    if wanted.ending == Ending.STILL_RIGHT:
        confirm_if_live(db, actor, message.service_id)
    message.ending, message.answer = wanted.ending.value, wanted.answer or None
    message.email = message.phone = None
    message.closed_at, message.closed_by = clock.now(), actor.user_id
    record_act(db, actor.user_id, None, "listing_message.closed", "listing_message", [message.id], ["ending"])
    return is_sent


def take_message(db: Session, actor: Actor, message: ListingMessage, wanted: TakingInput) -> bool:
    """Have the listing say what was told, and close the message; returns whether an answer is sent.

    Raises ClosedMeanwhile, NotFound where the actor no longer looks after the listing, and Conflict where somebody
    changed it meanwhile.
    """
    if not message.is_open:
        raise ClosedMeanwhile
    service = get_to_keep(db, actor, Service, message.service_id, to_change=True)
    take_parts(db, actor, service, wanted)
    return close_message(db, actor, message, ClosingInput(Ending.PUT_RIGHT, wanted.word))


def confirm_if_live(db: Session, actor: Actor, service_id: uuid.UUID) -> None:
    service = get_service(db, service_id)
    if is_live(service):
        confirm_listing(db, actor, service)


def with_everything() -> Select[ListingMessage]:
    whole_service = joinedload(ListingMessage.service).options(joinedload(Service.organization))
    return select(ListingMessage).options(whole_service, selectinload(ListingMessage.closer))


def is_theirs_and_open(actor: Actor, services: Ids) -> ColumnElement[bool]:
    """The messages that wait for the actor, whose domains these services fall into."""
    is_open = ListingMessage.closed_at.is_(None)
    if Role.EDITOR in actor.roles:
        return is_open
    return and_(is_open, or_(ListingMessage.service_id.in_(services), is_nobodys(is_open)))


def is_theirs(actor: Actor) -> ColumnElement[bool]:
    """The messages that are an actor's to close, as a condition: a champion those of their domains, an editor all.

    What is about a listing that nobody looks after is every champion's: not every installation has an editor.
    """
    if Role.EDITOR in actor.roles:
        return true()
    told_of = Attribute.link_id.in_(select(ListingMessage.service_id))
    theirs = in_domains(is_kept_by(actor.user_id)).where(told_of)
    return or_(ListingMessage.service_id.in_(theirs), is_nobodys(true()))


def is_nobodys(among: ColumnElement[bool]) -> ColumnElement[bool]:
    """The messages about listings that nobody looks after, as a condition, among those that meet another one."""
    told_of = Attribute.link_id.in_(select(ListingMessage.service_id).where(among))
    # Far fewer listings are told of than there are in domains: these come first, and what they are tagged with then.
    kept = ChampionDomain.id.in_(select(ChampionDomain.id).where(is_kept()).correlate(None))
    looked_after = falling_into_domains().with_only_columns(Attribute.link_id).where(told_of, kept)
    return ListingMessage.service_id.not_in(looked_after)
