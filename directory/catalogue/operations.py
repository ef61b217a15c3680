"""Changes to the catalogue that people make, and the version that tells every worker of them."""

from dataclasses import fields
from datetime import date

from sqlalchemy import update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.field_changes import FieldChange, apply_changes, differences
from directory.catalogue.inputs import ServiceEditInput
from directory.catalogue.local_values import keep_beside_source, local_values
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import CatalogueState
from directory.catalogue.texts import clean_html
from directory.db import add_once
from directory.errors import Conflict


def bump_catalogue_version(db: Session) -> None:
    """Tell every worker that the catalogue changes with this commit."""
    if count_on(db):
        return
    _, is_first = add_once(db, CatalogueState(id=1, version=1), lambda: db.get(CatalogueState, 1))
    if not is_first:
        count_on(db)


def count_on(db: Session) -> bool:
    """Count the version on by one; False for a catalogue that has none yet."""
    changed = db.execute(
        update(CatalogueState).where(CatalogueState.id == 1).values(version=CatalogueState.version + 1)
    )
    return isinstance(changed, CursorResult) and changed.rowcount == 1


def edit_service(db: Session, actor: Actor, service: Service, wanted: ServiceEditInput) -> frozenset[str]:
    """Change the plain facts of a listing; returns the names of the fields that changed.

    An edit that changes nothing leaves `last_modified` alone. Raises Conflict where somebody changed the listing after
    the person opened it: nothing of theirs is overwritten.
    """
    if service.version != wanted.version:
        raise Conflict("Somebody else changed this listing while you had it open. Look at it again, then change it.")
    changes = differences(service, edited_values(wanted))
    if not changes:
        return frozenset()
    apply_changes(service, changes)
    service.last_modified = clock.now()
    keep_beside_source(db, actor.user_id, "service", service.id, changes)
    bump_catalogue_version(db)
    changed = frozenset(each.field for each in changes)
    record_act(db, actor.user_id, None, "service.edited", "service", [service.id], changed)
    return changed


def take_source_value(db: Session, actor: Actor, service: Service, field: str) -> None:
    """Go back to what a listing's source says in one field. Nothing where it says the same already."""
    kept = local_values(db, "service", service.id).get(field)
    if kept is None:
        return
    apply_changes(service, [FieldChange(field, None, kept.source_value)])
    service.last_modified = clock.now()
    db.delete(kept)
    bump_catalogue_version(db)
    record_act(db, actor.user_id, None, "service.edited", "service", [service.id], [field])


def edited_values(wanted: ServiceEditInput) -> dict[str, object]:
    """What a listing holds by field once it is edited so."""
    values = {each.name: getattr(wanted, each.name) for each in fields(wanted) if each.name != "version"}
    return {**values, "description": clean_html(wanted.description) if wanted.description else wanted.description}


def assure_service(db: Session, actor: Actor, service: Service, on: date) -> None:
    """Note that a listing was checked and is true. That is no change of it: `last_modified` stays."""
    changes = differences(service, {"assured_date": on})
    apply_changes(service, changes)
    keep_beside_source(db, actor.user_id, "service", service.id, changes)
