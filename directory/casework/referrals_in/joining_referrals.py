"""One person who was referred twice is one person: a referral joins another that waits, or stands alone again.

What is told with both is sealed under one key from then on, and goes where the first one goes: taken on, declined or
erased. No sender hears of another.
"""

import uuid

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.referrals_in.answering_referrals import AnsweredMeanwhile, check_move, move_referral_in
from directory.casework.referrals_in.joined_referrals import list_joined
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import MOVES, ReferralInState, ReferralSource
from directory.casework.referrals_in.telling_senders import tell_sender
from directory.casework.safety.coming_in import list_sent_with, seal_for
from directory.casework.tombstones import ErasedPerson
from directory.casework.triage.following import list_following
from directory.db import new_id
from directory.errors import Refused
from directory.outbox import give_letters

S = ReferralInState


class NotTheSame(Refused):
    """Two referrals cannot be one person's."""

    def __init__(self) -> None:
        super().__init__("Choose another referral of your team that waits.")


def join_referral(db: Session, actor: Actor, referral: Referral, first: Referral) -> uuid.UUID | None:
    """Make a referral one more of the person of another, `first`, that waits. A second click joins once.

    The caller keeps both from others. Returns whose key sealed it until now, to be destroyed once this is kept. Raises
    AnsweredMeanwhile, and NotTheSame where they cannot be joined.
    """
    if referral.joined_to_id == first.id:
        return None
    check_move(referral, S.JOINED)
    if first.id == referral.id or first.scheme_id != referral.scheme_id:
        raise NotTheSame
    if S.JOINED not in MOVES[S(first.state)]:
        raise AnsweredMeanwhile
    before = referral.person_id
    others = list_joined(db, referral)
    joining = (referral, *others)
    for each in joining:
        give_to(db, each, first.person_id)
    for each in joining:
        each.joined_to_id = first.id
    # Nobody is erased: an old copy of the database must not show this to anybody under a key that outlives theirs.
    db.add(ErasedPerson(person_id=before, erased_at=clock.now()))
    move_referral_in(db, actor, referral, S.JOINED)
    # They are joined to the first by now, and no more to this one.
    for each in others:
        tell_sender(db, each)
    return before


def separate_referral(db: Session, actor: Actor, referral: Referral) -> None:
    """Let a referral that was joined to another wait by itself again: they are two people. A second click does it once.

    Raises AnsweredMeanwhile where they were taken on together: then one is taken out of the record of the other.
    """
    if referral.joined_to_id is None and referral.state in (S.NEW, S.UNCONFIRMED, S.NOT_REACHED):
        return
    if referral.client_id is not None:
        raise AnsweredMeanwhile
    to = S.UNCONFIRMED if referral.source == ReferralSource.FRIEND else S.NEW
    check_move(referral, to)
    give_to(db, referral, new_id())
    referral.joined_to_id = None
    move_referral_in(db, actor, referral, to)


def give_to(db: Session, referral: Referral, person_id: uuid.UUID) -> None:
    """Seal a referral, and what came with it or was written down about it, under the key of a person."""
    referral.belong_to(person_id)
    following = list_following(db, referral)
    for each in (*list_sent_with(db, referral), *following):
        seal_for(each, person_id)
    give_letters(db, [each.id for each in following], person_id)
