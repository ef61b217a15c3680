"""Clients who are supported for some weeks, with all that builds up: sessions, notes, plans, tries and referrals.

Who somebody is follows from their number, and how they stand from how many their coordinator had before them: the same
people are made each time.
"""

import uuid
from collections.abc import Sequence
from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.inputs import NewUserInput
from directory.accounts.models import Scheme
from directory.accounts.operations import add_user
from directory.casework.assessment.actions import add_action
from directory.casework.assessment.agreeing_plan import (
    NextReviewInput,
    PlanAgreementInput,
    agree_plan,
    plan_next_review,
)
from directory.casework.assessment.agreement_models import AgreedHow
from directory.casework.assessment.assessing import (
    FoundInput,
    PlannedInput,
    finish_assessment,
    plan_assessment,
    write_assessment,
)
from directory.casework.assessment.changes import last_number
from directory.casework.assessment.goals import add_goal
from directory.casework.assessment.plan_inputs import ActionInput, GoalInput
from directory.casework.inputs import NewClientInput
from directory.casework.models import Case, Client
from directory.casework.operations import take_on_client
from directory.casework.own_page.messages import MessageInput, keep_message
from directory.casework.own_page.models import Told
from directory.casework.queries import open_case
from directory.casework.record.inputs import NoteInput
from directory.casework.record.notes import write_note
from directory.casework.referrals_in.receiving import receive_for_team
from directory.casework.referrals_in.referral_inputs import ReferralInput
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.casework.safety.keeping import say_none_known
from directory.casework.support_sessions.inputs import OutcomeInput, SessionInput
from directory.casework.support_sessions.models import Way
from directory.casework.support_sessions.planning import plan_session
from directory.casework.support_sessions.recording import record_outcome
from directory.casework.support_sessions.states import SessionReason, SessionState
from directory.casework.triage.attempts import AttemptInput, log_attempt
from directory.casework.triage.kinds import ContactHow, ContactResult
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.db import new_id
from directory.referrals.inputs import GroupAgreementInput, MoveInput, OnwardReferralInput
from directory.referrals.operations import move_referral, refer_onward
from directory.referrals.states import ReferralState

PASSWORD = "six slow swans drift"  # noqa: S105 - of a database that is thrown away
FIRST_NAMES = ("Doreen", "Mohammed", "Kathryn", "Saira", "Barry", "Gwyneth", "Leonard", "Selam", "Edith", "Agnes")
SURNAMES = ("Ashworth", "Begum", "Clough", "Dhillon", "Entwistle", "Firth", "Greenhalgh", "Hussain", "Ingham")
# Of so many supported people, one waits for a group, told something on their own page, has not agreed to be referred,
# was tried in vain, has an assessment still to come, or a session of yesterday that nobody has written up.
WAITING, TOLD, UNAGREED, TRIED, UNASSESSED, UNWRITTEN = 3, 10, 5, 4, 9, 12
LONGEST_DAYS, MOST_SESSIONS, FIRST_HOUR = 110, 5, 9


def add_colleague(db: Session, scheme: Scheme, email: str, name: str, *roles: Role) -> None:
    """Somebody of a team who signs in with the password of all."""
    add_user(db, scheme, NewUserInput(email, name, PASSWORD, roles))


def add_group(db: Session, number: int) -> None:
    """A group with an e-mail address and one activity."""
    group = Organization(id=new_id(), name=f"Group {number}", email=f"group-{number}@bench.example")
    db.add(group)
    db.flush()  # the service names it
    db.add(Service(id=new_id(), organization_id=group.id, name=f"Activity {number}"))


def wanted_client(number: int, opened_on: date, *, has_agreed: bool = True) -> NewClientInput:
    """Who somebody is, by their number."""
    return NewClientInput(
        name=f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {SURNAMES[number % len(SURNAMES)]} {number:,}",
        submission_key=f"client-of-the-bench-{number}",
        postcode="LS11 8ND",
        born_on=date(1930, 1, 1) + timedelta(days=number % 25_000),
        statement="I miss my walks, and the bus goes no more.",
        consent_given_on=opened_on if has_agreed else None,
        phone=f"07700 900{number % 1_000:03}",
    )


def add_supported(db: Session, actor: Actor, number: int, nth: int, services: Sequence[uuid.UUID]) -> Client:
    """Somebody who is supported now, since up to sixteen weeks, and what was written down of them since."""
    opened_on = clock.today() - timedelta(days=nth * 7 % LONGEST_DAYS)
    has_agreed = bool(nth % UNAGREED)
    client = take_on_client(db, actor, wanted_client(number, opened_on, has_agreed=has_agreed), opened_on=opened_on)
    db.flush()  # what follows names them
    case = case_of(client)
    assess(db, actor, client, case, number, nth)
    meet(db, actor, client, case, number, nth)
    plan(db, actor, client, case, number, nth)
    if nth % TRIED == 0:
        again_on = clock.today() + timedelta(days=nth % 7)
        tried = AttemptInput(ContactHow.PHONE, ContactResult.NO_ANSWER, f"try-{number}", again_on=again_on)
        log_attempt(db, actor, client, tried)
    if nth % TOLD == 1:
        keep_message(db, client, MessageInput(Told.COPY, f"told-{number}"))
    if has_agreed:
        refer(db, actor, client, case, number, nth, services)
    return client


def assess(db: Session, actor: Actor, client: Client, case: Case, number: int, nth: int) -> None:
    """Their assessment, a week after they came; of some it is still to come."""
    held_on = case.opened_on + timedelta(days=7)
    is_to_come = nth % UNASSESSED == 0 or held_on >= clock.today()
    day = clock.today() + timedelta(days=nth % 10) if is_to_come else held_on
    if not is_to_come or nth % 2:
        say_none_known(db, actor, client)
    wanted = PlannedInput(day, hour_of(nth), Way.PHONE, actor.user_id, f"assessment-{number}", in_spite=True)
    assessment = plan_assessment(db, actor, client, wanted)
    if is_to_come:
        return
    db.flush()  # each change of it counts
    found = FoundInput("Her daughter Ann", "Sings, and knows everybody", "The stairs", "Speaks low", ("loneliness",))
    write_assessment(db, actor, client, assessment, found)
    db.flush()  # each change of it counts
    finish_assessment(db, actor, client, assessment, seen=assessment.version)


def meet(db: Session, actor: Actor, client: Client, case: Case, number: int, nth: int) -> None:
    """The sessions they had, with a note of each, and the next one."""
    today = clock.today()
    had = min(MOST_SESSIONS, (today - case.opened_on).days // 14)
    for turn in range(had):
        day = today - timedelta(days=14 * (turn + 1) - nth % 7)
        session = plan_session(db, actor, client, wanted_session(actor, day, nth, f"session-{number}-{turn}"))
        db.flush()  # each change of it counts
        is_missed = turn == 1 and nth % 6 == 0
        state, reason = (
            (SessionState.MISSED, SessionReason.DID_NOT_COME) if is_missed else (SessionState.HAPPENED, None)
        )
        notes = "We looked at the leaflet of the walking group together."
        record_outcome(db, actor, client, session, OutcomeInput(state, session.version, reason, notes=notes))
        write_note(db, actor, client, NoteInput("Rang to say it went well.", day, turn == 2, f"note-{number}-{turn}"))
    is_unwritten = nth % UNWRITTEN == 5 and case.opened_on < today
    day = today - timedelta(days=1) if is_unwritten else today + timedelta(days=nth % 15)
    plan_session(db, actor, client, wanted_session(actor, day, nth, f"next-{number}"))


def wanted_session(actor: Actor, day: date, nth: int, key: str) -> SessionInput:
    return SessionInput(day, hour_of(nth), Way.PHONE, actor.user_id, key, lasts_minutes=30, in_spite=True)


def hour_of(nth: int) -> time:
    return time(FIRST_HOUR + nth % 8)


def plan(db: Session, actor: Actor, client: Client, case: Case, number: int, nth: int) -> None:
    """What they want to reach and by which steps, agreed to on the day, and to be looked at again."""
    today = clock.today()
    for turn in range(1 + nth % 2):
        wanted = GoalInput("Get out of the house more", 8, 4, submission_key=f"goal-{number}-{turn}")
        goal = add_goal(db, actor, client, wanted)
        for step in range(1 + nth % 3):
            due_on = today + timedelta(days=(nth * 5 + step * 11) % 50 - 10)
            key = f"action-{number}-{turn}-{step}"
            add_action(
                db, actor, client, ActionInput("Ring the walking group", due_on=due_on, submission_key=key), goal
            )
    agreed = PlanAgreementInput(today, AgreedHow.PHONE, last_number(db, case.id), submission_key=f"agreed-{number}")
    agree_plan(db, actor, client, agreed)
    plan_next_review(db, actor, client, NextReviewInput(today + timedelta(days=nth % 60), actor.user_id))


def refer(
    db: Session, actor: Actor, client: Client, case: Case, number: int, nth: int, services: Sequence[uuid.UUID]
) -> None:
    """Sent on to a group, which has answered or not yet."""
    sent_on = max(case.opened_on, clock.today() - timedelta(days=nth % 12))
    agreed = GroupAgreementInput(sent_on)
    wanted = OnwardReferralInput(services[number % len(services)], f"referral-{number}", sent_on=sent_on, agreed=agreed)
    referral = refer_onward(db, actor, client, wanted)
    db.flush()  # what moves it reads it
    if nth % WAITING != 1:
        move_referral(db, actor, referral, MoveInput(ReferralState.ACCEPTED, clock.today()))


def add_asking(db: Session, scheme: Scheme, number: int) -> None:
    """Somebody who asked for support, and waits."""
    name = f"{FIRST_NAMES[number % len(FIRST_NAMES)]} Waits {number}"
    wanted = ReferralInput(
        ReferralSource.SELF, f"asking-of-the-bench-{number}", name, "LS11", phone="07700 900123", statement="Lonely."
    )
    receive_for_team(db, None, scheme, wanted)


def case_of(client: Client) -> Case:
    case = open_case(client)
    assert case is not None
    return case
