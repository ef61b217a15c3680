"""Rows of a small form, such as costs or contacts."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field, FieldList, Form, FormField, HiddenField
from wtforms.form import BaseForm

from directory.web.messages import PlainWords


def mark_wrong(form: BaseForm, wrong: Mapping[str, str]) -> bool:
    """Put what several answers say together on the questions that have no message yet; whether nothing is wrong."""
    for name, message in wrong.items():
        form[name].errors = form[name].errors or [message]
    return not wrong


class RowForm(Form):
    """One row of a form with rows. `row_id` says which of the rows there are it is; a new one has none."""

    class Meta(Form.Meta):
        def get_translations(self, form: Any) -> PlainWords:
            return PlainWords()

    row_id = HiddenField()

    @property
    def asked(self) -> list[Field]:
        """Its questions in their order."""
        return [field for field in self if not isinstance(field, HiddenField)]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered in it."""
        return not any(field.data for field in self.asked)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the row can be used; an empty one is left out, and nothing is missing in it."""
        is_valid = super().validate(extra_validators)
        return mark_wrong(self, {} if self.is_empty else self.what_is_wrong()) and is_valid

    def what_is_wrong(self) -> dict[str, str]:
        """By question, what the answers of a row say together that cannot be."""
        return {}


class RowsField(FieldList):
    """Rows of a small form, one after another."""

    def __init__(self, row: type[RowForm], *, most: int = 20, **kwargs: Any) -> None:
        super().__init__(FormField(row), max_entries=most, **kwargs)

    def _extract_indices(self, prefix: str, formdata: Any) -> Any:
        # WTForms takes "²" for a number and counts as far as the sender likes.
        beginning = f"{prefix}-"
        sent = {key.removeprefix(beginning).split("-", 1)[0] for key in formdata if key.startswith(beginning)}
        return sorted(int(each) for each in sent if each.isascii() and each.isdecimal() and len(each) < 4)
