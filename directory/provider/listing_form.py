"""What a group says of its own listing: the plain facts as it would have them, and what else has changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import HiddenField

from directory.catalogue.inputs import (
    LONGEST_COST_HELP,
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    OLDEST,
)
from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.texts import readable
from directory.champions.messages.proposals import LONGEST_NUMBER, LONGEST_PART, Part, name_of
from directory.champions.verification.own_inputs import OwnChangesInput, OwnChangesSchema
from directory.web.components import Fact
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import EmailField, LongTextField, NumberField, TextField
from directory.web.forms import LynchpinForm

STATES = (
    Choice(ServiceStatus.ACTIVE.value, "Yes"),
    Choice(ServiceStatus.TEMPORARILY_CLOSED.value, "No, but it means to start again"),
    Choice(ServiceStatus.DEFUNCT.value, "No, it has ended for good"),
)


class OwnListingForm(LynchpinForm[OwnChangesInput]):
    schema = OwnChangesSchema

    version = HiddenField()
    status = OneOfField("Is it running?", STATES, required="Choose whether it is running")
    reason = LongTextField(
        "What else has changed? (optional)",
        hint="In your own words",
        longest=1_000,
        rows=4,
    )
    new_when = LongTextField("New day and time (optional)", longest=LONGEST_PART, rows=2)
    new_where = LongTextField("New place (optional)", longest=LONGEST_PART, rows=2)
    new_cost = TextField("New cost (optional)", longest=LONGEST_PART)
    new_phone = TextField("New telephone number (optional)", longest=LONGEST_NUMBER, width=20)
    name = TextField("What it is called", required="Enter the name of the activity", longest=LONGEST_NAME)
    description = LongTextField(
        "What happens there (optional)",
        hint="As you would tell somebody who has never been",
        longest=LONGEST_DESCRIPTION,
        rows=8,
    )
    alert = LongTextField(
        "News that comes first (optional)", hint="Such as a change of room this month", longest=500, rows=2
    )
    application_process = LongTextField("How to join (optional)", longest=2_000, rows=3)
    eligibility_description = LongTextField("Who it is for (optional)", longest=2_000, rows=3)
    cost_help = LongTextField(
        "Help with the cost (optional)", hint="Such as: ask about free places", longest=LONGEST_COST_HELP, rows=2
    )
    minimum_age = NumberField("Youngest age (optional)", width=3, most=OLDEST)
    maximum_age = NumberField("Oldest age (optional)", width=3, most=OLDEST)
    email = EmailField("Email address for people who ask (optional)", render_kw={"spellcheck": "false"})
    url = TextField("Web page (optional)", hint="Starts with https://", longest=2_000, render_kw={"type": "url"})

    def say_now(self, now: Mapping[Part, Sequence[str]]) -> None:
        """Write beside each box that is empty at first what the page says now."""
        for part in (Part.WHEN, Part.WHERE, Part.COST, Part.PHONE):
            self[name_of(part)].description = f"The page says now: {'; '.join(now[part]) or 'nothing'}"


def values_of(service: Service) -> dict[str, Any]:
    """A listing as its group is shown it. One without marks in its text is shown as plain words."""
    names = [field.name for field in OwnListingForm(formdata=None) if hasattr(service, field.name)]
    return {**{name: getattr(service, name) for name in names}, "description": readable(service.description)}


def take_newest(form: OwnListingForm, service: Service) -> list[Fact]:
    """What the listing says now where it differs from the form; none where nobody changed it meanwhile.

    The form then carries the newest version: sent again, it is meant in spite of what its sender has been shown.
    """
    if str(form.version.data) == str(service.version):
        return []
    form.version.data = service.version
    newest = values_of(service)
    states = {each.value: each.label for each in STATES}
    return [
        Fact(str(form[name].label.text).removesuffix(" (optional)"), states.get(str(value), value) or "Nothing")
        for name, value in newest.items()
        if name != "version" and (value or "") != (form[name].data or "")
    ]
