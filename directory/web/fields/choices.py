"""Answers to choose from: radio buttons, check boxes and drop-downs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from directory.web.fields.text import presence
from directory.web.fields.widgets import CheckboxesWidget, RadiosWidget, SelectWidget


@dataclass(frozen=True)
class Choice:
    """One answer to choose, with a line of help under it where it needs one."""

    value: str
    label: str
    hint: str = ""


Choices = Sequence[Choice | tuple[str, str]]


def offered(choices: Choices) -> list[SelectChoice]:
    """Choices as WTForms wants them."""
    return [SelectChoice(*plain_choice(each)) for each in choices]


def plain_choice(choice: Choice | tuple[str, str] | SelectChoice) -> tuple[str, str]:
    if isinstance(choice, tuple):
        return choice
    return choice.value, choice.label


def without_blanks(sent: Sequence[str]) -> list[str]:
    """What was sent, but for what says nothing: nobody would look at it again, as what is optional stops there."""
    return [each for each in sent if each.strip()]


class ChoosingField:
    """What fields with answers to choose share: plain choices in, help under each answer."""

    hints: Sequence[str] = ()

    def offer(self, choices: Choices) -> None:
        """Set the answers, where a page has to find them first."""
        self.choices = offered(choices)
        self.hints = [each.hint if isinstance(each, Choice) else "" for each in choices]


class OneAnswer(ChoosingField):
    """What fields with one answer share. An empty answer may be one to choose; blanks are the same as that."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        super().process_formdata(without_blanks(valuelist) or [""][: len(valuelist)])  # type: ignore[misc]


class OneOfField(OneAnswer, RadioField):
    """Radio buttons. `inline` puts two short answers side by side, `small` is for filters."""

    widget = RadiosWidget()

    def __init__(
        self,
        label: str = "",
        choices: Choices = (),
        *,
        required: str = "",
        hint: str = "",
        inline: bool = False,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, presence(required), description=hint, choices=offered(choices), **kwargs)
        self.offer(choices)
        self.classes = " ".join(["govuk-radios--inline"] * inline + ["govuk-radios--small"] * small)


class AnyOfField(ChoosingField, SelectMultipleField):
    """Check boxes; the answer is a list. `columns` puts short answers beside one another."""

    widget = CheckboxesWidget()

    def __init__(
        self,
        label: str = "",
        choices: Choices = (),
        *,
        required: str = "",
        hint: str = "",
        small: bool = False,
        columns: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, presence(required), description=hint, choices=offered(choices), **kwargs)
        self.offer(choices)
        self.classes = " ".join(["govuk-checkboxes--small"] * small + ["lp-columns"] * columns)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        super().process_formdata(without_blanks(valuelist))


class PickField(OneAnswer, SelectField):
    """A drop-down, for lists too long for radio buttons. `empty` is the words of the first, empty answer."""

    widget = SelectWidget()

    def __init__(
        self,
        label: str = "",
        choices: Choices = (),
        *,
        required: str = "",
        hint: str = "",
        empty: str = "",
        **kwargs: Any,
    ) -> None:
        self.empty = empty
        super().__init__(label, presence(required), description=hint, choices=[], **kwargs)
        self.offer(choices)

    def offer(self, choices: Choices) -> None:
        super().offer([("", self.empty), *map(plain_choice, choices)] if self.empty else choices)
