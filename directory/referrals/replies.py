"""What a group sees of a referral by its link, and its answer, which moves the referral as a colleague would."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory.accounts.models import Scheme
from directory.casework.models import Client
from directory.casework.tellers import Teller
from directory.catalogue.models.services import Service
from directory.catalogue.registered_contact import address_of
from directory.errors import WrongInput
from directory.links.models import SignedLink
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import LinkEnded, get_link
from directory.referrals.group_letters import asked_of, get_asked, record_group_look
from directory.referrals.inputs import MoveInput
from directory.referrals.letters import may_be_told
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.operations import record_move
from directory.referrals.queries import keep_client_of
from directory.referrals.states import MOVES, Reason, ReferralState
from directory.security.tokens import key_of

S = ReferralState
# Stands between the token of the link to all that is asked of a group, and one referral of it: no token holds it.
BY_GROUP = "."
# What a group can say of a referral, in the order in which it usually happens.
ANSWERS = (S.ACCEPTED, S.WAITING, S.DECLINED, S.ATTENDED, S.NOT_ATTENDED, S.GOING, S.ENDED)
# Why a group can say no, and why somebody has stopped. The other reasons are for us to know.
NO_REASONS = (Reason.NO_ROOM, Reason.NOT_ELIGIBLE, Reason.OUT_OF_AREA, Reason.OTHER)
STOPPED_REASONS = (
    Reason.FINISHED,
    Reason.MOVED_ON,
    Reason.HEALTH,
    Reason.DUTIES,
    Reason.MOVED_AWAY,
    Reason.NOT_MY_THING,
    Reason.OTHER,
)
# Of whom a group has something to say, or to expect: not those who come already.
ALSO_ASKED = (S.SENT, S.WAITING, S.ACCEPTED, S.NOT_ATTENDED)
REASONS = {S.DECLINED: NO_REASONS, S.ENDED: STOPPED_REASONS}


@dataclass(frozen=True)
class SharedReferral:
    """A referral as its group may see it, by a link that works; `address` is where its codes go, and `phone` where the
    team is rung, if it said so.
    """

    link: SignedLink
    referral: OnwardReferral
    address: str
    team: str
    phone: str = ""


def get_shared(db: Session, token: str, *, to_change: bool = False) -> SharedReferral:
    """The referral of a link. Raises LinkEnded, also where the referral or the agreement to share has come to an end.

    `to_change` keeps others who would change it, or anything of the client, waiting until the end of the transaction.
    """
    if BY_GROUP in token:
        return get_shared_by_group(db, token, to_change=to_change)
    about_id = get_link(db, token, LinkPurpose.REFERRAL).about_id
    referral = find_to_share(db, about_id, to_change=to_change)
    # Once more, for it may have been ended while this waited for the referral.
    link = get_link(db, token, LinkPurpose.REFERRAL)
    address = address_of(referral.service) if referral is not None else None
    team = db.get(Scheme, link.scheme_id)
    if referral is None or address is None or team is None or not may_be_told(referral):
        raise LinkEnded
    return SharedReferral(link, referral, address, team.name, team.phone or "")


def get_shared_by_group(db: Session, token: str, *, to_change: bool) -> SharedReferral:
    """A referral of all that is asked of a group, by the link to all of it. Raises LinkEnded for any other."""
    group_token, _, reference = token.partition(BY_GROUP)
    asked = get_asked(db, group_token)
    known = next((each for each in asked.referrals if each.reference == reference.upper()), None)
    referral = find_to_share(db, known.id, to_change=to_change) if known is not None else None
    # Once more, for it may have been ended while this waited for the referral.
    link = get_link(db, group_token, LinkPurpose.GROUP)
    if referral is None or address_of(referral.service) != asked.address or not may_be_told(referral):
        raise LinkEnded
    return SharedReferral(link, referral, asked.address, asked.team, asked.phone)


def by_group(token: str, reference: str) -> str:
    """What leads to the page of one referral from the page of all that is asked of its group."""
    return f"{token}{BY_GROUP}{reference}"


def link_key_of(token: str) -> uuid.UUID:
    """The id of the link that a token is of, or is by."""
    return key_of(token.partition(BY_GROUP)[0])


def find_to_share(db: Session, referral_id: uuid.UUID, *, to_change: bool = False) -> OnwardReferral | None:
    if to_change:
        keep_client_of(db, OnwardReferral.id == referral_id)
    wanted = (
        select(OnwardReferral)
        .where(OnwardReferral.id == referral_id)
        .options(
            joinedload(OnwardReferral.service).options(
                joinedload(Service.organization), selectinload(Service.capacities)
            ),
            joinedload(OnwardReferral.client).options(selectinload(Client.consents), selectinload(Client.deaths)),
            selectinload(OnwardReferral.moves),
            selectinload(OnwardReferral.agreements),
        )
        .execution_options(populate_existing=True)
    )
    return db.scalar(wanted.with_for_update(of=OnwardReferral) if to_change else wanted)


def list_also_asked(db: Session, shared: SharedReferral) -> list[OnwardReferral]:
    """Who else a team would like to introduce to the group of a referral, or is about to come; oldest first.

    Their codes go to the same address, so that whoever has shown one may read of all. Who came there from the page of
    all that is asked of the group has read it there. What was loaded with the referral is to be read before.
    """
    if shared.link.purpose != LinkPurpose.REFERRAL:
        return []
    asked = asked_of(db, shared.referral.scheme_id, shared.address)
    return [each for each in asked if each.id != shared.referral.id and each.state in ALSO_ASKED]


def record_look(db: Session, shared: SharedReferral) -> None:
    """Write down that the group was shown who is referred."""
    record_group_look(db, shared.link, [shared.referral])


def possible_answers(state: ReferralState) -> list[ReferralState]:
    """What the group can say of a referral in a state."""
    return [each for each in ANSWERS if each in MOVES[state]]


def answer_referral(db: Session, shared: SharedReferral, wanted: MoveInput) -> None:
    """Record what the group says. The same answer sent again changes nothing.

    Raises MovedMeanwhile, MoveNotAllowed, UsedBefore, or WrongInput for what a group cannot say.
    """
    if wanted.to not in ANSWERS:
        raise WrongInput("Choose an answer.", {"to": "Choose one of these answers"})
    if wanted.reason is not None and wanted.reason not in REASONS.get(wanted.to, ()):
        raise WrongInput("Choose a reason.", {"reason": "Choose one of these reasons"})
    teller = Teller(shared.referral.scheme_id, link_id=shared.link.id)
    record_move(db, teller, shared.referral, wanted)


def was_answered(db: Session, link_id: uuid.UUID, submission_key: str) -> bool:
    """Whether this very answer was taken before, perhaps by a link that it ended."""
    wanted = select(ReferralMove.id).where(
        ReferralMove.link_id == link_id, ReferralMove.submission_key == submission_key
    )
    return db.scalar(wanted) is not None
