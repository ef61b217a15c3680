"""The form in which a champion answers: activities that are looked for and chosen, with notes, and advice."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session
from wtforms import HiddenField, StringField

from directory.accounts.actor import Actor
from directory.catalogue.models.services import Service
from directory.catalogue.queries import services_by_id
from directory.champions.questions.answering import MOST_ACTIVITIES
from directory.champions.questions.inputs import AnswerInput, NamedActivity
from directory.champions.questions.models import Question
from directory.matching.current import current_matcher_keeper
from directory.staff.questions.answer_pages import named_line, needs_words
from directory.staff.questions.question_pages import facts_of
from directory.staff.writing.choosing import SHORTEST_SEARCH, Choosing, tidy_search, with_change
from directory.web.components import Fact
from directory.web.fields.choices import AnyOfField, Choice
from directory.web.fields.rows import RowForm, RowsField
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm, SeenField
from directory.web.ids import find_id
from directory.web.words import counted

LONGEST_NOTE, LONGEST_ADVICE = 200, 2_000
MOST_FOUND = 8
PHONE_FIRST, NOTHING_YET = "phone first", "nothing yet"


class NamedForm(RowForm):
    """One of the activities: `row_id` says which."""

    note = TextField("Why this one? (optional)", longest=LONGEST_NOTE)


class AnswerForm(LynchpinForm[AnswerInput]):
    rows = RowsField(NamedForm, most=MOST_ACTIVITIES)
    says = AnyOfField(
        "What else should they know?",
        [Choice(PHONE_FIRST, "Phone first"), Choice(NOTHING_YET, "There is nothing yet that would do")],
        small=True,
    )
    advice = LongTextField(
        "Advice (optional)",
        hint="What to say, whom to ask for, what to try first. Never anything about a person",
        longest=LONGEST_ADVICE,
        rows=4,
    )
    seen = SeenField()
    add = HiddenField()
    remove = HiddenField()
    q = StringField("Look for an activity")

    def to_input(self) -> AnswerInput:
        says = self.says.data or ()
        return AnswerInput(
            activities=[NamedActivity(each, note) for each, note in self.named.items()],
            advice=self.advice.data or "",
            phone_first=PHONE_FIRST in says,
            is_nothing_yet=NOTHING_YET in says,
            seen=self.seen.data or 0,
        )

    @property
    def named(self) -> dict[uuid.UUID, str]:
        """What is chosen so far, with its notes."""
        rows = [(find_id(row.form.row_id.data), row.form.note.data or "") for row in self.rows]
        return {each: note for each, note in rows if each}

    @property
    def choosing(self) -> Choosing:
        """What was chosen and looked for, with what the button that was pressed adds or takes out."""
        added, removed = find_id(self.add.data), find_id(self.remove.data)
        chosen = with_change([*self.named], added, removed)[:MOST_ACTIVITIES]
        return Choosing(chosen, tidy_search(self.q.data), added, removed)


@dataclass(frozen=True)
class FoundActivity:
    """An activity that may be chosen, as it stands today."""

    id: str
    name: str
    organisation: str
    standing: str


@dataclass(frozen=True)
class ChosenActivity:
    """One that is chosen, with its note."""

    activity: FoundActivity
    note: str


@dataclass(frozen=True)
class AnswerFormPage:
    """The page on which a question is answered. `said` tells what was just done or found."""

    asked_id: uuid.UUID
    needs: str
    facts: Sequence[Fact]
    is_amended: bool
    back_href: str
    look_href: str
    asked: str
    said: str
    chosen: Sequence[ChosenActivity]
    found: Sequence[FoundActivity]
    may_choose_more: bool


def values_of(question: Question) -> dict[str, object]:
    """The answer as it stands, filled in for the champion to change."""
    answer = question.answer
    if answer is None:
        return {"seen": 0}
    says = [PHONE_FIRST] * answer.phone_first + [NOTHING_YET] * answer.is_nothing_yet
    rows = [{"row_id": str(each.service_id), "note": each.note or ""} for each in answer.activities]
    return {"seen": answer.number, "says": says, "advice": answer.advice or "", "rows": rows}


def build_answer_form_page(db: Session, actor: Actor, question: Question, form: AnswerForm) -> AnswerFormPage:
    """The page as the form is filled in so far."""
    choosing, notes = form.choosing, form.named
    found = find_activities(db, choosing)
    services = services_by_id(db, choosing.chosen)
    return AnswerFormPage(
        asked_id=question.id,
        needs=needs_words(question),
        facts=facts_of(question, actor, is_close=True),
        is_amended=question.answer is not None,
        back_href=url_for("staff.show_question", asked_id=question.id),
        look_href=url_for("staff.look_for_activities", asked_id=question.id),
        asked=choosing.asked,
        said=said_words(choosing, services, len(found)),
        chosen=[
            ChosenActivity(found_activity(services[each]), notes.get(each, ""))
            for each in choosing.chosen
            if each in services
        ],
        found=[found_activity(each) for each in found],
        may_choose_more=len(choosing.chosen) < MOST_ACTIVITIES,
    )


def find_activities(db: Session, choosing: Choosing) -> list[Service]:
    """What speaks of the words that were looked for, but for what is chosen: the best first."""
    if len(choosing.asked) < SHORTEST_SEARCH:
        return []
    ids = current_matcher_keeper().matcher(db).speaking_of(choosing.asked, MOST_FOUND + len(choosing.chosen))
    wanted = [each for each in ids if each not in choosing.chosen][:MOST_FOUND]
    services = services_by_id(db, wanted)
    return [services[each] for each in wanted if each in services]


def found_activity(service: Service) -> FoundActivity:
    line = named_line(service, "")
    return FoundActivity(str(service.id), line.name, line.organisation, line.standing)


def said_words(choosing: Choosing, services: Mapping[uuid.UUID, Service], found: int) -> str:
    """What was just done or found, in a sentence."""
    if choosing.added and choosing.added in services:
        return f"{services[choosing.added].name} is chosen."
    if choosing.removed:
        return "It is taken out."
    if len(choosing.asked) < SHORTEST_SEARCH:
        return ""
    return f"{counted(found, 'activity', 'activities')} found for “{choosing.asked}”."
