"""Forms about a client: taking them on, and what they agree to."""

from datetime import date
from typing import Any, TypeVar

from wtforms import HiddenField, ValidationError

from directory import clock
from directory.casework.caseload.searching import Only, Support
from directory.casework.caseload.stages import Stage
from directory.casework.inputs import (
    LONGEST_ADDRESS,
    LONGEST_LINE,
    LONGEST_STATEMENT,
    ClientCorrectionInput,
    ClientCorrectionSchema,
    ContactBy,
    NewClientInput,
    NewClientSchema,
)
from directory.casework.nhs_numbers import spaced
from directory.casework.rules import what_is_wrong_with_agreement, what_is_wrong_with_birth
from directory.errors import WrongInput
from directory.geo.postcodes import PostcodeNotUnderstood, parse_postcode
from directory.web.fields.choices import OneOfField, PickField
from directory.web.fields.days import DayField
from directory.web.fields.text import EmailField, LongTextField, PostcodeField, TextField
from directory.web.forms import LynchpinForm, QueryForm, SeenField
from directory.web.ids import find_id

Person = TypeVar("Person")
LIKE_A_DATE = "For example, 27 3 2026"
# A browser would fill in who sits before it, and not who is asked about.
NOT_OURS = {"autocomplete": "off", "spellcheck": "false"}


class NhsNumberField(TextField):
    """An NHS number, shown as it stands on letters."""

    def __init__(self, label: str = "NHS number (optional)", **kwargs: Any) -> None:
        hint, attributes = "Ten digits, like 999 012 3454. Spaces do not matter", {"inputmode": "numeric", **NOT_OURS}
        super().__init__(label, hint=hint, width=20, longest=40, render_kw=attributes, **kwargs)

    def process_data(self, value: str | None) -> None:
        self.data = spaced(value) if value else value


class PhoneField(TextField):
    def __init__(self, label: str = "Phone", **kwargs: Any) -> None:
        super().__init__(label, **{"width": 20, "longest": 50, "render_kw": {"type": "tel", **NOT_OURS}, **kwargs})


class PersonForm(LynchpinForm[Person]):
    """What is asked of a person, new or known."""

    name = TextField("Name", required="Enter the person's name", width=20, longest=200)
    nhs_number = NhsNumberField()
    born_on = DayField("Date of birth (optional)", hint="For example, 27 3 1950")
    postcode = PostcodeField("Postcode (optional)", hint="So that we look for activities near them")
    phone = PhoneField("Phone (optional)", hint="A mobile, if they have one")
    email = EmailField("Email (optional)", width=20, render_kw={"type": "email", **NOT_OURS})
    statement = LongTextField(
        "What did they say? (optional)",
        hint="In their own words: what they enjoy, what is hard just now, and what they do not want",
        longest=LONGEST_STATEMENT,
    )

    def validate_postcode(self, field: Any) -> None:
        """Keep the postcode in its usual form."""
        if not field.data:
            return
        try:
            field.data = str(parse_postcode(field.data))
        except PostcodeNotUnderstood as error:
            raise ValidationError(str(error)) from None

    def validate_born_on(self, field: Any) -> None:
        """Said together with what is wrong elsewhere, and not only once the rest is right."""
        refuse(what_is_wrong_with_birth(field.data, clock.today()))


# What somebody may be looked for among: those at one stage, or whose support has ended.
STATES = (
    ("open", "Whose case is open"),
    ("to reach", "To reach"),
    ("to assess", "To assess"),
    ("supported", "Supported"),
    ("paused", "Paused"),
    ("ended", "Whose support has ended"),
)


class WhoseForm(QueryForm):
    """Whose clients a list shows."""

    of = PickField("Whose clients", empty="Everybody’s")


class FindClientForm(LynchpinForm[tuple[str, Only]]):
    """What is known of somebody who is looked for. It is posted, so that it stands in no address and no log."""

    sought = TextField(
        "Find somebody",
        required="Type a name, a number, or a date of birth",
        hint="A name or the beginning of one, NHS number, phone, email, date of birth, or reference",
        width=20,
        longest=LONGEST_LINE,
        render_kw={"type": "search", **NOT_OURS},
    )
    of = PickField("With which coordinator? (optional)", empty="Any")
    state = PickField("How does it stand? (optional)", STATES, empty="Any")

    def to_input(self) -> tuple[str, Only]:
        state = self.state.data or ""
        support = Support(state) if state in list(Support) else None
        stage = Stage(state) if state in list(Stage) else None
        return self.sought.data or "", Only(find_id(self.of.data), support, stage)


class ClientCorrectionForm(PersonForm[ClientCorrectionInput]):
    schema = ClientCorrectionSchema

    other_phone = PhoneField("Other phone (optional)", hint="At home, or of somebody who takes messages for them")
    address = LongTextField("Address (optional)", hint="Without the postcode", rows=3, longest=LONGEST_ADDRESS)
    contact_by = OneOfField(
        "How would they rather be reached? (optional)",
        [("", "Not known"), *((each.value, each.value.capitalize()) for each in ContactBy)],
        small=True,
        default="",
    )
    contact_times = TextField(
        "When is a good time? (optional)",
        hint="For example, Tuesdays after 2pm, or never before 11",
        longest=LONGEST_LINE,
    )
    language = TextField("Language they speak best (optional)", width=20, longest=LONGEST_LINE)
    interpreter = TextField(
        "Interpreter or other help to talk (optional)",
        hint="For example, an Urdu interpreter, British Sign Language, or large print",
        longest=LONGEST_LINE,
    )
    seen = SeenField()


class NewClientForm(PersonForm[NewClientInput]):
    schema = NewClientSchema

    # By reference: whom this page offered before, and who is somebody else.
    not_these = HiddenField()
    consent_given_on = DayField(
        "When did they agree that we share their details with groups? (optional)",
        hint=f"Leave it empty if they have not been asked. {LIKE_A_DATE}",
    )

    def validate_consent_given_on(self, field: Any) -> None:
        """Said together with what is wrong elsewhere."""
        if field.data:
            refuse(what_is_wrong_with_agreement(field.data, self.born_on.data, clock.today()))


class OpenCaseForm(LynchpinForm[date]):
    opened_on = DayField("From when?", required="Enter the date it begins", hint=LIKE_A_DATE)

    def to_input(self) -> date:
        return require_day(self.opened_on)


def refuse(problem: str) -> None:
    if problem:
        raise ValidationError(problem)


def require_day(field: DayField) -> date:
    """The date of a field that was found to hold one."""
    if field.data is None:
        raise WrongInput(field.required, {field.name: field.required})
    return field.data
