"""Receiving a referral to us: from anybody, for the team that helps where the person lives."""

import uuid
from dataclasses import fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.models import Scheme
from directory.accounts.scheme_areas import find_receiver
from directory.audit.operations import record_act
from directory.casework.models import Purpose
from directory.casework.operations import check_birth
from directory.casework.references import make_reference
from directory.casework.referrals_in.referral_inputs import ReferralInput
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralInState, ReferralSource
from directory.casework.referrers import link_if_known
from directory.casework.safety.coming_in import keep_what_came, told_with
from directory.casework.wordings import keep_newest_wording, newest_wording
from directory.db import add_once, new_id
from directory.errors import Refused
from directory.translation import gettext

# What says where it goes and how it came, and is not kept as it is.
NOT_KEPT = frozenset({"outward", "reader_id", "wording_number", "risks", "concerns"})
KEPT = tuple(each.name for each in fields(ReferralInput) if each.name not in NOT_KEPT)


class NobodyTakesRequests(Refused):
    """There is no team with anybody who would read it."""

    def __init__(self) -> None:
        super().__init__(
            gettext("No team takes requests here just now. Please ask your GP surgery, or ring a group yourself.")
        )


class ReaderChanged(Refused):
    """Since its sender was told who reads it, another team would, or it would be read under other words."""

    def __init__(self) -> None:
        super().__init__(
            gettext(
                "This page has changed: the team that reads it, or the words that you agree to. Please read it once"
                " more, and tick the box again if you agree"
            )
        )


class SentBefore(Refused):
    """The same form was sent before with other answers. What came first is kept."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            gettext(
                "You have sent this already. Your reference is %(reference)s. If something has changed, tell us when we"
                " get in touch with you.",
                reference=reference,
            )
        )


def receive_referral(db: Session, wanted: ReferralInput) -> Referral:
    """Keep a referral for the team that helps where the person lives, else for the default one.

    The same submission sent again gives the first, whichever team reads such requests by now. Raises
    NobodyTakesRequests, SentBefore, ReaderChanged, and WrongInput for a birth that cannot be.
    """
    known = find_by_submission(db, wanted.submission_key)
    if known is not None:
        return replayed(db, known, wanted)
    receiver = find_receiver(db, wanted.outward)
    if receiver is None:
        raise NobodyTakesRequests
    check_reader(db, receiver.scheme, wanted)
    check_birth(wanted.born_on, clock.today())
    referral = referral_of(db, receiver.scheme, wanted)
    referral.is_out_of_area = not receiver.is_for_area
    kept, is_new = add_once(db, referral, lambda: find_by_submission(db, wanted.submission_key))
    if not is_new:
        return replayed(db, kept, wanted)
    keep_what_came(db, referral, wanted.risks_answer, wanted.risks, wanted.concerns)
    link_if_known(db, referral)
    record_act(db, None, referral.scheme_id, "referral_in.received", "referral", [referral.id], is_residents=True)
    return referral


def receive_for_team(db: Session, actor_id: uuid.UUID | None, scheme: Scheme, wanted: ReferralInput) -> Referral:
    """Keep a referral that a colleague of a team brings, for that team. The same submission again gives the first.

    Raises SentBefore, and WrongInput for a birth that cannot be.
    """
    known = find_by_submission(db, wanted.submission_key)
    if known is not None:
        return replayed(db, known, wanted)
    check_birth(wanted.born_on, clock.today())
    receiver = find_receiver(db, wanted.outward)
    referral = referral_of(db, scheme, wanted)
    referral.is_out_of_area = receiver is not None and (receiver.scheme.id != scheme.id or not receiver.is_for_area)
    kept, is_new = add_once(db, referral, lambda: find_by_submission(db, wanted.submission_key))
    if not is_new:
        return replayed(db, kept, wanted)
    keep_what_came(db, referral, wanted.risks_answer, wanted.risks, wanted.concerns)
    link_if_known(db, referral)
    record_act(db, actor_id, referral.scheme_id, "referral_in.received", "referral", [referral.id])
    return referral


def referral_of(db: Session, scheme: Scheme, wanted: ReferralInput) -> Referral:
    """A new referral for a scheme. Who agreed to something keeps the words they agreed to."""
    wording = keep_newest_wording(db, scheme.id, Purpose.CONTACT) if wanted.wording_number is not None else None
    is_friends = wanted.source is ReferralSource.FRIEND
    referral = Referral(
        id=new_id(),
        person_id=new_id(),
        scheme_id=scheme.id,
        reference=make_reference(),
        state=(ReferralInState.UNCONFIRMED if is_friends else ReferralInState.NEW).value,
        agreed_wording_id=wording.id if wording else None,
        made_at=clock.now(),
        state_at=clock.now(),
    )
    for name in KEPT:
        setattr(referral, name, getattr(wanted, name))
    return referral


def replayed(db: Session, referral: Referral, wanted: ReferralInput) -> Referral:
    """The referral that a submission made before, if it says the same. The replay is written before it is answered."""
    is_other = any(getattr(referral, name) != getattr(wanted, name) for name in KEPT)
    if is_other or told_with(db, referral) != (wanted.risks, wanted.concerns):
        raise SentBefore(referral.reference)
    referral.replays += 1
    return referral


def check_reader(db: Session, scheme: Scheme, wanted: ReferralInput) -> None:
    """Whether who sends it was told of this team, and of the words of now. Raises ReaderChanged."""
    is_other_team = wanted.reader_id is not None and wanted.reader_id != scheme.id
    if is_other_team or (
        wanted.wording_number is not None
        and wanted.wording_number != newest_wording(db, scheme.id, Purpose.CONTACT).number
    ):
        raise ReaderChanged


def find_by_submission(db: Session, submission_key: str) -> Referral | None:
    """What a submission made, for whichever team: its key is long and random, and nobody has it but its sender."""
    return db.scalar(select(Referral).where(Referral.submission_key == submission_key).limit(1))
