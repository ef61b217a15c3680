"""Writing a message, sending it, sending it once more, and putting it right by another."""

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.agreeing import check_alive, require_consent
from directory.casework.message_back.addressing import practice_code_of
from directory.casework.message_back.content import ACTIONS, Content, write_content
from directory.casework.message_back.inputs import MessageInput
from directory.casework.message_back.letters import letter_of
from directory.casework.message_back.models import Addressee, MessageBack, SentBy
from directory.casework.message_back.practices import find_practice, remember_practice
from directory.casework.message_back.queries import find_draft_to
from directory.casework.models import Case, Client, Purpose
from directory.casework.operations import ChangedMeanwhile
from directory.casework.practice_codes import what_is_wrong_with_practice
from directory.db import new_id
from directory.errors import Refused, WrongInput
from directory.outbox import queue_letter


class NotSendable(Refused):
    """A message cannot be sent, or changed, as it stands; the message says why."""


def begin_message(
    db: Session,
    actor: Actor,
    case: Case,
    addressee: Addressee,
    content: Content,
    *,
    to_name: str = "",
    to_email: str | None = None,
    corrects: MessageBack | None = None,
) -> MessageBack:
    """Begin to write to somebody about a case. One that is being written already is gone on with.

    The caller keeps the client from others.
    """
    known = find_draft_to(db, case, addressee)
    if known is not None:
        return known
    so_far = select(func.count()).where(MessageBack.case_id == case.id, MessageBack.addressee == addressee.value)
    message = MessageBack(
        id=new_id(),
        scheme_id=case.scheme_id,
        client_id=case.client_id,
        case_id=case.id,
        addressee=addressee.value,
        number=(db.scalar(so_far) or 0) + 1,
        corrects_id=corrects.id if corrects else None,
        to_name=to_name,
        to_email=to_email,
        content=write_content(content),
        made_by=actor.user_id,
        made_at=clock.now(),
    )
    db.add(message)
    record_act(db, actor.user_id, actor.scheme_id, "message_back.begun", "message_back", [message.id])
    return message


def begin_correction(db: Session, actor: Actor, case: Case, message: MessageBack) -> MessageBack:
    """Begin a message that puts right one that was sent, with its words. Raises NotSendable for a draft."""
    if message.is_draft:
        raise NotSendable("It is not sent yet: change it instead.")
    addressee = Addressee(message.addressee)
    address = {"to_name": message.to_name, "to_email": message.to_email}
    return begin_message(db, actor, case, addressee, message.told, corrects=message, **address)


def save_words(db: Session, actor: Actor, message: MessageBack, wanted: MessageInput) -> None:
    """Keep what was written and chosen. The requested actions always go.

    Raises NotSendable for one that was sent, and ChangedMeanwhile.
    """
    if not message.is_draft:
        raise NotSendable("It was sent meanwhile. What has to be put right is sent as a correction.")
    if wanted.seen != message.version:
        raise ChangedMeanwhile
    content = message.told
    sections = [
        replace(
            each, words=wanted.words.get(each.key, each.words), is_in=each.key in wanted.parts or each.key == ACTIONS
        )
        for each in content.sections
    ]
    message.to_name, message.to_email = wanted.to_name, wanted.to_email
    message.content = write_content(replace(content, sections=tuple(sections)))
    record_act(db, actor.user_id, actor.scheme_id, "message_back.written", "message_back", [message.id])


def send_message(db: Session, actor: Actor, client: Client, message: MessageBack, way: SentBy, *, seen: int) -> None:
    """Send a message, which from then on stays as it is. A second click sends it once.

    Raises ConsentNeeded where the person does not agree today, PersonHasDied for a letter about somebody who has,
    WrongInput where there is no address for it, and ChangedMeanwhile. The caller keeps the client from others.
    """
    if not message.is_draft:
        return
    if seen != message.version:
        raise ChangedMeanwhile
    require_consent(client, Purpose.FEEDBACK, clock.today())
    if not message.to_name:
        raise WrongInput("Say first to whom it goes.")
    if way is SentBy.EMAIL:
        check_alive(client)
        if not message.to_email:
            raise WrongInput("Write down their email address first.")
    message.sent_way, message.sent_by, message.sent_at = way.value, actor.user_id, clock.now()
    record_act(db, actor.user_id, actor.scheme_id, "message_back.sent", "message_back", [message.id], [way.value])
    if way is SentBy.EMAIL:
        queue_letter(db, client.id, message.id, letter_of(message, client, actor.scheme_name, "sent"))
        note_address(db, actor, client, message)


def note_address(db: Session, actor: Actor, client: Client, message: MessageBack) -> None:
    """Remember where a practice of a known code was written to, for the next who writes there."""
    code = practice_code_of(db, client) if message.addressee == Addressee.PRACTICE else None
    if code and not what_is_wrong_with_practice(code) and message.to_email:
        known = find_practice(db, client.scheme_id, code)
        name = known.name if known else message.to_name.removesuffix(f", {code}")
        remember_practice(db, actor, code, name, message.to_email)


def send_again(db: Session, actor: Actor, client: Client, message: MessageBack, submission_key: str) -> None:
    """Send the letter of a message once more, with a new link. Raises NotSendable, ConsentNeeded and PersonHasDied."""
    if message.sent_way != SentBy.EMAIL:
        raise NotSendable("It was not sent by email.")
    check_alive(client)
    require_consent(client, Purpose.FEEDBACK, clock.today())
    queue_letter(db, client.id, message.id, letter_of(message, client, actor.scheme_name, submission_key))
    record_act(db, actor.user_id, actor.scheme_id, "message_back.sent_again", "message_back", [message.id])


def drop_message(db: Session, actor: Actor, message: MessageBack) -> None:
    """Throw a draft away. Raises NotSendable for one that was sent."""
    if not message.is_draft:
        raise NotSendable("It was sent, and what was sent is kept.")
    record_act(db, actor.user_id, actor.scheme_id, "message_back.dropped", "message_back", [message.id])
    db.delete(message)
