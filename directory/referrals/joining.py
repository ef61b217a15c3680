"""Asking a group to come along: what is asked goes to the contact that is registered, by a letter with a link.

The letter names nobody. Who it is stands behind the link, after a code. A group without an email address is rung, and
where a referral is needed somebody has to make one: then nothing is asked here.
"""

from dataclasses import dataclass, fields
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.queries import team_of_directory
from directory.accounts.scheme_areas import find_usual_receiver
from directory.audit.operations import record_act
from directory.casework.references import make_reference
from directory.casework.referrals_in.receiving import ReaderChanged
from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.pausing import status_on
from directory.catalogue.registered_contact import address_of
from directory.db import add_once, new_id
from directory.errors import Refused
from directory.links.in_letters import LINK_TO_COME, with_link
from directory.links.models import SignedLink
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import LinkEnded, get_link, make_link
from directory.outbox import Letter, OutboxMessage, queue_letter
from directory.referrals.joining_inputs import JoinInput
from directory.referrals.joining_models import JoinRequest
from directory.search.arrangements import ARRANGEMENTS
from directory.security.tokens import key_of
from directory.translation import gettext

REFERRAL_NEEDED = ARRANGEMENTS["no-referral-needed"].denied_by
# The kind of a letter that tells a group that somebody would like to come.
JOINING = "join_request"
TEXT = """Hello,

Somebody found {activity} in the public directory and would like to come. They asked us to tell you.

Who they are and how to reach them is on this page. It sends a code to this address first, so that nobody else reads it:

{link}

Please get in touch with them yourselves, also where you have no room just now. The page works for 30 days.

Thank you,
{team}
"""
ASKED = tuple(each.name for each in fields(JoinInput) if each.name not in ("submission_key", "team_id"))


class Way(Enum):
    """How somebody comes to an activity."""

    ASK = "ask"
    RING = "ring"
    BE_REFERRED = "be referred"
    NOT_NOW = "not now"


class CannotAsk(Refused):
    """The group cannot be asked by a letter."""

    def __init__(self) -> None:
        super().__init__(
            gettext("This group cannot be asked here just now. The page of the activity says how to reach them.")
        )


class AskedBefore(Refused):
    """The same form was sent before with other answers. What came first is kept."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            gettext(
                "You have sent this already. Your reference is %(reference)s. If something has changed, tell the group"
                " when they get in touch with you.",
                reference=reference,
            )
        )


@dataclass(frozen=True)
class SharedRequest:
    """A request as its group may see it, by a link that works; `address` is where its codes go."""

    link: SignedLink
    request: JoinRequest
    address: str
    team: str


def way_to(service: Service) -> Way:
    """How somebody comes to an activity that was read with everything about it."""
    if status_on(service, clock.today()) != ServiceStatus.ACTIVE:
        return Way.NOT_NOW
    if any(each.term.code == REFERRAL_NEEDED for each in service.attributes):
        return Way.BE_REFERRED
    return Way.ASK if address_of(service) else Way.RING


def ask_to_join(db: Session, service: Service, wanted: JoinInput) -> JoinRequest:
    """Have a group told that somebody would like to come. The same submission sent again gives the first.

    Raises CannotAsk, AskedBefore where its key comes with other answers, and ReaderChanged where another team would see
    it by now than they were told.
    """
    known = find_request(db, wanted.submission_key)
    if known is not None:
        return replayed(known, wanted)
    address = address_of(service)
    if way_to(service) is not Way.ASK or address is None:
        raise CannotAsk
    team = find_usual_receiver(db)
    if wanted.team_id != (team.id if team else None):
        raise ReaderChanged
    request_id = new_id()
    request = JoinRequest(
        id=request_id,
        person_id=request_id,
        service_id=service.id,
        reference=make_reference(),
        submission_key=wanted.submission_key,
        team_id=wanted.team_id,
        **{name: getattr(wanted, name) for name in ASKED},
    )
    kept, is_new = add_once(db, request, lambda: find_request(db, wanted.submission_key))
    if not is_new:
        return replayed(kept, wanted)
    record_act(db, None, None, "join_request.made", "join_request", [request.id], is_residents=True)
    text = TEXT.format(activity=service.name, link=LINK_TO_COME, team=team_of_directory(db))
    subject = f"Somebody would like to come to {service.name}"
    queue_letter(db, request.person_id, request.id, Letter(JOINING, f"{JOINING}:{request.id}", address, subject, text))
    return request


def replayed(request: JoinRequest, wanted: JoinInput) -> JoinRequest:
    """What a submission made before, if it says the same. The replay is written before it is answered."""
    if any(getattr(request, name) != getattr(wanted, name) for name in ASKED):
        raise AskedBefore(request.reference)
    request.replays += 1
    return request


def find_request(db: Session, submission_key: str) -> JoinRequest | None:
    return db.scalar(select(JoinRequest).where(JoinRequest.submission_key == submission_key))


def is_of_request(db: Session, reference: str) -> bool:
    """Whether a reference was given to somebody who would like to go somewhere, and is kept."""
    return db.scalar(select(JoinRequest.id).where(JoinRequest.reference == reference)) is not None


def finish_letter(db: Session, message: OutboxMessage, text: str, site_address: str) -> str:
    """The text of a letter as it leaves, with a link that is made now. Nothing that is kept here holds its token."""
    token = make_link(db, LinkPurpose.JOINING, scheme_id=None, client_id=None, about_id=message.about_id)
    record_act(db, None, None, "link.made", "signed_link", [key_of(token)])
    return with_link(text, site_address, LinkPurpose.JOINING, token)


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether the letter of a request may still leave: its time is not over."""
    return db.get(JoinRequest, message.about_id) is not None


def get_request(db: Session, token: str, *, to_change: bool = False) -> SharedRequest:
    """The request of a link. Raises LinkEnded, also where its time is over.

    `to_change` keeps others who would answer it waiting until the end of the transaction.
    """
    link = get_link(db, token, LinkPurpose.JOINING)
    wanted = select(JoinRequest).where(JoinRequest.id == link.about_id)
    about = joinedload(JoinRequest.service).options(joinedload(Service.organization))
    wanted = wanted.options(about).execution_options(populate_existing=True)
    request = db.scalar(wanted.with_for_update(of=JoinRequest) if to_change else wanted)
    address = address_of(request.service) if request else None
    if request is None or address is None:
        raise LinkEnded
    return SharedRequest(link, request, address, team_of_directory(db))


def record_request_look(db: Session, shared: SharedRequest) -> None:
    """Write down that the group was shown who would like to come."""
    record_act(db, None, None, "join_request.shown", "join_request", [shared.request.id])
