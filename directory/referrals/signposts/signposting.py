"""Writing down that somebody was told of a place."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.referrals_in.answering_referrals import check_move, move_referral_in
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.triage.telling import tell_not_taken_on
from directory.catalogue.models.services import Service
from directory.catalogue.queries import get_published_service
from directory.db import add_once, new_id
from directory.errors import NotFound, UsedBefore, WrongInput
from directory.referrals.room import RoomWarning, find_room_warning
from directory.referrals.signposts.models import Signpost, SignpostAnswer


@dataclass(frozen=True)
class SignpostInput:
    """Where somebody was sent: an activity, or a place in words; why; and why in spite of there being no room."""

    submission_key: str
    service_id: uuid.UUID | None = None
    place: str | None = None
    reason: str | None = None
    in_spite: str | None = None
    answer: SignpostAnswer = SignpostAnswer.OFFERED


def signpost(db: Session, actor: Actor, person: Referral | Client, wanted: SignpostInput) -> Signpost:
    """Write down that somebody was told of a place. Sent twice it is one.

    Raises WrongInput for no place, and where the activity may have no room and nobody says why they were told of it
    all the same; UsedBefore; NotFound for an activity that is not listed.
    """
    known = find_by_submission(db, actor, wanted.submission_key)
    if known is not None:
        return replayed(known, wanted)
    if wanted.service_id is None and not wanted.place:
        raise WrongInput("Say where to.", {"place": "Say where you sent them"})
    service = get_published_service(db, wanted.service_id) if wanted.service_id else None
    warning = heed_room_of(db, service, wanted)
    told = signpost_of(actor, person, wanted, warning)
    kept, is_new = add_once(db, told, lambda: find_by_submission(db, actor, wanted.submission_key))
    if not is_new:
        return replayed(kept, wanted)
    record_act(db, actor.user_id, actor.scheme_id, "signpost.told", "signpost", [kept.id])
    return kept


def end_with_signpost(db: Session, actor: Actor, referral: Referral, wanted: SignpostInput) -> Signpost:
    """Answer a referral by telling the person of a place. That is no support of ours, and counted apart.

    Raises AnsweredMeanwhile, and what `signpost` does. The caller keeps the referral from others.
    """
    known = find_by_submission(db, actor, wanted.submission_key)
    if known is not None:
        return replayed(known, wanted)
    check_move(referral, ReferralInState.SIGNPOSTED)
    told = signpost(db, actor, referral, wanted)
    move_referral_in(db, actor, referral, ReferralInState.SIGNPOSTED)
    tell_not_taken_on(db, actor, referral)
    return told


def signpost_of(
    actor: Actor, person: Referral | Client, wanted: SignpostInput, warning: RoomWarning | None
) -> Signpost:
    return Signpost(
        id=new_id(),
        scheme_id=actor.scheme_id,
        person_id=person.person_id,
        referral_id=person.id if isinstance(person, Referral) else None,
        client_id=person.id if isinstance(person, Client) else person.client_id,
        service_id=wanted.service_id,
        place=None if wanted.service_id else wanted.place,
        reason=wanted.reason,
        told_on=clock.today(),
        told_by=actor.user_id,
        room_warning=warning.value if warning else None,
        in_spite=wanted.in_spite if warning else None,
        recorded_at=clock.now(),
        submission_key=wanted.submission_key,
        answer=wanted.answer.value,
    )


def heed_room_of(db: Session, service: Service | None, wanted: SignpostInput) -> RoomWarning | None:
    """The warning in spite of which somebody is told of an activity. Raises WrongInput where nobody says why."""
    warning = find_room_warning(db, service) if service is not None else None
    if warning and not wanted.in_spite:
        raise WrongInput("There may be no room.", {"in_spite": "There may be no room: say why you send them there"})
    return warning


def replayed(known: Signpost, wanted: SignpostInput) -> Signpost:
    if (known.service_id, known.place) != (wanted.service_id, None if wanted.service_id else wanted.place):
        raise UsedBefore
    return known


def find_by_submission(db: Session, actor: Actor, submission_key: str) -> Signpost | None:
    of_team = (Signpost.scheme_id == actor.scheme_id, Signpost.submission_key == submission_key)
    return db.scalar(select(Signpost).where(*of_team).options(joinedload(Signpost.service)))


def note_answer(db: Session, actor: Actor, told: Signpost, answer: SignpostAnswer) -> None:
    """Write down what somebody said of a place they were told of. The same again changes nothing."""
    if told.answer == answer:
        return
    told.answer = answer.value
    record_act(db, actor.user_id, actor.scheme_id, "signpost.answered", "signpost", [told.id], ["answer"])


def get_signpost(db: Session, person: Referral | Client, signpost_id: uuid.UUID) -> Signpost:
    """One place that somebody was told of. Raises NotFound for any other."""
    found = next((each for each in list_signposts(db, person) if each.id == signpost_id), None)
    if found is None:
        raise NotFound("They were told of no such place.")
    return found


def list_signposts(db: Session, person: Referral | Client) -> Sequence[Signpost]:
    """Where somebody was told they could go, the newest first. The caller looked them up."""
    about = Signpost.client_id == person.id if isinstance(person, Client) else Signpost.referral_id == person.id
    wanted = select(Signpost).where(Signpost.scheme_id == person.scheme_id, about)
    newest_first = (Signpost.told_on.desc(), Signpost.recorded_at.desc())
    return db.scalars(wanted.options(joinedload(Signpost.service)).order_by(*newest_first)).all()
