"""Young people: how they are reached safely, and what a manager says of somebody too young for the service."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.own_page.keeping import close_own_page
from directory.casework.queries import has_died, is_supported
from directory.casework.rules import may_write_home
from directory.casework.sight import in_scope
from directory.casework.young_models import AgeQuestion
from directory.db import new_id
from directory.security.key_tables import CannotBeRead


@dataclass(frozen=True)
class SafeContactInput:
    """How somebody is reached safely; whether letters go to their home, or None for what is usual at their age."""

    safe_contact: str | None
    letters_home: bool | None


def set_safe_contact(db: Session, actor: Actor, client: Client, wanted: SafeContactInput) -> bool:
    """Write down how a client is reached safely; says whether that is a change."""
    told = {"safe_contact": wanted.safe_contact, "letters_home": wanted.letters_home}
    changed = {name for name, value in told.items() if getattr(client, name) != value}
    for name in changed:
        setattr(client, name, told[name])
    if changed:
        record_act(db, actor.user_id, actor.scheme_id, "client.corrected", "client", [client.id], changed)
    if not may_write_home(client.letters_home, client.age_on(clock.today())):
        close_own_page(db, client)
    return bool(changed)


def ask_about_age(db: Session, actor: Actor, client: Client) -> None:
    """Pass somebody who is younger than the service is meant for on to a manager; once, and only while they are."""
    is_young = is_too_young(client, db.get_one(Scheme, client.scheme_id).minimum_age)
    question = find_age_question(db, client)
    if is_young and question is None:
        asked = AgeQuestion(id=new_id(), scheme_id=client.scheme_id, client_id=client.id, asked_at=clock.now())
        db.add(asked)
        record_act(db, actor.user_id, actor.scheme_id, "age.asked", "age_question", [asked.id])
    elif question is not None and question.answered_at is None and not is_young:
        record_act(db, actor.user_id, actor.scheme_id, "age.put_right", "age_question", [question.id])
        db.delete(question)


def is_too_young(client: Client, minimum_age: int) -> bool:
    """Whether somebody is known to be younger today than a service is meant for; not so where nobody can read it."""
    try:
        age = client.age_on(clock.today())
    except CannotBeRead:
        return False
    return age is not None and age < minimum_age


def answer_about_age(db: Session, actor: Actor, question: AgeQuestion, answer: str) -> bool:
    """Write down how a manager says that somebody is helped; says whether it was news. The first answer stays."""
    if question.answered_at is not None:
        return False
    question.answered_at, question.answered_by, question.answer = clock.now(), actor.user_id, answer
    record_act(db, actor.user_id, actor.scheme_id, "age.answered", "age_question", [question.id])
    return True


def find_age_question(db: Session, client: Client, *, to_change: bool = False) -> AgeQuestion | None:
    """What a manager is asked, or was, about a client's age. The caller looked the client up."""
    wanted = select(AgeQuestion).where(AgeQuestion.client_id == client.id)
    if to_change:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return db.scalar(wanted)


def list_age_questions(db: Session, actor: Actor) -> Sequence[AgeQuestion]:
    """Who of the actor's scheme waits for a manager because of their age, longest first, recorded as listed.

    Not who has grown old enough meanwhile, or is not supported any more.
    """
    asked = db.scalars(
        select(AgeQuestion)
        .where(AgeQuestion.scheme_id == actor.scheme_id, AgeQuestion.answered_at.is_(None))
        .where(AgeQuestion.client.has(and_(in_scope(actor), is_supported(), ~has_died())))
        .options(joinedload(AgeQuestion.client))
        .order_by(AgeQuestion.asked_at, AgeQuestion.id)
    ).all()
    minimum = db.get_one(Scheme, actor.scheme_id).minimum_age
    found = [each for each in asked if is_too_young(each.client, minimum)]
    if found:
        record_act(db, actor.user_id, actor.scheme_id, "client.listed", "client", [each.client_id for each in found])
    return found
