"""Sending a client on, and recording what became of it."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.agreeing import check_alive
from directory.casework.models import Case, Client
from directory.casework.plan import mark_referred
from directory.casework.queries import open_case
from directory.casework.references import make_reference
from directory.casework.tellers import Teller, colleague
from directory.catalogue.merging.survivors import id_now
from directory.catalogue.models.services import Service, ServiceStatus, Stage
from directory.catalogue.pausing import status_on
from directory.catalogue.registered_contact import address_of
from directory.champions.noting.note_models import ListingNote
from directory.db import add_once, new_id
from directory.errors import Conflict, Refused, UsedBefore, WrongInput
from directory.outbox import cancel_letters, queue_letter
from directory.referrals.agreeing import keep_agreement, require_agreement
from directory.referrals.heeding import keep_heeded, require_heeded
from directory.referrals.inputs import MoveInput, OnwardReferralInput
from directory.referrals.letters import letter_to_provider
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.news import follow_move
from directory.referrals.room import RoomWarning, heed_room
from directory.referrals.sending_on import end_of, find_before
from directory.referrals.states import OPEN, TOLD_TO_PROVIDER, ReferralState, check_move
from directory.referrals.tell_by import TellBy
from directory.referrals.tried import heed_not_for_them
from directory.referrals.warnings import Warned, heed_age, is_outside, kept_warnings, list_warnings


class NotReferable(Refused):
    """This client cannot be referred to this service now; the message says why."""


class MovedMeanwhile(Conflict):
    """Somebody moved a referral after the person who moves it now had looked at it."""

    def __init__(self) -> None:
        super().__init__("Somebody else changed this referral while you had it open. What you typed is not saved yet.")


def refer_onward(db: Session, actor: Actor, client: Client, wanted: OnwardReferralInput) -> OnwardReferral:
    """Send a client on to a service, and queue the letter to its provider where it is told by one.

    The same submission sent again gives the referral it made the first time. Raises PersonHasDied, ConsentNeeded,
    NotReferable, UsedBefore or WrongInput. Who is sent on from another referral may have that one ended with it.
    """
    # Pages that were opened before a merge name what was merged.
    wanted = replace(wanted, service_id=id_now(db, "service", wanted.service_id))
    known = find_referral_of_submission(db, actor, wanted.submission_key)
    if known is not None:
        return replayed(known, client, wanted)
    sent_on = wanted.sent_on or clock.today()
    if sent_on > clock.today():
        raise WrongInput("Check the date.", {"sent_on": "The date must be today or earlier"})
    fit = check_referable(db, actor, client, wanted, sent_on)
    before = find_before(db, actor, client, wanted.sent_on_from)
    case, service, warning = fit.case, fit.service, fit.room_warning
    referral = OnwardReferral(
        id=new_id(),
        scheme_id=actor.scheme_id,
        client_id=client.id,
        case_id=case.id,
        service_id=service.id,
        reference=make_reference(),
        state=ReferralState.SENT.value,
        state_on=sent_on,
        match_reasons=json.dumps(wanted.match_reasons, ensure_ascii=False),
        message=wanted.message,
        warned_of=kept_warnings(fit.warnings),
        room_warning=warning.value if warning else None,
        tell_by=way_to_tell(service, wanted.tell_by).value,
        in_spite=wanted.in_spite if fit.needs_why else None,
        made_by=actor.user_id,
        sent_on_from_id=before.id if before else None,
        submission_key=wanted.submission_key,
    )
    referral.service, referral.client = service, client
    referral.moves, referral.agreements = [], []
    if wanted.agreed is not None:
        keep_agreement(actor, referral, wanted.agreed)
    referral.moves.append(make_move(colleague(actor), referral, None, MoveInput(ReferralState.SENT, sent_on)))
    try:
        kept, is_new = add_once(db, referral, lambda: find_referral_of_submission(db, actor, wanted.submission_key))
    except IntegrityError:
        raise already_referred(service) from None
    if not is_new:
        return replayed(kept, client, wanted)
    keep_heeded(db, referral, fit.notes)
    if before is not None and (end := end_of(before, wanted.old_one)):
        move_referral(db, actor, before, end)
    record_act(db, actor.user_id, actor.scheme_id, "referral.sent", "onward_referral", [referral.id])
    mark_referred(db, actor, case, service.id)
    letter = letter_to_provider(referral, service, client, actor.scheme_name) if referral.is_written_to else None
    if letter is not None:
        queue_letter(db, client.id, referral.id, letter)
    return referral


def way_to_tell(service: Service, wanted: TellBy) -> TellBy:
    """How a group is told: by telephone where it was to be by email, and it has no address."""
    return TellBy.PHONE if wanted is TellBy.EMAIL and address_of(service) is None else wanted


@dataclass(frozen=True)
class Fit:
    """What a referral that can be made belongs to, what was heeded first, and what it is made in spite of."""

    case: Case
    service: Service
    notes: Sequence[ListingNote]
    room_warning: RoomWarning | None
    warnings: Sequence[Warned]
    needs_why: bool


def check_referable(db: Session, actor: Actor, client: Client, wanted: OnwardReferralInput, sent_on: date) -> Fit:
    """Look at all that has to be right before somebody is sent on. Raises as `refer_onward`, which says what."""
    check_alive(client)
    require_agreement(db, actor, client, wanted.agreed, sent_on)
    case = require_open_case(client)
    service = get_referable_service(db, case, wanted)
    notes = require_heeded(db, actor, service, wanted)
    room = heed_room(db, service, wanted)
    age = heed_age(service, client.age_on(sent_on), wanted)
    not_for_them = heed_not_for_them(db, actor, client, service.id, wanted)
    warnings: list[Warned] = [*([age] if age else []), *list_warnings(db, service, clock.today())]
    return Fit(case, service, notes, room, warnings, needs_why=bool(room or is_outside(age) or not_for_them))


def replayed(referral: OnwardReferral, client: Client, wanted: OnwardReferralInput) -> OnwardReferral:
    """The referral a submission made before, if it is of the same person to the same service."""
    if (referral.client_id, referral.service_id) != (client.id, wanted.service_id):
        raise UsedBefore
    referral.replays += 1
    return referral


def find_referral_of_submission(db: Session, actor: Actor, submission_key: str) -> OnwardReferral | None:
    return db.scalar(
        select(OnwardReferral)
        .where(OnwardReferral.scheme_id == actor.scheme_id, OnwardReferral.submission_key == submission_key)
        .options(joinedload(OnwardReferral.service), joinedload(OnwardReferral.client))
    )


def require_open_case(client: Client) -> Case:
    case = open_case(client)
    if case is None:
        raise NotReferable("This person has no open case. Open one first.")
    return case


def get_referable_service(db: Session, case: Case, wanted: OnwardReferralInput) -> Service:
    # Not `get`: that would hand out a service loaded before without its organization.
    service = db.scalar(
        select(Service)
        .where(Service.id == wanted.service_id)
        .options(joinedload(Service.organization), selectinload(Service.capacities))
    )
    if service is None or service.stage != Stage.PUBLISHED:
        raise NotReferable("This activity is no longer in the directory.")
    status = status_on(service, clock.today())
    if status != ServiceStatus.ACTIVE:
        raise NotReferable(f"{service.name} is {status}, so that nobody can be referred to it now.")
    if has_open_referral(db, case.id, service.id):
        raise already_referred(service)
    return service


def has_open_referral(db: Session, case_id: uuid.UUID, service_id: uuid.UUID) -> bool:
    """Whether somebody is referred to a service in a case, and that has not come to an end."""
    known = select(OnwardReferral.id).where(
        OnwardReferral.case_id == case_id, OnwardReferral.service_id == service_id, OnwardReferral.state.in_(OPEN)
    )
    return db.scalar(known) is not None


def already_referred(service: Service) -> NotReferable:
    return NotReferable(f"This person already has an open referral to {service.name}.")


def move_referral(db: Session, actor: Actor, referral: OnwardReferral, wanted: MoveInput) -> None:
    """Record what a colleague heard of a referral, as `record_move` does, which says what it raises."""
    record_move(db, colleague(actor), referral, wanted)


def record_move(db: Session, teller: Teller, referral: OnwardReferral, wanted: MoveInput) -> None:
    """Record the provider's answer, attendance or the ending of a referral.

    The same form sent again, or the same news from somebody else, changes nothing. Raises MovedMeanwhile,
    MoveNotAllowed, UsedBefore, or WrongInput for a day that cannot be.
    """
    if is_recorded(referral, wanted):
        return
    if wanted.seen is not None and wanted.seen != len(referral.moves):
        raise MovedMeanwhile
    now = ReferralState(referral.state)
    check_move(now, wanted.to)
    check_day(wanted.happened_on, referral.state_on, clock.today())
    move = make_move(teller, referral, now, wanted)
    referral.moves.append(move)
    referral.state, referral.state_on = wanted.to.value, wanted.happened_on
    if wanted.to not in TOLD_TO_PROVIDER:
        cancel_letters(db, about_id=referral.id)
    follow_move(db, referral, move)
    action, told = f"referral.{wanted.to}", ("onward_referral", [referral.id], ["state"])
    record_act(db, teller.user_id, teller.scheme_id, action, *told)


def is_recorded(referral: OnwardReferral, wanted: MoveInput) -> bool:
    """Whether what is wanted stands in a referral already. Raises UsedBefore where its form held something else."""
    standing = referral.standing_moves
    for move in standing:
        if wanted.submission_key and move.submission_key == wanted.submission_key:
            if not says_the_same(move, wanted):
                raise UsedBefore
            return True
    return says_the_same(standing[-1], wanted)


def says_the_same(move: ReferralMove, wanted: MoveInput) -> bool:
    told = (move.to_state, move.happened_on, move.reason)
    return told == (wanted.to, wanted.happened_on, wanted.reason) and wanted.note in (None, move.note)


def check_day(day: date, last: date, today: date) -> None:
    if day > today:
        raise WrongInput("Check the date.", {"happened_on": "The date must be today or earlier"})
    if day < last:
        raise WrongInput(
            "Check the date.", {"happened_on": f"The date must be on or after {last.day} {last:%B %Y}, the last step"}
        )


def make_move(teller: Teller, referral: OnwardReferral, now: ReferralState | None, wanted: MoveInput) -> ReferralMove:
    return ReferralMove(
        id=new_id(),
        scheme_id=referral.scheme_id,
        client_id=referral.client_id,
        onward_referral_id=referral.id,
        number=len(referral.moves) + 1,
        submission_key=wanted.submission_key,
        from_state=now.value if now else None,
        to_state=wanted.to.value,
        reason=wanted.reason.value if wanted.reason else None,
        happened_on=wanted.happened_on,
        note=wanted.note,
        recorded_by=teller.user_id,
        link_id=teller.link_id,
        recorded_at=clock.now(),
    )
