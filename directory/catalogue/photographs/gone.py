"""What still speaks of pictures that were deleted: a suggestion that was made before is not held up by them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models.field_changes import FieldChange, Plain
from directory.catalogue.models.photographs import Photograph, Picture
from directory.catalogue.photographs.keeping import rows_after


def find_gone(db: Session, changes: Iterable[FieldChange]) -> Sequence[Plain]:
    """Of the photographs that a listing would have after some changes those whose picture is gone."""
    rows = list(rows_after(changes))
    there = set(db.scalars(select(Picture.digest).where(Picture.digest.in_({row["digest"] for row in rows}))))
    return [row for row in rows if row["digest"] not in there]


def leave_out_gone(db: Session, changes: Sequence[FieldChange]) -> tuple[FieldChange, ...]:
    """The changes without the photographs whose picture is gone."""
    gone = find_gone(db, changes)
    return tuple(
        FieldChange(each.field, each.before, [row for row in each.after or () if row not in gone])
        if gone and each.field == Photograph.__tablename__
        else each
        for each in changes
    )
