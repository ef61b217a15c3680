"""The form of one section of a client's record, made from its questions."""

from functools import lru_cache
from typing import Any

from directory.casework.record.inputs import LONGEST_LINE, LONGEST_TEXT, SectionInput, read_answers
from directory.casework.record.vocabulary import WOULD_NOT_SAY, WOULD_NOT_SAY_WORDS, Question, Section, vocabulary
from directory.web.fields.choices import AnyOfField, OneOfField, PickField
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm, SeenField

NOT_ASKED = "Not asked"
# A browser would fill in who sits before it, and not who is asked about.
NOT_OURS = {"autocomplete": "off"}


class SectionForm(LynchpinForm[SectionInput]):
    """What the forms of all sections share. `section` is set by `form_of`."""

    section: Section
    seen = SeenField()

    def to_input(self) -> SectionInput:
        given = {each.code: self[each.code].data for each in self.section.questions}
        return SectionInput(self.section, read_answers(self.section, given), self.seen.data)


@lru_cache(maxsize=16)
def form_of(code: str) -> type[SectionForm]:
    """The form of a section, by its code. Raises NotFound."""
    section = vocabulary().get(code)
    fields = {each.code: field_of(each) for each in section.questions}
    return type("SectionForm", (SectionForm,), {"section": section, **fields})


def field_of(question: Question) -> Any:
    if question.is_chosen:
        return choice_of(question)
    if question.kind == "text":
        return LongTextField(question.label, hint=question.hint, rows=4, longest=LONGEST_TEXT)
    return TextField(question.label, hint=question.hint, width=20, longest=LONGEST_LINE, render_kw=NOT_OURS)


def choice_of(question: Question) -> Any:
    """Answers to choose from; nothing chosen means that it was not asked."""
    answers = [*(question.answers or {}).items(), (WOULD_NOT_SAY, WOULD_NOT_SAY_WORDS)]
    offered = [each for each in answers if each[0] not in question.retired]
    if question.kind == "many":
        return AnyOfField(question.label, offered, hint=question.hint, small=True)
    if question.is_long:
        return PickField(question.label, offered, hint=question.hint, empty=NOT_ASKED)
    return OneOfField(question.label, [("", NOT_ASKED), *offered], hint=question.hint, small=True, default="")
