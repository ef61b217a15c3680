"""Whom to ask: people or roles, with a telephone number and an email address each."""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from directory.catalogue.history.record_changes import blank_row, plain_rows, typed_rows
from directory.catalogue.history.record_rows import Row
from directory.catalogue.history.written_records import Model
from directory.catalogue.inputs import is_email
from directory.catalogue.models.field_changes import Plain
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.staff.records.record_kinds import kind_of
from directory.staff.writing.parts import WRITE_PART, FormPart, Names, Values, Written
from directory.staff.writing.rows import MOST_ROWS, RowsPartForm, row_id_of, with_empty_row
from directory.web.fields.rows import RowForm, RowsField
from directory.web.fields.text import EmailField, TextField

TELEPHONE = re.compile(r"\+?[0-9 ()./-]+(?:(?:ext|extension|x)\.? ?[0-9]+)?", re.IGNORECASE)
FEWEST_DIGITS, MOST_DIGITS = 5, 20


class ContactRow(RowForm):
    name = TextField("Name (optional)", longest=200)
    title = TextField("What they do (optional)", hint="Such as organiser, or front desk", longest=200)
    number = TextField(
        "Telephone number (optional)", width=20, longest=50, render_kw={"type": "tel", "autocomplete": "off"}
    )
    email = EmailField("Email address (optional)", render_kw={"type": "email", "spellcheck": "false"})

    def what_is_wrong(self) -> dict[str, str]:
        """What cannot be rung or written to."""
        wrong = {}
        if self.number.data and not is_telephone(self.number.data):
            wrong["number"] = "Enter a telephone number, like 01632 960 001"
        if self.email.data and not is_email(self.email.data):
            wrong["email"] = "Enter an email address, like name@example.org"
        return wrong


class ContactsForm(RowsPartForm):
    rows = RowsField(ContactRow, most=MOST_ROWS)

    def values(self, loaded: Any) -> Values:
        """What was typed, row by row."""
        return {"rows": [typed_contact(row) for row in self.filled_rows()]}


@dataclass(frozen=True)
class TypedContact:
    """A contact as typed: who they are, and their number."""

    row_id: uuid.UUID | None
    who: Row
    number: str | None


def typed_contact(row: RowForm) -> TypedContact:
    who = {name: row[name].data or None for name in ("name", "title", "email")}
    return TypedContact(row_id_of(row), who, row.number.data or None)


def is_telephone(text: str) -> bool:
    """Whether it can be dialled as it stands."""
    digits = sum(each.isdigit() for each in text)
    return bool(TELEPHONE.fullmatch(text)) and FEWEST_DIGITS <= digits <= MOST_DIGITS


def shown_contacts(values: Values) -> list[dict[str, Any]]:
    """People with the first of their numbers, then numbers that are nobody's."""
    numbers = first_numbers(values["phone"])
    people = [
        {"row_id": row["id"], "number": numbers.get(row["id"], {}).get("number"), **who_of(row)}
        for row in sorted(values["contact"], key=lambda row: (row["name"] or "", row["title"] or "", row["id"]))
    ]
    loose = [{"row_id": row["id"], "number": row["number"]} for row in values["phone"] if row["contact_id"] is None]
    return people + loose


def who_of(row: Plain) -> dict[str, Any]:
    return {name: row[name] for name in ("name", "title", "email")}


def first_numbers(phones: Iterable[Plain]) -> dict[str, Plain]:
    """The first number of each contact."""
    found: dict[str, Plain] = {}
    for row in phones:
        if row["contact_id"] is not None:
            found.setdefault(row["contact_id"], row)
    return found


def completed_contacts(written: Written[Any], given: Iterable[TypedContact]) -> Values:
    """Contacts and numbers as they are to be: what was typed over what there was, and further numbers as they were."""
    contacts = typed_rows("contact", written.values["contact"])
    phones = typed_rows("phone", written.values["phone"])
    first = {uuid.UUID(key): uuid.UUID(row["id"]) for key, row in first_numbers(written.values["phone"]).items()}
    owner_column = kind_of(written.record).argument
    people: dict[uuid.UUID, Row] = {}
    numbers: dict[uuid.UUID, Row] = {}
    for typed in given:
        known = phones.get(first.get(typed.row_id, typed.row_id)) if typed.row_id else None
        owner = typed.row_id if typed.row_id in contacts else None
        if owner or any(typed.who.values()):
            person = {
                **(contacts[owner] if owner else blank_row("contact", **{owner_column: written.record_id})),
                **typed.who,
            }
            people[person["id"]] = person
            belongs = {"contact_id": person["id"], owner_column: None}
        else:
            belongs = {"contact_id": None, owner_column: written.record_id}
        if typed.number:
            number = {**(known or blank_row("phone", type="voice")), **belongs, "number": typed.number}
            numbers[number["id"]] = number
    further = {
        row_id: row for row_id, row in phones.items() if row["contact_id"] in people and row_id not in first.values()
    }
    return {"contact": plain_rows(people.values()), "phone": plain_rows({**further, **numbers}.values())}


def summary(values: Values, _names: Names) -> str:
    lines = (
        ", ".join(filter(None, (row.get("name"), row.get("title"), row["number"], row.get("email"))))
        for row in shown_contacts(values)
    )
    return ". ".join(line for line in lines if line)


def shown(values: Values) -> Mapping[str, Any]:
    return {"rows": with_empty_row(shown_contacts(values))}


def completed(written: Written[Any], typed: Values) -> Values:
    return completed_contacts(written, typed["rows"])


def contacts_part(model: type[Model]) -> FormPart[Model]:
    """The contacts of a kind of record."""
    return FormPart(
        model,
        "Contacts",
        WRITE_PART,
        ("contact", "phone"),
        summary,
        slug="contacts",
        form=ContactsForm,
        shown=shown,
        completed=completed,
        row_name="contact",
        lede="Only what the group publishes itself. Everybody will see it.",
    )


CONTACTS = contacts_part(Service)
CONTACTS_OF_ORGANIZATION = contacts_part(Organization)
