"""About it: the name, what happens there, and whether it is running."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema

from directory.catalogue.inputs import LONGEST_DESCRIPTION, LONGEST_NAME, ServiceFactsSchema
from directory.catalogue.models.services import Service
from directory.catalogue.texts import clean_html, readable
from directory.staff.domains.listing_form import STATUSES, WEB_ADDRESS
from directory.staff.writing.parts import WRITE_PART, FormPart, Names, PartForm, Values
from directory.web.fields.choices import OneOfField
from directory.web.fields.text import EmailField, LongTextField, TextField

FIELDS = ("name", "description", "status", "alert", "email", "url")
LONGEST_SUMMARY = 90


class AboutSchema(ServiceFactsSchema):
    """Loads what an activity is."""

    class Meta(Schema.Meta):
        fields = FIELDS


class AboutForm(PartForm):
    schema = AboutSchema

    name = TextField("Name of the activity", required="Enter the name of the activity", longest=LONGEST_NAME)
    description = LongTextField(
        "What happens there?",
        hint="Plain words, as you would tell a neighbour. Leave an empty line between paragraphs.",
        longest=LONGEST_DESCRIPTION,
        rows=10,
    )
    status = OneOfField("Is it running?", STATUSES, required="Choose whether it is running")
    alert = LongTextField(
        "Notice (optional)", hint="Shown above everything else, such as a change of room", longest=500, rows=2
    )
    email = EmailField("Email address of the activity (optional)", render_kw={"type": "email", "spellcheck": "false"})
    url = TextField("Web page (optional)", hint="Starts with https://", longest=2_000, render_kw=WEB_ADDRESS)

    def values(self, loaded: Values) -> Values:
        """The answers, with only harmless marks left in the description."""
        return with_clean_description(super().values(loaded))


def with_clean_description(values: Values) -> Values:
    """What was typed, with only harmless marks left in the description."""
    return {**values, "description": clean_html(values["description"]) if values["description"] else None}


def summary(values: Values, _names: Names) -> str:
    said = " ".join((readable(values["description"]) or "").split())
    return said if len(said) <= LONGEST_SUMMARY else f"{said[:LONGEST_SUMMARY].rsplit(' ', 1)[0]} …"


def shown(values: Values) -> Mapping[str, Any]:
    return {**values, "description": readable(values["description"])}


ABOUT = FormPart(Service, "About it", WRITE_PART, FIELDS, summary, slug="about", form=AboutForm, shown=shown)
