"""Taking a person on, putting right what is known of them, and the spells of their support."""

import uuid
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.agreeing import check_agreement, check_alive, give_consent
from directory.casework.assessment.ending import call_off_assessment
from directory.casework.client_tokens import NhsNumberTaken, find_by_nhs_number, nhs_number_once
from directory.casework.inputs import AnswerInput, ClientCorrectionInput, NewClientInput
from directory.casework.models import Case, Client, age_between
from directory.casework.own_page.keeping import close_own_page
from directory.casework.references import make_reference
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.telling_senders import tell_senders_of_client
from directory.casework.rules import is_too_young_to_agree_alone, may_write_home, what_is_wrong_with_birth
from directory.casework.sight import is_in_scope
from directory.casework.support_sessions.ending import cancel_planned
from directory.casework.young_people import ask_about_age
from directory.db import add_once, new_id
from directory.errors import Conflict, UsedBefore, WrongInput

# What is asked when somebody is taken on, and what more may be known of them later.
ASKED_FIRST = ("name", "nhs_number", "postcode", "born_on", "phone", "email")
HOW_TO_REACH = ("other_phone", "address", "contact_by", "contact_times", "language", "interpreter")
KNOWN_OF_CLIENT = (*ASKED_FIRST, *HOW_TO_REACH)


class ChangedMeanwhile(Conflict):
    """Somebody changed a record after the person who changes it now had looked at it."""

    def __init__(self) -> None:
        super().__init__("Somebody else changed this while you had it open. What you typed is not saved yet.")


def take_on_client(
    db: Session,
    actor: Actor,
    wanted: NewClientInput,
    *,
    opened_on: date | None = None,
    came_as: Referral | None = None,
) -> Client:
    """Add a person and open a case for them, with the actor as their coordinator.

    Who came by a referral keeps its reference, and its key seals their record. The same submission sent again gives the
    client it made the first time. Raises UsedBefore where its key comes with another person, and WrongInput for a date
    that cannot be.
    """
    known = find_client_of_submission(db, actor, wanted.submission_key)
    if known is not None:
        return replayed(known, wanted)
    check_birth(wanted.born_on, clock.today())
    check_first_agreement(wanted)
    client = Client(
        id=came_as.person_id if came_as else new_id(),
        scheme_id=actor.scheme_id,
        reference=came_as.reference if came_as else make_reference(),
        coordinator_id=actor.user_id,
        submission_key=wanted.submission_key,
        name=wanted.name,
        nhs_number=wanted.nhs_number,
        postcode=wanted.postcode,
        born_on=wanted.born_on,
        phone=wanted.phone,
        email=wanted.email,
    )
    case = Case(
        id=new_id(),
        scheme_id=actor.scheme_id,
        client_id=client.id,
        opened_on=opened_on or clock.today(),
        statement=wanted.statement,
    )
    client.cases, client.consents, client.deaths = [case], [], []
    check_nhs_number(db, actor, client, wanted.nhs_number)
    with nhs_number_once():
        kept, is_new = add_once(db, client, lambda: find_client_of_submission(db, actor, wanted.submission_key))
    if not is_new:
        return replayed(kept, wanted)
    record_act(db, actor.user_id, actor.scheme_id, "client.taken_on", "client", [client.id])
    if wanted.consent_given_on:
        give_consent(db, actor, client, AnswerInput(wanted.consent_given_on))
    ask_about_age(db, actor, client)
    return client


def correct_client(db: Session, actor: Actor, client: Client, wanted: ClientCorrectionInput) -> frozenset[str]:
    """Put right what is known of a person, and what they said in the open case; returns the names of what changed.

    Raises ChangedMeanwhile where somebody else changed the record after it was looked at.
    """
    check_birth(wanted.born_on, clock.today())
    if wanted.born_on and any(each.given_on < wanted.born_on for each in client.consents):
        raise WrongInput("Check the date of birth.", {"born_on": "This is after they told us what they agree to"})
    case = next((each for each in client.cases if each.closed_on is None), None)
    changed = {name for name in KNOWN_OF_CLIENT if getattr(client, name) != getattr(wanted, name)}
    if wanted.statement != (case.statement if case else None):
        changed.add("statement")
    if changed and wanted.seen is not None and wanted.seen != client.revision:
        raise ChangedMeanwhile
    if "nhs_number" in changed:
        check_nhs_number(db, actor, client, wanted.nhs_number)
    for name in changed.intersection(KNOWN_OF_CLIENT):
        setattr(client, name, getattr(wanted, name))
    with nhs_number_once():
        db.flush()  # what they are found by is made then, and somebody else may have been quicker
    if case is None:
        changed.discard("statement")
    elif "statement" in changed:
        case.statement = wanted.statement
    if changed:
        record_act(db, actor.user_id, actor.scheme_id, "client.corrected", "client", [client.id], changed)
    if "email" in changed or not may_write_home(client.letters_home, client.age_on(clock.today())):
        # Whoever reads what came to the old address is not to be let in by the new one.
        close_own_page(db, client)
    ask_about_age(db, actor, client)
    return frozenset(changed)


def replayed(client: Client, wanted: NewClientInput) -> Client:
    """The client a submission made before, if it is the same person. The replay is written before it is answered."""
    if any(getattr(client, name) != getattr(wanted, name) for name in ASKED_FIRST):
        raise UsedBefore
    client.replays += 1
    return client


def find_client_of_submission(db: Session, actor: Actor, submission_key: str) -> Client | None:
    return db.scalar(
        select(Client)
        .where(Client.scheme_id == actor.scheme_id, Client.submission_key == submission_key)
        .options(selectinload(Client.cases), selectinload(Client.consents), selectinload(Client.deaths))
    )


def check_first_agreement(wanted: NewClientInput) -> None:
    """Raises WrongInput for an agreement that cannot be taken together with the person, so that nobody is added."""
    born_on, given_on = wanted.born_on, wanted.consent_given_on
    if given_on is None:
        return
    check_agreement(given_on, born_on, clock.today(), "consent_given_on")
    if born_on and is_too_young_to_agree_alone(age_between(born_on, given_on)):
        message = "They are under 16. Leave this empty, and write it down on their page: we have to ask a little more"
        raise WrongInput("Look at the agreement.", {"consent_given_on": message})


def check_birth(born_on: date | None, today: date) -> None:
    problem = what_is_wrong_with_birth(born_on, today)
    if problem:
        raise WrongInput("Check the date of birth.", {"born_on": problem})


def check_nhs_number(db: Session, actor: Actor, client: Client, nhs_number: str | None) -> None:
    """Raises NhsNumberTaken where somebody else of the scheme has it; whose it is, only who may see them is told."""
    known = find_by_nhs_number(db, client.scheme_id, nhs_number) if nhs_number else None
    # The same sending a moment before is a second click.
    if known is not None and known.submission_key != client.submission_key:
        raise NhsNumberTaken(known.reference if is_in_scope(db, actor, known) else "")


def open_new_case(db: Session, actor: Actor, client: Client, opened_on: date) -> Case:
    """Begin a new spell of support. A second click begins none.

    Raises PersonHasDied, and WrongInput where one is open since another day, and for a day in the future or before the
    last case was closed.
    """
    check_alive(client)
    for each in client.cases:
        if each.closed_on is None:
            if each.opened_on != opened_on:
                message = f"A case is open already, since {each.opened_on.day} {each.opened_on:%B %Y}"
                raise WrongInput("Look at the case first.", {"opened_on": message})
            return each
    last = max((each.closed_on for each in client.cases if each.closed_on), default=date.min)
    if not last <= opened_on <= clock.today():
        message = "The date must be today or earlier, and not before the last case was closed"
        raise WrongInput("Check the date.", {"opened_on": message})
    case = Case(id=new_id(), scheme_id=actor.scheme_id, client_id=client.id, opened_on=opened_on)
    client.cases.append(case)
    record_act(db, actor.user_id, actor.scheme_id, "case.opened", "client_case", [case.id])
    return case


def close_case(
    db: Session,
    actor: Actor,
    case: Case,
    closed_on: date,
    *,
    seen: int | None = None,
    still_held: Collection[uuid.UUID] = (),
) -> None:
    """End a spell of support or, where its version was `seen` as it is, put right the day on which it ended.

    What is planned is called off when it ends, but for sessions that are `still_held`. Where nobody looked beforehand,
    one that has ended stays as it is. Raises ChangedMeanwhile where `seen` is an older
    version, and WrongInput for a day that cannot be.
    """
    if case.closed_on == closed_on or (seen is None and case.closed_on is not None):
        return
    if seen is not None and seen != case.version:
        raise ChangedMeanwhile
    spells = db.scalars(select(Case).where(Case.client_id == case.client_id)).all()
    next_opened_on = min((each.opened_on for each in spells if each.comes_after(case)), default=None)
    if not case.opened_on <= closed_on <= (next_opened_on or clock.today()):
        message = "The date must be after the case was opened, today at latest"
        if next_opened_on:
            message = "The date must be after the case was opened, and not after the next case was"
        raise WrongInput("Check the date.", {"closed_on": message})
    was_open, case.closed_on = case.closed_on is None, closed_on
    if was_open:
        cancel_planned(db, actor, case, but=still_held)
        call_off_assessment(db, actor, case)
    record_act(db, actor.user_id, actor.scheme_id, "case.closed", "client_case", [case.id], ["closed_on"])
    tell_senders_of_client(db, case.client_id)
