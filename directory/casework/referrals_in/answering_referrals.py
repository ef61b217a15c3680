"""What a team answers to a referral: taking the person on, declining for a reason, and that nobody was reached."""

import uuid

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.coming_back import HOW_TO_REACH, note_told_anew, safe_contact_of, take_on_again
from directory.casework.joining.noting import noting_changes
from directory.casework.models import Answer, Client, Consent, GivenBy, GivenHow, Purpose
from directory.casework.operations import open_new_case, take_on_client
from directory.casework.queries import open_case
from directory.casework.referrals_in.filling_in import fill_in_record
from directory.casework.referrals_in.joined_referrals import bring_joined, list_joined
from directory.casework.referrals_in.referral_inputs import DeclineInput
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import as_new_client, statement_of
from directory.casework.referrals_in.referral_states import MOVES, DeclineReason, ReferralInState, ReferralSource
from directory.casework.referrals_in.telling_senders import tell_sender
from directory.casework.rules import is_too_young_to_agree_alone
from directory.casework.safety.coming_in import take_along
from directory.casework.tombstones import ErasedPerson
from directory.casework.triage.allocating import AllocationInput, check_allocatable, note_allocation
from directory.casework.triage.following import follow_person
from directory.casework.triage.kinds import AllocationReason
from directory.casework.triage.telling import tell_not_taken_on
from directory.clock import day_of
from directory.db import new_id
from directory.errors import Conflict

S = ReferralInState
# What somebody wishes of who supports them.
WISHES = ("coordinator_gender", "wants_somebody_new")


class AnsweredMeanwhile(Conflict):
    """A colleague has answered a referral."""

    def __init__(self) -> None:
        super().__init__("A colleague has answered this already. The page shows what they did.")


def accept_as_new(db: Session, actor: Actor, referral: Referral, wanted: AllocationInput | None = None) -> Client:
    """Take the person of a referral on, under the reference they were given, with whom it is allocated to as their
    coordinator: the actor, unless `wanted` says who. Their record begins with what the referral told.

    Raises AnsweredMeanwhile, NotTheirs, and WrongInput for who cannot support them. The caller keeps the referral from
    others.
    """
    check_move(referral, S.ACCEPTED)
    wanted = wanted or to_oneself(actor)
    check_allocatable(db, actor, wanted.to_user_id)
    client = take_on_client(db, actor, as_new_client(referral), came_as=referral)
    for name in (*HOW_TO_REACH, *WISHES):
        setattr(client, name, getattr(referral, name))
    client.safe_contact = safe_contact_of(referral, referral.safe_contact)
    client.coordinator_id = wanted.to_user_id
    note_allocation(db, actor, client, wanted, None)
    take_along(db, actor, referral, client)
    fill_in_record(db, actor, referral, client)
    move_to_client(db, actor, referral, client)
    take_joined_along(db, actor, referral, client, is_new=True)
    return client


def accept_as_known(
    db: Session, actor: Actor, referral: Referral, client: Client, wanted: AllocationInput | None = None
) -> uuid.UUID:
    """Take the person of a referral on again, who is a client already. What is known of them stays as it is, and new
    ways to reach them safely are added. Where nobody supports them, whom it is allocated to does from now on: the
    actor, unless `wanted` says who.

    A case is opened where they have none. Returns whose key sealed the referral until now: the caller has it
    destroyed once this is kept. Raises AnsweredMeanwhile, PersonHasDied, NotTheirs, and WrongInput for who cannot
    support them.
    """
    check_move(referral, S.ACCEPTED)
    wanted = wanted or to_oneself(actor)
    check_allocatable(db, actor, wanted.to_user_id)
    before = referral.person_id
    with noting_changes(db, referral, client):
        bring_to_known(db, actor, referral, client, wanted)
        # Nobody is erased: an old copy of the database must not show this to anybody under a key that outlives theirs.
        db.add(ErasedPerson(person_id=before, erased_at=clock.now()))
        move_to_client(db, actor, referral, client)
    take_joined_along(db, actor, referral, client, is_new=False)
    return before


def bring_to_known(db: Session, actor: Actor, referral: Referral, client: Client, wanted: AllocationInput) -> None:
    """Have the record of somebody who is known say what a referral tells of them, and be sealed for them with it."""
    take_on_again(db, actor, client, wanted)
    if open_case(client) is None:
        open_new_case(db, actor, client, clock.today()).statement = statement_of(referral)
    note_told_anew(db, actor, referral, client)
    for name in WISHES:
        setattr(client, name, getattr(referral, name) or getattr(client, name))
    take_along(db, actor, referral, client)
    referral.belong_to(client.id)


def to_oneself(actor: Actor) -> AllocationInput:
    return AllocationInput(actor.user_id, AllocationReason.TAKEN_ON)


def move_to_client(db: Session, actor: Actor, referral: Referral, client: Client) -> None:
    referral.client_id = client.id
    move_referral_in(db, actor, referral, S.ACCEPTED)
    follow_person(db, referral, client.id)


def take_joined_along(db: Session, actor: Actor, first: Referral, client: Client, *, is_new: bool) -> None:
    """Have the referrals that were joined to one be the client's too; the record of who is new begins with what they
    told, too. What they agreed to is kept when all is told: how old they are may stand in any of them.
    """
    joined = list_joined(db, first)
    for each in joined:
        with noting_changes(db, each, client):
            bring_joined(db, actor, each, client)
            follow_person(db, each, client.id)
            if is_new:
                fill_in_record(db, actor, each, client)
    for each in (first, *joined):
        keep_agreement(db, actor, each, client)


def keep_agreement(db: Session, actor: Actor, referral: Referral, client: Client) -> None:
    """Keep that somebody agreed online to be contacted, in the words they agreed to.

    Not of who is under 16: that is asked, as it has to be known that they understand it.
    """
    given_on = day_of(referral.made_at)
    is_own = referral.source == ReferralSource.SELF.value and referral.agreed_wording_id is not None
    is_known = any(each.purpose == Purpose.CONTACT for each in client.consents)
    if not is_own or is_known or is_too_young_to_agree_alone(client.age_on(given_on)):
        return
    consent = Consent(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        purpose=Purpose.CONTACT.value,
        answer=Answer.YES.value,
        given_on=given_on,
        wording_id=referral.agreed_wording_id,
        given_how=GivenHow.ONLINE.value,
        given_by=GivenBy.THEMSELF.value,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )
    client.consents.append(consent)
    changed = ["given_on", Purpose.CONTACT.value]
    record_act(db, actor.user_id, actor.scheme_id, "consent.given", "consent", [consent.id], changed)


def decline_referral_in(db: Session, actor: Actor, referral: Referral, wanted: DeclineInput) -> None:
    """Say that the person is not taken on, and why: whoever referred them is to be told. A second click says it once.

    That somebody is known here already is told to nobody. Raises AnsweredMeanwhile.
    """
    if referral.decline_reason == wanted.reason and referral.answered_by == actor.user_id:
        return
    check_move(referral, S.DECLINED)
    referral.decline_reason, referral.note = wanted.reason.value, wanted.note or referral.note
    move_referral_in(db, actor, referral, S.DECLINED)
    if wanted.reason is not DeclineReason.SENT_TWICE:
        tell_not_taken_on(db, actor, referral)


def check_move(referral: Referral, to: ReferralInState) -> None:
    if to not in MOVES[ReferralInState(referral.state)]:
        raise AnsweredMeanwhile


def move_referral_in(db: Session, actor: Actor, referral: Referral, to: ReferralInState) -> None:
    referral.state, referral.state_at, referral.answered_by = to.value, clock.now(), actor.user_id
    action = f"referral_in.{to.value.replace(' ', '_')}"
    record_act(db, actor.user_id, actor.scheme_id, action, "referral", [referral.id])
    for each in (referral, *list_joined(db, referral)):
        tell_sender(db, each)
