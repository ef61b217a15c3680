"""The numbers that an organisation is registered under, one of each register."""

from collections.abc import Mapping
from typing import Any

from directory.catalogue.history.record_changes import blank_row, plain_rows, typed_rows
from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.field_changes import Plain
from directory.catalogue.models.organizations import Organization
from directory.catalogue.organization_inputs import RegistrationsSchema
from directory.catalogue.registers import (
    COMPANIES_HOUSE,
    ENGLAND_AND_WALES,
    NORTHERN_IRELAND,
    SCOTLAND,
    Register,
    find_register,
    registration_words,
)
from directory.staff.writing.parts import WRITE_PART, FormPart, Names, PartForm, Values, Written
from directory.web.fields.text import TextField

ASKED: Mapping[str, Register] = {
    "england_and_wales": ENGLAND_AND_WALES,
    "scotland": SCOTLAND,
    "northern_ireland": NORTHERN_IRELAND,
    "company": COMPANIES_HOUSE,
}


def number_field(label: str, register: Register) -> TextField:
    return TextField(
        f"{label} (optional)",
        hint=f"Like {register.example}",
        width=10,
        longest=50,
        render_kw={"spellcheck": "false", "autocomplete": "off"},
    )


class RegistrationsForm(PartForm):
    schema = RegistrationsSchema

    england_and_wales = number_field("Charity number in England and Wales", ENGLAND_AND_WALES)
    scotland = number_field("Charity number in Scotland", SCOTLAND)
    northern_ireland = number_field("Charity number in Northern Ireland", NORTHERN_IRELAND)
    company = number_field("Company number", COMPANIES_HOUSE)


def first_numbers(values: Values) -> Mapping[str, Plain]:
    """The first number of each register, by its scheme."""
    found: dict[str, Plain] = {}
    for row in values["organization_identifier"]:
        register = find_register(row["identifier_scheme"], row["identifier_type"], row["identifier"])
        if register:
            found.setdefault(register.scheme, row)
    return found


def shown(values: Values) -> Mapping[str, Any]:
    numbers = first_numbers(values)
    return {name: numbers[each.scheme]["identifier"] for name, each in ASKED.items() if each.scheme in numbers}


def completed(written: Written[Organization], typed: Values) -> Values:
    """The numbers as they are to be: what was typed in its register, and numbers of others as they were."""
    rows = typed_rows("organization_identifier", written.values["organization_identifier"])
    known = {
        scheme: typed_rows("organization_identifier", [row]) for scheme, row in first_numbers(written.values).items()
    }
    for name, register in ASKED.items():
        before = next(iter(known.get(register.scheme, {}).values()), None)
        if before:
            del rows[before["id"]]
        if typed[name]:
            row = completed_number(before, register, typed[name], written)
            rows[row["id"]] = row
    return {"organization_identifier": plain_rows(rows.values())}


def completed_number(before: Row | None, register: Register, number: str, written: Written[Organization]) -> Row:
    """A number in its register; one that says the same already stays as its source wrote it."""
    if before and register.tidied(before["identifier"]) == number:
        return before
    row = before or blank_row("organization_identifier", organization_id=written.record_id)
    return {**row, "identifier_scheme": register.scheme, "identifier_type": register.kind, "identifier": number}


def summary(values: Values, _names: Names) -> str:
    rows = values["organization_identifier"]
    said = (registration_words(each["identifier_scheme"], each["identifier_type"], each["identifier"]) for each in rows)
    return ", ".join(sorted(said))


REGISTRATIONS = FormPart(
    Organization,
    "Registration numbers",
    WRITE_PART,
    ("organization_identifier",),
    summary,
    slug="registrations",
    form=RegistrationsForm,
    shown=shown,
    completed=completed,
    lede="They tell groups of one name apart, and what is listed twice. Leave out what it does not have.",
)
