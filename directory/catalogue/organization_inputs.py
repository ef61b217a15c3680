"""What people write about an organization."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields, post_load

from directory import clock
from directory.catalogue.inputs import (
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    FactsSchema,
    email_address,
    name_text,
    text,
    web_address,
)
from directory.catalogue.registers import (
    CHARITIES,
    COMPANIES_HOUSE,
    ENGLAND_AND_WALES,
    NORTHERN_IRELAND,
    SCOTLAND,
    Register,
    find_charity,
)

# The oldest charity that is still at work was founded in 597.
FIRST_YEAR = 500
A_CHARITY_NUMBER = (
    f"Enter a charity number, like {ENGLAND_AND_WALES.example}, {SCOTLAND.example} in Scotland "
    f"or {NORTHERN_IRELAND.example} in Northern Ireland"
)


def check_year(year: int | None) -> None:
    """Refuses years that nobody founded a group in yet."""
    this_year = clock.today().year
    if year is not None and not FIRST_YEAR <= year <= this_year:
        raise ValidationError(f"Enter a year up to {this_year}, like 1987")


class OrganizationFactsSchema(FactsSchema):
    """Loads the plain facts of an organization, by column."""

    name = name_text()
    alternate_name = text(LONGEST_NAME)
    description = text(LONGEST_DESCRIPTION)
    email = email_address()
    website = web_address()
    logo = web_address()
    legal_status = text(200)
    year_incorporated = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=check_year,
        error_messages={"invalid": "Enter a year in four figures, like 1987"},
    )


class RegisterNumber(fields.String):
    """A number of one register, loaded as that register writes it."""

    def __init__(self, register: Register, **more: Any) -> None:
        super().__init__(load_default=None, allow_none=True, **more)
        self.register = register

    def _deserialize(self, value: Any, *args: Any, **more: Any) -> str:
        typed = str(super()._deserialize(value, *args, **more))
        number = self.register.tidied(typed)
        if number is None:
            raise ValidationError(wrong_number(self.register, typed))
        return number


def wrong_number(register: Register, typed: str) -> str:
    """What to say of a number that is not of a register: where it belongs, if it is another charity's."""
    known = find_charity(typed) if register in CHARITIES else None
    if known:
        return f"This is a number of {known[0].named}. Put it there, or enter one like {register.example}"
    return f"Enter a {register.kind.lower()} like {register.example}"


class RegistrationsSchema(FactsSchema):
    """Loads the numbers that an organization is registered under, each as its register writes it."""

    england_and_wales = RegisterNumber(ENGLAND_AND_WALES)
    scotland = RegisterNumber(SCOTLAND)
    northern_ireland = RegisterNumber(NORTHERN_IRELAND)
    company = RegisterNumber(COMPANIES_HOUSE)


@dataclass(frozen=True)
class NewOrganizationInput:
    """An organization to be added: its name and, where it is a charity, its number in whichever register."""

    name: str
    charity: tuple[Register, str] | None


class NewOrganizationSchema(FactsSchema):
    """Loads into NewOrganizationInput."""

    name = name_text()
    charity_number = text(50)

    @post_load
    def build(self, data: Mapping[str, Any], **_: object) -> NewOrganizationInput:
        typed = data["charity_number"]
        charity = find_charity(typed) if typed else None
        if typed and charity is None:
            raise ValidationError(A_CHARITY_NUMBER, "charity_number")
        return NewOrganizationInput(data["name"], charity)
