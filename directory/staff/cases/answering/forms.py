"""The form of a questionnaire: a question for each item, by its number, made from its pack."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from directory.outcomes.answering.asked import AskedTogether, items_at, levels_of
from directory.outcomes.answering.inputs import AnswersInput
from directory.outcomes.models import AnswerMode, LeftOut, Occasion
from directory.outcomes.packs.shape import Item, Pack
from directory.web.fields.choices import OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.forms import LynchpinForm, SeenField

MODES = (
    (AnswerMode.PAPER.value, "On paper"),
    (AnswerMode.SCREEN.value, "On a screen"),
    (AnswerMode.PHONE.value, "Read out over the phone"),
    (AnswerMode.IN_PERSON.value, "Read out in person"),
)
REFUSED = LeftOut.REFUSED.value
NOT_ASKED = "Not asked"


class AnswersForm(LynchpinForm[Mapping[str, AnswersInput]]):
    """Loads into the input of each of its questionnaires, by its code."""

    together: AskedTogether
    occasion: Occasion

    taken_on = DayField(
        "Date it was filled in", required="Enter the date it was filled in", hint="For example, 27 3 2026"
    )
    mode = OneOfField(
        "How did they answer?",
        MODES,
        required="Choose how they answered",
        hint="Reading questions aloud tends to raise the answers, so this is kept with them",
    )

    def to_input(self) -> Mapping[str, AnswersInput]:
        return {pack.code: self.input_of(pack) for pack in self.together.packs}

    def input_of(self, pack: Pack) -> AnswersInput:
        taken_on: Any = self.taken_on.data
        said = {item.number: self[name_of(pack, item)].data for item in pack.items}
        return AnswersInput(
            occasion=self.occasion,
            taken_on=taken_on,
            mode=AnswerMode(self.mode.data),
            answers={number: int(value) for number, value in said.items() if value not in ("", None, REFUSED)},
            refused=frozenset(number for number, value in said.items() if value == REFUSED),
            seen=self[seen_name(pack)].data,
        )

    @property
    def questions(self) -> Iterator[Any]:
        """The boxes of the questions in their order."""
        return (self[name_of(pack, item)] for pack in self.together.packs for item in pack.items)

    @property
    def versions(self) -> Iterator[Any]:
        return (self[seen_name(pack)] for pack in self.together.packs)


def name_of(pack: Pack, item: Item) -> str:
    return f"{pack.code}_{item.number}"


def seen_name(pack: Pack) -> str:
    return f"seen_{pack.code}"


@cache
def answers_form(together: AskedTogether, occasion: Occasion) -> type[AnswersForm]:
    """The form of what is asked together on an occasion."""
    fields: dict[str, Any] = {seen_name(pack): SeenField() for pack in together.packs}
    items = [(pack, item) for pack in together.packs for item in items_at(pack, occasion)]
    fields |= {name_of(pack, item): question(number, item) for number, (pack, item) in enumerate(items, 1)}
    return type("AskedForm", (AnswersForm,), {"together": together, "occasion": occasion, **fields})


def question(number: int, item: Item) -> PickField:
    """One question by its number in the sitting and its label. What nobody chose was not asked."""
    choices = [(str(each.value), answer_words(item, each.label)) for each in levels_of(item)]
    label = f"{number}. {item.label.capitalize()}"
    return PickField(label, (*choices, (REFUSED, "They did not want to answer")), empty=NOT_ASKED)


def answer_words(item: Item, label: str) -> str:
    return label.capitalize() if item.levels else label
