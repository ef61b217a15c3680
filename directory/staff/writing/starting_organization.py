"""A new organisation: what it is called, whether it is one of those there are, then the list of its parts."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import HiddenField

from directory.accounts.guards import current_actor, requires
from directory.catalogue.adding import OrganizationInput
from directory.catalogue.duplicates.alike import Alike, find_alike
from directory.catalogue.inputs import LONGEST_NAME
from directory.catalogue.models.organizations import Organization
from directory.catalogue.operations import start_organization
from directory.catalogue.organization_inputs import NewOrganizationInput, NewOrganizationSchema
from directory.db import reading, transaction
from directory.errors import UsedBefore
from directory.staff.blueprint import bp
from directory.staff.records.duplicate_reasons import ShownReason, shown_reasons
from directory.staff.records.record_kinds import kind_of
from directory.web.fields.text import TextField, tidy_text
from directory.web.forms import LynchpinForm, asks_again, show_form, take_form
from directory.web.pages import render_page, tell


class NewOrganizationForm(LynchpinForm[NewOrganizationInput]):
    """`seen` says which organisations its sender was shown, and found to be others."""

    schema = NewOrganizationSchema

    seen = HiddenField()
    name = TextField("Name of the organisation", required="Enter the name of the organisation", longest=LONGEST_NAME)
    charity_number = TextField(
        "Charity number (optional)",
        hint="Like 1123456, SC012345 in Scotland or NIC100123 in Northern Ireland",
        width=10,
        longest=50,
        render_kw={"spellcheck": "false", "autocomplete": "off"},
    )


@dataclass(frozen=True)
class AlikeRow:
    """An organisation there is already, and why it may be the one that is meant."""

    name: str
    href: str
    reasons: tuple[ShownReason, ...]


@dataclass(frozen=True)
class CheckPage:
    """The question whether an organisation is there already; `asked` is what was typed."""

    asked: dict[str, str]
    rows: tuple[AlikeRow, ...]


@bp.get("/organisations/new")
@requires("catalogue.suggest")
def new_organization() -> ResponseReturnValue:
    """What it is called; the rest comes part by part."""
    asked = (tidy_text(request.args.get("name")) or "")[:LONGEST_NAME]
    return render_page("staff/writing/new_organization.html", form=show_form(NewOrganizationForm, {"name": asked}))


@bp.post("/organisations/new")
@requires("catalogue.suggest")
@asks_again(new_organization)
def create_organization() -> ResponseReturnValue:
    """Add it, unless others are like it that were not shown yet: then ask whether it is one of these."""
    form = take_form(NewOrganizationForm)
    wanted = form.load()
    # Comparing takes its time, in which others are to write.
    with reading() as db:
        found = find_alike(db, id_of(form), wanted.name, *number_of(wanted))
    if found and form.seen.data != seen_of(found):
        form.seen.data = seen_of(found)
        return render_page("staff/writing/check_organization.html", build_check_page(form, found), form=form)
    with transaction() as db:
        organization = find_started(db, form, wanted) or start_new(db, form, wanted)
        href = kind_of(organization).href("staff.write_record", organization.id)
    tell(f"{wanted.name} is added.")
    return redirect(href, 303)


def number_of(wanted: NewOrganizationInput) -> tuple[str, str]:
    """The register of a charity and its number; nothing where none was given."""
    return (wanted.charity[0].scheme, wanted.charity[1]) if wanted.charity else ("", "")


def id_of(form: NewOrganizationForm) -> uuid.UUID:
    """The id of what one sending of the form adds, so that sent twice it adds one."""
    return uuid.uuid5(current_actor().user_id, f"organization/{form.submission_key.data}")


def find_started(db: Session, form: NewOrganizationForm, wanted: NewOrganizationInput) -> Organization | None:
    """What this form added before. Raises UsedBefore where that is called otherwise."""
    known = db.get(Organization, id_of(form))
    if known is not None and known.name != wanted.name:
        raise UsedBefore
    return known


def start_new(db: Session, form: NewOrganizationForm, wanted: NewOrganizationInput) -> Organization:
    added = OrganizationInput(wanted.name, charity=wanted.charity, id=id_of(form))
    return start_organization(db, current_actor(), added)


def seen_of(found: Sequence[Alike]) -> str:
    """What somebody saw who says that it is none of these."""
    return hashlib.sha256(" ".join(str(each.organization_id) for each in found).encode()).hexdigest()[:16]


def build_check_page(form: NewOrganizationForm, found: Sequence[Alike]) -> CheckPage:
    """The question whether it is one of these, with what was typed."""
    asked = {name: form[name].data or "" for name in ("name", "charity_number", "seen")}
    return CheckPage(asked, tuple(alike_row(each) for each in found))


def alike_row(found: Alike) -> AlikeRow:
    href = url_for("staff.show_organization", organization_id=found.organization_id)
    return AlikeRow(found.name, href, shown_reasons(found.likeness.reasons))
