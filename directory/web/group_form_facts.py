"""What a group has told of itself in its form, in words: for the group to check, and for who looks after listings."""

from collections.abc import Mapping
from typing import Any

from directory.web.components import Fact
from directory.web.fields.choices import AnyOfField, OneOfField
from directory.web.forms import plain_label
from directory.web.group_form_steps import PageForm, Step, shown_values


def facts_of(step: Step, answers: Mapping[str, Any]) -> list[Fact]:
    """The questions of a page with what was answered, in words."""
    form: PageForm = step.form(formdata=None, data=shown_values(answers))
    return [Fact(plain_label(each), said_in(each)) for each in form.questions]


def said_in(field: Any) -> Any:
    """What was answered to a question."""
    if not field.data:
        return "Not said"
    if isinstance(field, AnyOfField):
        return [label for value, label, *_ in field.iter_choices() if value in field.data]
    if isinstance(field, OneOfField):
        return next((label for value, label, *_ in field.iter_choices() if value == field.data), "")
    return str(field.data).split("\n")
