"""Somebody rings: who, what they say, and what was done, written down in one go while they are on the telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.audit.operations import record_act
from directory.casework.inputs import NewClientInput
from directory.casework.models import Client
from directory.casework.referrals_in.answering_referrals import accept_as_new
from directory.casework.referrals_in.receiving import referral_of
from directory.casework.referrals_in.recognising import list_likely, take_on_in_turn
from directory.casework.referrals_in.referral_details import ReferralMethod
from directory.casework.referrals_in.referral_inputs import ReferralInput
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import list_likely_clients, list_told_before
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.casework.triage.attempts import AttemptInput, log_attempt
from directory.casework.triage.kinds import ContactHow, ContactResult
from directory.db import add_once
from directory.errors import UsedBefore, WrongInput
from directory.referrals.signposts.signposting import SignpostInput, end_with_signpost

# For so long somebody who was told of a place, or passed on, is thought of where they ring once more.
STILL_KNOWN = timedelta(days=30)
NO_NAME = "Caller who gave no name"


class CallDone(StrEnum):
    """What was done for whoever rang."""

    SIGNPOST = "signpost"
    TAKE_ON = "take on"
    CALL_BACK = "call back"


@dataclass(frozen=True)
class CallInput:
    """A call as it is typed. Who is only told of a place need not say who they are.

    `sounds_urgent` where words of danger were heard in it. `not_these` are referrals and clients, by reference, that a
    colleague said to be somebody else's.
    """

    done: CallDone
    submission_key: str
    name: str | None = None
    phone: str | None = None
    said: str | None = None
    again_on: date | None = None
    signpost: SignpostInput | None = None
    sounds_urgent: bool = False
    not_these: Sequence[str] = ()


@dataclass(frozen=True)
class CallTaken:
    """What a call became: a referral, and the client it was taken on as; `is_known` where somebody has to look first
    whether they are a client already.
    """

    referral: Referral
    client: Client | None = None
    is_known: bool = False


def take_call(db: Session, actor: Actor, wanted: CallInput) -> CallTaken:
    """Write down a call, and do what was agreed on the telephone. Sent twice it is one.

    Whoever may be a client already is not taken on a second time: they wait until somebody has looked. Raises
    WrongInput where something is missing, UsedBefore, and what `signpost` does.
    """
    check_call(wanted)
    if wanted.done is CallDone.TAKE_ON:
        take_on_in_turn(db, actor)
    known = find_call(db, actor, wanted)
    if known is not None:
        return taken_before(db, known, wanted)
    referral = referral_of(db, db.get_one(Scheme, actor.scheme_id), told_by_phone(wanted))
    kept, is_new = add_once(db, referral, lambda: find_call(db, actor, wanted))
    if not is_new:
        return taken_before(db, kept, wanted)
    record_act(db, actor.user_id, actor.scheme_id, "referral_in.received", "referral", [kept.id], ["phone"])
    if wanted.done is CallDone.SIGNPOST and wanted.signpost is not None:
        end_with_signpost(db, actor, kept, wanted.signpost)
        return CallTaken(kept)
    log_attempt(db, actor, kept, spoken(wanted))
    if wanted.done is CallDone.CALL_BACK:
        return CallTaken(kept)
    if list_likely_clients(db, actor, kept):
        return CallTaken(kept, is_known=True)
    return CallTaken(kept, accept_as_new(db, actor, kept))


def list_callers_like(db: Session, actor: Actor, wanted: CallInput) -> Sequence[Referral]:
    """Who told us of themselves before and is likely whoever rings now, for a colleague to look at before a second
    record; recorded as listed. Nobody where this very call is written down already.

    Where words of danger were heard nothing waits for that: it is looked for on the page of the call.
    """
    caller = caller_of(db, actor, wanted)
    found = list_told_before(db, actor, caller, clock.now() - STILL_KNOWN) if caller else ()
    return [each for each in found if each.reference not in wanted.not_these]


def list_clients_like(db: Session, actor: Actor, wanted: CallInput) -> Sequence[str]:
    """Which clients are likely whoever rings now, by reference, as `list_callers_like` says of referrals.

    Nobody where the caller is to be taken on: whether they are a client already is asked then.
    """
    caller = caller_of(db, actor, wanted)
    return list_likely(db, actor, caller) if caller and wanted.done is not CallDone.TAKE_ON else ()


def caller_of(db: Session, actor: Actor, wanted: CallInput) -> NewClientInput | None:
    """Who rings, as far as others can be likened to them; nobody where nothing is to wait for that."""
    if not wanted.name or wanted.sounds_urgent or find_call(db, actor, wanted):
        return None
    others = frozenset(wanted.not_these)
    return NewClientInput(wanted.name, wanted.submission_key, phone=wanted.phone, not_these=others)


def check_call(wanted: CallInput) -> None:
    """Raises WrongInput where whoever is rung back, or taken on, could not be."""
    if wanted.done is CallDone.SIGNPOST:
        return
    missing = {"name": "Enter their name"} if not wanted.name else {}
    if not wanted.phone:
        missing["phone"] = "Enter the number to ring them on"
    if missing:
        raise WrongInput("Something is missing.", missing)


def told_by_phone(wanted: CallInput) -> ReferralInput:
    return ReferralInput(
        source=ReferralSource.SELF,
        submission_key=wanted.submission_key,
        name=wanted.name or NO_NAME,
        outward="",
        phone=wanted.phone,
        statement=wanted.said,
        method=ReferralMethod.PHONE,
        sounds_urgent=wanted.sounds_urgent,
    )


def spoken(wanted: CallInput) -> AttemptInput:
    """The call as a contact: we spoke, and perhaps agreed on a day to ring back."""
    is_again = wanted.done is CallDone.CALL_BACK
    result = ContactResult.CALL_BACK if is_again else ContactResult.REACHED
    again_on = wanted.again_on if is_again else None
    return AttemptInput(ContactHow.THEY_RANG, result, f"call-{wanted.submission_key}", again_on=again_on)


def find_call(db: Session, actor: Actor, wanted: CallInput) -> Referral | None:
    of_team = (Referral.scheme_id == actor.scheme_id, Referral.submission_key == wanted.submission_key)
    return db.scalar(select(Referral).where(*of_team))


def taken_before(db: Session, referral: Referral, wanted: CallInput) -> CallTaken:
    """What the same call became the first time."""
    if (referral.name, referral.phone) != (wanted.name or NO_NAME, wanted.phone):
        raise UsedBefore
    referral.replays += 1
    return CallTaken(referral, db.get(Client, referral.client_id) if referral.client_id else None)
