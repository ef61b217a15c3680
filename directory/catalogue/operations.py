"""Changes to the catalogue that people make, and the version that tells every worker of them."""

from dataclasses import fields
from datetime import date

from sqlalchemy import update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.inputs import ServiceEditInput
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
    changed = changed_fields(service, wanted)
    if not changed:
        return changed
    service.last_modified = clock.now()
    bump_catalogue_version(db)
    record_act(db, actor.user_id, None, "service.edited", "service", [service.id], changed)
    return changed


def changed_fields(service: Service, wanted: ServiceEditInput) -> frozenset[str]:
    changed = set()
    for each in fields(wanted):
        if each.name == "version":
            continue
        value = getattr(wanted, each.name)
        value = clean_html(value) if each.name == "description" and value else value
        if getattr(service, each.name) != value:
            setattr(service, each.name, str(value) if each.name == "status" else value)
            changed.add(each.name)
    return frozenset(changed)


def assure_service(service: Service, on: date) -> None:
    """Note that a listing was checked and is true. That is no change of it: `last_modified` stays."""
    service.assured_date = on
