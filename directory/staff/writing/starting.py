"""A new listing: who runs it, and what it is called."""

import uuid
from dataclasses import dataclass

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import HiddenField

from directory.accounts.guards import current_actor, requires
from directory.catalogue.adding import OrganizationInput
from directory.catalogue.duplicates.alike import find_alike
from directory.catalogue.duplicates.reasons import ReasonKind
from directory.catalogue.history.drafts import find_organizations_named
from directory.catalogue.history.edits import start_listing
from directory.catalogue.inputs import LONGEST_NAME
from directory.catalogue.merging.survivors import id_now
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.catalogue.operations import start_organization
from directory.db import new_id, reading, transaction
from directory.errors import UsedBefore, WrongInput
from directory.staff.blueprint import bp
from directory.staff.records.record_kinds import kind_of, where_it_is
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import TextField, tidy_text
from directory.web.forms import LynchpinForm, asks_again, show_form, take_form
from directory.web.pages import render_page

NEW = "new"
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class NewListing:
    """Who runs a new activity, a known organisation or one to be added, and what it is called."""

    submission_key: str
    name: str
    organization: str
    organization_name: str


class NewListingForm(LynchpinForm[NewListing]):
    asked = HiddenField()
    of = HiddenField()
    name = TextField("Name of the activity", required="Enter the name of the activity", longest=LONGEST_NAME)
    organization = OneOfField("Who runs it?", required="Choose who runs it")
    organization_name = TextField(
        "Name of the new organisation", hint="Only if it is not in the list above", longest=LONGEST_NAME
    )

    def validate(self, extra_validators: object = None) -> bool:
        """Whether everything is there: a new organisation needs a name."""
        is_valid: bool = super().validate(extra_validators)
        if self.organization.data == NEW and not self.organization_name.data:
            self.organization_name.errors = ["Enter the name of the organisation"]
            return False
        return is_valid

    def to_input(self) -> NewListing:
        """Who runs it, and its name."""
        return NewListing(
            self.submission_key.data, self.name.data, self.organization.data, self.organization_name.data or ""
        )


@dataclass(frozen=True)
class NewListingPage:
    """The page that begins a listing. `asked` is what was looked for; nothing is offered before.

    `run_by` is the organisation from whose page somebody came.
    """

    asked: str
    found: int
    run_by: str
    back_href: str


def choices_of(db: Session, asked: str, run_by: Organization | None) -> tuple[Choice, ...]:
    """The organisation from whose page somebody came; else those of a name, and a new one."""
    if run_by:
        return (Choice(str(run_by.id), run_by.name),)
    found = find_organizations_named(db, asked) if asked else ()
    known = [Choice(str(each.id), each.name, each.alternate_name or "") for each in found]
    return (*known, Choice(NEW, "Another organisation", "It will be added to the directory"))


@bp.get("/activities/new")
@requires("catalogue.suggest")
def new_listing() -> ResponseReturnValue:
    """Who runs it and what it is called; the rest comes part by part."""
    asked = asked_for()
    with reading() as db:
        run_by = find_run_by(db)
        choices = choices_of(db, asked, run_by)
    of = str(run_by.id) if run_by else ""
    values = {"asked": asked, "organization_name": asked, "of": of}
    form = show_form(NewListingForm, values, {"organization": choices})
    page = NewListingPage(asked, len(choices) - 1, run_by.name if run_by else "", where_it_is(run_by) if run_by else "")
    return render_page("staff/writing/new_listing.html", page, form=form)


@bp.post("/activities/new")
@requires("catalogue.suggest")
@asks_again(new_listing)
def create_listing() -> ResponseReturnValue:
    """Begin a listing that nobody else sees yet."""
    with reading() as db:
        run_by = find_run_by(db)
        form = take_form(NewListingForm, {"organization": choices_of(db, asked_for(), run_by)})
        if run_by:
            form.organization.data = str(run_by.id)
        wanted = form.load()
        refuse_second_of_a_name(db, wanted)
    with transaction() as db:
        service = start_once(db, wanted)
        href = kind_of(service).href("staff.write_record", service.id)
    return redirect(href, 303)


def id_of(wanted: NewListing) -> uuid.UUID:
    """The id of what one sending of the form adds, so that sent twice it adds one."""
    return uuid.uuid5(current_actor().user_id, f"service/{wanted.submission_key}")


def refuse_second_of_a_name(db: Session, wanted: NewListing) -> None:
    """Raises WrongInput where an organisation of the name of a new one is there: it may be the same."""
    if wanted.organization != NEW or db.get(Service, id_of(wanted)) is not None:
        return
    for each in find_alike(db, new_id(), wanted.organization_name):
        if any(reason.kind == ReasonKind.SAME_NAME for reason in each.likeness.reasons):
            said = (
                f"{each.name} is there already. Look for it above or, if yours is another, add it under Organisations"
            )
            raise WrongInput(said, {"organization_name": said})


def start_once(db: Session, wanted: NewListing) -> Service:
    """The new listing; the one it made before, where the form is sent again."""
    actor = current_actor()
    service_id = id_of(wanted)
    known = db.get(Service, service_id)
    if known is not None:
        if known.name != wanted.name:
            raise UsedBefore
        return known
    return start_listing(db, actor, organization_of(db, wanted), wanted.name, service_id)


def organization_of(db: Session, wanted: NewListing) -> Organization:
    """Who runs it, added to the directory where it was not known. Raises WrongInput where it is gone meanwhile."""
    if wanted.organization == NEW:
        return start_organization(db, current_actor(), OrganizationInput(wanted.organization_name))
    known = db.get(Organization, uuid.UUID(wanted.organization))
    if known is None:
        raise WrongInput("Choose who runs it.", {"organization": "Choose one from the list"})
    return known


def asked_for() -> str:
    """The name that was looked for: in the address, or carried by the form."""
    asked = request.form.get("asked", "") if request.method == "POST" else request.args.get("q", "")
    return (tidy_text(asked) or "")[:LONGEST_SEARCH]


def find_run_by(db: Session) -> Organization | None:
    """The organisation from whose page somebody came: its id is in the address, or carried by the form."""
    sent = request.form.get("of", "") if request.method == "POST" else request.args.get("organization", "")
    try:
        return db.get(Organization, id_now(db, "organization", uuid.UUID(sent)))
    except ValueError:
        return None
