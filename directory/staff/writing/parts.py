"""A part of a record: what it holds, read from the draft, and kept in it."""

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import Field, HiddenField

from directory.accounts.guards import current_actor
from directory.catalogue.history.edits import drafted_values, find_draft, write_draft
from directory.catalogue.history.queries import names_of
from directory.catalogue.history.written_records import Model, WrittenRecord
from directory.catalogue.models.field_changes import FieldChange, Plain, plain
from directory.champions.writing import get_to_write
from directory.errors import Conflict, WrongInput
from directory.staff.records.record_kinds import OF_MODEL, kind_of, name_of
from directory.staff.records.revision_words import change_lines
from directory.staff.records.source_words import NOTHING_ELSE, SourceWords, find_source_words
from directory.staff.writing.venues import shared_words
from directory.web.components import Fact
from directory.web.fields.rows import RowsField
from directory.web.forms import LynchpinForm, said_on_the_page
from directory.web.pages import tell

WRITE = "/activities/<uuid:service_id>/write"
WRITE_PART = "staff.write_part"
CHANGED = "Somebody changed this part while you had it open. Look at what it says now, then save yours or leave theirs."
Values = Mapping[str, Plain]
Names = Mapping[str, str]
"""The names of the terms and places that values speak of, by id."""
Form = TypeVar("Form", bound="PartForm")


@dataclass(frozen=True)
class Part(Generic[Model]):
    """A part of a kind of record: its page, the columns and owned tables it holds, and what it says in a line."""

    model: type[Model]
    title: str
    endpoint: str
    fields: tuple[str, ...]
    summary: Callable[[Values, Names], str]

    def href(self, record_id: uuid.UUID) -> str:
        """The address of its page."""
        here: dict[str, Any] = {OF_MODEL[self.model].argument: record_id}
        return url_for(self.endpoint, **here)


def as_typed(_written: "Written[Any]", typed: Values) -> Values:
    return typed


@dataclass(frozen=True)
class FormPart(Part[Model]):
    """A part whose page is one form, under an address that all such parts share.

    `shown` gives the answers for what the part holds, `completed` what it is to hold for what was typed. A part that
    holds rows says what people call one.
    """

    slug: str
    form: type["PartForm"]
    shown: Callable[[Values], Mapping[str, Any]] = dict
    completed: Callable[["Written[Any]", Values], Values] = as_typed
    row_name: str = ""
    lede: str = ""

    def href(self, record_id: uuid.UUID) -> str:
        """The address of its page."""
        kind = OF_MODEL[self.model]
        return url_for(self.endpoint, kind=kind.path, record_id=record_id, part=self.slug)


@dataclass(frozen=True)
class Written(Generic[Model]):
    """A part of a record as the actor would have it. `seen` tells whether somebody changed it meanwhile."""

    record: Model
    record_id: uuid.UUID
    values: Values

    @property
    def seen(self) -> str:
        return hashlib.sha256(json.dumps(self.values, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Typed:
    """What was typed into the page of a part, and which state of it was seen."""

    values: Values
    seen: str
    adds_another: bool


class PartForm(LynchpinForm[Typed]):
    """The form of a part. Its `schema` loads the columns it holds, or it makes `values` itself."""

    seen = HiddenField()
    then = HiddenField()

    def load(self) -> Typed:
        """What was typed. Raises FormErrors."""
        return Typed(self.values(super().load()), str(self.seen.data or ""), self.then.data == "another")

    def values(self, loaded: Any) -> Values:
        """By column or owned table, what the part is to hold."""
        return {name: plain(value) for name, value in loaded.items()}

    def to_input(self) -> Any:
        return None

    @property
    def asked(self) -> list[Field]:
        """The questions in their order, without rows and hidden boxes."""
        return [field for field in self if not isinstance(field, HiddenField | RowsField)]


@dataclass(frozen=True)
class PartPage(Generic[Form]):
    """The page of a part. `newest` says what it holds where somebody changed it while the form was open.

    `shared` says whom else a change is told for, `elsewhere` what other lists say instead.
    """

    title: str
    record: str
    list_href: str
    save_href: str
    newest: tuple[Fact, ...]
    row_name: str = ""
    lede: str = ""
    shared: str = ""
    elsewhere: SourceWords = NOTHING_ELSE


def open_part(db: Session, record_id: uuid.UUID, part: Part[Model], *, to_change: bool = False) -> Written[Model]:
    """A part of a record the actor may write. Raises NotFound.

    `to_change` keeps others from changing the record before this is done.
    """
    record = get_to_write(db, current_actor(), part.model, record_id, to_change=to_change)
    return Written(record, record.id, as_written(db, record, part.fields))


def as_written(db: Session, record: WrittenRecord, fields: tuple[str, ...]) -> Values:
    """Some columns and owned tables of a record as the actor would have them."""
    return drafted_values(db, record, find_draft(db, current_actor(), record), fields)


def keep_part(db: Session, written: Written[Any], typed: Typed) -> None:
    """Keep what was typed. Raises WrongInput where somebody changed the part after it was seen."""
    if typed.seen != written.seen:
        raise WrongInput(CHANGED)
    with said_on_the_page(Conflict):
        write_draft(db, current_actor(), written.record, typed.values)


def build_part_page(db: Session, part: Part[Model], written: Written[Model], form: PartForm) -> PartPage[Any]:
    """The page of a part. Its form then carries what is seen now: sent again, it is meant to replace that."""
    newest: tuple[Fact, ...] = ()
    if form.seen.data != written.seen:
        form.seen.data = written.seen
        now = [FieldChange(name, None, value) for name, value in written.values.items()]
        newest = tuple(Fact(line.name, line.after) for line in change_lines(now, names_of(db, now)))
    record = written.record
    return PartPage(
        title=part.title,
        record=name_of(record),
        list_href=kind_of(record).href("staff.write_record", record.id),
        save_href=part.href(record.id),
        newest=newest,
        row_name=part.row_name if isinstance(part, FormPart) else "",
        lede=part.lede if isinstance(part, FormPart) else "",
        shared=shared_words(db, record),
        elsewhere=find_source_words(db, current_actor(), record, part.fields),
    )


def go_on(written: Written[Any], part: Part[Any], typed: Typed) -> ResponseReturnValue:
    """Back to the task list, or to the part's page where there is more to add."""
    if typed.adds_another:
        return redirect(part.href(written.record_id), 303)
    tell(f"“{part.title}” is saved in your draft.")
    return redirect(OF_MODEL[part.model].href("staff.write_record", written.record_id), 303)
