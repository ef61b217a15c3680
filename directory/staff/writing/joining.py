"""How to join and who it is for: ages, conditions, how to begin, and the languages spoken."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import Schema

from directory.catalogue.inputs import OLDEST, ServiceFactsSchema
from directory.catalogue.languages import language_code, language_name
from directory.catalogue.models.field_changes import Plain
from directory.catalogue.models.services import Service
from directory.matching.sentences import ages
from directory.staff.writing.parts import WRITE_PART, FormPart, Names, PartForm, Values, Written
from directory.staff.writing.rows import completed_rows
from directory.web.fields.text import LongTextField, NumberField, TextField

COLUMNS = ("minimum_age", "maximum_age", "eligibility_description", "application_process")
MOST_LANGUAGES = 30


class JoiningSchema(ServiceFactsSchema):
    """Loads who may come, and how."""

    class Meta(Schema.Meta):
        fields = COLUMNS


class JoiningForm(PartForm):
    schema = JoiningSchema

    minimum_age = NumberField("Youngest age (optional)", width=3, most=OLDEST)
    maximum_age = NumberField("Oldest age (optional)", width=3, most=OLDEST)
    eligibility_description = LongTextField(
        "Who is it for? (optional)", hint="Such as carers, or people who live in the town", longest=2_000, rows=3
    )
    application_process = LongTextField(
        "How does somebody join? (optional)", hint="Such as: just turn up, or ring first", longest=2_000, rows=3
    )
    languages = TextField(
        "Languages spoken there (optional)", hint="Put commas between them, like English, Punjabi", longest=500
    )

    def values(self, loaded: Values) -> Values:
        """The answers, with the languages as names."""
        return {**super().values(loaded), "language": split_names(self.languages.data)}


def split_names(said: str | None) -> list[str]:
    """Names with commas between them, each once."""
    names = (" ".join(name.split()) for name in (said or "").split(","))
    return list({name.casefold(): name for name in names if name}.values())[:MOST_LANGUAGES]


def name_of(row: Plain) -> str:
    return language_name(row["code"], row["name"])


def language_rows(written: Written[Service], names: Iterable[str]) -> list[Plain]:
    """The languages by name as rows: those there are stay, others are new."""
    known = {name_of(row).casefold(): uuid.UUID(row["id"]) for row in written.values["language"]}
    found = [(name, known.get(name.casefold()), language_code(name)) for name in names]
    return completed_rows(
        written,
        "language",
        [(row_id, {} if row_id else {"code": code, "name": None if code else name}) for name, row_id, code in found],
    )


def language_words(values: Values) -> str:
    return ", ".join(sorted(map(name_of, values["language"])))


def summary(values: Values, _names: Names) -> str:
    low, high = values["minimum_age"], values["maximum_age"]
    aged = ages(low, high) if low is not None or high is not None else ""
    parts = (aged, values["eligibility_description"], values["application_process"], language_words(values))
    said = ". ".join(part.rstrip(".") for part in parts if part)
    return said[:1].upper() + said[1:]


def shown(values: Values) -> Mapping[str, Any]:
    return {**values, "languages": language_words(values)}


def completed(written: Written[Service], typed: Values) -> Values:
    return {**typed, "language": language_rows(written, typed["language"])}


JOINING = FormPart(
    Service,
    "How to join and who it is for",
    WRITE_PART,
    (*COLUMNS, "language"),
    summary,
    slug="joining",
    form=JoiningForm,
    shown=shown,
    completed=completed,
)
