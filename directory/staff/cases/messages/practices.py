"""The GP practices that a team writes to: seeing them, adding one, changing an address, taking one off."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import ValidationError

from directory.accounts.guards import current_actor, requires
from directory.casework.inputs import LONGEST_EMAIL
from directory.casework.message_back.addressing import is_email
from directory.casework.message_back.inputs import LONGEST_NAME
from directory.casework.message_back.practice_models import KnownPractice
from directory.casework.message_back.practices import (
    PracticeInput,
    get_practice,
    keep_practice,
    list_practices,
    remove_practice,
)
from directory.casework.operations import ChangedMeanwhile
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.web.fields.text import EmailField, TextField
from directory.web.forms import LynchpinForm, SeenField, asks_again, load_form, said_on_the_page, show_form
from directory.web.ids import find_id
from directory.web.pages import render_page, tell
from directory.web.words import uk_short_date


class PracticeForm(LynchpinForm[PracticeInput]):
    seen = SeenField()
    code = TextField(
        "Code of the practice", required="Enter the code", hint="A letter and five digits, like A81001", width=10
    )
    practice_name = TextField("Name of the practice", required="Enter the name", longest=LONGEST_NAME)
    practice_email = EmailField(
        "Where it gets messages",
        required="Enter the email address",
        hint="An address that the practice gave you for this. Letters there name people by initials only",
        longest=LONGEST_EMAIL,
        render_kw={"type": "email", "autocomplete": "off", "spellcheck": "false"},
    )

    def validate_practice_email(self, field: Any) -> None:
        if field.data and not is_email(field.data):
            raise ValidationError("Enter an email address, like name@example.org")

    def to_input(self) -> PracticeInput:
        return PracticeInput(
            self.code.data or "", self.practice_name.data or "", self.practice_email.data or "", self.seen.data or 0
        )


@dataclass(frozen=True)
class PracticeLine:
    """One practice on the list."""

    name: str
    code: str
    email: str
    changed: str
    edit_href: str
    remove_href: str


@dataclass(frozen=True)
class PracticesPage:
    """The list, and the name of the one that is changed, if any."""

    lines: Sequence[PracticeLine]
    changed: str = ""


def line_of(practice: KnownPractice) -> PracticeLine:
    return PracticeLine(
        name=practice.name,
        code=practice.code,
        email=practice.email,
        changed=f"{practice.changer.name}, {uk_short_date(practice.changed_at)}",
        edit_href=url_for("staff.show_practices", practice=practice.id),
        remove_href=url_for("staff.take_practice_off", practice_id=practice.id),
    )


def values_of(practice: KnownPractice) -> dict[str, Any]:
    return {
        "seen": practice.version,
        "code": practice.code,
        "practice_name": practice.name,
        "practice_email": practice.email,
    }


@bp.get("/practices")
@requires("casework.triage")
def show_practices() -> ResponseReturnValue:
    with reading() as db:
        known = list_practices(db, current_actor())
        wanted = find_id(request.args.get("practice"))
        changed = next((each for each in known if each.id == wanted), None)
        page = PracticesPage([line_of(each) for each in known], changed.name if changed else "")
        values = values_of(changed) if changed else {"seen": 0}
    return render_page("staff/show_practices.html", page, form=show_form(PracticeForm, values))


@bp.post("/practices")
@requires("casework.triage")
@asks_again(show_practices)
def save_practice() -> ResponseReturnValue:
    with transaction() as db:
        wanted = load_form(PracticeForm)
        with said_on_the_page(ChangedMeanwhile):
            keep_practice(db, current_actor(), wanted)
    tell("It is on your list. Messages there go to this address.")
    return redirect(url_for("staff.show_practices"), 303)


@bp.post("/practices/<uuid:practice_id>/remove")
@requires("casework.triage")
def take_practice_off(practice_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        remove_practice(db, actor, get_practice(db, actor, practice_id))
    tell("It is off your list. What was sent there stays as it was.")
    return redirect(url_for("staff.show_practices"), 303)
