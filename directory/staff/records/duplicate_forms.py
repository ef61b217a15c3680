"""The forms of the pages about duplicates."""

import json
from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField

from directory.catalogue.merging.choices import FIELDS, LONGEST_NOTE, SIDES, MergeInput, MergeSchema
from directory.catalogue.merging.parts import PARTS
from directory.catalogue.models.duplicates import CandidateState
from directory.web.fields.choices import PickField
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, QueryForm

KINDS = (("", "Both"), ("service", "Activities"), ("organization", "Organisations"))
STATES = ((CandidateState.OPEN.value, "Waiting"), (CandidateState.DISMISSED.value, "Found to be two"))


class PairFilterForm(QueryForm):
    kind = PickField("Show", KINDS)
    domain = PickField("Domain", empty="All domains")
    source = PickField("Source", empty="All sources")
    state = PickField("State", STATES)


class CarriedField(HiddenField):
    """Answers of the page before, carried along as JSON. What cannot be read is none."""

    def __init__(self, kind: type[dict[str, Any]] | type[list[str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind

    def process_data(self, value: Any) -> None:
        self.data = value if isinstance(value, self.kind) else self.kind()

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            self.process_data(json.loads(valuelist[0]) if valuelist else None)
        except ValueError:
            self.process_data(None)

    def _value(self) -> str:
        return json.dumps(self.data)


class MergeForm(LynchpinForm[MergeInput]):
    schema = MergeSchema

    keep = HiddenField()
    seen = HiddenField()
    choices = CarriedField(dict)
    take = CarriedField(list)
    note = LongTextField(
        "How do you know that they are one? (optional)",
        hint="Kept in the history, for whoever wonders later",
        longest=LONGEST_NOTE,
        rows=2,
    )


class DismissForm(LynchpinForm[str]):
    note = LongTextField(
        "How do you know that they are two?",
        hint="For example: one is for men, the other for women",
        required="Say in a few words how you know that they are two",
        longest=LONGEST_NOTE,
        rows=2,
    )

    def to_input(self) -> str:
        return str(self.note.data)


class SplitForm(LynchpinForm[str | None]):
    note = LongTextField("Why are they two after all? (optional)", longest=LONGEST_NOTE, rows=2)

    def to_input(self) -> str | None:
        return self.note.data or None


def chosen_in(asked: Mapping[str, Any], take: list[str], entity: str) -> dict[str, Any]:
    """What an address says of a choice: which record stays, whose word counts where, and what is taken along.

    What is no answer to a question of the page is left out.
    """
    choices = {name: asked[name] for name in FIELDS[entity] if asked.get(name) in SIDES}
    return {"keep": asked.get("keep"), "choices": choices, "take": [each for each in take if each in PARTS]}
