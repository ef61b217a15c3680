"""A part of a listing: what it holds, read from the draft, and kept in it."""

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import HiddenField

from directory.accounts.guards import current_actor
from directory.catalogue.history.edits import drafted_values, find_draft, write_draft
from directory.catalogue.history.queries import names_of
from directory.catalogue.models.field_changes import FieldChange, Plain, plain
from directory.catalogue.models.services import Service
from directory.champions.writing import get_listing_to_write
from directory.errors import WrongInput
from directory.staff.revision_words import change_lines
from directory.web.components import Fact
from directory.web.forms import LynchpinForm
from directory.web.pages import tell

WRITE = "/activities/<uuid:service_id>/write"
CHANGED = "Somebody changed this part while you had it open. Look at what it says now, then save yours or leave theirs."
Values = Mapping[str, Plain]
Names = Mapping[str, str]
"""The names of the terms and places that values speak of, by id."""
Form = TypeVar("Form", bound="PartForm")


@dataclass(frozen=True)
class Part:
    """A part of a listing: its page, the columns and owned tables it holds, and what it says in a line."""

    title: str
    endpoint: str
    fields: tuple[str, ...]
    summary: Callable[[Values, Names], str]


@dataclass(frozen=True)
class Written:
    """A part of a listing as the actor would have it. `seen` tells whether somebody changed it meanwhile."""

    service: Service
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


@dataclass(frozen=True)
class PartPage(Generic[Form]):
    """The page of a part. `newest` says what it holds where somebody changed it while the form was open."""

    title: str
    activity: str
    list_href: str
    save_href: str
    newest: tuple[Fact, ...]


def open_part(db: Session, service_id: uuid.UUID, part: Part) -> Written:
    """A part of a listing the actor may write. Raises NotFound."""
    service = get_listing_to_write(db, current_actor(), service_id)
    return Written(service, as_written(db, service, part.fields))


def as_written(db: Session, service: Service, fields: tuple[str, ...]) -> Values:
    """Some columns and owned tables of a listing as the actor would have them."""
    return drafted_values(db, service, find_draft(db, current_actor(), service.id), fields)


def keep_part(db: Session, written: Written, typed: Typed) -> None:
    """Keep what was typed. Raises WrongInput where somebody changed the part after it was seen."""
    if typed.seen != written.seen:
        raise WrongInput(CHANGED)
    write_draft(db, current_actor(), written.service, typed.values)


def build_part_page(db: Session, part: Part, written: Written, form: PartForm) -> PartPage[Any]:
    """The page of a part. Its form then carries what is seen now: sent again, it is meant to replace that."""
    newest: tuple[Fact, ...] = ()
    if form.seen.data != written.seen:
        form.seen.data = written.seen
        now = [FieldChange(name, None, value) for name, value in written.values.items()]
        newest = tuple(Fact(line.name, line.after) for line in change_lines(now, names_of(db, now)))
    here: dict[str, Any] = {"service_id": written.service.id}
    return PartPage(
        title=part.title,
        activity=written.service.name,
        list_href=url_for("staff.write_listing", **here),
        save_href=url_for(part.endpoint, **here),
        newest=newest,
    )


def go_on(service_id: uuid.UUID, part: Part, typed: Typed) -> ResponseReturnValue:
    """Back to the task list, or to the part's page where there is more to add."""
    if typed.adds_another:
        return redirect(url_for(part.endpoint, service_id=service_id), 303)
    tell(f"“{part.title}” is saved in your draft.")
    return redirect(url_for("staff.write_listing", service_id=service_id), 303)
