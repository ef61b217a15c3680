"""The version of the whole catalogue, which tells every worker that something changed."""

from sqlalchemy import update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from directory.catalogue.models.sources import CatalogueState
from directory.db import add_once


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
