"""Sending somebody on from a referral that came to nothing, to another group: the new one knows the old, and the other
way round, so that nobody has to ask what was tried before.
"""

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.references import read_reference
from directory.errors import WrongInput
from directory.referrals.inputs import MoveInput, OldOne
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.queries import referrals_in_scope
from directory.referrals.states import MOVES, OPEN, SENT_ON_FROM, Reason, ReferralState

S = ReferralState
ENDS = {OldOne.NO_REPLY: (S.DECLINED, Reason.NO_REPLY), OldOne.TAKEN_BACK: (S.WITHDRAWN, None)}
NOT_FROM_HERE = "Nobody can be sent on from that referral any more. Look at it again."


def find_before(db: Session, actor: Actor, client: Client, reference: str | None) -> OnwardReferral | None:
    """The referral of a client that they are sent on from, kept from others; None where there is none.

    Raises WrongInput for one of somebody else, or that they cannot be sent on from.
    """
    if reference is None:
        return None
    of_theirs = (OnwardReferral.scheme_id == actor.scheme_id, OnwardReferral.client_id == client.id)
    wanted = (
        select(OnwardReferral)
        .where(*of_theirs, OnwardReferral.reference == read_reference(reference))
        .options(joinedload(OnwardReferral.service), selectinload(OnwardReferral.moves))
        .with_for_update(of=OnwardReferral)
    )
    before = db.scalar(wanted)
    if before is None or before.state not in SENT_ON_FROM:
        raise WrongInput(NOT_FROM_HERE, {"sent_on_from": NOT_FROM_HERE})
    return before


def show_before(db: Session, actor: Actor, client: Client, reference: str) -> OnwardReferral | None:
    """The referral that a page was asked to send a client on from; None for none, or one that is not theirs."""
    known = read_reference(reference)
    if known is None:
        return None
    of_theirs = (OnwardReferral.client_id == client.id, OnwardReferral.reference == known)
    before = db.scalar(referrals_in_scope(actor).where(*of_theirs))
    return before if before is not None and before.state in SENT_ON_FROM else None


def possible_ends(referral: OnwardReferral) -> tuple[OldOne, ...]:
    """What may become of a referral that somebody is sent on from; nothing where it has ended already."""
    state = S(referral.state)
    if state not in OPEN:
        return ()
    ends = [each for each, (to, _) in ENDS.items() if to in MOVES[state]]
    # Who put somebody on a waiting list has replied.
    return (OldOne.STAYS, *(each for each in ends if each is not OldOne.NO_REPLY or state is S.SENT))


def end_of(before: OnwardReferral, wanted: OldOne) -> MoveInput | None:
    """The step that ends the old referral; None where it stays open, or has ended. Raises WrongInput."""
    possible = possible_ends(before)
    if not possible or wanted is OldOne.STAYS:
        return None
    if wanted not in possible:
        raise WrongInput("Choose what becomes of it.", {"old_one": "Choose one of these answers"})
    to, reason = ENDS[wanted]
    return MoveInput(to, max(clock.today(), before.state_on), reason)


def list_chain(db: Session, actor: Actor, referral: OnwardReferral) -> Sequence[OnwardReferral]:
    """The referrals that one was sent on from, and on to, with itself among them, earliest first.

    Their steps and activities are read. The caller looked the referral up, and its client with it.
    """
    wanted = referrals_in_scope(actor).where(OnwardReferral.client_id == referral.client_id)
    return linked_to(referral.id, db.scalars(wanted.order_by(OnwardReferral.made_at)).all())


def linked_to(referral_id: uuid.UUID, referrals: Iterable[OnwardReferral]) -> list[OnwardReferral]:
    """Those of some referrals, in their order, that one hangs together with, and that one itself."""
    all_of_them = list(referrals)
    known = {referral_id}
    while True:
        more = {each.id for each in all_of_them if each.sent_on_from_id in known}
        more |= {each.sent_on_from_id for each in all_of_them if each.id in known and each.sent_on_from_id}
        if more <= known:
            return [each for each in all_of_them if each.id in known]
        known |= more


def answer_of(referral: OnwardReferral) -> ReferralMove:
    """The step that says how a referral stands: the last of those that count."""
    return referral.standing_moves[-1]
