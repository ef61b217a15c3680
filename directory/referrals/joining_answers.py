"""What becomes of a request to come along: the group's answer, a letter about it, and a team where nobody answers.

Nobody who asked is left without an answer: where the group says no, says nothing for a week, or cannot be told, the
request is on a list of the team that its sender was told of.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.queries import team_of_directory
from directory.audit.operations import record_act
from directory.casework.inputs import ContactBy
from directory.casework.references import read_reference
from directory.catalogue.models.services import Service
from directory.errors import NotFound
from directory.links.in_letters import LINK_TO_COME
from directory.outbox import Letter, OutboxMessage, cancel_letters, queue_letter
from directory.referrals.joining import JOINING, SharedRequest
from directory.referrals.joining_models import JoinAnswer, JoinRequest

A = JoinAnswer
# So long a small group may take before a team looks into it; the page after asking says so.
PATIENCE = timedelta(days=7)
# The kind of a letter that tells somebody what a group says.
ANSWER = "join_answer"
SAID = {
    A.COME: "It is a yes.",
    A.FULL: "It is not possible just now.",
    A.NOT_FOR_US: "It is a no. That is not about you.",
}
NO_ROOM = frozenset({A.FULL, A.NOT_FOR_US})
# Others may read the letter on a phone that is shared: it names neither the activity nor what was asked.
TEXT = """Hello,

There is an answer to what you asked. {said}

If you would like to ask for something else:

{link}

Your reference is {reference}. Do not reply to this letter: nobody reads it.

{team}
"""


@dataclass(frozen=True)
class OpenRequest:
    """A request that somebody has to see to, and the kinds of its letters that did not arrive."""

    request: JoinRequest
    undelivered: frozenset[str]


def answer_request(db: Session, shared: SharedRequest, answer: JoinAnswer) -> None:
    """Keep what a group says, and tell who asked where they may be written to. Said twice it changes nothing.

    A team that had seen to it has to see to what is new.
    """
    request = shared.request
    if request.answer == answer:
        return
    request.answer, request.answered_at = answer.value, clock.now()
    request.settled_at = None
    record_act(db, None, None, "join_request.answered", "join_request", [request.id])
    cancel_letters(db, about_id=request.id, of=OutboxMessage.kind == ANSWER)
    if answer in SAID and request.email and may_be_written_to(request):
        queue_letter(db, request.person_id, request.id, letter_of(db, request, request.email, answer))


def may_be_written_to(request: JoinRequest) -> bool:
    """Whether who asked may be sent a letter: messages are safe for them, or a letter is what they asked for."""
    return bool(request.email) and (request.may_leave_message or request.contact_by == ContactBy.EMAIL)


def letter_of(db: Session, request: JoinRequest, address: str, answer: JoinAnswer) -> Letter:
    said, reference = SAID[answer], request.reference
    text = TEXT.format(said=said, link=LINK_TO_COME, reference=reference, team=team_of_directory(db))
    key = f"{ANSWER}:{request.id}:{answer}:{clock.now().timestamp()}"
    return Letter(ANSWER, key, address, f"An answer to what you asked, {reference}", text)


def finish_answer(_db: Session, _message: OutboxMessage, text: str, site_address: str) -> str:
    """The text of a letter as it leaves, with the place where one asks for more."""
    return text.replace(LINK_TO_COME, f"{site_address}/refer")


def may_answer_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether what a group says may still be told: nobody has seen to it since."""
    request = db.get(JoinRequest, message.about_id, populate_existing=True)
    return request is not None and request.settled_at is None


def list_open_requests(db: Session, actor: Actor, *, sends_mail: bool) -> Sequence[OpenRequest]:
    """Requests that the actor's team has to see to, the longest first; recorded as listed."""
    about = joinedload(JoinRequest.service).options(joinedload(Service.organization))
    wanted = select(JoinRequest).where(needs_somebody(actor.scheme_id, sends_mail)).options(about)
    found = db.scalars(wanted.order_by(JoinRequest.made_at, JoinRequest.id), asked_now()).all()
    if not found:
        return []
    ids = [each.id for each in found]
    record_act(db, actor.user_id, actor.scheme_id, "join_request.listed", "join_request", ids)
    lost = select(OutboxMessage.about_id, OutboxMessage.kind).where(is_undelivered(sends_mail))
    pairs = db.execute(lost.where(OutboxMessage.about_id.in_(ids))).all()
    return [OpenRequest(each, frozenset(kind for about_id, kind in pairs if about_id == each.id)) for each in found]


def count_open_requests(db: Session, actor: Actor, *, sends_mail: bool) -> int:
    """How many requests the actor's team has to see to. Nobody is named, so that nothing is recorded."""
    counted = select(func.count()).select_from(JoinRequest)
    return db.scalar(counted.where(needs_somebody(actor.scheme_id, sends_mail)), asked_now()) or 0


def settle_request(db: Session, actor: Actor, reference: str) -> None:
    """Note that a team has seen to a request; what still waits to leave about it is held back.

    A second click changes nothing. Raises NotFound, for another team's just as for none at all.
    """
    of_team = (JoinRequest.team_id == actor.scheme_id, JoinRequest.reference == read_reference(reference))
    request = db.scalar(select(JoinRequest).where(*of_team).with_for_update())
    if request is None:
        raise NotFound("There is no such request.")
    if request.settled_at is None:
        request.settled_at = clock.now()
        cancel_letters(db, about_id=request.id)
        record_act(db, actor.user_id, actor.scheme_id, "join_request.settled", "join_request", [request.id])


def asked_now() -> Mapping[str, datetime]:
    """What `needs_somebody` is to be told when it is asked."""
    return {"patient_since": clock.now() - PATIENCE}


@lru_cache
def needs_somebody(team_id: uuid.UUID, sends_mail: bool) -> ColumnElement[bool]:
    """The requests to be seen by a team whose person would be left without an answer, as a condition."""
    is_forgotten = or_(
        JoinRequest.made_at <= bindparam("patient_since"), has_letter(JOINING, is_undelivered(sends_mail))
    )
    is_kept = OutboxMessage.cancelled_at.is_(None)
    is_unheard = or_(~has_letter(ANSWER, is_kept), has_letter(ANSWER, is_undelivered(sends_mail)))
    return and_(
        JoinRequest.team_id == team_id,
        JoinRequest.settled_at.is_(None),
        or_(
            and_(JoinRequest.answer.is_(None), is_forgotten),
            JoinRequest.answer.in_([each.value for each in NO_ROOM]),
            and_(JoinRequest.answer == A.COME.value, is_unheard),
        ),
    )


def has_letter(kind: str, which: ColumnElement[bool]) -> ColumnElement[bool]:
    about = (OutboxMessage.about_id == JoinRequest.id, OutboxMessage.kind == kind)
    return select(OutboxMessage.id).where(*about, which).exists()


def is_undelivered(sends_mail: bool) -> ColumnElement[bool]:
    """The letters that did not arrive: given up, or waiting where none ever leaves."""
    if sends_mail:
        return OutboxMessage.gave_up_at.is_not(None)
    return and_(OutboxMessage.sent_at.is_(None), OutboxMessage.cancelled_at.is_(None))
