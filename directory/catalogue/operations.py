"""Changes to the catalogue that people make."""

from dataclasses import fields
from datetime import date

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalogue.adding import OrganizationInput, PlaceInput, add_organization, add_place
from directory.catalogue.history.edits import record_start
from directory.catalogue.history.local_values import keep_beside_source, local_values, seen_of, taken_with
from directory.catalogue.history.record_changes import rebased
from directory.catalogue.history.revisions import make_changes, suggest_changes
from directory.catalogue.history.written_records import CHANGED_SINCE, WrittenRecord, flush_or_tell
from directory.catalogue.inputs import ServiceEditInput, ServiceSuggestionInput
from directory.catalogue.models.field_changes import FieldChange, apply_changes, differences
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.services import Service
from directory.catalogue.registered_contact import address_of
from directory.catalogue.texts import clean_html
from directory.errors import Conflict


def edit_service(
    db: Session, actor: Actor, service: Service, wanted: ServiceEditInput, reason: str | None = None
) -> frozenset[str]:
    """Change the plain facts of a listing; returns the names of the fields that changed.

    An edit that changes nothing leaves `last_modified` alone. Raises Conflict where somebody changed the listing after
    the person opened it: nothing of theirs is overwritten.
    """
    changes = edited_fields(service, wanted)
    if changes:
        make_changes(db, actor, service, changes, reason=reason)
    return frozenset(each.field for each in changes)


def suggest_edit(db: Session, actor: Actor, service: Service, wanted: ServiceSuggestionInput) -> Revision:
    """Suggest another wording of a listing to those who look after it. Raises Conflict as `edit_service` does."""
    return suggest_changes(db, actor, service, edited_fields(service, wanted.edit), wanted.reason)


def take_source_value(db: Session, actor: Actor, record: WrittenRecord, field: str, seen: str) -> None:
    """Go back to what a record's source says in one field. `seen` is what `seen_of` made of the actor's page.

    Raises Conflict where the record, or what its source says, is no longer as the actor saw it.
    """
    taken = taken_with(local_values(db, record.__tablename__, record.id), field)
    if not taken or seen != seen_of(record, taken):
        raise Conflict(CHANGED_SINCE)
    changes = rebased(db, record, [FieldChange(each.field, None, each.source_value) for each in taken])
    if not changes:
        for each in taken:
            db.delete(each)
        return
    make_changes(db, actor, record, changes, reason="As the source says")


def edited_fields(service: Service, wanted: ServiceEditInput) -> tuple[FieldChange, ...]:
    """What an edit changes. Raises Conflict where it was made of an older version of the listing."""
    if service.version != wanted.version:
        raise Conflict("Somebody else changed this listing while you had it open. Look at it again, then change it.")
    values = {each.name: getattr(wanted, each.name) for each in fields(wanted) if each.name != "version"}
    description = clean_html(wanted.description) if wanted.description else None
    return differences(service, {**values, "description": description})


def assure_service(db: Session, actor: Actor | None, service: Service, on: date) -> None:
    """Note that a listing was checked and is true. That is no change of it: `last_modified` stays.

    Without an actor it was its group, at the address that is registered; who of the staff it was is nobody's to write
    to. Raises Conflict where somebody else changed the listing first.
    """
    put_assurance(db, actor, service, on, None if actor else address_of(service))


def put_assurance(db: Session, actor: Actor | None, service: Service, on: date | None, assurer: str | None) -> None:
    """Have a listing say when it was last checked, and by whom of its group. That is no change of it either."""
    changes = differences(service, {"assured_date": on, "assurer_email": assurer})
    apply_changes(service, changes)
    flush_or_tell(db)
    keep_beside_source(db, actor.user_id if actor else None, "service", service.id, changes)


def start_organization(db: Session, actor: Actor, wanted: OrganizationInput) -> Organization:
    """A new organization, which the public does not see before one of its activities is published."""
    organization = add_organization(db, wanted)
    record_start(db, actor, organization)
    # What comes next points at it.
    db.flush()
    return organization


def start_place(db: Session, actor: Actor, wanted: PlaceInput) -> Location:
    """A new place, which nobody is sent to before a published listing names it."""
    location = add_place(db, wanted)
    record_start(db, actor, location)
    # What comes next points at it.
    db.flush()
    return location
