"""Young people: writing down how they are reached safely, and a manager's word on somebody too young."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.casework.models import Client
from directory.casework.rules import AGE_TO_DECIDE, may_write_home
from directory.casework.young_models import AgeQuestion
from directory.casework.young_people import (
    SafeContactInput,
    answer_about_age,
    find_age_question,
    is_too_young,
    list_age_questions,
    set_safe_contact,
)
from directory.db import transaction
from directory.errors import NotFound
from directory.staff.blueprint import bp
from directory.staff.records.records import get_client
from directory.web.components import Fact
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.pages import render_page, tell
from directory.web.words import uk_short_date

AS_USUAL, YES, NO = "usual", "yes", "no"
LETTERS = {AS_USUAL: None, YES: True, NO: False}


class SafeContactForm(LynchpinForm[SafeContactInput]):
    safe_contact = LongTextField(
        "How can you reach them safely? (optional)",
        hint="Such as “text first, never ring the house” or “through the school nurse”",
        rows=3,
        longest=500,
    )
    letters_home = OneOfField(
        "May letters and emails go to their home?",
        [
            Choice(AS_USUAL, "As usual for their age", f"No for people under {AGE_TO_DECIDE}, yes for others"),
            Choice(YES, "Yes", "They told you that it is safe"),
            Choice(NO, "No"),
        ],
        required="Choose whether letters may go to their home",
    )

    def to_input(self) -> SafeContactInput:
        return SafeContactInput(self.safe_contact.data or None, LETTERS[self.letters_home.data])


class AgeAnswerForm(LynchpinForm[str]):
    answer = LongTextField(
        "How are they helped?",
        required="Say how they are helped",
        hint="Such as “we support them together with school” or “the young carers’ team takes them on”",
        rows=3,
        longest=1_000,
    )

    def to_input(self) -> str:
        return self.answer.data or ""


@dataclass(frozen=True)
class PersonPage:
    """Whom a page about a young person is about."""

    name: str
    reference: str


@dataclass(frozen=True)
class AgePage:
    """What a manager is asked about somebody's age, and what one said."""

    name: str
    reference: str
    answer: str
    may_answer: bool


@dataclass(frozen=True)
class WaitingPage:
    """Who waits for a manager because of their age: name, since when, and where to answer."""

    lines: Sequence[tuple[str, str, str]]


@bp.get("/clients/<reference>/safe-contact")
@requires("casework.write")
def edit_safe_contact(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        page = PersonPage(client.listed_name, client.reference)
        letters = next(word for word, said in LETTERS.items() if said is client.letters_home)
        known = {"safe_contact": client.safe_contact, "letters_home": letters}
    form: Any = show_form(SafeContactForm, known)
    return render_page("staff/edit_safe_contact.html", page, form=form)


@bp.post("/clients/<reference>/safe-contact")
@requires("casework.write")
@asks_again(edit_safe_contact)
def save_safe_contact(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        set_safe_contact(db, current_actor(), client, load_form(SafeContactForm))
    tell("How to reach them safely is written down.")
    return redirect(url_for("staff.show_client", reference=reference), 303)


@bp.get("/young")
@requires("casework.oversee")
def show_too_young() -> ResponseReturnValue:
    """Who waits for a manager because they are younger than the service is meant for."""
    with transaction() as db:
        page = WaitingPage([waiting_line(each) for each in list_age_questions(db, current_actor())])
    return render_page("staff/show_too_young.html", page)


@bp.get("/clients/<reference>/age")
@requires("casework.read")
def show_age_question(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        question = require_question(find_age_question(db, client))
        may_answer = actor.may("casework.oversee") and question.answered_at is None
        page = AgePage(client.listed_name, client.reference, question.answer or "", may_answer)
    form: Any = show_form(AgeAnswerForm)
    return render_page("staff/show_age_question.html", page, form=form)


@bp.post("/clients/<reference>/age")
@requires("casework.oversee")
@asks_again(show_age_question)
def save_age_answer(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        question = require_question(find_age_question(db, client, to_change=True))
        is_news = answer_about_age(db, current_actor(), question, load_form(AgeAnswerForm))
    tell("It is written down." if is_news else "Another manager answered before you.")
    return redirect(url_for("staff.show_client", reference=reference), 303)


def require_question(question: AgeQuestion | None) -> AgeQuestion:
    if question is None:
        raise NotFound("Nothing is asked about their age.")
    return question


def waiting_line(question: AgeQuestion) -> tuple[str, str, str]:
    href = url_for("staff.show_age_question", reference=question.client.reference)
    return question.client.listed_name, uk_short_date(question.asked_at), href


def contact_facts(client: Client, today: date) -> list[Fact]:
    """How somebody is reached safely, where that is written down, or where their age asks for care."""
    facts = [Fact("How to reach them safely", client.safe_contact.split("\n"))] if client.safe_contact else []
    words = letters_words(client, today)
    return [*facts, Fact("Letters to their home", words)] if words else facts


def letters_words(client: Client, today: date) -> str:
    """Whether letters may go to somebody's home, as far as there is something to say of it."""
    age = client.age_on(today)
    if client.letters_home is not None:
        return "Yes: they said that it is safe" if client.letters_home else "No"
    if not may_write_home(None, age):
        return f"No: they are under {AGE_TO_DECIDE}"
    if age == AGE_TO_DECIDE:
        return (
            f"Yes, since they turned {AGE_TO_DECIDE}. Ask them whether that is safe, and what they agree to themselves"
        )
    return ""


def young_words(client: Client, minimum_age: int, question: AgeQuestion | None) -> str:
    """What is said of somebody who is younger than the service is meant for; nothing of others."""
    if question is None or not is_too_young(client, minimum_age):
        return ""
    if question.answer:
        return f"They are younger than {minimum_age}. A manager said: {question.answer}"
    return f"They are younger than {minimum_age}, the age our service begins at. A manager is asked how we help them."
