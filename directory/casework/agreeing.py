"""What a client agrees to: recording a yes, a no and a change of mind, and asking whether they agree."""

from datetime import date

from sqlalchemy import and_
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.inputs import AnswerInput
from directory.casework.message_back.kinds import MESSAGE_LETTER
from directory.casework.models import Answer, Client, Consent, Purpose
from directory.casework.own_page.letters import NEWS, is_to_client
from directory.casework.rules import (
    Standing,
    has_consent,
    standing_of,
    what_is_wrong_with_agreement,
    what_is_wrong_with_giver,
)
from directory.casework.support_sessions.kinds import REMINDER
from directory.casework.tellers import Teller
from directory.casework.triage.kinds import REFERRER_TOLD
from directory.casework.wordings import keep_newest_wording
from directory.db import new_id
from directory.errors import Conflict, Refused, WrongInput
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import end_links
from directory.outbox import OutboxMessage, cancel_letters

# Letters about somebody that go to no group: that they do not want to be told of there says nothing of these.
NOT_FOR_GROUPS = (MESSAGE_LETTER, REMINDER, REFERRER_TOLD, NEWS)


class ConsentNeeded(Refused):
    """The client has not agreed that their details are shared, or has withdrawn that."""


class PersonHasDied(Refused):
    """It is written down that the client has died, so that nothing new begins for them."""

    def __init__(self) -> None:
        super().__init__("It is written down that this person has died. If that is a mistake, take it back first.")


class WordingChanged(Conflict):
    """Somebody wrote a new wording after the one on the page was read out."""

    def __init__(self) -> None:
        super().__init__("The words to read out have changed since you opened this page. Please read out the new ones.")


def record_answer(db: Session, actor: Actor, client: Client, wanted: AnswerInput) -> Consent:
    """Record a yes or a no. A no while they agree takes the agreement back from that day on.

    Raises WrongInput or WordingChanged.
    """
    return (give_consent if wanted.answer is Answer.YES else refuse_consent)(db, actor, client, wanted)


def give_consent(db: Session, actor: Actor, client: Client, wanted: AnswerInput) -> Consent:
    """Record that the client agrees, from a day.

    Where agreement is already in force nothing is added: a second click records it once. Raises WordingChanged, or
    WrongInput for who may not agree for them, for a day in the future, before they were born, or before the day of
    their last no: agreeing again does not undo that. Raises PersonHasDied.
    """
    check_alive(client)
    check_agreement(wanted.given_on, client.born_on, clock.today(), "given_on")
    earlier = answers_for(client, wanted.purpose)
    for each in earlier:
        if each.withdrawn_on is None:
            return each
    if any(each.withdrawn_on and wanted.given_on < each.withdrawn_on for each in earlier):
        raise WrongInput("Check the date.", {"given_on": "This is before they last said no"})
    check_giver(wanted, client)
    return add_answer(db, actor, client, wanted)


def refuse_consent(db: Session, actor: Actor, client: Client, wanted: AnswerInput) -> Consent:
    """Record that the client was asked and said no, on a day. Anybody's no is taken, whoever says it for them.

    The same no again adds nothing. Raises WrongInput for a day that cannot be.
    """
    check_agreement(wanted.given_on, client.born_on, clock.today(), "given_on")
    in_force = [each for each in answers_for(client, wanted.purpose) if each.withdrawn_on is None]
    if in_force:
        withdraw_consent(db, actor, client, wanted.given_on, wanted.purpose, field="given_on")
        return in_force[0]
    if standing_of(client.consents, wanted.purpose, clock.today()) is Standing.SAID_NO:
        return max(answers_for(client, wanted.purpose), key=lambda each: each.given_on)
    return add_answer(db, actor, client, wanted)


def add_answer(db: Session, actor: Actor, client: Client, wanted: AnswerInput) -> Consent:
    wording = keep_newest_wording(db, client.scheme_id, wanted.purpose)
    if wanted.wording_number not in (None, wording.number):
        raise WordingChanged
    is_yes = wanted.answer is Answer.YES
    consent = Consent(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        purpose=wanted.purpose.value,
        answer=wanted.answer.value,
        given_on=wanted.given_on,
        withdrawn_on=None if is_yes else wanted.given_on,
        wording_id=wording.id,
        given_how=wanted.given_how.value,
        given_by=wanted.given_by.value,
        note=wanted.note,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )
    client.consents.append(consent)
    action = "consent.given" if is_yes else "consent.refused"
    record_act(db, actor.user_id, actor.scheme_id, action, "consent", [consent.id], ["given_on", wanted.purpose.value])
    return consent


def withdraw_consent(
    db: Session,
    actor: Actor | Teller,
    client: Client,
    withdrawn_on: date,
    purpose: Purpose = Purpose.REFERRAL,
    *,
    field: str = "withdrawn_on",
) -> bool:
    """Record that the client no longer agrees, from a day on. It acts from now on, and deletes nothing.

    Returns whether it was news. Raises WrongInput for a day in the future or before agreement was given.
    """
    if withdrawn_on > clock.today():
        raise WrongInput("Check the date.", {field: "The date must be today or earlier"})
    in_force = [each for each in answers_for(client, purpose) if each.withdrawn_on is None]
    for each in in_force:
        if withdrawn_on < each.given_on:
            raise WrongInput("Check the date.", {field: "This is before they agreed"})
        each.withdrawn_on = withdrawn_on
        changed = ["withdrawn_on", purpose.value]
        record_act(db, actor.user_id, actor.scheme_id, "consent.withdrawn", "consent", [each.id], changed)
    hold_back_what_waits(db, client, purpose)
    return bool(in_force)


def hold_back_what_waits(db: Session, client: Client, purpose: Purpose) -> None:
    """Stop what would still be shared or written although the client no longer agrees to that."""
    if purpose is Purpose.REFERRAL:
        # Links that have left go on showing, unlike letters that have.
        to_groups = and_(~is_to_client(), OutboxMessage.kind.not_in(NOT_FOR_GROUPS))
        cancel_letters(db, person_id=client.id, of=to_groups)
        end_links(db, client_id=client.id, purpose=LinkPurpose.REFERRAL)
    elif purpose is Purpose.CONTACT:
        cancel_letters(db, person_id=client.id, of=is_to_client())
    elif purpose is Purpose.FEEDBACK:
        cancel_letters(db, person_id=client.id, of=OutboxMessage.kind == MESSAGE_LETTER)
        end_links(db, client_id=client.id, purpose=LinkPurpose.MESSAGE_BACK)


def answers_for(client: Client, purpose: Purpose) -> list[Consent]:
    return [each for each in client.consents if each.purpose == purpose]


def check_agreement(given_on: date, born_on: date | None, today: date, field: str) -> None:
    problem = what_is_wrong_with_agreement(given_on, born_on, today)
    if problem:
        raise WrongInput("Check the date.", {field: problem})


def check_alive(client: Client) -> None:
    if client.death is not None:
        raise PersonHasDied


def check_giver(wanted: AnswerInput, client: Client) -> None:
    problem = what_is_wrong_with_giver(wanted.given_by, wanted.note, client.age_on(wanted.given_on))
    if problem:
        field, message = problem
        raise WrongInput(f"{message}.", {field: message})


def require_consent(client: Client, purpose: Purpose, on: date) -> None:
    """Raises ConsentNeeded unless the client agrees to sharing for the purpose on the day."""
    if not has_consent(client.consents, purpose, on):
        raise ConsentNeeded(
            "This person has not agreed that their details are shared. Ask them, and write down what they said. "
            "Without their agreement, share only to keep somebody safe, to save a life or in their best interests: "
            "follow “Share without agreement” on their page."
        )
