"""What a place is called, what it is like, and how to get there."""

from directory.catalogue.inputs import LONGEST_DESCRIPTION, LONGEST_NAME
from directory.catalogue.models.places import Location
from directory.staff.writing.parts import WRITE_PART, FormPart, Names, PartForm, Values
from directory.web.fields.text import LongTextField, TextField

FIELDS = ("name", "description", "transportation")


class GettingThereForm(PartForm):
    name = TextField("What is it called?", required="Enter what it is called", longest=LONGEST_NAME)
    description = LongTextField(
        "What is it like? (optional)",
        hint="Such as: the hall is at the back, on the ground floor",
        longest=LONGEST_DESCRIPTION,
        rows=4,
    )
    transportation = LongTextField(
        "How do people get there? (optional)",
        hint="Bus stops, stations, where to park, and which door to look for",
        longest=2_000,
        rows=3,
    )

    def values(self, loaded: object) -> Values:
        """What was typed."""
        return {name: self[name].data or None for name in FIELDS}


def summary(values: Values, _names: Names) -> str:
    return values["transportation"] or ""


GETTING_THERE = FormPart(
    Location,
    "Name and getting there",
    WRITE_PART,
    FIELDS,
    summary,
    slug="getting-there",
    form=GettingThereForm,
)
