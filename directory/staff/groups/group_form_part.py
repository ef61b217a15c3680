"""The part of a suggested group about the form in which it tells of itself: how it stands, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.champions.onboarding.form_models import GroupForm
from directory.champions.onboarding.forms import answers_of, pages_done
from directory.outbox import OutboxMessage
from directory.web.components import Fact
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm
from directory.web.group_form_facts import facts_of
from directory.web.group_form_steps import STEPS
from directory.web.words import uk_short_date

LOST = " The letter with the link did not arrive: give them a new one in another way."


@dataclass(frozen=True)
class Returned:
    """A word on what is missing, and the key of the button that was pressed."""

    word: str
    key: str


class ReturnFormForm(LynchpinForm[Returned]):
    word = LongTextField(
        "What would you like to ask them?",
        required="Say what is missing",
        hint="They read it above the form, and in the letter",
        rows=3,
        longest=1_000,
    )

    def to_input(self) -> Returned:
        return Returned(self.word.data or "", str(self.submission_key.data))


@dataclass(frozen=True)
class FormSection:
    """What a group told on one page of its form."""

    title: str
    facts: Sequence[Fact]


@dataclass(frozen=True)
class FormPart:
    """How a form stands, in a sentence, and what it says once it is sent."""

    stands: str
    is_sent: bool
    sections: Sequence[FormSection]


def form_part(form: GroupForm | None, letter: OutboxMessage | None = None) -> FormPart:
    """The form of a suggestion, and whether the last letter with its link arrived, as far as that is known."""
    if form is None:
        return FormPart("The group has not been asked to fill in the form.", False, ())
    if form.sent_at is None:
        lost = LOST if letter is not None and letter.gave_up_at is not None else ""
        return FormPart(f"{waiting_words(form)}{lost}", False, ())
    answers = answers_of(form)
    sections = [FormSection(each.title, facts_of(each, answers.get(each.name, {}))) for each in STEPS]
    return FormPart(f"The group sent its form on {uk_short_date(form.sent_at)}.", True, sections)


def waiting_words(form: GroupForm) -> str:
    """How far a group has come that has not sent its form, or was asked once more."""
    begun = f"{len(pages_done(form))} of {len(STEPS)} pages are filled in"
    if form.returned_at is not None:
        return f"It was sent back on {uk_short_date(form.returned_at)}: “{form.word}”. {begun}."
    last = f", last on {uk_short_date(form.saved_at)}" if form.saved_at else ""
    return f"The group has the form. {begun}{last}."
