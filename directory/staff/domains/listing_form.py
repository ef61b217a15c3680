"""The form that changes a listing, and what happens where somebody else changed it first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from wtforms import HiddenField

from directory.catalogue.inputs import (
    LONGEST_COST_HELP,
    LONGEST_DESCRIPTION,
    LONGEST_EASY_READ,
    LONGEST_NAME,
    OLDEST,
    ServiceEditInput,
    ServiceEditSchema,
    ServiceSuggestionInput,
    ServiceSuggestionSchema,
)
from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.texts import readable
from directory.errors import Conflict, Refused, WrongInput
from directory.web.components import Fact
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import EmailField, LongTextField, NumberField, TextField
from directory.web.forms import HIDDEN, LynchpinForm

Input = TypeVar("Input")

STATUSES = (
    Choice(ServiceStatus.ACTIVE.value, "Running"),
    Choice(ServiceStatus.TEMPORARILY_CLOSED.value, "Closed for now", "It means to start again"),
    Choice(ServiceStatus.INACTIVE.value, "Not running", "It may start again. It leaves this list and the search."),
    Choice(ServiceStatus.DEFUNCT.value, "Ended", "For good. It leaves this list and the search."),
)
STATUS_NAMES = {each.value: each.label for each in STATUSES}
WEB_ADDRESS = {"type": "url", "spellcheck": "false", "autocomplete": "off"}


def easy_read_field() -> LongTextField:
    """The question for what an activity is in very plain sentences."""
    return LongTextField(
        "Easy read (optional)",
        hint="For people who find reading hard. Short sentences in everyday words, each on a line of its own.",
        longest=LONGEST_EASY_READ,
        rows=6,
    )


def cost_help_field() -> LongTextField:
    """The question what helps those for whom it costs too much."""
    return LongTextField(
        "Help with the cost (optional)",
        hint="Such as: ask about free places, or your bus fare is paid",
        longest=LONGEST_COST_HELP,
        rows=2,
    )


class ListingFields(LynchpinForm[Input], Generic[Input]):
    """The plain facts of a listing."""

    version = HiddenField()
    name = TextField("Name", required="Enter the name of the activity", longest=LONGEST_NAME)
    description = LongTextField(
        "What happens there",
        hint="Plain words. Leave an empty line between paragraphs. Keep marks such as <p> where there are any.",
        longest=LONGEST_DESCRIPTION,
        rows=10,
    )
    easy_read = easy_read_field()
    status = OneOfField("Is it running?", STATUSES, required="Choose whether it is running")
    alert = LongTextField(
        "Notice (optional)", hint="Shown above everything else, such as a change of room", longest=500, rows=2
    )
    application_process = LongTextField("How to join (optional)", longest=2_000, rows=3)
    eligibility_description = LongTextField("Who it is for (optional)", longest=2_000, rows=3)
    cost_help = cost_help_field()
    minimum_age = NumberField("Youngest age (optional)", width=3, most=OLDEST)
    maximum_age = NumberField("Oldest age (optional)", width=3, most=OLDEST)
    email = EmailField("Email address (optional)", render_kw={"type": "email", "spellcheck": "false"})
    url = TextField("Web page (optional)", hint="Starts with https://", longest=2_000, render_kw=WEB_ADDRESS)


class ListingForm(ListingFields[ServiceEditInput]):
    schema = ServiceEditSchema


class SuggestionForm(ListingFields[ServiceSuggestionInput]):
    schema = ServiceSuggestionSchema

    reason = LongTextField(
        "How do you know? (optional)",
        hint="Such as: I rang them, or it is on their web page. Name no client here.",
        longest=1_000,
        rows=2,
    )


class SourceForm(LynchpinForm[tuple[str, str]]):
    """The button that takes the word of a listing's source: in which field, and what its presser saw."""

    field = HiddenField()
    seen = HiddenField()

    def to_input(self) -> tuple[str, str]:
        return str(self.field.data or ""), str(self.seen.data or "")


def values_of(service: Service) -> dict[str, Any]:
    """A listing as the form shows it."""
    names = [field.name for field in ListingForm(formdata=None) if hasattr(service, field.name)]
    return {**{name: getattr(service, name) for name in names}, "description": readable(service.description)}


@contextmanager
def said_again() -> Iterator[None]:
    """Where somebody else changed a listing first, its form is shown again and nothing typed is lost."""
    try:
        yield
    except (Conflict, Refused) as error:
        raise WrongInput(str(error)) from None


def take_newest(form: ListingFields[Any], service: Service) -> tuple[Fact, ...]:
    """What the listing says now where it differs from the form; none where nobody changed it meanwhile.

    The form then carries the newest version: sent again, it is meant to overwrite what its sender has been shown.
    """
    if str(form.version.data) == str(service.version):
        return ()
    form.version.data = service.version
    newest = values_of(service)
    return tuple(
        Fact(label, shown_value(name, newest[name]))
        for name, label in field_labels()
        if (newest[name] or "") != (form[name].data or "")
    )


def field_labels() -> list[tuple[str, str]]:
    """The fields of a listing in the order of the form, with what people call them."""
    shown = (field for field in ListingForm(formdata=None) if field.name not in ("version", *HIDDEN))
    return [(field.name, str(field.label.text).removesuffix(" (optional)")) for field in shown]


def shown_value(name: str, value: object) -> str:
    """What a field holds, as a page tells it."""
    if value is None or value == "":
        return "Empty"
    return STATUS_NAMES.get(str(value), str(value)) if name == "status" else readable(str(value)) or "Empty"
