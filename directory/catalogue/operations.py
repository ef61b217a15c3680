"""Changes to the catalogue that people make."""

from dataclasses import fields
from datetime import date

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalogue.field_changes import FieldChange, apply_changes, differences, plain
from directory.catalogue.inputs import ServiceEditInput
from directory.catalogue.local_values import keep_beside_source, local_values
from directory.catalogue.models.services import Service
from directory.catalogue.revisions import make_changes
from directory.catalogue.texts import clean_html
from directory.errors import Conflict


def edit_service(
    db: Session, actor: Actor, service: Service, wanted: ServiceEditInput, reason: str | None = None
) -> frozenset[str]:
    """Change the plain facts of a listing; returns the names of the fields that changed.

    An edit that changes nothing leaves `last_modified` alone. Raises Conflict where somebody changed the listing after
    the person opened it: nothing of theirs is overwritten.
    """
    if service.version != wanted.version:
        raise Conflict("Somebody else changed this listing while you had it open. Look at it again, then change it.")
    changes = differences(service, edited_values(wanted))
    if changes:
        make_changes(db, actor, service, changes, reason=reason)
    return frozenset(each.field for each in changes)


def take_source_value(db: Session, actor: Actor, service: Service, field: str) -> None:
    """Go back to what a listing's source says in one field. Nothing where it says the same already."""
    kept = local_values(db, "service", service.id).get(field)
    if kept is None:
        return
    change = FieldChange(field, plain(getattr(service, field)), kept.source_value)
    make_changes(db, actor, service, [change], reason="As the source says")


def edited_values(wanted: ServiceEditInput) -> dict[str, object]:
    """What a listing holds by field once it is edited so."""
    values = {each.name: getattr(wanted, each.name) for each in fields(wanted) if each.name != "version"}
    return {**values, "description": clean_html(wanted.description) if wanted.description else wanted.description}


def assure_service(db: Session, actor: Actor, service: Service, on: date) -> None:
    """Note that a listing was checked and is true. That is no change of it: `last_modified` stays."""
    changes = differences(service, {"assured_date": on})
    apply_changes(service, changes)
    keep_beside_source(db, actor.user_id, "service", service.id, changes)
