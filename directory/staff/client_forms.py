"""Forms about a client: taking them on, and what they agree to."""

from datetime import date
from typing import Any, TypeVar

from wtforms import HiddenField, ValidationError

from directory import clock
from directory.casework.inputs import (
    LONGEST_STATEMENT,
    CaseClosingInput,
    CaseClosingSchema,
    ClientCorrectionInput,
    ClientCorrectionSchema,
    NewClientInput,
    NewClientSchema,
)
from directory.casework.rules import what_is_wrong_with_agreement, what_is_wrong_with_birth
from directory.errors import WrongInput
from directory.geo.postcodes import PostcodeNotUnderstood, parse_postcode
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField, PostcodeField, TextField
from directory.web.forms import LynchpinForm, SeenField

Person = TypeVar("Person")
LIKE_A_DATE = "For example, 27 3 2026"


class PersonForm(LynchpinForm[Person]):
    """What is asked of a person, new or known."""

    name = TextField("Name", required="Enter the person's name", width=20, longest=200)
    postcode = PostcodeField("Postcode (optional)", hint="So that we look for activities near them")
    born_on = DayField("Date of birth (optional)", hint="For example, 27 3 1950")
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


class ClientCorrectionForm(PersonForm[ClientCorrectionInput]):
    schema = ClientCorrectionSchema

    seen = SeenField()


class NewClientForm(PersonForm[NewClientInput]):
    schema = NewClientSchema

    consent_given_on = DayField(
        "When did they agree that we share their details with groups? (optional)",
        hint=f"Leave it empty if they have not been asked. {LIKE_A_DATE}",
    )

    def validate_consent_given_on(self, field: Any) -> None:
        """Said together with what is wrong elsewhere."""
        if field.data:
            refuse(what_is_wrong_with_agreement(field.data, self.born_on.data, clock.today()))


class AgreementForm(LynchpinForm[date]):
    given_on = DayField("When did they agree?", required="Enter the date they agreed", hint=LIKE_A_DATE)

    def to_input(self) -> date:
        return require_day(self.given_on)


class WithdrawalForm(LynchpinForm[date]):
    withdrawn_on = DayField("When did they tell you?", required="Enter the date they told you", hint=LIKE_A_DATE)

    def to_input(self) -> date:
        return require_day(self.withdrawn_on)


class OpenCaseForm(LynchpinForm[date]):
    opened_on = DayField("From when?", required="Enter the date it begins", hint=LIKE_A_DATE)

    def to_input(self) -> date:
        return require_day(self.opened_on)


class CloseCaseForm(LynchpinForm[CaseClosingInput]):
    schema = CaseClosingSchema

    case_id = HiddenField()
    seen = SeenField()
    closed_on = DayField("When did it end?", required="Enter the date it ended", hint=LIKE_A_DATE)


def refuse(problem: str) -> None:
    if problem:
        raise ValidationError(problem)


def require_day(field: DayField) -> date:
    """The date of a field that was found to hold one."""
    if field.data is None:
        raise WrongInput(field.required, {field.name: field.required})
    return field.data
